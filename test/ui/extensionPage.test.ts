import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../vscode/project";
import { until } from "./desk";
import { openDesk } from "./openDesk";

const { version: VERSION } = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8")) as {
  readonly version: string;
};

interface Seen {
  readonly headings: readonly string[];
  readonly pictures: number;
  /** Links that are neither to the web nor to a place of the page. */
  readonly broken: readonly string[];
}

/** Run in the page; the button that scrolls to its top leads to `#`. */
const LOOK_AROUND = `(() => {
  const leads = (target) =>
    target === "#" || target.startsWith("https://") || (target.startsWith("#") && document.getElementById(target.slice(1)) !== null);
  return {
    headings: [...document.querySelectorAll("h1, h2")].map((heading) => heading.textContent.trim()),
    pictures: document.querySelectorAll("img, picture, video").length,
    broken: [...document.querySelectorAll("a")].map((link) => link.getAttribute("href") ?? "").filter((target) => !leads(target)),
  };
})()`;

/** What somebody sees who finds the extension, or has installed it. */
for (const channel of ["floor", "newest"] as const) {
  describe(`the page of the extension in the ${channel} VS Code`, () => {
    const desk = openDesk({ channel, size: { width: 1280, height: 900 } });

    const pageWith = (heading: string) =>
      until(heading, async () => {
        for (const frame of desk.workbench.page.frames()) {
          const seen = (await frame.evaluate(LOOK_AROUND).catch(() => null)) as Seen | null;
          if (seen?.headings.includes(heading) === true) return seen;
        }
        return null;
      });
    const check = ({ pictures, broken }: Seen) => {
      assert.equal(pictures, 0, "a picture would be broken: 1.139 shows those of the web alone");
      assert.deepEqual(broken, []);
    };

    it("has nothing broken, neither in its details nor in its changelog", async () => {
      await desk.open({ names: ["Emberfox"], view: false });
      const { page } = desk.workbench;
      await desk.workbench.openContainer("Extensions");
      await page.locator(".extension-list-item", { hasText: "TI Scraper" }).first().click();
      const details = await pageWith("The first five minutes");
      check(details);
      assert.deepEqual(details.headings.slice(0, 2), ["TI Scraper", "The first five minutes"]);
      assert.equal(details.headings.at(-1), "Develop");
      await page.locator(".extension-editor", { hasText: VERSION }).first().waitFor();
      await desk.workbench.screenshot(`page-details-${channel}`);
      await page.locator(".extension-editor .navbar .action-label", { hasText: /changelog/i }).click();
      check(await pageWith("[1.0.0] - 2026-11-30"));
      await desk.workbench.screenshot(`page-changelog-${channel}`);
    });

    it("has its settings in sections, and says which are the user's alone", async () => {
      await desk.open({ names: ["Emberfox"] });
      const { page } = desk.workbench;
      await desk.workbench.runCommand("TI Scraper: Open Settings");
      const editor = page.locator(".settings-editor");
      const sections = (...names: readonly string[]) =>
        until(names.join(), async () => {
          const shown = await editor.locator(".settings-toc-entry").allInnerTexts();
          return names.every((name) => shown.some((text) => text.includes(name.slice(0, 12))));
        });
      await sections("Scanning", "Notifications & View", "Advanced");
      const item = (text: string) => editor.locator(".setting-item-contents", { hasText: text }).first();
      await item("Scan Every Minutes").waitFor();
      await desk.workbench.screenshot(`settings-${channel}`);
      // Those of the machine that the window works on.
      await editor.locator(".settings-tabs-widget .action-label", { hasText: "Remote" }).first().click();
      await sections("Cortex XSOAR", "Network", "Advanced");
      await editor.locator(".settings-toc-entry", { hasText: "Network" }).first().click();
      await item("Only in the User settings").waitFor();
      await desk.workbench.screenshot(`settings-network-${channel}`);
    });
  });
}
