import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createMemoryStore } from "../../src/core/memory/memoryStore";
import { type Mail, createMail } from "../../src/core/mail/mail";
import type { MailAccess, MailMessage } from "../../src/core/mail/mailer";
import type { MailConfig } from "../../src/core/config/types";
import type { StateStore } from "../../src/core/ports";
import { plainText } from "../../src/core/text/translate";
import { createMailer } from "../../src/node/mailer";
import { nodeSigning } from "../../src/node/signing";
import { createStateStore } from "../../src/node/stateStore";
import { MAIL_PASSWORD as PASSWORD, MAIL_USER as USER, startMailServer } from "./mailServer";
import { fixture, serveRaw, sleep, unusedPort } from "./servers";

const message = (rest: Partial<MailMessage> = {}): MailMessage => ({
  from: USER,
  to: ["analysts@example.com", "lead@example.com"],
  subject: "Neues über Emberfox 🦊",
  text: "Grüße, *Emberfox*\n",
  html: "<p>Grüße, <b>Emberfox</b></p>",
  messageId: "<one@example.com>",
  ...rest,
});
const access = (port: number, security: "tls" | "starttls", password = PASSWORD): MailAccess => ({
  to: ["analysts@example.com"],
  server: { host: "127.0.0.1", port, security },
  user: USER,
  password,
});
const signal = () => new AbortController().signal;

describe("mail by SMTP", () => {
  const trusting = createMailer({ verifyTls: true, caPem: fixture("testAuthority.pem") });

  for (const security of ["tls", "starttls"] as const) {
    it(`is handed in over ${security} and arrives whole`, async () => {
      const box = await startMailServer({ secure: security === "tls" });
      try {
        assert.deepEqual(await trusting.send(message(), access(box.port, security), signal()), { ok: true });
        const [mail] = box.mails;
        assert.ok(mail);
        assert.equal(mail.subject, "Neues über Emberfox 🦊");
        assert.equal(mail.from?.text, USER);
        assert.equal(Array.isArray(mail.to) ? "" : mail.to?.text, "analysts@example.com, lead@example.com");
        assert.equal(mail.text, "Grüße, *Emberfox*\n");
        assert.equal(String(mail.html).trim(), "<p>Grüße, <b>Emberfox</b></p>");
        assert.equal(mail.messageId, "<one@example.com>");
        assert.deepEqual(box.logins, [USER]);
      } finally {
        await box.close();
      }
    });
  }

  it("says that a program has written it, and keeps the name of its sender as one", async () => {
    const box = await startMailServer({ secure: true });
    try {
      for (const fromName of ["Threat News", 'Müller, "Heron" <boss@example.com>', "a\r\nBcc: other@example.com"]) {
        assert.deepEqual(await trusting.send(message({ fromName }), access(box.port, "tls"), signal()), { ok: true });
        const mail = box.mails.at(-1);
        assert.equal(mail?.headers.get("auto-submitted"), "auto-generated");
        assert.equal(mail?.headers.get("x-auto-response-suppress"), "All");
        assert.deepEqual(
          mail?.from?.value.map(({ name, address }) => [name, address]),
          [[fromName.replace("\r\n", " "), USER]],
        );
        assert.equal(mail?.bcc, undefined);
      }
    } finally {
      await box.close();
    }
  });

  it("needs no password where nobody signs in, gives away none there, and has none refused where one is needed", async () => {
    const commands: string[] = [];
    const relay = await startMailServer({ secure: true, authOptional: true, disabledCommands: ["AUTH"] });
    const box = await startMailServer({
      secure: true,
      onMailFrom: (_address, _session, callback) => {
        commands.push("MAIL");
        callback(null);
      },
    });
    // Neither offers what it wants.
    const silent = await startMailServer({
      secure: true,
      disabledCommands: ["AUTH"],
      authOptional: true,
      onMailFrom: (_address, _session, callback) =>
        callback(Object.assign(new Error("Authentication required"), { responseCode: 530 })),
    });
    try {
      for (const password of ["", PASSWORD]) {
        const taken = await trusting.send(message(), access(relay.port, "tls", password), signal());
        assert.deepEqual(taken, { ok: true });
      }
      assert.deepEqual([relay.mails.length, relay.logins], [2, []]);
      for (const server of [box, silent]) {
        const refused = await trusting.send(message(), access(server.port, "tls", ""), signal());
        assert.deepEqual(refused, { ok: false, failure: { code: "noPassword" } });
      }
      assert.deepEqual([box.mails.length, box.logins, commands], [0, [], []]);
    } finally {
      for (const server of [relay, box, silent]) await server.close();
    }
  });

  it("never goes on without encryption, nor past a certificate nobody knows", async () => {
    const plain = await startMailServer({
      hideSTARTTLS: true,
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
    });
    const box = await startMailServer({ secure: true });
    const late = await startMailServer();
    try {
      const unencrypted = await trusting.send(message(), access(plain.port, "starttls"), signal());
      assert.equal(unencrypted.ok ? "" : unencrypted.failure.code, "noStartTls");
      const strict = createMailer({ verifyTls: true });
      for (const [port, security] of [
        [box.port, "tls"],
        [late.port, "starttls"],
      ] as const) {
        const unknown = await strict.send(message(), access(port, security), signal());
        assert.deepEqual(unknown, { ok: false, failure: { code: "tls", why: "authority" } }, security);
      }
      const silent = await trusting.send(message(), access(plain.port, "tls"), signal());
      assert.deepEqual(silent, { ok: false, failure: { code: "tls", why: "notTls" } });
      assert.deepEqual([plain.logins, box.logins, late.logins], [[], [], []]);
    } finally {
      for (const server of [plain, box, late]) await server.close();
    }
  });

  it("has a reason for each failure, and never tells the password", async () => {
    const box = await startMailServer({
      secure: true,
      onRcptTo: ({ address }, _session, callback) => {
        if (address === "lead@example.com") callback(null);
        else callback(Object.assign(new Error("No such mailbox here"), { responseCode: 550 }));
      },
    });
    const full = await startMailServer({
      secure: true,
      onData: (stream, _session, callback) => {
        stream.resume();
        stream.on("end", () => callback(Object.assign(new Error("Quota exceeded"), { responseCode: 452 })));
      },
    });
    try {
      const wrong = await trusting.send(message(), access(box.port, "tls", "wrong-password-2"), signal());
      assert.equal(wrong.ok ? "" : wrong.failure.code, "password");
      assert.ok(!JSON.stringify(wrong).includes("wrong-password-2"), JSON.stringify(wrong));
      const nobody = await trusting.send(message({ to: ["nobody@example.com"] }), access(box.port, "tls"), signal());
      assert.deepEqual(nobody, { ok: false, failure: { code: "recipient", detail: "550 No such mailbox here" } });
      const later = await trusting.send(message(), access(full.port, "tls"), signal());
      assert.deepEqual(later, { ok: false, failure: { code: "server", detail: "452 Quota exceeded" } });
      const gone = await trusting.send(message(), access(await unusedPort(), "tls"), signal());
      assert.deepEqual(gone, { ok: false, failure: { code: "unreachable" } });
    } finally {
      await box.close();
      await full.close();
    }
  });

  it("ends at once when cancelled", async () => {
    const silent = await serveRaw(() => undefined);
    const cancel = new AbortController();
    const sending = trusting.send(message(), access(silent.port, "starttls"), cancel.signal);
    await sleep(100);
    const started = Date.now();
    cancel.abort();
    assert.deepEqual(await sending, { ok: false, failure: { code: "aborted" } });
    assert.ok(Date.now() - started < 2000);
    await silent.close();
  });
});

