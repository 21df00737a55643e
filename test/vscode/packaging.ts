import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { projectRoot, vsixFile } from "./project";

/** Bundles the product and packages it as `out/ti-scraper.vsix`. Throws with vsce's words. Gives the package's path. */
export function packageExtension(): string {
  const done = spawnSync(process.execPath, [path.join(projectRoot, "test", "package.js")], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Error(`The extension could not be packaged:\n${done.stdout}${done.stderr}`);
  return vsixFile;
}

/** The package of this run: `npm test` makes it once, a single test file run by hand makes it when there is none. */
export function ensurePackage(): string {
  return fs.existsSync(vsixFile) ? vsixFile : packageExtension();
}
