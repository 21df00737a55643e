import assert from "node:assert/strict";
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
});
