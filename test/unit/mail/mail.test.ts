import assert from "node:assert/strict";
import { MAIL } from "../../../src/core/config/defaults";
import type { MailConfig } from "../../../src/core/config/types";
import { describeGoneMails, createMail, mailTarget, waitingTargets } from "../../../src/core/mail/mail";
import type { MailFailure, MailMessage, MailResult } from "../../../src/core/mail/mailer";
import { createMemoryStore } from "../../../src/core/memory/memoryStore";
import type { StateStore } from "../../../src/core/ports";
import { plainText } from "../../../src/core/text/translate";

const CONFIG: MailConfig = {
  ...MAIL,
  sendMail: true,
  mailServer: "smtp.example.com:465",
  senderMailAddress: "ti@example.com",
  destinationMailAddress: "analysts@example.com, lead@example.com",
};
const NEVER = new AbortController().signal;

/** Mail over a store in memory; what the server says to each mail by its subject. */
function mailOf(
  answers: Readonly<Record<string, MailFailure>> = {},
  stored: Record<string, unknown> = {},
  refused: readonly string[] = [],
) {
  const documents = new Map(Object.entries(stored));
  const tried: string[] = [];
  const damaged: string[] = [];
  let count = 0;
  const store: StateStore = {
    read: async (name) => structuredClone(documents.get(name) ?? null),
    setAside: async (name) => {
      documents.delete(name);
      return `${name}.damaged`;
    },
    write: async (written) => {
      for (const [name, value] of written) documents.set(name, structuredClone(value));
    },
    later: async () => null,
    remove: async (name) => void documents.delete(name),
    withLock: async (_lock, _waitMs, work) => ({ value: await work() }),
  };
  const clock = { now: () => new Date("2026-03-02T12:00:00Z"), wait: async () => undefined };
  const memory = createMemoryStore({
    store,
    clock,
    onDamaged: (name, aside) => void damaged.push(`${name} ${aside}`),
    version: "1.2.3",
  });
  const taken = async () => [...(await memory.load("activity")).activity.values()];
  const folder = createMail(
    { memory, clock, t: plainText },
    { nonce: () => `${count++}` },
    {
      send: async ({ subject }): Promise<MailResult> => {
        tried.push(subject);
        const failure = answers[subject];
        return failure === undefined ? { ok: true, refused } : { ok: false, failure };
      },
    },
  );
  const queue = async (subject: string, held = false): Promise<number> =>
    folder.queue(folder.compose({ ...CONFIG, mailSubject: subject }, []) ?? assert.fail(), held);
  const target = mailTarget(CONFIG);
  assert.ok(target.ok);
  const send = (held = false, to = target.to) =>
    folder.send({ server: target.server, user: target.user, password: "secret", to }, held, NEVER);
  const waiting = async (): Promise<readonly string[]> =>
    (await folder.waiting()).map(({ message, failure }) => `${message.subject}${failure ? ` ${failure.code}` : ""}`);
  return { folder, queue, send, waiting, tried, damaged, taken };
}

describe("mailTarget", () => {
  it("names the key that keeps a configuration from sending", () => {
    const keyOf = (rest: Partial<MailConfig>) => {
      const target = mailTarget({ ...CONFIG, ...rest });
      return target.ok ? target.to.join(" ") : target.key;
    };
    assert.equal(keyOf({}), "analysts@example.com lead@example.com");
    assert.equal(keyOf({ mailServer: "" }), "mailServer");
    assert.equal(keyOf({ senderMailAddress: "" }), "senderMailAddress");
    assert.equal(keyOf({ senderMailAddress: "a@example.com, b@example.com" }), "senderMailAddress");
    assert.equal(keyOf({ destinationMailAddress: "nobody" }), "destinationMailAddress");
  });
});

