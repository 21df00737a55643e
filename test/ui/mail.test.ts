import assert from "node:assert/strict";
import path from "node:path";
import { MAIL_PASSWORD, MAIL_USER, type MailBox, startMailServer } from "../net/mailServer";
import { type Item, articlesConfig, filesWith, until } from "./desk";
import { openDesk } from "./openDesk";
import { ReviewPage } from "./reviewPage";

const CONFIG = "config/articles_config.json";
const WRONG = "not-the-password-1";
const TEXT =
  "The group Emberfox broke into three shipping companies and stole their passwords. Emberfox sent forged mails to the shipping companies. The shipping companies changed all passwords of their mail servers and warned customers of Emberfox.";

/** From the password to a digest in the box of a real mail server. */
describe("mail from VS Code", () => {
  const desk = openDesk({
    size: { width: 1280, height: 900 },
    machineSettings: { "tiScraper.tlsCaFile": path.resolve("test/net/fixtures/testAuthority.pem") },
  });
  let box: MailBox;

  beforeEach(async () => {
    box = await startMailServer();
  });
  afterEach(() => box.close());

  const story = `<html lang="en"><body><nav>Menu</nav><article>${`<p>${TEXT}</p>`.repeat(3)}</article></body></html>`;
  const open = (items: readonly Item[] = []) =>
    desk.open({
      items,
      pages: { "/story": story },
      files: {
        [CONFIG]: {
          ...articlesConfig({ feeds: [desk.feed.feed], names: ["Emberfox"] }),
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
      },
    });
  const askForPassword = async () => {
    await desk.workbench.runCommand("TI Scraper: Set Mail Password");
    await until("the account", async () => (await desk.workbench.quickText()).includes(`${MAIL_USER} at 127.0.0.1`));
  };
  const setPassword = async () => {
    await askForPassword();
    await desk.workbench.answerInput(MAIL_PASSWORD);
    await desk.workbench.waitForNotification(`The password of ${MAIL_USER}`);
    await desk.workbench.clearNotifications();
  };

  it("says that a password is wrong, takes another one, and sends a test mail", async () => {
    await open();
    const { workbench } = desk;
    await askForPassword();
    await workbench.screenshot("mail-password");
    await workbench.answerInput(WRONG);
    await workbench.clickNotification(`The password of ${MAIL_USER}`, "Send Test Mail");
    await until("the question", async () => (await workbench.dialog().count()) > 0);
    const asked = await workbench.dialog().innerText();
    assert.match(asked, new RegExp(`Send mail of the folder .* as ${MAIL_USER.replaceAll(".", "\\.")}\\?`));
    assert.match(asked, /To: analysts@example\.com, lead@example\.com/);
    assert.ok(asked.includes(`Server: 127.0.0.1:${box.port}`) && asked.includes(desk.folder), asked);
    await workbench.screenshot("mail-agreement");
    await workbench.clickDialog("Send to These Receivers");
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

  it("shows the mail about a scan before anything is sent, and sends what was shown", async () => {
    await open([
      { title: "Emberfox &amp; friends strike", url: `${desk.feed.origin}/story` },
      { title: "A port is quiet", url: `${desk.feed.origin}/quiet` },
    ]);
    const { workbench } = desk;
    await setPassword();
    await desk.scan();
    await workbench.waitForNotification("A mail about this scan is ready.", 60_000);
    assert.equal(box.mails.length, 0);
    await workbench.clearNotifications();
    await workbench.runCommand("TI Scraper: Preview Mail");
    const page = new ReviewPage(workbench);
    const shown = await page.says(/1 mail waits to be sent\.[^]*Emberfox & friends strike/);
    assert.match(shown, /changed all passwords of their mail servers and warned customers of Emberfox\./);
    assert.match(shown, /To: analysts@example\.com, lead@example\.com/);
    assert.match(shown, /News of the day/);
    assert.equal(await page.frame.locator("li strong").first().innerText(), "Emberfox");
    await workbench.screenshot("mail-preview-dark");
    await workbench.screenshotInLight("mail-preview-light");
    await page.button("Show Plain Text").click();
    assert.match(await page.says(/Emberfox \(1\)\s+=+/), /\nEmberfox & friends strike\n/);
    await workbench.screenshot("mail-preview-text");
    await (await page.primary("Send Now")).click();
    await workbench.clickDialog("Send to These Receivers");
    await workbench.waitForNotification("The mail to analysts@example.com, lead@example.com was sent.");
    await until("its end", async () => (await workbench.page.locator(".tab").count()) === 0);

    const [mail, ...more] = box.mails;
    assert.deepEqual(more, []);
    assert.equal(mail?.subject, "News of the day");
    assert.equal(mail?.from?.text, MAIL_USER);
    assert.match(mail?.text ?? "", /^Emberfox \(1\)\n=+\n\nEmberfox & friends strike\n/);
    assert.match(mail?.text ?? "", /\nEmberfox sent forged mails|\nThe group Emberfox broke/);
    assert.match(mail?.text ?? "", /Other new articles \(1\)\n=+\n\nA port is quiet\n/);
    const html = String(mail?.html);
    assert.match(html, /<b>Emberfox<\/b> &amp; friends strike<\/a>/);
  });

  it("shows it in an editor that asks nothing when it is closed, with a button that sends", async () => {
    await open();
    const { workbench } = desk;
    await askForPassword();
    await workbench.answerInput(WRONG);
    await workbench.clickNotification(`The password of ${MAIL_USER}`, "Send Test Mail");
    await workbench.clickDialog("Send to These Receivers");
    await workbench.waitForNotification("refused user name or password");
    await setPassword();
    // Nothing new: the mail says so.
    await desk.scan();
    await workbench.clickNotification("A mail about this scan is ready.", "Preview Mail", 60_000);
    const page = new ReviewPage(workbench);
    await page.says(/Currently there are no new articles\./);
    await workbench.clearNotifications();
    // Who closes it is asked nothing, and finds it again.
    await workbench.runCommand("View: Close Editor");
    await until("its end", async () => (await workbench.page.locator(".tab").count()) === 0);
    assert.equal(await workbench.dialog().count(), 0);
    await workbench.runCommand("TI Scraper: Preview Mail");
    await (await page.primary("Send Now")).click();
    await workbench.waitForNotification("was sent.");
    assert.equal(box.mails.length, 1);
    assert.equal(box.mails[0]?.text, "Currently there are no new articles.\n");
    for (const secret of [MAIL_PASSWORD, WRONG]) {
      assert.deepEqual(filesWith(desk.folder, secret), []);
      assert.deepEqual(filesWith(desk.stateHome, secret), []);
      assert.ok(!desk.vscode.logs().includes(secret));
    }
  });

  it("says after a scan that there is nobody to send the mail to", async () => {
    await open();
    const { workbench } = desk;
    await setPassword();
    desk.write(CONFIG, desk.read(CONFIG).replace("lead@example.com", "lead at example.com"));
    await desk.scan();
    await workbench.clickNotification("in mailconfig.destinationMailAddress is no list", "Open Configuration", 60_000);
    await until("the configuration", async () => (await desk.workbench.editorText()).includes("lead at example.com"));
    // What was missing is what is shown.
    await workbench.page.locator(".statusbar-item", { hasText: "(24 selected)" }).waitFor();
    await workbench.screenshot("mail-missing-place");
    assert.equal(box.mails.length, 0);
  });
});
