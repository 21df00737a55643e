import assert from "node:assert/strict";
import { openDesk } from "./openDesk";

/** 1 KB that stands for more values than there are atoms, by anchors that name each other; and a key ID of blanks. */
const GRAPH = [
  "x-0: &x0 [Clop]",
  ...Array.from({ length: 60 }, (_, at) => `x-${at + 1}: &x${at + 1} [*x${at}, *x${at}]`),
  "profiling:",
  "  profileData: [{name: Clop, aliases: *x60}]",
  "  CortexXSOARAPIConfig:",
  `    key_id: "${" ".repeat(160_000)}x"`,
  "",
].join("\n");

for (const channel of ["floor", "newest"] as const) {
  describe(`a hostile folder in Restricted Mode (${channel})`, () => {
    const desk = openDesk({ trust: false, channel });

    it("has its configuration read by nobody, and the extension goes on", async () => {
      await desk.open({ files: { "config/articles_config.yaml": GRAPH, "config/keywords_config.yaml": GRAPH } });
      await desk.workbench.runCommand("TI Scraper: Open Configuration");
      // Longer than the pause after a change, and than three attempts of an extension host to come back.
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      await desk.workbench.runCommand("TI Scraper: Export OPML");
      await desk.workbench.waitForNotification("is not read in Restricted Mode");
      assert.ok(!(await desk.workbench.offers("TI Scraper: Scan")));
      assert.deepEqual(
        (await desk.workbench.problems()).filter((problem) => /ti scraper/i.test(problem)),
        [],
      );
      assert.doesNotMatch(desk.vscode.logs(), /Extension host .*(?:terminated|unresponsive)|extension host .*crash/i);
    });
  });
}
