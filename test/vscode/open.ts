/**
 * Opens VS Code with the packaged extension by hand: `node out/test/vscode/open.js FOLDER [--floor] [--untrusted]`.
 * Prints the address; Ctrl+C ends it.
 */
import path from "node:path";
import { packageExtension } from "./packaging";
import { startVsCode } from "./server";

async function main(args: readonly string[]): Promise<void> {
  const folder = path.resolve(args.find((arg) => !arg.startsWith("--")) ?? ".");
  const running = await startVsCode({
    channel: args.includes("--floor") ? "floor" : "newest",
    vsix: packageExtension(),
    trust: !args.includes("--untrusted"),
  });
  console.log(`VS Code ${running.vscode.version}: ${running.url(folder)}`);
  const stop = (): void => {
    void running.close().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
