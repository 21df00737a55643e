import assert from "node:assert/strict";
import { until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";

const item = (title: string) => ({ title, url: `https://news.example/${title.toLowerCase().replaceAll(" ", "-")}` });

describe("the worklist", () => {
  const desk = openDesk({ theme: "light" });

  it("offers Mark Read and Mark Unread for read and unread articles chosen together", async () => {
    await desk.open({ items: [item("Clop one"), item("Clop two"), item("Clop three")], names: ["Clop"] });
    const { workbench } = desk;
    await desk.scan();
    const name = (count: string) => workbench.treeRow(MATCHES, new RegExp(`^\\s*Clop\\s*${count}`));
    await name("3 unread").click();
    const row = (title: string) => workbench.treeRow(MATCHES, title);
    await workbench.inlineAction(row("Clop two"), "Mark Read");
    await name("2 unread").waitFor();
    await workbench.clearNotifications();
    // Once more lets go of the name.
    for (const one of [name("2 unread"), row("Clop one"), row("Clop two")])
      await one.click({ modifiers: ["ControlOrMeta"] });
    await row("Clop two").click({ button: "right" });
    const entries = workbench.page.locator(".monaco-menu .action-menu-item");
    await entries.first().waitFor();
    const texts = (await entries.allInnerTexts()).map((text) => text.trim());
    assert.ok(texts.includes("Mark Read") && texts.includes("Mark Unread"), texts.join(", "));
    await workbench.screenshot("worklist-mixed");
    await workbench.page.keyboard.press("Escape");
    await workbench.contextMenu(row("Clop two"), "Mark Read");
    await name("1 unread").waitFor();
    await workbench.contextMenu(row("Clop two"), "Mark Unread");
    await name("3 unread").waitFor();
  });

  const DAY_MS = 24 * 60 * 60_000;
  const openNews = () =>
    desk.open({
      names: ["Clop", "Conti", "Akira"],
      pages: {
        "/feed.xml": feed(["Clop again", 0], ["Conti again", 0], ["Clop before", DAY_MS], ["Akira once", 9 * DAY_MS]),
      },
    });
  const titled = (part: string) =>
    until(`it says ${part}`, async () => (await desk.workbench.sidebarText()).includes(part));

  it("shows what is of today or unread, by name or day; what is read stays where it stands", async () => {
    await openNews();
    const { workbench } = desk;
    await desk.scan();
    await workbench.treeRow(MATCHES, /^\s*Akira\s*1 unread/).waitFor();
    await workbench.runCommand("TI Scraper: Show Today");
    await until("the names of today", async () => (await workbench.treeTexts(MATCHES)).length === 2);
    await workbench.treeRow(MATCHES, /^\s*Conti\s*1 unread/).waitFor();
    await titled("Today");
    await workbench.screenshot("worklist-today");

    await workbench.runCommand("TI Scraper: Show Unread");
    await workbench.runCommand("TI Scraper: Group by Day");
    await workbench.treeRow(MATCHES, /^\s*Today\s*2 unread/).click();
    const clop = workbench.treeRow(MATCHES, /^\s*Clop again\s*Clop ·/);
    await workbench.inlineAction(clop, "Mark Read");
    await workbench.treeRow(MATCHES, /^\s*Today\s*1 unread/).waitFor();
    assert.match((await clop.getAttribute("aria-label")) ?? "", /^Read: Clop again, Clop ·/);
    await titled("Unread · by day");
    await workbench.page.getByRole("button", { name: "Show, Sort and Group" }).first().click();
    await workbench.page.locator(".monaco-menu .action-menu-item", { hasText: "Group by Day ✓" }).waitFor();
    await workbench.screenshot("worklist-unread-by-day");
    await workbench.page.keyboard.press("Escape");
  });

  it("remembers what is shown, says when that is nothing, and is one click from everything", async () => {
    await openNews();
    const { workbench } = desk;
    await desk.scan();
    await workbench.treeRow(MATCHES, /^\s*Akira\s*1 unread/).waitFor();
    await workbench.runCommand("TI Scraper: Show Unread");
    await workbench.runCommand("TI Scraper: Group by Source");
    await titled("Unread · by source");
    // In a browser VS Code writes down what an extension remembers a moment later.
    await workbench.page.waitForTimeout(2000);
    await workbench.reload();
    await workbench.openContainer("TI Scraper");
    await titled("Unread · by source");
    await workbench.treeRow(MATCHES, /^\s*127\.0\.1\.7\s*4 unread/).waitFor();
    await workbench.screenshot("worklist-by-source");

    await workbench.runCommand("TI Scraper: Mark All Read");
    await workbench.treeRow(MATCHES, /^\s*127\.0\.1\.7\s*4 read/).waitFor();
    await workbench.runCommand("TI Scraper: Show Unread");
    await titled("No unread article names a tracked profile.");
    await workbench.screenshot("worklist-nothing-unread");
    await workbench.page.locator(".part.sidebar").getByRole("button", { name: "Show All" }).last().click();
    await workbench.treeRow(MATCHES, /^\s*127\.0\.1\.7\s*4 read/).waitFor();
  });

  it("marks what the last scan has found, until the next one", async () => {
    await desk.open({ items: [item("Clop one")], names: ["Clop", "Conti"] });
    const { workbench } = desk;
    await desk.scan();
    const name = workbench.treeRow(MATCHES, /^\s*Clop\s*/);
    await name.click();
    const one = workbench.treeRow(MATCHES, "Clop one");
    await one.waitFor();
    assert.doesNotMatch(await one.innerText(), /new/);
    await desk.scan(item("Clop two"));
    const two = workbench.treeRow(MATCHES, /^\s*Clop two\s*new ·/);
    await two.waitFor();
    assert.match((await two.getAttribute("aria-label")) ?? "", /^Unread: Clop two, new ·/);
    assert.doesNotMatch(await one.innerText(), /new/);
    assert.match(await name.innerText(), /1 new/);
    await workbench.screenshot("worklist-new");
    await desk.scan();
    await workbench.treeRow(MATCHES, /^\s*Clop two\s*127/).waitFor();
    assert.doesNotMatch(await name.innerText(), /new/);
  });
});

/** Each headline with how long ago it was published. */
function feed(...entries: readonly (readonly [title: string, ago: number])[]): string {
  const items = entries.map(
    ([title, ago]) =>
      `<item><title>${title}</title><link>${item(title).url}</link><pubDate>${new Date(Date.now() - ago).toUTCString()}</pubDate></item>`,
  );
  return `<rss version="2.0"><channel><title>Desk</title>${items.join("")}</channel></rss>`;
}
