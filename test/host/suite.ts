import fs from "node:fs";
import path from "node:path";
import { format } from "node:util";
import Mocha from "mocha";
import "../world/watchRemovals";
import { SUITE_LINE } from "./suiteLine";

/**
 * VS Code calls this in its extension host, under the server as well as under `@vscode/test-electron`: runs every
 * compiled case beside it. Rejects when one fails, which is what VS Code takes as the exit code.
 */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const root = path.join(__dirname, "..", "..", "..");
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    timeout: 60_000,
    reporter: path.join(root, "test", "reporter.js"),
    ...(process.env["TI_SCRAPER_GREP"] ? { grep: process.env["TI_SCRAPER_GREP"] } : {}),
  });
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) => console.log(SUITE_LINE + format(...args));
  for (const name of fs.readdirSync(__dirname, { recursive: true }).map(String).sort()) {
    if (name.endsWith(".test.js")) mocha.addFile(path.join(__dirname, name));
  }
  await new Promise<void>((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} failed`)) : resolve()));
  });
}
