import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { type Proxy, startProxy } from "../world/xsoar/proxy";
import { selfSigned } from "../world/xsoar/selfSigned";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { type FeedServer, articlesConfig, filesWith, makeWorkspace, startFeed, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const KEY = "setup-test-key-0123456789";

const steps = (vscode: OpenWorkbench) => ({
  enter: async (text: string) => {
    await until("the next field", async () => await vscode.workbench.quickInput().isEnabled());
    await vscode.workbench.answerInput(text);
  },
  says: (text: RegExp) =>
    until(String(text), async () => {
      const hint = (await vscode.workbench.quickInput().getAttribute("placeholder")) ?? "";
      return text.test(`${await vscode.workbench.quickText()} ${hint}`);
    }),
});

/** From an address to a tested key, for the editions of Cortex XSOAR. */
describe("the set-up of XSOAR in VS Code", () => {
  let feed: FeedServer;
  let six: Xsoar;
  let eight: Xsoar;
  let folder: string;
  let vscode: OpenWorkbench;

  const config = () => path.join(folder, "config", "articles_config.json");
  const xsoarOf = (text: string) =>
    (JSON.parse(text) as { profiling: { CortexXSOARAPIConfig: Record<string, unknown> } }).profiling
      .CortexXSOARAPIConfig;
  const step = (title: string) => vscode.workbench.page.locator(".getting-started-step", { hasText: title });
  const enter = (text: string) => steps(vscode).enter(text);
  const says = (text: RegExp) => steps(vscode).says(text);

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([]);
    six = await startXsoar({ key: KEY, host: "127.0.1.8" });
    eight = await startXsoar({ key: KEY, host: "127.0.1.9", flavour: "v8", keyId: "12", keyType: "advanced" });
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({ feeds: [feed.feed], names: ["Emberfox"] }),
    });
    vscode = await openWorkbench({ workspace: folder });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    await eight?.close();
    await six?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("has a walkthrough", async () => {
    // Open before the set-up: a step is done by what happens while VS Code knows of it.
    await vscode.workbench.runCommand("Welcome: Open Walkthrough...");
    await vscode.workbench.pick("Get Started with TI Scraper");
    await step("Set up Cortex XSOAR").waitFor({ timeout: 30_000 });
  });

  it("shows where requests will go, and says what is wrong with a key and what helps", async () => {
    await vscode.workbench.runCommand("TI Scraper: Set Up XSOAR");
    await vscode.workbench.quickInput().fill(`${six.origin}/#/home`);
    await says(/XSOAR 6: requests go to http:\/\/127\.0\.1\.8:\d+\/indicators\/search/);
    await vscode.workbench.screenshot("setup-address");
    await vscode.workbench.page.keyboard.press("Enter");
    await says(/API key for/);
    assert.equal(await vscode.workbench.quickInput().getAttribute("type"), "password");
    await enter("a-wrong-key");
    await vscode.workbench.dialog().waitFor();
    assert.match(await vscode.workbench.dialog().innerText(), /refused the API key \(403\)/);
    await vscode.workbench.screenshot("setup-wrong-key");
    await vscode.workbench.clickDialog("Set API Key");
    await says(/API key for/);
  });

  it("sets up XSOAR 6: tries the key, asks, and changes the file only where needed", async () => {
    const before = fs.readFileSync(config(), "utf8");
    await enter(KEY);
    await says(/It works/);
    await vscode.workbench.screenshot("setup-write");
    assert.equal(fs.readFileSync(config(), "utf8"), before, "nothing is written unasked");
    await vscode.workbench.pick("and switch notes on");
    await vscode.workbench.waitForNotification("Cortex XSOAR 6 at");
    const after = fs.readFileSync(config(), "utf8");
    assert.equal(xsoarOf(after)["host"], six.origin);
    assert.ok(after.includes('"profile2cortex": true'));
    const kept = before.replace('"profile2cortex": false', '"profile2cortex": true').trimEnd().split("\n").slice(0, 12);
    assert.deepEqual(after.split("\n").slice(0, 12), kept, "the rest stays as it was");
    assert.deepEqual(filesWith(folder, KEY), []);
    assert.equal(six.requests().at(-1)?.status, 200);
  });

  it("sets up XSOAR 8 with an advanced key: asks for its ID, goes back, and finds out its kind", async () => {
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Set Up XSOAR");
    await enter(eight.origin);
    await says(/ID of the API key/);
    await enter("12");
    await says(/Security level/);
    await vscode.workbench.page
      .locator(".quick-input-widget:visible .quick-input-titlebar .action-label")
      .first()
      .click();
    await says(/ID of the API key/);
    await enter("12");
    await vscode.workbench.pick("Find it out");
    await says(/Cortex XSOAR 8 or Cortex cloud: requests go to/);
    await vscode.workbench.screenshot("setup-key");
    await enter(KEY);
    await says(/It works/);
    await vscode.workbench.pick("Write to");
    await vscode.workbench.waitForNotification("Cortex XSOAR 8 (advanced key)");
    const { host, key_id: keyId, key_type: keyType } = xsoarOf(fs.readFileSync(config(), "utf8"));
    assert.deepEqual({ host, keyId, keyType }, { host: eight.origin, keyId: "12", keyType: "advanced" });
    await vscode.workbench.clearNotifications();
    await vscode.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await vscode.workbench.waitForNotification("answers and accepts the key");
    assert.match(vscode.vscode.logs(), /XSOAR: POST \/indicators\/search 200, \d+ ms/);
    assert.deepEqual(filesWith(vscode.vscode.dataDir, KEY), []);
  });

  it("ticks off its step in the walkthrough", async () => {
    await vscode.workbench.clearNotifications();
    await step("Set up Cortex XSOAR").locator(".codicon.complete").first().waitFor({ timeout: 30_000 });
    for (const title of ["Set up Cortex XSOAR", "Review changes", "Scan the news"]) {
      await step(title).click();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await vscode.workbench.screenshot(`walkthrough-${title.split(" ")[0]?.toLowerCase() ?? ""}`);
    }
  });
});

