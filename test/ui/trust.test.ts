import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { until } from "./desk";
import { projectRoot } from "../vscode/project";
import { MATCHES, openDesk } from "./openDesk";

describe("Restricted Mode", () => {
  const desk = openDesk({ trust: false });
  const restricted = () =>
    desk.open({
      items: [{ title: "Clop again", url: "https://news.example/clop" }],
      names: ["Clop"],
      xsoar: "withoutKey",
    });

  it("says in the view that nothing is scanned", async () => {
    await restricted();
    await until("welcome", async () =>
      (await desk.workbench.sidebarText()).includes("does not scan in Restricted Mode"),
    );
    await desk.workbench.screenshot("restricted");
  });

  it("offers nothing that fetches or writes, and refuses it by a button; no server sees a request, no file is written", async () => {
    await restricted();
    assert.ok(await desk.workbench.offers("TI Scraper: Show Log"));
    for (const command of ["Scan", "Add Source…", "Set Up XSOAR", "Set XSOAR API Key", "Sync Aliases"])
      assert.ok(!(await desk.workbench.offers(`TI Scraper: ${command}`)), command);
    await desk.workbench.page.locator(".part.sidebar .pane-header", { hasText: MATCHES }).first().hover();
    await desk.workbench.page.locator('.part.sidebar .pane-header [aria-label^="Scan"]').first().click();
    const told = await desk.workbench.waitForNotification("does not scan in Restricted Mode");
    assert.deepEqual(told.buttons, ["Manage Workspace Trust"]);
    assert.deepEqual(desk.feed.requests(), []);
    assert.deepEqual(fs.readdirSync(desk.folder), ["config"]);
    assert.deepEqual(fs.readdirSync(desk.stateHome), []);
  });

  it("shows what is stored, and fetches nothing: rows are read, marked and copied", async () => {
    await restricted();
    const env = { ...process.env, XDG_STATE_HOME: desk.stateHome };
    await promisify(execFile)(process.execPath, [path.join(projectRoot, "dist", "cli.js"), "scan", desk.folder], {
      env,
    });
    desk.feed.clearRequests();
    const { workbench } = desk;
    await workbench.reload();
    await workbench.openContainer("TI Scraper");
    const name = (count: string) => workbench.treeRow(MATCHES, new RegExp(`^\\s*Clop\\s*${count}`));
    await name("1 unread").click();
    const sentence = "Restricted Mode: what is stored can be read, nothing is fetched.";
    await until("it says so", async () => (await workbench.sidebarText()).includes(sentence));
    assert.equal(await workbench.badge("TI Scraper"), "1");
    await workbench.screenshot("restricted-stored");
    const row = workbench.treeRow(MATCHES, "Clop again");
    await workbench.inlineAction(row, "Mark Read");
    await name("1 read").waitFor();
    await workbench.contextMenu(row, "Copy as Markdown");
    await until("the copy", async () => (await workbench.clipboard()).includes("Clop again"));
    assert.deepEqual(desk.feed.requests(), []);
  });
});