describe("the mail of a folder", () => {
  const config: MailConfig = {
    sendMail: true,
    sendSummary: false,
    previewFirst: false,
    mailServer: "127.0.0.1",
    senderMailAddress: USER,
    destinationMailAddress: "analysts@example.com",
    mailSubject: "Found\r\nBcc: other@example.com",
    placeholder: "Nothing new.",
  };
  let documents: Map<string, unknown>;
  const open = (shared?: StateStore): Mail => {
    const store: Pick<StateStore, "read" | "write" | "setAside" | "withLock"> = {
      read: async (name) => structuredClone(documents.get(name) ?? null),
      write: async (written) => {
        for (const [name, value] of written) documents.set(name, structuredClone(value));
      },
      setAside: async (name) => name,
      withLock: async (_lock, _waitMs, work) => ({ value: await work() }),
    };
    const clock = { now: () => new Date("2026-03-01T08:00:00Z"), wait: async () => undefined };
    const memory = createMemoryStore({
      store: shared ?? (store as StateStore),
      clock,
      onDamaged: () => assert.fail("damaged"),
      version: "1.2.3",
    });
    const mailer = createMailer({ verifyTls: true, caPem: fixture("testAuthority.pem") });
    return createMail({ memory, clock, t: plainText }, nodeSigning, mailer);
  };

  beforeEach(() => {
    documents = new Map();
  });

  it("keeps a mail until a server has taken it, and sends it once", async () => {
    const first = open();
    const mail = first.compose(config, []);
    assert.ok(mail);
    await first.queue(mail, false);
    const gone = access(await unusedPort(), "tls");
    assert.deepEqual(await first.send(gone, false, signal()), {
      sent: 0,
      waiting: 1,
      failure: { code: "unreachable" },
      refused: [],
    });
    // Another run, after a restart.
    const later = open();
    const [waiting] = await later.waiting();
    assert.deepEqual(waiting?.failure, { code: "unreachable" });
    const box = await startMailServer({ secure: true });
    try {
      for (const sent of [1, 0]) {
        const report = await later.send(access(box.port, "tls"), false, signal());
        assert.deepEqual(report, { sent, waiting: 0, failure: null, refused: [] });
      }
      assert.equal(box.mails.length, 1);
      const [got] = box.mails;
      assert.equal(got?.subject, "Found Bcc: other@example.com");
      assert.equal(got?.bcc, undefined);
      assert.equal(got?.messageId, mail.messageId);
      assert.equal(got?.text, "Nothing new.\n");
      assert.ok(!JSON.stringify([...documents]).includes(PASSWORD));
    } finally {
      await box.close();
    }
  });

  it("keeps no mail back for one that the server will never take, and tells of receivers that do not get it", async () => {
    const box = await startMailServer({
      secure: true,
      onRcptTo: ({ address }, _session, callback) => {
        if (address.startsWith("analysts")) callback(null);
        else callback(Object.assign(new Error("No such mailbox here"), { responseCode: 550 }));
      },
    });
    try {
      const one = open();
      for (const to of ["gone@example.com", "analysts@example.com", "analysts@example.com, gone@example.com"]) {
        const mail = one.compose({ ...config, destinationMailAddress: to }, []);
        assert.ok(mail);
        await one.queue(mail, false);
      }
      const send = (to: string) => one.send({ ...access(box.port, "tls"), to: to.split(", ") }, false, signal());
      const failure = { code: "recipient", detail: "550 No such mailbox here" } as const;
      assert.deepEqual(await send("gone@example.com"), { sent: 0, waiting: 3, failure, refused: [] });
      assert.deepEqual(await send("analysts@example.com"), { sent: 1, waiting: 2, failure: null, refused: [] });
      const refused = ["gone@example.com"];
      assert.deepEqual(await send("gone@example.com, analysts@example.com"), {
        sent: 1,
        waiting: 1,
        failure: null,
        refused,
      });
      assert.equal(box.mails.length, 2);
      const [waiting] = await one.waiting();
      assert.deepEqual(waiting?.message.to, ["gone@example.com"]);
    } finally {
      await box.close();
    }
  });

  it("sends a mail once, though two processes send at one time, and leaves it to the other when that takes long", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "ti-scraper-mail-"));
    const box = await startMailServer({ secure: true });
    try {
      const [one, other] = [createStateStore(folder), createStateStore(folder)].map((store) => open(store));
      assert.ok(one && other);
      const mail = one.compose(config, []);
      assert.ok(mail);
      await one.queue(mail, false);
      const reports = await Promise.all(
        [one, other].map((sender) => sender.send(access(box.port, "tls"), false, signal())),
      );
      assert.equal(
        reports.reduce((sum, { sent }) => sum + sent, 0),
        1,
      );
      assert.equal(box.mails.length, 1);
      await one.queue(mail, false);
      const held = open({ ...createStateStore(folder), withLock: async () => null });
      assert.deepEqual(await held.send(access(box.port, "tls"), false, signal()), {
        sent: 0,
        waiting: 1,
        failure: null,
        refused: [],
        busy: true,
      });
      assert.equal(box.mails.length, 1);
    } finally {
      await box.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("sends what is to be seen first only when asked for it", async () => {
    const box = await startMailServer({ secure: true });
    try {
      const one = open();
      for (const held of [true, false]) {
        const mail = one.compose({ ...config, placeholder: `held: ${held}` }, []);
        assert.ok(mail);
        await one.queue(mail, held);
      }
      assert.equal((await one.send(access(box.port, "tls"), false, signal())).sent, 1);
      assert.deepEqual(
        box.mails.map(({ text }) => text),
        ["held: false\n"],
      );
      assert.equal((await one.send(access(box.port, "tls"), true, signal())).sent, 1);
      assert.equal(box.mails[1]?.text, "held: true\n");
    } finally {
      await box.close();
    }
  });

  it("keeps the sender's name, over a restart as well, and is known by the address alone", async () => {
    const box = await startMailServer({ secure: true });
    try {
      const named = { ...config, senderMailAddress: `"Harbour, News" <${USER}>` };
      const mail = open().compose(named, []);
      assert.deepEqual([mail?.from, mail?.fromName], [USER, "Harbour, News"]);
      assert.ok(mail);
      await open().queue(mail, false);
      assert.equal((await open().send(access(box.port, "tls"), false, signal())).sent, 1);
      assert.deepEqual(box.mails[0]?.from?.value, [{ name: "Harbour, News", address: USER }]);
      assert.deepEqual(await open().sendTest(named, access(box.port, "tls"), signal()), { ok: true });
      assert.equal(box.mails[1]?.from?.value[0]?.name, "Harbour, News");
    } finally {
      await box.close();
    }
  });

  it("sends a test mail, and nothing for a configuration without addresses", async () => {
    const box = await startMailServer({ secure: true });
    try {
      assert.deepEqual(await open().sendTest(config, access(box.port, "tls"), signal()), { ok: true });
      assert.equal(box.mails[0]?.text, "TI Scraper can send mail from here.\n");
      assert.equal(open().compose({ ...config, destinationMailAddress: "a@b\r\nBcc: c@d" }, []), null);
    } finally {
      await box.close();
    }
  });
});
