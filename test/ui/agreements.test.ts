import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { MAIL_PASSWORD, MAIL_USER, type MailBox, startMailServer } from "../net/mailServer";
import { articlesConfig, until } from "./desk";
import { MATCHES, openDesk, viewSays, openQuestion } from "./openDesk";

const CONFIG = "config/articles_config.json";
const NEWS = { title: "Emberfox phishes again", url: "https://news.example/emberfox" };
const MORE = { title: "Emberfox is back", url: "https://news.example/back" };
const TRUST = { "tiScraper.tlsCaFile": path.resolve("test/net/fixtures/testAuthority.pem") };
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a folder may do is agreed to for that folder, whatever key and password VS Code has. */
describe("agreements in VS Code", () => {
  const desk = openDesk({ machineSettings: TRUST, size: { width: 1280, height: 900 } });
  let box: MailBox;
  before(async () => {
    box = await startMailServer();
  });
  after(() => box.close());
  beforeEach(() => {
    box.mails.splice(0);
    box.logins.splice(0);
  });

  const mailconfig = (to: string) => ({
    sendMail: true,
    mailServer: `smtp://127.0.0.1:${box.port}`,
    senderMailAddress: MAIL_USER,
    destinationMailAddress: to,
  });
  const config = (host: string, to: string) => ({
    ...articlesConfig({ feeds: [desk.feed.feed], names: ["Emberfox"], xsoar: host }),
    mailconfig: mailconfig(to),
  });
  /** VS Code has key and password, entered for another folder. */
  const openTrusted = async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withKey", records: { Emberfox: [] } });
    desk.write(CONFIG, config(desk.xsoar.origin, "analysts@example.com"));
    await desk.workbench.runCommand("TI Scraper: Set Mail Password");
    await until("the account", async () => (await desk.workbench.quickText()).includes(`${box.port}`));
    await desk.workbench.answerInput(MAIL_PASSWORD);
    await desk.workbench.waitForNotification(`The password of ${MAIL_USER}`);
    await desk.workbench.clearNotifications();
  };
  const openOther = (settings: object, host = desk.xsoar.origin) =>
    desk.open({
      items: [NEWS],
      records: { Emberfox: [] },
      files: { [CONFIG]: config(host, "stranger@example.com"), ".vscode/settings.json": settings },
    });
  const asked = () =>
    until("the question", async () => {
      const dialog = desk.workbench.dialog();
      return (await dialog.count()) > 0 ? dialog.innerText() : null;
    });

  it("keep a folder that only asks by its files from scanning, writing and mailing", async () => {
    await openTrusted();
    const first = fs.realpathSync.native(desk.folder);
    await openOther({ "tiScraper.scanEveryMinutes": 15, "tiScraper.notifications": "off" });
    const { workbench } = desk;
    await desk.agreements().agree(first, { kind: "scan" });
    await desk.agreements().agree(first, { kind: "write", server: desk.xsoar.origin });
    await pause(65_000);
    const sent = () => [desk.feed.requests(), desk.xsoar.requests(), box.mails, box.logins];
    assert.deepEqual(sent(), [[], [], [], []]);
    assert.equal(await workbench.dialog().count(), 0);
    await workbench.page.getByRole("button", { name: "Let It Scan by Itself" }).click();
    await workbench.clearNotifications();
    await workbench.treeRow(MATCHES, /^\s*Emberfox\s*1 unread/).waitFor({ timeout: 90_000 });
    // By the clock nothing is written or mailed for the first time, and nobody is asked but by the view.
    await viewSays(workbench, /To do: Notes wait for your agreement, and 1 more/);
    await pause(3000);
    assert.deepEqual(sent().slice(1), [[], [], []]);
    assert.equal(await workbench.dialog().count(), 0);
    await workbench.screenshot("agreements-offers-dark");
    await workbench.screenshotInLight("agreements-offers-light");

    await openQuestion(workbench, "Notes wait for");
    const server = await asked();
    assert.ok(server.includes(`Use ${desk.xsoar.origin} as Cortex XSOAR for the folder`), server);
    assert.match(server, /An API key for it is stored already\. .* no longer once for all\./);
    assert.ok(server.includes(desk.folder), server);
    await workbench.screenshot("agreements-server");
    await workbench.clickDialog("Use This Server");
    await until("the note", () => desk.notesOf("Emberfox")?.length === 1);
    await openQuestion(workbench, "A mail waits");
    assert.match(await asked(), /To: stranger@example\.com/);
    assert.equal(box.mails.length, 0);
    await workbench.clickDialog("Send to These Receivers");
    await until("the mail", () => box.mails.length === 1);
    await until("no question", async () => !(await workbench.sidebarText()).includes("your agreement"));
  });

  it("to write hold for one tenant of a server: another one is asked about before it gets the key", async () => {
    await openTrusted();
    await openOther({}, `${desk.xsoar.origin}/acc_other`);
    await desk.agreements().agree(fs.realpathSync.native(desk.folder), { kind: "write", server: desk.xsoar.origin });
    const { workbench } = desk;
    await workbench.runCommand("TI Scraper: Scan");
    const server = await asked();
    assert.ok(server.includes(`Server: ${desk.xsoar.origin}/acc_other`), server);
    assert.match(server, /Tenant: acc_other/);
    await workbench.screenshot("agreements-tenant");
    await workbench.clickDialog("Cancel");
    // The same run asks about the mail, and not about the server again.
    assert.match(await asked(), /To: stranger@example\.com/);
    await workbench.clickDialog("Cancel");
    await viewSays(workbench, /Notes wait for your agreement/);
    for (const command of ["TI Scraper: Review Changes", "TI Scraper: Sync Aliases"]) {
      await workbench.runCommand(command);
      assert.match(await asked(), /Tenant: acc_other/);
      await workbench.clickDialog("Cancel");
    }
    assert.deepEqual([desk.xsoar.requests(), box.mails], [[], []]);
  });

  it("to mail hold for the receivers that were shown: others are asked about", async () => {
    await openTrusted();
    await desk.scan(NEWS);
    assert.match(await asked(), /To: analysts@example\.com/);
    await desk.workbench.clickDialog("Send to These Receivers");
    await until("the mail", () => box.mails.length === 1);
    await desk.scan(MORE);
    await until("another mail", () => box.mails.length === 2);
    assert.equal(await desk.workbench.dialog().count(), 0);

    desk.write(CONFIG, config(desk.xsoar.origin, "analysts@example.com, boss@example.com"));
    await desk.scan({ title: "Emberfox a third time", url: "https://news.example/third" });
    assert.match(await asked(), /To: analysts@example\.com, boss@example\.com/);
    await desk.workbench.clickDialog("Cancel");
    await viewSays(desk.workbench, /A mail waits for your agreement/);
    assert.equal(box.mails.length, 2);
  });

  it("are shown and taken back; a folder is forgotten after a question that lists what goes", async () => {
    await openTrusted();
    await openOther({});
    const { workbench } = desk;
    const real = fs.realpathSync.native(desk.folder);
    await desk.agreements().agree(real, { kind: "scan" });
    await desk.agreements().agree("/another/folder", { kind: "write", server: "https://xsoar.example.com" });
    await workbench.runCommand("TI Scraper: Scan");
    for (const _ of ["the server", "the receivers"]) {
      await asked();
      await workbench.clickDialog("Cancel");
    }
    await viewSays(workbench, /To do: Notes wait for your agreement/);
    await workbench.clearNotifications();

    await workbench.runCommand("TI Scraper: Manage Agreements");
    await until("the list", async () => (await workbench.quickLabels()).length > 3);
    await workbench.screenshot("agreements-manage");
    const rows = ["Scan by itself", "Write to https://xsoar.example.com", "Forget This Folder…", "Forget Everything…"];
    const labels = new Set(await workbench.quickLabels());
    assert.deepEqual(
      [...labels].filter((label) => rows.includes(label)),
      rows,
    );
    await workbench.pick("Write to https://xsoar.example.com");
    assert.match(await asked(), /Take back what you have agreed to\?[^]*Folder: \/another\/folder/);
    await workbench.clickDialog("Take Back");
    await until("its end", async () => !(await desk.agreements().all()).has("/another/folder"));

    await workbench.runCommand("TI Scraper: Manage Agreements");
    await workbench.pick("Forget This Folder");
    const list = await asked();
    for (const line of ["Notes that wait to be written, and would be lost: 1", "Articles: 1", "Matches: 1"])
      assert.ok(list.includes(line), list);
    assert.match(list, /Mails that wait to be sent, and would be lost: 1/);
    assert.match(list, /Agreement: Scan by itself/);
    await workbench.screenshot("agreements-forget");
    await workbench.clickDialog("Forget");
    await workbench.waitForNotification("was forgotten.");
    await until("a view as at first", async () =>
      (await workbench.sidebarText()).includes("See which tracked threat actors"),
    );
    assert.equal((await desk.agreements().all()).size, 0);
    assert.deepEqual(
      fs.readdirSync(path.join(desk.stateHome, "ti-scraper")).filter((name) => /^[0-9a-f]{32}$/.test(name)),
      [],
    );
    assert.deepEqual([desk.xsoar.requests(), box.mails], [[], []]);
  });
});

