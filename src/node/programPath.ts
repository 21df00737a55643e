import path from "node:path";

/**
 * Where a program lies that is named without a folder, on Windows: there the system looks into the current folder first, which is the
 * workspace, and what lies there under the name of a program was agreed to by nobody. Null when no folder of PATH has it.
 *
 * @param isFile whether a path is a file that is there
 */
export function windowsProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
  isFile: (file: string) => boolean,
): string | null {
  if (/[\\/:]/.test(name)) return name;
  const valueOf = (wanted: string): string =>
    Object.entries(environment).find(([key]) => key.toUpperCase() === wanted)?.[1] ?? "";
  // Batch files need a shell, and are given none.
  const endings = path.win32.extname(name) === "" ? [".com", ".exe"] : [""];
  for (const folder of valueOf("PATH").split(";")) {
    const whole = folder.replace(/^"|"$/g, "");
    if (!path.win32.isAbsolute(whole)) continue;
    for (const ending of endings) {
      const file = path.win32.join(whole, name + ending);
      if (isFile(file)) return file;
    }
  }
  return null;
}