/** What stands between many an analyst and the server: a proxy that asks for a login, and a certificate of the company's own. */
describe("the set-up of XSOAR behind a proxy in VS Code", () => {
  const NAME = "soar.test";
  const certificate = selfSigned([NAME]);
  const PASSWORD = "pass word:1";
  let feed: FeedServer;
  let xsoar: Xsoar;
  let proxy: Proxy;
  let folder: string;
  let vscode: OpenWorkbench;

  /** Sets what the settings were opened for, in their tab for the user or for the machine, and goes on. */
  const goOnWith = async (tab: "User" | "Remote", setting: string, value: string) => {
    const editor = vscode.workbench.page.locator(".settings-editor");
    await editor.locator(".settings-tabs-widget .action-label", { hasText: tab }).first().click();
    const field = editor.locator(".setting-item-contents", { hasText: setting }).first().locator("input.input");
    await field.fill(value);
    await field.press("Tab");
    // VS Code writes the setting, and tells the extension a moment later.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await vscode.workbench.clickNotification("Go on with the set-up of Cortex XSOAR", "Go On");
    await steps(vscode).says(/Set Up XSOAR \(1\/3\)/);
    await vscode.workbench.page.keyboard.press("Enter");
  };

  before(async function () {
    this.timeout(180_000);
    feed = await startFeed([]);
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.10", tls: certificate });
    proxy = await startProxy({
      user: "analyst",
      password: PASSWORD,
      host: "127.0.1.11",
      names: { [NAME]: "127.0.1.10" },
    });
    folder = makeWorkspace({
      "config/articles_config.json": articlesConfig({ feeds: [feed.feed], names: ["Emberfox"] }),
      "authority.pem": certificate.cert,
    });
    vscode = await openWorkbench({ workspace: folder, settings: { "http.proxy": proxy.origin } });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    await proxy?.close();
    await xsoar?.close();
    await feed?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("says that the proxy asks for a login, opens its setting, and goes on with the login in it", async () => {
    await vscode.workbench.runCommand("TI Scraper: Set Up XSOAR");
    await steps(vscode).enter(xsoar.origin.replace("127.0.1.10", NAME));
    await vscode.workbench.dialog().waitFor();
    assert.match(
      await vscode.workbench.dialog().innerText(),
      /proxy .* asks for a user name and password.*http\.proxy/,
    );
    await vscode.workbench.screenshot("setup-proxy");
    assert.equal(proxy.counts().passed, 0);
    await vscode.workbench.clickDialog("Open Proxy Settings");
    await goOnWith("User", "Http: Proxy", proxy.address);
    await vscode.workbench.dialog().waitFor();
    assert.ok(proxy.counts().passed > 0, "the proxy lets it through");
  });

  it("says that the certificate is not known, and goes on with the CA file", async () => {
    const said = await vscode.workbench.dialog().innerText();
    assert.match(said, /certificate of Cortex XSOAR could not be verified.*self-signed.*tiScraper\.tlsCaFile/);
    await vscode.workbench.screenshot("setup-certificate");
    await vscode.workbench.clickDialog("Set CA File");
    await goOnWith("Remote", "Tls Ca File", path.join(folder, "authority.pem"));
    await steps(vscode).says(/API key for/);
  });

  it("sends the key only then, through the proxy and encrypted; neither key nor login is written down", async () => {
    assert.deepEqual(
      xsoar.requests().filter(({ headers }) => headers["authorization"] !== undefined),
      [],
    );
    await steps(vscode).enter(KEY);
    await steps(vscode).says(/It works/);
    await vscode.workbench.pick("and switch notes on");
    await vscode.workbench.waitForNotification("Cortex XSOAR 6 at");
    assert.equal(xsoar.requests().at(-1)?.status, 200);
    assert.deepEqual(filesWith(folder, KEY), []);
    assert.ok(!vscode.vscode.logs().includes(encodeURIComponent(PASSWORD)));
  });
});
