import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { FrameLocator, Locator } from "playwright-core";
import { projectRoot } from "../vscode/project";
import { articlesConfig, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";
import { TRACKED, emberfox, greyheron, updatesOn } from "./updates";
import { themes, useTheme } from "./themes";

const PLACE = path.join(projectRoot, "media", "walkthrough");
const WIDTH = 560;
const HEIGHT = 330;
const QUESTION = ".quick-input-widget:visible";

/** Run in an empty page: a picture of the screen as WebP, which is a fifth of its size. */
const toWebp = (png: Buffer): string => `(async () => {
  const picture = new Image();
  picture.src = "data:image/png;base64,${png.toString("base64")}";
  await picture.decode();
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.75 });
  return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
})()`;

/** The pictures of the walkthrough are of the product itself; taken over only when asked to, so that a run changes no file of the project. */
describe("the walkthrough in VS Code", () => {
  const desk = openDesk({ size: { width: 1440, height: 900 } });
  const { open: openRecords, updateAll } = updatesOn(desk);
  const step = (title: string) => desk.workbench.page.locator(".getting-started-step", { hasText: title });

  /** The upper left of a part of the window, in the theme that is on. */
  const picture = async (name: string, part: Locator) => {
    const { page } = desk.workbench;
    await page.mouse.move(0, 890);
    const box = await part.boundingBox();
    assert.ok(box !== null, name);
    const { x, y } = box;
    const clip = { x, y, width: Math.min(WIDTH, box.width), height: Math.min(HEIGHT, box.height) };
    const png = await page.screenshot({ clip });
    fs.writeFileSync(path.join(path.dirname(await desk.workbench.screenshot(`picture-${name}`)), `${name}.png`), png);
    if (!process.env["TI_SCRAPER_UPDATE_PICTURES"]) return;
    const empty = await page.context().newPage();
    const webp = Buffer.from(await empty.evaluate<string>(toWebp(png)), "base64");
    await empty.close();
    fs.writeFileSync(path.join(PLACE, `${name}.webp`), webp);
  };
  const wear = async (theme: "light" | "dark") => {
    const worn = desk.workbench.page.locator(`.monaco-workbench.vs${theme === "light" ? "" : "-dark"}`);
    if ((await worn.count()) === 0) await desk.workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await worn.waitFor();
  };
  /** In light and in dark; what is a page of its own gets its colours later. */
  const pictures = async (name: string, part: Locator, page?: FrameLocator) => {
    for (const theme of ["light", "dark"] as const) {
      await wear(theme);
      await page?.locator(`body[data-vscode-theme-kind="vscode-${theme}"]`).waitFor();
      await picture(`${name}-${theme}`, part);
    }
  };
  /** The same for a question or settings, which a change of the theme would close. */
  const picturesOf = async (name: string, part: string, show: () => Promise<void>) => {
    for (const theme of ["light", "dark"] as const) {
      await wear(theme);
      await show();
      await picture(`${name}-${theme}`, desk.workbench.page.locator(part).first());
      await desk.workbench.page.keyboard.press("Escape");
    }
  };
  const open = async () => {
    await desk.open({
      items: [
        { title: "Emberfox opens a door at three ports", url: "https://news.example/1" },
        { title: "Police in five countries look for Emberfox", url: "https://harbour.example/2" },
        { title: "Sunwasp reads the mail of diplomats", url: "https://news.example/3" },
        { title: "Greyheron is back, with new tools", url: "https://harbour.example/4" },
      ],
      files: () => ({
        "config/articles_config.json": {
          ...articlesConfig({ feeds: [], names: ["Emberfox", "Sunwasp"] }),
          websiteconfig: {
            rss_feeds: [
              { url: desk.feed.feed, name: "Harbour News" },
              { url: `${desk.feed.origin}/gone.xml`, name: "Lighthouse Daily" },
            ],
            webpages: [],
          },
        },
      }),
    });
    await widen();
  };
  /** Room for whole headlines. */
  const widen = async () => {
    const { mouse } = desk.workbench.page;
    const box = await sidebar().boundingBox();
    assert.ok(box !== null);
    const y = box.y + box.height / 2;
    await mouse.move(box.x + box.width + 1, y);
    await mouse.down();
    await mouse.move(box.x + WIDTH, y, { steps: 5 });
    await mouse.up();
  };
  const editor = () => desk.workbench.page.locator(".editor-group-container .editor-container").first();
  const sidebar = () => desk.workbench.page.locator(".part.sidebar");

  it("has pictures of a new configuration", async () => {
    await desk.open();
    await picturesOf("configuration", QUESTION, async () => {
      await desk.workbench.runCommand("TI Scraper: Create Configuration");
      await desk.workbench.pick("YAML");
      await until("packs", async () => (await desk.workbench.quickLabels()).includes("All of: CERTs and agencies"));
    });
  });

  it("has pictures of a scan, of its names and sources", async () => {
    await open();
    await desk.scan();
    await desk.workbench
      .treeRow(MATCHES, "Emberfox opens")
      .or(desk.workbench.treeRow(MATCHES, /^\s*Emberfox/))
      .waitFor();
    await desk.workbench.clearNotifications();
    const row = desk.workbench.treeRow(MATCHES, /^\s*Emberfox\s*\d/);
    if ((await row.getAttribute("aria-expanded")) === "false") await row.click();
    await desk.workbench.treeRow(MATCHES, "Police in five").waitFor();
    await pictures("scan", sidebar());
    await picturesOf("names", QUESTION, async () => {
      await desk.workbench.runCommand("TI Scraper: Track Name…");
      await desk.workbench.quickInput().fill("Greyheron");
      await until("the count", async () => /article/.test(await desk.workbench.quickText()));
    });
    await desk.workbench.page.locator(".part.sidebar .pane-header", { hasText: "Profile Matches" }).first().click();
    await desk.workbench.page.locator(".part.sidebar .pane-header", { hasText: "Sources" }).first().click();
    await desk.workbench.treeRow("Sources", "Lighthouse Daily").waitFor();
    await pictures("sources", sidebar());
  });

  it("has pictures of the schedule", async () => {
    await open();
    await picturesOf("schedule", ".settings-editor .settings-tree-container", async () => {
      await desk.workbench.runCommand("TI Scraper: Open Settings");
      const settings = desk.workbench.page.locator(".settings-editor .settings-tree-container");
      await settings.locator(".setting-item-contents", { hasText: "Quiet Hours" }).first().waitFor();
    });
  });

  it("has pictures of the review", async () => {
    await desk.open({ names: TRACKED, xsoar: "withKey", records: { Emberfox: [], Greyheron: [] } });
    desk.xsoar.fail({ kind: "answer", status: 502, times: 1000 });
    await desk.scan(
      { title: "Emberfox opens a door at three ports", url: "https://news.example/1" },
      { title: "Greyheron and Emberfox share a server", url: "https://harbour.example/2" },
    );
    await desk.workbench.waitForNotification("internal error (502)", 60_000);
    desk.xsoar.clearFaults();
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Review Changes");
    const review = new ReviewPage(desk.workbench);
    await review.primary("Write 3 notes to 2 records");
    await pictures("review", editor(), review.frame);
  });

  it("has pictures of an update", async () => {
    await openRecords(emberfox, greyheron);
    await updateAll("Name into aliases", "Tidy aliases");
    const review = new ReviewPage(desk.workbench);
    await review.primary(/^\s*Write \d changes? to 2 records/);
    await pictures("update", editor(), review.frame);
  });

  it("shows each step whole, in every theme", async () => {
    await desk.open({ names: ["Emberfox"] });
    await desk.workbench.runCommand("TI Scraper: Get Started");
    await step("Set up Cortex XSOAR").waitFor({ timeout: 30_000 });
    const { page } = desk.workbench;
    for (const theme of themes) {
      await useTheme(desk.workbench, theme);
      for (const title of ["Create or open", "Set up Cortex XSOAR"]) {
        await step(title).locator(".step-title").first().click();
        await page.locator(".getting-started-step.expanded", { hasText: title }).waitFor();
        if (title === "Create or open") {
          const shown = page.locator(".getting-started-media img").first();
          await until("the picture", async () =>
            shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0),
          );
        }
        await desk.workbench.screenshot(`walkthrough-${title.split(" ")[0]?.toLowerCase() ?? ""}-${theme}`);
      }
    }
    const steps = await page.locator(".getting-started-step .step-title").allInnerTexts();
    assert.equal(steps.length, 8);
  });
});