describe("forgetting everything in VS Code", () => {
  const desk = openDesk();

  it("lists keys and numbers, and leaves a VS Code that knows nothing", async () => {
    await desk.open({ names: ["Emberfox"], xsoar: "withKey", records: { Emberfox: [] }, items: [NEWS] });
    const { workbench } = desk;
    await desk.scan();
    await until("the note", () => desk.notesOf("Emberfox")?.length === 1);
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Manage Agreements");
    await workbench.pick("Forget Everything");
    await until("the question", async () => (await workbench.dialog().count()) > 0);
    const list = await workbench.dialog().innerText();
    for (const line of ["Folders: 1", "Articles: 1", "Agreements: 1", `API key for ${desk.xsoar.origin}`])
      assert.ok(list.includes(line), list);
    await workbench.screenshot("agreements-forget-everything");
    await workbench.clickDialog("Forget");
    await workbench.waitForNotification("TI Scraper has forgotten everything.");
    await until("a view as at first", async () =>
      (await workbench.sidebarText()).includes("See which tracked threat actors"),
    );
    await workbench.runCommand("TI Scraper: Test XSOAR Connection");
    await workbench.waitForNotification("No API key is stored");
    assert.deepEqual(
      fs.readdirSync(path.join(desk.stateHome, "ti-scraper")).flatMap((name) => {
        const folder = path.join(desk.stateHome, "ti-scraper", name);
        return fs.readdirSync(folder).filter((file) => file.endsWith(".json"));
      }),
      [],
    );
  });
});
