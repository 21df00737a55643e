import assert from "node:assert/strict";
import path from "node:path";
import { type Proxy, startProxy } from "../world/xsoar/proxy";
import { selfSigned } from "../world/xsoar/selfSigned";
import { type Xsoar, startXsoar } from "../world/xsoar/server";
import { filesWith, until } from "./desk";
import { type Desk, openDesk } from "./openDesk";

const CONFIG = "config/articles_config.json";
const KEY = "setup-test-key-0123456789";

const steps = (desk: Desk) => ({
  enter: async (text: string) => {
    await until("the next field", async () => await desk.workbench.quickInput().isEnabled());
    await desk.workbench.answerInput(text);
  },
  says: (text: RegExp) =>
    until(String(text), async () => {
      const hint = (await desk.workbench.quickInput().getAttribute("placeholder")) ?? "";
      return text.test(`${await desk.workbench.quickText()} ${hint}`);
    }),
});

/** From an address to a tested key, for the editions of Cortex XSOAR. */
describe("the set-up of XSOAR in VS Code", () => {
  const desk = openDesk();
  let six: Xsoar;
  let eight: Xsoar;

  const xsoarOf = (text: string) =>
    (JSON.parse(text) as { profiling: { CortexXSOARAPIConfig: Record<string, unknown> } }).profiling
      .CortexXSOARAPIConfig;
  const step = (title: string) => desk.workbench.page.locator(".getting-started-step", { hasText: title });
  const enter = (text: string) => steps(desk).enter(text);
  const says = (text: RegExp) => steps(desk).says(text);

  before(async () => {
    six = await startXsoar({ key: KEY, host: "127.0.1.8" });
    eight = await startXsoar({ key: KEY, host: "127.0.1.9", flavour: "v8", keyId: "12", keyType: "advanced" });
  });
  after(async () => {
    await eight?.close();
    await six?.close();
  });
  const begin = async () => {
    await desk.workbench.runCommand("TI Scraper: Set Up XSOAR");
    await says(/Set Up XSOAR \(1\//);
  };
  const setUpSix = async () => {
    await begin();
    await enter(six.origin);
    await says(/API key for/);
    await enter(KEY);
    await says(/It works/);
  };

  it("shows where requests will go, and says what is wrong with a key and what helps", async () => {
    await desk.open({ names: ["Emberfox"] });
    await begin();
    await desk.workbench.quickInput().fill("xsoar.example.com");
    await says(/XSOAR 6: requests go to https:\/\/xsoar\.example\.com\/indicators\/search/);
    await desk.workbench.screenshot("setup-without-scheme");
    await desk.workbench.quickInput().fill(`${six.origin}/#/home`);
    await says(/XSOAR 6: requests go to http:\/\/127\.0\.1\.8:\d+\/indicators\/search/);
    await desk.workbench.screenshot("setup-address");
    await desk.workbench.page.keyboard.press("Enter");
    await says(/API key for/);
    assert.equal(await desk.workbench.quickInput().getAttribute("type"), "password");
    await enter("a-wrong-key");
    await desk.workbench.dialog().waitFor();
    assert.match(await desk.workbench.dialog().innerText(), /refused the API key \(403\)/);
    await desk.workbench.screenshot("setup-wrong-key");
    await desk.workbench.clickDialog("Set API Key");
    await says(/API key for/);
    await enter(KEY);
    await says(/It works/);
  });

  it("sets up XSOAR 6: tries the key, asks, and changes the file only where needed", async () => {
    await desk.open({ names: ["Emberfox"] });
    const before = desk.read(CONFIG);
    await setUpSix();
    await desk.workbench.screenshot("setup-write");
    assert.equal(desk.read(CONFIG), before, "nothing is written unasked");
    await desk.workbench.pick("and switch notes on");
    await desk.workbench.waitForNotification("Cortex XSOAR 6 at");
    const after = desk.read(CONFIG);
    assert.equal(xsoarOf(after)["host"], six.origin);
    assert.ok(after.includes('"profile2cortex": true'));
    const kept = before.replace('"profile2cortex": false', '"profile2cortex": true').trimEnd().split("\n").slice(0, 12);
    assert.deepEqual(after.split("\n").slice(0, 12), kept, "the rest stays as it was");
    assert.deepEqual(filesWith(desk.folder, KEY), []);
    assert.equal(six.requests().at(-1)?.status, 200);
  });

  it("sets up XSOAR 8 with an advanced key: asks for its ID, goes back, and finds out its kind", async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withoutKey" });
    await begin();
    await enter(eight.origin);
    await says(/ID of the API key/);
    await enter("12");
    await says(/Security level/);
    await desk.workbench.page
      .locator(".quick-input-widget:visible .quick-input-titlebar .action-label")
      .first()
      .click();
    await says(/ID of the API key/);
    await enter("12");
    await desk.workbench.pick("Find it out");
    await says(/Cortex XSOAR 8 or Cortex cloud: requests go to/);
    await desk.workbench.screenshot("setup-key");
    await enter(KEY);
    await says(/It works/);
    await desk.workbench.pick("Write to");
    await desk.workbench.waitForNotification("Cortex XSOAR 8 (advanced key)");
    const { host, key_id: keyId, key_type: keyType } = xsoarOf(desk.read(CONFIG));
    assert.deepEqual({ host, keyId, keyType }, { host: eight.origin, keyId: "12", keyType: "advanced" });
    await desk.workbench.clearNotifications();
    await desk.workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await desk.workbench.waitForNotification("answers and accepts the key");
    assert.match(desk.vscode.logs(), /XSOAR: POST \/indicators\/search 200, \d+ ms/);
    assert.deepEqual(filesWith(desk.vscode.dataDir, KEY), []);
  });

  it("has a walkthrough, and ticks off its step there", async () => {
    await desk.open({ names: ["Emberfox"] });
    await desk.workbench.runCommand("Developer: Reset Welcome Page Walkthrough Progress");
    // Open before the set-up: a step is done by what happens while VS Code knows of it.
    await desk.workbench.runCommand("TI Scraper: Get Started");
    await step("Set up Cortex XSOAR").waitFor({ timeout: 30_000 });
    const done = step("Set up Cortex XSOAR").locator(".codicon.complete").first();
    assert.equal(await done.count(), 0);
    await setUpSix();
    await desk.workbench.pick("and switch notes on");
    await desk.workbench.waitForNotification("Cortex XSOAR 6 at");
    await desk.workbench.clearNotifications();
    await done.waitFor({ timeout: 30_000 });
  });
});

/** What stands between many an analyst and the server: a proxy that asks for a login, and a certificate of the company's own. */
describe("the set-up of XSOAR behind a proxy in VS Code", () => {
  const NAME = "soar.test";
  const certificate = selfSigned([NAME]);
  const PASSWORD = "pass word:1";
  const settings: Record<string, string> = {};
  const desk = openDesk({ settings });
  let xsoar: Xsoar;
  let proxy: Proxy;

  /** Sets what the settings were opened for, in their tab for the user or for the machine, and goes on. */
  const goOnWith = async (tab: "User" | "Remote", setting: string, value: string) => {
    const editor = desk.workbench.page.locator(".settings-editor");
    const field = editor.locator(".setting-item-contents", { hasText: setting }).first().locator("input.input");
    // While VS Code still fills the page, it goes back to the tab it was opened with.
    await until(`${setting} in ${tab}`, async () => {
      await editor.locator(".settings-tabs-widget .action-label", { hasText: tab }).first().click();
      await desk.workbench.page.waitForTimeout(1_000);
      return field.isVisible();
    });
    await field.fill(value);
    await field.press("Tab");
    // VS Code writes the setting, and tells the extension a moment later.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await desk.workbench.clickNotification("Go on with the set-up of Cortex XSOAR", "Go On");
    await steps(desk).says(/Set Up XSOAR \(1\/3\)/);
    await desk.workbench.page.keyboard.press("Enter");
  };

  before(async () => {
    xsoar = await startXsoar({ key: KEY, host: "127.0.1.10", tls: certificate });
    proxy = await startProxy({
      user: "analyst",
      password: PASSWORD,
      host: "127.0.1.11",
      names: { [NAME]: "127.0.1.10" },
    });
    settings["http.proxy"] = proxy.origin;
  });
  after(async () => {
    await proxy?.close();
    await xsoar?.close();
  });

  it("says that the proxy asks for a login, then that the certificate is not known, and goes on with either set; the key is sent only then", async () => {
    await desk.open({ names: ["Emberfox"], files: { "authority.pem": certificate.cert } });
    await desk.workbench.runCommand("TI Scraper: Set Up XSOAR");
    await steps(desk).enter(xsoar.origin.replace("127.0.1.10", NAME));
    await desk.workbench.dialog().waitFor();
    assert.match(await desk.workbench.dialog().innerText(), /proxy .* asks for a user name and password.*http\.proxy/);
    await desk.workbench.screenshot("setup-proxy");
    assert.equal(proxy.counts().passed, 0);
    await desk.workbench.clickDialog("Open Proxy Settings");
    await goOnWith("User", "Http: Proxy", proxy.address);
    await desk.workbench.dialog().waitFor();
    assert.ok(proxy.counts().passed > 0, "the proxy lets it through");

    const said = await desk.workbench.dialog().innerText();
    assert.match(said, /certificate of Cortex XSOAR could not be verified.*self-signed.*tiScraper\.tlsCaFile/);
    await desk.workbench.screenshot("setup-certificate");
    await desk.workbench.clickDialog("Set CA File");
    await goOnWith("Remote", "Tls Ca File", path.join(desk.folder, "authority.pem"));
    await steps(desk).says(/API key for/);

    // Through the proxy and encrypted; neither key nor login is written down.
    assert.deepEqual(
      xsoar.requests().filter(({ headers }) => headers["authorization"] !== undefined),
      [],
    );
    await steps(desk).enter(KEY);
    await steps(desk).says(/It works/);
    await desk.workbench.pick("and switch notes on");
    await desk.workbench.waitForNotification("Cortex XSOAR 6 at");
    assert.equal(xsoar.requests().at(-1)?.status, 200);
    assert.deepEqual(filesWith(desk.folder, KEY), []);
    assert.ok(!desk.vscode.logs().includes(encodeURIComponent(PASSWORD)));
  });
});
