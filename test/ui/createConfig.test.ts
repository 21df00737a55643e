import assert from "node:assert/strict";
import fs from "node:fs";
import https from "node:https";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { freshFolder } from "../vscode/server";
import { type Proxy, startProxy } from "../world/xsoar/proxy";
import { selfSigned } from "../world/xsoar/selfSigned";
import { until } from "./desk";
import { openDesk } from "./openDesk";
import { tickOnly } from "./starters";

const CONFIG = "config/articles_config.yaml";
const HEISE = "www.heise.de";

/** From nothing to sources that answer, by the starter packs; a proxy stands in for the internet. */
describe("a new configuration in VS Code", () => {
  const settings: Record<string, string> = {};
  const machineSettings: Record<string, string> = {};
  const desk = openDesk({ settings, machineSettings });
  const asked: string[] = [];
  let server: https.Server;
  let proxy: Proxy;
  let place = "";

  before(async () => {
    const { cert, key } = selfSigned([HEISE]);
    server = https.createServer({ cert, key }, (request, response) => {
      asked.push(request.url ?? "");
      const item = `<item><title>Ransomware-Bande Akira legt einen Hafen lahm</title><link>https://${HEISE}/news/1</link><pubDate>${new Date().toUTCString()}</pubDate></item>`;
      response.writeHead(200, { "content-type": "application/rss+xml" });
      response.end(`<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${item}</channel></rss>`);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.1.12", resolve));
    const { port } = server.address() as AddressInfo;
    proxy = await startProxy({
      user: "analyst",
      password: "word",
      host: "127.0.1.11",
      names: { [HEISE]: `127.0.1.12:${port}` },
    });
    place = freshFolder("authority");
    fs.writeFileSync(path.join(place, "authority.pem"), cert);
    settings["http.proxy"] = proxy.address;
    machineSettings["tiScraper.tlsCaFile"] = path.join(place, "authority.pem");
  });
  after(async () => {
    await proxy?.close();
    server?.closeAllConnections();
    server?.close();
    fs.rmSync(place, { recursive: true, force: true });
  });

  const question = (text: string) =>
    desk.workbench.page.locator(`.quick-input-widget:visible input[placeholder^="${text}"]`).waitFor();
  const back = () =>
    desk.workbench.page.locator(".quick-input-widget:visible .quick-input-titlebar .action-label").first().click();

  it("goes step by step and back, and leaves nothing behind when it is left", async () => {
    await desk.open();
    await desk.workbench.runCommand("TI Scraper: Create Configuration");
    await until("the jobs", async () => (await desk.workbench.quickLabels()).includes("Contents"));
    await desk.workbench.screenshot("create-1-format");
    await desk.workbench.pick("YAML");
    await question("Which feeds");
    await until("packs", async () => (await desk.workbench.quickLabels()).includes("All of: CERTs and agencies"));
    await desk.workbench.screenshot("create-2-feeds");
    await desk.workbench.page.keyboard.press("Enter");
    await question("Which names");
    await until("packs", async () => (await desk.workbench.quickLabels()).includes("APT28"));
    await desk.workbench.screenshot("create-3-names");
    await back();
    await question("Which feeds");
    await back();
    await question("Which configuration?");
    await desk.workbench.page.keyboard.press("Escape");
    await desk.workbench.page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
    assert.deepEqual(fs.readdirSync(desk.folder), []);
  });

  it("writes what was ticked, tries it, and switches off what does not answer", async () => {
    await desk.open();
    await desk.workbench.runCommand("TI Scraper: Create Configuration");
    await desk.workbench.pick("YAML");
    await tickOnly(desk.workbench, "Which feeds", ["heise Security", "Golem"]);
    await tickOnly(desk.workbench, "Which names", ["Akira", "Turla"]);
    const told = await desk.workbench.waitForNotification("1 of 2 sources gave an answer; switched off: Golem.");
    assert.deepEqual(told.buttons, ["Scan"]);
    assert.deepEqual(asked, ["/security/feed.xml"]);
    const text = desk.read(CONFIG);
    const category = 'category: "Press and blogs (German)"';
    assert.ok(
      text.includes(`- { url: "https://www.heise.de/security/feed.xml", name: "heise Security", ${category} }\n`),
      text,
    );
    assert.match(text, /name: "Golem", category: "[^"]+", enabled: false \}/);
    assert.match(
      text,
      /profileData:\n +- \{ name: "Turla", aliases: \["Secret Blizzard", "Venomous Bear"\] \}\n +- "Akira"\n/,
    );
    await desk.workbench.screenshot("create-done");
    await desk.workbench.clickNotification("gave an answer", "Scan");
    await desk.workbench.waitForNotification("1 new match for Akira.");
  });
});
