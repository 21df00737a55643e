import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { MAIL_PASSWORD, MAIL_USER, startMailServer } from "../mailServer";
import { serve } from "../servers";
import { useCommandLine } from "./useCommandLine";

describe("ti-scraper mail", function () {
  this.timeout(30_000);
  const work = useCommandLine();
  const { run, configure } = work;

  it("mails what a scan has found, keeps what no server takes, and sends the password to its own server alone", async () => {
    const box = await startMailServer({ secure: true });
    try {
      configure();
      const file = path.join(work.folder, "config", "articles_config.json");
      const mailconfig = {
        sendMail: true,
        mailServer: `smtps://127.0.0.1:${box.port}`,
        senderMailAddress: MAIL_USER,
        destinationMailAddress: "analysts@example.com",
        mailSubject: "Found",
      };
      const config = JSON.parse(fs.readFileSync(file, "utf8")) as object;
      fs.writeFileSync(file, JSON.stringify({ ...config, mailconfig }));
      const trust = { NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem") };
      const password = { ...trust, TI_SCRAPER_MAIL_PASSWORD: MAIL_PASSWORD };

      const elsewhere = await run(["scan", work.folder], { ...password, TI_SCRAPER_MAIL_SERVER: "smtp.example.com" });
      assert.equal(elsewhere.code, 1);
      assert.match(elsewhere.out, /the password is not sent: the configuration names 127\.0\.0\.1/);
      assert.deepEqual(box.logins, []);
      assert.match((await run(["mail", work.folder, "--show"])).out, /Found to analysts@example\.com/);

      const server = { ...password, TI_SCRAPER_MAIL_SERVER: mailconfig.mailServer };
      const mine = { ...server, TI_SCRAPER_MAIL_FROM: MAIL_USER, TI_SCRAPER_MAIL_TO: "Analysts@Example.com" };
      for (const [env, told] of [
        [server, /Mail waits: TI_SCRAPER_MAIL_FROM is not set/],
        [{ ...server, TI_SCRAPER_MAIL_FROM: MAIL_USER }, /Mail waits: TI_SCRAPER_MAIL_TO is not set/],
        [{ ...mine, TI_SCRAPER_MAIL_FROM: "other@example.com" }, /is for .*, TI_SCRAPER_MAIL_FROM names other@/],
        [{ ...mine, TI_SCRAPER_MAIL_TO: "boss@example.com" }, /analysts@.*, TI_SCRAPER_MAIL_TO names boss@/],
        [{ ...mine, TI_SCRAPER_MAIL_TO: "analysts@example.com, boss@example.com" }, /names analysts@.*, boss@/],
      ] as const) {
        for (const words of [["mail"], ["mail", "--test"]]) {
          const refused = await run([...words, work.folder], env);
          assert.equal(refused.code, 1);
          assert.match(refused.err, told);
        }
      }
      assert.deepEqual(box.logins, []);

      const sent = await run(["mail", work.folder], mine);
      assert.equal(`${sent.out}${sent.err}`, "Mail: 1 sent, 0 waiting.\n");
      assert.match(box.mails[0]?.text ?? "", /^Clop \(1\)\n=+\n\nClop empties a file server\n/);
      assert.match((await run(["mail", work.folder, "--test"], mine)).out, /has taken the test mail/);
      assert.equal((await run(["mail", work.folder], mine)).out, "Mail: 0 sent, 0 waiting.\n");
      assert.equal((await run(["mail", work.folder, "--show"])).err, "No mail waits.\n");
      assert.equal((await run(["scan", work.folder], mine)).code, 0);
      assert.equal(box.mails.at(-1)?.text, "Currently there are no new articles.\n");
      assert.equal(box.mails.length, 3);
      const waits = await run(["scan", work.folder], server);
      assert.equal(waits.code, 1);
      assert.match(waits.out, /Mail waits: TI_SCRAPER_MAIL_FROM is not set/);
      assert.equal((await run(["mail", work.folder, "--show"])).code, 0);
      assert.equal(box.mails.length, 3);
    } finally {
      await box.close();
    }
  });

  it("needs no password at a relay that has nobody sign in, and keeps to the server that was agreed to", async () => {
    const relay = await startMailServer({ authOptional: true, disabledCommands: ["AUTH"] });
    const box = await startMailServer();
    try {
      configure();
      const file = path.join(work.folder, "config", "articles_config.json");
      const config = JSON.parse(fs.readFileSync(file, "utf8")) as object;
      const configureMail = (port: number): void => {
        const mailconfig = {
          sendMail: true,
          mailServer: `smtp://127.0.0.1:${port}`,
          senderMailAddress: `Harbour News <${MAIL_USER}>`,
          destinationMailAddress: "analysts@example.com",
        };
        fs.writeFileSync(file, JSON.stringify({ ...config, mailconfig }));
      };
      const env = (port: number) => ({
        NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem"),
        TI_SCRAPER_MAIL_SERVER: `smtp://127.0.0.1:${port}`,
        TI_SCRAPER_MAIL_FROM: MAIL_USER,
        TI_SCRAPER_MAIL_TO: "analysts@example.com",
      });
      configureMail(relay.port);
      const nothing = await run(["scan", work.folder]);
      assert.equal(nothing.code, 1);
      assert.match(nothing.out, /Mail: TI_SCRAPER_MAIL_SERVER is not set/);
      const elsewhere = await run(["mail", work.folder], env(box.port));
      assert.equal(elsewhere.code, 2);
      assert.match(elsewhere.err, /nothing was sent: the configuration names 127\.0\.0\.1/);
      assert.equal((await run(["scan", work.folder, "--ask-all"], env(relay.port))).code, 0);
      assert.deepEqual([relay.mails.length, relay.logins], [2, []]);
      assert.deepEqual(relay.mails[0]?.from?.value, [{ name: "Harbour News", address: MAIL_USER }]);

      configureMail(box.port);
      const wanted = await run(["scan", work.folder, "--ask-all"], env(box.port));
      assert.equal(wanted.code, 1);
      assert.match(
        wanted.out,
        /wants a password, and there is none\. Nothing was sent\. Set TI_SCRAPER_MAIL_PASSWORD\./,
      );
      assert.deepEqual([box.mails.length, box.logins], [0, []]);
    } finally {
      await relay.close();
      await box.close();
    }
  });

  it("ends a scan with 1 whenever its mail was not sent, or not to everybody", async () => {
    let why: "receiver" | "receivers" | "mail" | "none" = "none";
    const box = await startMailServer({
      onRcptTo: ({ address }, _session, callback) => {
        const isRefused = why === "receivers" || (why === "receiver" && address.startsWith("gone"));
        callback(isRefused ? Object.assign(new Error("No such mailbox"), { responseCode: 550 }) : null);
      },
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on("end", () => {
          callback(why === "mail" ? Object.assign(new Error("Spam"), { responseCode: 554 }) : null);
        });
      },
    });
    try {
      configure();
      const file = path.join(work.folder, "config", "articles_config.json");
      const config = JSON.parse(fs.readFileSync(file, "utf8")) as object;
      const put = (more: object): void => {
        const mailconfig = {
          sendMail: true,
          mailServer: `smtp://127.0.0.1:${box.port}`,
          senderMailAddress: MAIL_USER,
          destinationMailAddress: "analysts@example.com, gone@example.com",
          ...more,
        };
        fs.writeFileSync(file, JSON.stringify({ ...config, mailconfig }));
      };
      const env = {
        NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem"),
        TI_SCRAPER_MAIL_PASSWORD: MAIL_PASSWORD,
        TI_SCRAPER_MAIL_SERVER: `smtp://127.0.0.1:${box.port}`,
        TI_SCRAPER_MAIL_FROM: MAIL_USER,
        TI_SCRAPER_MAIL_TO: "analysts@example.com, gone@example.com",
      };
      const scan = async () => (await run(["scan", work.folder, "--ask-all"], env)).code;
      put({});
      assert.equal(await scan(), 0);
      for (const reason of ["receiver", "receivers", "mail"] as const) {
        why = reason;
        assert.equal(await scan(), 1, reason);
        await run(["mail", work.folder, "--discard"]);
      }
      why = "none";
      for (const broken of [
        { mailServer: "" },
        { mailServer: "smtp://127.0.0.1:1" },
        { senderMailAddress: "nobody" },
        { destinationMailAddress: "" },
        { destinationMailAddress: "boss@example.com" },
      ]) {
        put(broken);
        assert.equal(await scan(), 1, JSON.stringify(broken));
      }
    } finally {
      await box.close();
    }
  });

  it("mails what any job has found, with summaries, and sends or gives up what waits without an articles job", async () => {
    const box = await startMailServer();
    const text =
      "Emberfox sent forged mails to three shipping companies and stole the passwords of their mail servers.";
    const site = await serve((request, response) => {
      if (request.url === "/story") {
        response.setHeader("content-type", "text/html");
        response.end(`<html lang="en"><body><article>${`<p>${text}</p>`.repeat(6)}</article></body></html>`);
        return;
      }
      const item = `<item><title>A ransom is asked</title><link>${site.origin}/story</link></item>`;
      response.end(`<rss version="2.0"><channel>${item}</channel></rss>`);
    });
    try {
      fs.mkdirSync(path.join(work.folder, "config"));
      const configureKeywords = (more: object = {}): void =>
        fs.writeFileSync(
          path.join(work.folder, "config", "keywords_config.json"),
          JSON.stringify({
            websiteconfig: { rss_feeds: [`${site.origin}/rss`], webpages: [], keywords: ["ransom"] },
            mailconfig: {
              sendMail: true,
              sendSummary: true,
              mailServer: `smtp://127.0.0.1:${box.port}`,
              senderMailAddress: MAIL_USER,
              destinationMailAddress: "analysts@example.com",
              ...more,
            },
          }),
        );
      configureKeywords();
      const env = {
        NODE_EXTRA_CA_CERTS: path.resolve("test/net/fixtures/testAuthority.pem"),
        TI_SCRAPER_MAIL_PASSWORD: MAIL_PASSWORD,
        TI_SCRAPER_MAIL_SERVER: `smtp://127.0.0.1:${box.port}`,
        TI_SCRAPER_MAIL_FROM: `Scraper <${MAIL_USER}>`,
        TI_SCRAPER_MAIL_TO: "analysts@example.com",
      };
      assert.equal((await run(["scan", work.folder])).code, 1);
      assert.match((await run(["mail", work.folder, "--show"])).out, /ransom \(1\)/);
      configureKeywords({ senderMailAddress: "other@example.com" });
      const foreign = await run(["mail", work.folder], env);
      assert.equal(foreign.code, 2);
      assert.match(foreign.err, /^Mail of scraper@example\.com waits, which no configuration names as sender/);
      configureKeywords({ mailServer: "" });
      assert.match(
        (await run(["mail", work.folder], env)).err,
        /^No mail server is set, so no mail is sent: write it into mailconfig\.mailServer/,
      );
      configureKeywords();
      const wrong = await run(["mail", work.folder], { ...env, TI_SCRAPER_MAIL_PASSWORD: "wrong-password-2" });
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /refused user name or password/);
      assert.ok(!`${wrong.out}${wrong.err}`.includes("wrong-password-2"));
      assert.equal((await run(["mail", work.folder], env)).out, "Mail: 1 sent, 0 waiting.\n");
      assert.match(box.mails[0]?.text ?? "", /^ransom \(1\)\n=+\n\nA ransom is asked\n.*\nEmberfox sent forged/);

      assert.equal((await run(["scan", work.folder])).code, 1);
      assert.equal((await run(["mail", work.folder, "--discard"])).out, "Mail: 1 discarded.\n");
      assert.equal((await run(["mail", work.folder], env)).out, "Mail: 0 sent, 0 waiting.\n");
      assert.match((await run(["mail", work.folder, "--test"], env)).out, /has taken the test mail/);
      assert.match((await run(["mail", work.folder, "--test", "--show"])).err, /one of --show, --test and --discard/);
    } finally {
      await site.close();
      await box.close();
    }
  });
});
