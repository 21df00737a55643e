import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { installFromDebian } from "../vscode/debian";

const run = promisify(execFile);

const NAMES = process.platform === "win32" ? ["soffice.com", "soffice.exe"] : ["soffice", "libreoffice"];

/** The path of LibreOffice with its Writer: `SOFFICE_PATH`, else that of this machine, else (as root on Debian) the distribution's package. */
export function ensureWriter(log: (line: string) => void = () => {}): string | null {
  const named = process.env["SOFFICE_PATH"];
  if (named) {
    if (fs.existsSync(named)) return named;
    throw new Error(`SOFFICE_PATH names ${named}, where no file is.`);
  }
  return installed() ?? (installFromDebian("libreoffice-writer-nogui", log) ? installed() : null);
}

/** The same with its Calc, which opens tables; null where there is none and none can be installed. */
export function ensureCalc(log: (line: string) => void = () => {}): string | null {
  const calc = (): string | null => {
    const office = ensureWriter(log);
    return office !== null && hasPart(office, "sc") ? office : null;
  };
  return calc() ?? (installFromDebian("libreoffice-calc-nogui", log) ? calc() : null);
}

function installed(): string | null {
  const folders = [...(process.env["PATH"] ?? "").split(path.delimiter).filter(Boolean), ...fixedFolders()];
  const files = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return files.find((file) => fs.existsSync(file) && hasPart(file, "sw")) ?? null;
}

function fixedFolders(): readonly string[] {
  if (process.platform === "darwin") return ["/Applications/LibreOffice.app/Contents/MacOS"];
  if (process.platform !== "win32") return [];
  return ["ProgramFiles", "ProgramFiles(x86)"]
    .map((name) => process.env[name])
    .filter((top) => top !== undefined)
    .map((top) => path.join(top, "LibreOffice", "program"));
}

/** Distributions part the office into packages: there may be a LibreOffice without its Writer (`sw`) or its Calc (`sc`). */
function hasPart(file: string, part: "sw" | "sc"): boolean {
  const library = `lib${part}lo.so`;
  return process.platform !== "linux" || fs.existsSync(path.join(path.dirname(fs.realpathSync(file)), library));
}

/**
 * Has files converted into a folder, with a user profile of their own; throws with LibreOffice's words when it complains.
 *
 * @param readAs how they are read, where their names do not tell
 */
export async function convert(
  files: readonly string[],
  format: string,
  folder: string,
  profile: string,
  readAs?: string,
): Promise<void> {
  const writer = ensureWriter();
  if (writer === null) throw new Error("There is no LibreOffice.");
  const options = ["--headless", "--norestore", "--nologo", `-env:UserInstallation=${pathToFileURL(profile).href}`];
  const read = readAs === undefined ? [] : [`--infilter=${readAs}`];
  const args = [...options, ...read, "--convert-to", format, "--outdir", folder, ...files];
  const { stdout, stderr } = await run(writer, args, { timeout: 100_000 });
  // Its exit code is 0 even where it could not read or write a file.
  if (/error|repair|corrupt/i.test(`${stdout}${stderr}`)) throw new Error(`${stdout}${stderr}`);
}
