import fs from "node:fs";
import path from "node:path";

/** Test files run from wherever they were bundled to, so the project is found from there upwards. */
function findRoot(): string {
  for (const start of [__dirname, process.cwd()]) {
    for (let folder = start; ; folder = path.dirname(folder)) {
      if (isProject(folder)) return folder;
      if (folder === path.dirname(folder)) break;
    }
  }
  throw new Error("The folder of the project (with its package.json) was not found.");
}

function isProject(folder: string): boolean {
  const file = path.join(folder, "package.json");
  if (!fs.existsSync(file)) return false;
  const manifest = JSON.parse(fs.readFileSync(file, "utf8")) as { readonly name?: string };
  return manifest.name === "ti-scraper";
}

/** The folder that holds package.json. */
export const projectRoot = findRoot();

/** Everything a test run leaves behind lies below this folder (ignored by git). */
export const outFolder = path.join(projectRoot, "out");

/** Where `npm run package` puts the extension. */
export const vsixFile = path.join(outFolder, "ti-scraper.vsix");

/** `publisher.name`, as VS Code knows the extension. */
export function extensionId(): string {
  const manifest = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
    readonly publisher: string;
    readonly name: string;
  };
  return `${manifest.publisher}.${manifest.name}`;
}
