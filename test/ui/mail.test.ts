import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { MAIL_PASSWORD, MAIL_USER, type MailBox, startMailServer } from "../net/mailServer";
import { articlesConfig, filesWith, makeWorkspace, until } from "./desk";
import { type OpenWorkbench, openWorkbench } from "./openWorkbench";

const WRONG = "not-the-password-1";
const TEXT =
  "The group Emberfox broke into three shipping companies and stole their passwords. Emberfox sent forged mails to the shipping companies. The shipping companies changed all passwords of their mail servers and warned customers of Emberfox.";

/** From the password to a digest in the box of a real mail server. */
describe("mail from VS Code", () => {
  let server: http.Server;
  let box: MailBox;
  let folder: string;
  let vscode: OpenWorkbench;

  before(async function () {
    this.timeout(180_000);
    box = await startMailServer();
    let origin = "";
    server = http.createServer((request, response) => {
      if (request.url === "/story") {
        response
          .writeHead(200, { "content-type": "text/html" })
          .end(`<html lang="en"><body><nav>Menu</nav><article>${`<p>${TEXT}</p>`.repeat(3)}</article></body></html>`);
        return;
      }
      const items =
        `<item><title>Emberfox &amp;amp; friends strike</title><link>${origin}/story</link></item>` +
        `<item><title>A port is quiet</title><link>${origin}/quiet</link></item>`;
      response
        .writeHead(200, { "content-type": "application/rss+xml" })
        .end(`<rss version="2.0"><channel>${items}</channel></rss>`);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.1.7", resolve));
    origin = `http://127.0.1.7:${(server.address() as AddressInfo).port}`;
    folder = makeWorkspace({
      "config/articles_config.json": {
        ...articlesConfig({ feeds: [`${origin}/feed.xml`], names: ["Emberfox"] }),
        mailconfig: {
          sendMail: true,
          sendSummary: true,
          previewFirst: true,
          mailServer: `smtp://127.0.0.1:${box.port}`,
          senderMailAddress: MAIL_USER,
          destinationMailAddress: "analysts@example.com; Lead <lead@example.com>",
          mailSubject: "News of the day",
        },
      },
    });
    vscode = await openWorkbench({
      workspace: folder,
      size: { width: 1280, height: 900 },
      machineSettings: { "tiScraper.tlsCaFile": path.resolve("test/net/fixtures/testAuthority.pem") },
    });
    await vscode.workbench.openContainer("TI Scraper");
  });

  after(async () => {
    await vscode?.close();
    server?.closeAllConnections();
    server?.close();
    await box?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("says that a password is wrong, takes another one, and sends a test mail", async function () {
    this.timeout(90_000);
    const { workbench } = vscode;
    await workbench.runCommand("TI Scraper: Set Mail Password");
    await until("the account", async () => (await workbench.quickText()).includes(`${MAIL_USER} at 127.0.0.1`));
    await workbench.screenshot("mail-password");
    await workbench.answerInput(WRONG);
    await workbench.clickNotification(`The password of ${MAIL_USER}`, "Send Test Mail");
    const told = await workbench.waitForNotification("refused user name or password");
    assert.ok(!told.text.includes(WRONG), told.text);
    assert.equal(box.mails.length, 0);
    await workbench.clickNotification("refused user name or password", "Set Mail Password");
    await until("the question", async () => (await workbench.quickText()).includes(MAIL_USER));
    await workbench.answerInput(MAIL_PASSWORD);
    await workbench.waitForNotification("has taken the test mail to analysts@example.com, lead@example.com.");
    assert.equal(box.mails[0]?.subject, "TI Scraper: test mail");
    assert.equal(box.mails[0]?.text, "TI Scraper can send mail from here.\n");
  });

  it("shows the mail about a scan before anything is sent, and sends what was shown", async function () {
    this.timeout(120_000);
    const { workbench } = vscode;
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Scan");
    await workbench.waitForNotification("A mail about this scan is ready.", 60_000);
    assert.equal(box.mails.length, 1);
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Preview Mail");
    await workbench.waitForNotification("1 mail waits to be sent.");
    const shown = await until("the mail", async () => {
      const text = await vscode.workbench.editorText();
      return text.includes("*Emberfox* & friends") ? text : null;
    });
    // Long lines are wrapped: all of the summary can be read.
    assert.match(
      shown.replace(/\s+/g, " "),
      /changed all passwords of their mail servers and warned customers of Emberfox\./,
    );
    assert.match(shown, /To: analysts@example\.com, lead@example\.com/);
    assert.match(shown, /Subject: News of the day/);
    await workbench.screenshot("mail-preview-dark");
    await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await workbench.screenshot("mail-preview-light");
    await workbench.runCommand("Preferences: Toggle between Light/Dark Themes");
    await workbench.clickNotification("1 mail waits to be sent.", "Send Now");
    await workbench.waitForNotification("The mail to analysts@example.com, lead@example.com was sent.");

    const [, mail, ...more] = box.mails;
    assert.deepEqual(more, []);
    assert.equal(mail?.subject, "News of the day");
    assert.equal(mail?.from?.text, MAIL_USER);
    assert.match(mail?.text ?? "", /^Emberfox \(1\)\n=+\n\n\*Emberfox\* & friends strike\n/);
    assert.match(mail?.text ?? "", /\nEmberfox sent forged mails|\nThe group Emberfox broke/);
    assert.match(mail?.text ?? "", /Other new articles \(1\)\n=+\n\nA port is quiet\n/);
    const html = String(mail?.html);
    assert.match(html, /<b>Emberfox<\/b> &amp; friends strike<\/a>/);
  });

  it("shows it in an editor that asks nothing when it is closed, with a button to send", async function () {
    this.timeout(90_000);
    const { workbench } = vscode;
    await workbench.clearNotifications();
    // Nothing new: the mail says so.
    await workbench.runCommand("TI Scraper: Scan");
    await workbench.clickNotification("A mail about this scan is ready.", "Preview Mail", 60_000);
    await until("the mail", async () =>
      (await vscode.workbench.editorText()).includes("Currently there are no new articles."),
    );
    await workbench.clearNotifications();
    const sent = box.mails.length;
    await workbench.page.locator('.editor-actions .action-label[aria-label^="Send Waiting Mail"]').first().click();
    await workbench.waitForNotification("was sent.");
    assert.equal(box.mails.length, sent + 1);
    assert.equal(box.mails.at(-1)?.text, "Currently there are no new articles.\n");
    await workbench.runCommand("View: Close Editor");
    await until("its end", async () => (await workbench.page.locator(".tab").count()) === 0);
    assert.equal(await workbench.dialog().count(), 0);
    for (const secret of [MAIL_PASSWORD, WRONG]) {
      assert.deepEqual(filesWith(folder, secret), []);
      assert.deepEqual(filesWith(vscode.stateHome, secret), []);
      assert.ok(!vscode.vscode.logs().includes(secret));
    }
  });

  it("says after a scan that there is nobody to send the mail to", async function () {
    this.timeout(90_000);
    const { workbench } = vscode;
    await workbench.clearNotifications();
    const file = path.join(folder, "config", "articles_config.json");
    const config = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, config.replace("lead@example.com", "lead at example.com"));
    const sent = box.mails.length;
    await workbench.runCommand("TI Scraper: Scan");
    await workbench.clickNotification("mailconfig.destinationMailAddress of the", "Open Configuration", 60_000);
    await until("the configuration", async () => (await vscode.workbench.editorText()).includes("lead at example.com"));
    assert.equal(box.mails.length, sent);
  });
});