describe("the mail of a folder", () => {
  it("leaves what waits to be seen, until that is sent too", async () => {
    const { queue, send, waiting, tried } = mailOf();
    await queue("held", true);
    await queue("free");
    assert.equal((await send()).sent, 1);
    assert.deepEqual([tried, await waiting()], [["free"], ["held"]]);
    assert.deepEqual(await send(true), { sent: 1, waiting: 0, failure: null, refused: [] });
  });

  it("notes down in the activity what the server has taken, and for whom", async () => {
    const { folder, queue, taken } = mailOf({ no: { code: "refused", detail: "no" } }, {}, ["lead@example.com"]);
    await queue("no");
    await queue("yes");
    const target = mailTarget(CONFIG);
    assert.ok(target.ok);
    const { server, user, to } = target;
    await folder.send({ server, user, password: "secret", to }, false, NEVER, "clock");
    assert.deepEqual(await taken(), [
      {
        kind: "mail",
        at: "2026-03-02T12:00:00.000Z",
        by: "clock",
        server: "smtp.example.com:465",
        from: "ti@example.com",
        to: ["analysts@example.com"],
        subject: "yes",
      },
    ]);
  });

  it("leaves what is for other receivers than those agreed to, in whatever order they stand", async () => {
    const { folder, queue, send, waiting } = mailOf();
    await queue("two");
    const one = { ...CONFIG, mailSubject: "one", destinationMailAddress: "Lead@example.com" };
    await folder.queue(folder.compose(one, []) ?? assert.fail(), false);
    const target = mailTarget(CONFIG);
    assert.ok(target.ok);
    const wanted = waitingTargets(target, await folder.waiting(), false);
    assert.deepEqual(
      wanted.map(({ to }) => to),
      [["analysts@example.com", "lead@example.com"], ["Lead@example.com"]],
    );
    assert.equal((await send(true, ["stranger@example.com"])).sent, 0);
    assert.equal((await send(true, ["LEAD@example.com", "analysts@example.com"])).sent, 1);
    assert.deepEqual(await waiting(), ["one"]);
    assert.equal((await send(true, ["lead@example.com"])).sent, 1);
  });

  it("leaves what another run still writes, until that is released", async () => {
    const { folder, queue, send, waiting, tried } = mailOf();
    const growing = folder.compose({ ...CONFIG, mailSubject: "growing" }, []) ?? assert.fail();
    await folder.queue(growing, false, true);
    await queue("whole");
    assert.deepEqual(await send(true), { sent: 1, waiting: 1, failure: null, refused: [] });
    assert.deepEqual([tried, await waiting()], [["whole"], ["growing"]]);
    await folder.rewrite({ ...growing, subject: "grown" });
    folder.release(growing.messageId);
    assert.equal((await send()).sent, 1);
    assert.deepEqual(tried, ["whole", "grown"]);
  });

  it("goes on behind a mail that is never taken, and keeps it with the reason", async () => {
    const refused: MailFailure = { code: "refused", detail: "552 Too large" };
    const { queue, send, waiting } = mailOf({ large: refused, odd: { code: "recipient", detail: "550" } });
    for (const subject of ["large", "odd", "small"]) await queue(subject);
    assert.equal((await send()).sent, 1);
    assert.deepEqual(await waiting(), ["large refused", "odd recipient"]);
  });

  it("asks a server that cannot be reached once, not for each mail", async () => {
    const { queue, send, waiting, tried } = mailOf({ one: { code: "unreachable" } });
    for (const subject of ["one", "two"]) await queue(subject);
    const { sent, failure } = await send();
    assert.deepEqual([sent, failure, tried], [0, { code: "unreachable" }, ["one"]]);
    assert.deepEqual(await waiting(), ["one unreachable", "two"]);
  });

  it("remembers no failure of a mail whose sending was cancelled", async () => {
    const { queue, send, waiting } = mailOf({ one: { code: "aborted" } });
    await queue("one");
    assert.deepEqual((await send()).failure, { code: "aborted" });
    assert.deepEqual(await waiting(), ["one"]);
  });

  it("keeps the twenty newest", async () => {
    const { queue, waiting } = mailOf();
    const gone: number[] = [];
    for (let at = 1; at <= 21; at++) gone.push(await queue(`${at}`));
    assert.deepEqual(gone, [...Array<number>(20).fill(0), 1], "and tells how many have gone");
    assert.equal(
      describeGoneMails(1, plainText),
      "Mails that waited were given up, the oldest first: 1. At most 20 wait.",
    );
    const left = await waiting();
    assert.deepEqual([left.length, left[0], left.at(-1)], [20, "2", "21"]);
  });

  const mail: MailMessage = { from: "a@b", to: ["c@d"], subject: "s", text: "t", html: "h", messageId: "<1@b>" };
  const day = "2026-03-02T12:00:00.000Z";
  for (const [why, document] of [
    ["of another version", { version: 0, mails: [] }],
    ["without a list", { version: 1, mails: {} }],
    ["with what is no mail", { version: 1, mails: [{ message: mail, created: day }, null] }],
    ["with a mail without a day", { version: 1, mails: [{ message: mail }] }],
    ["with a mail to nobody", { version: 1, mails: [{ message: { ...mail, to: "c@d" }, created: day }] }],
    ["with a mail without a text", { version: 1, mails: [{ message: { ...mail, text: 1 }, created: day }] }],
  ] as const) {
    it(`sets a document aside ${why}`, async () => {
      const { waiting, damaged } = mailOf({}, { mail: document });
      assert.deepEqual([await waiting(), damaged], [[], ["mail mail.damaged"]]);
    });
  }
  it("reads what earlier versions have stored", async () => {
    const { waiting } = mailOf({}, { mail: { version: 1, mails: [{ message: mail, created: day }] } });
    assert.deepEqual(await waiting(), ["s"]);
  });
});
