import fs from "node:fs";
import path from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import { projectRoot } from "../vscode/project";
import "../world/watchRemovals";
import { SUITE_LINE } from "./suiteLine";

/**
 * VS Code calls this in its extension host, under the server as well as under `@vscode/test-electron`: runs every
 * compiled case beside it. Rejects when one fails, which is what VS Code takes as the exit code.
 */
export async function run(): Promise<void> {
  const names = fs.readdirSync(__dirname, { recursive: true }).map(String).sort();
  await runFiles(names.filter((name) => name.endsWith(".test.js")).map((name) => path.join(__dirname, name)));
}

/** The same for some files. */
export async function runFiles(files: readonly string[]): Promise<void> {
  process.setSourceMapsEnabled(true);
  // Of several windows each has an extension host of its own.
  const results = process.env["TI_SCRAPER_RESULT_FOLDER"];
  if (results) process.env["TI_SCRAPER_RESULT_FILE"] = path.join(results, `${process.pid}.json`);
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    timeout: 60_000,
    reporter: path.join(projectRoot, "test", "reporter.js"),
    ...(process.env["TI_SCRAPER_GREP"] ? { grep: process.env["TI_SCRAPER_GREP"] } : {}),
  });
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(SUITE_LINE + format(...args));
  for (const file of files) mocha.addFile(file);
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
