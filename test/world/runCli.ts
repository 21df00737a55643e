import { spawn } from "node:child_process";
import type { World } from "./world";

/** What the command line tool said, and its exit code. */
export interface CliRun {
  readonly output: string;
  readonly errors: string;
  readonly code: number;
}

/** Runs the command line tool with the world's key and with its memory below `home`. */
export async function runCli(args: readonly string[], { xsoar }: World, home: string): Promise<CliRun> {
  // A proxy of the machine must not stand between the tool and this world.
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NO_PROXY: "*",
    no_proxy: "*",
    XDG_STATE_HOME: home,
    LOCALAPPDATA: home,
    TI_SCRAPER_XSOAR_API_KEY: xsoar.key,
    TI_SCRAPER_XSOAR_HOST: xsoar.origin,
  };
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (value) => resolve(value ?? -1));
  });
  return { output, errors, code };
}
