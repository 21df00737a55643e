import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { type FeedServer, articlesConfig, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const VIEW = "Profile Matches";
const CLUSTER = {
  type: "threat-actor",
  name: "Threat actor",
  source: "test",
  values: [
    {
      value: "Emberfox",
      description: "Steals [logins](command:x) from shippers.",
      meta: { synonyms: ["Copper Lynx", "Night Ferry"], country: "FR" },
    },
    { value: "Greyheron", description: "Sells access.", meta: { synonyms: ["Night Ferry", "Pale Egret"] } },
    { value: "Mask", description: "An old group.", meta: { synonyms: ["Careless Mask"] } },
  ],
};

/** From a collection of names on the web to rows in the sidebar. */
describe("imported names in VS Code", () => {
  let feed: FeedServer;
  let collection: http.Server;
  let folder: string;
  let vscode: OpenWorkbench;

  const rows = () => vscode.workbench.quickRows().count();
  const config = () => fs.readFileSync(path.join(folder, "config", "articles_config.yaml"), "utf8");

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([
      { title: "Copper Lynx empties a port's mailboxes", url: "https://news.example/1" },
      { title: "Night Ferry rents out its servers", url: "https://news.example/2" },
      { title: "Pale Egret is back", url: "https://news.example/3" },
    ]);
    collection = http.createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(CLUSTER));
    });
    await new Promise<void>((resolve) => void collection.listen(0, "127.0.1.9", resolve));
    const made = articlesConfig({ feeds: [feed.feed], names: ["Greyheron"] });
    // JSON is YAML as well; the names stand in lines of their own, with a remark that has to survive.
    const text = JSON.stringify(made, null, 2).replace(
      /"profileData": \[[^\]]*\]/,
      '"profileData":\n      [\n        "Greyheron", # ours\n      ]',
    );
    folder = makeWorkspace({ "config/articles_config.yaml": text });
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    collection?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("imports a collection, tracks what is picked and asks whose an ambiguous alias is", async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    await workbench.runCommand("TI Scraper: Import Names…");
    await until("the places to import from", async () =>
      (await workbench.quickLabels()).some((label) => label.includes("From a web address")),
    );
    assert.ok((await workbench.quickLabels()).some((label) => label.includes("MITRE ATT&CK Enterprise")));
    await workbench.pick(/From a web address/);
    await workbench.answerInput(`http://127.0.1.9:${(collection.address() as AddressInfo).port}/threat-actor.json`);
    const told = await workbench.waitForNotification("3 names, 3 of them new");
    assert.match(told.text, /MISP galaxy threat-actor/);

    await until("the search", async () => (await rows()) === 3);
    await workbench.quickInput().fill("mask");
    await until("a flagged name", async () =>
      /an ordinary word too/.test(await workbench.page.locator(".quick-input-list:visible").innerText()),
    );
    await workbench.quickInput().fill("france");
    await until(
      "a hit by country",
      async () => (await rows()) === 1 && (await workbench.quickRows().innerText()).includes("Emberfox"),
    );
    await workbench.toggle("Emberfox");
    await workbench.quickInput().fill("egret");
    await until("both", async () => (await rows()) === 2);
    await workbench.screenshot("names-search");
    await workbench.toggle("Greyheron");
    await workbench.quickInput().press("Enter");

    await until("the question", async () =>
      /Night Ferry/.test((await workbench.quickInput().getAttribute("placeholder")) ?? ""),
    );
    await workbench.screenshot("names-ambiguous");
    const asked = await workbench.quickText();
    for (const answer of ["Emberfox", "Greyheron", "All of them", "Nobody"]) assert.ok(asked.includes(answer), answer);
    await workbench.pick("Greyheron");
    const tracked = await workbench.waitForNotification("2 names are tracked");
    assert.match(tracked.text, /with 4 other names: Emberfox, Greyheron\./);
    assert.match(config(), /"Greyheron", # ours\n\s*"Emberfox"|"Greyheron",\s*"Emberfox"/);
    assert.match(config(), /# ours/);

    await workbench.clickNotification("2 names are tracked", "Scan");
    await workbench.treeRow(VIEW, /^\s*Emberfox\s*1 unread/).waitFor();
    await workbench.treeRow(VIEW, /^\s*Greyheron\s*2 unread/).waitFor();
    await workbench.screenshot("names-matches");
  });

  it("says when a collection is the same as before, and offers to change what was decided", async function () {
    this.timeout(60_000);
    const { workbench } = vscode;
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Refresh Imported Names");
    await workbench.waitForNotification("3 names, 0 of them new");
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Decide Ambiguous Aliases…");
    await until("the decided alias", async () => /Night Ferry\s*Greyheron/.test(await workbench.quickText()));
    await workbench.screenshot("names-decided");
    await workbench.pick("Night Ferry");
    await until("the question", async () =>
      /Night Ferry/.test((await workbench.quickInput().getAttribute("placeholder")) ?? ""),
    );
    await workbench.pick("Emberfox");
    await workbench.treeRow(VIEW, /^\s*Emberfox\s*2 unread/).waitFor();
  });
});
