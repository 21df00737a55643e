import assert from "node:assert/strict";
import type { DeliverOptions, Lent } from "../../../src/core/jobs/deliver";
import { mailProblems } from "../../../src/cli/runMail";
import type { MailMessage, Mailer } from "../../../src/core/mail/mailer";
import { plainText } from "../../../src/core/text/translate";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";

const FEED = "https://news.test/feed";
const PAGE = "https://news.test/list";
const NEWS = rss([
  ["Clop strikes again", "https://news.test/1"],
  ["Conti leak", "https://news.test/2"],
]);

const MAIL = {
  sendMail: true,
  mailServer: "mail.test:465",
  senderMailAddress: "desk@mail.test",
  destinationMailAddress: "team@mail.test",
  mailSubject: "News",
};
const CONFIGS = {
  articles: {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    mailconfig: MAIL,
    profiling: {
      profileData: ["Clop", "Conti"],
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://xsoar.test" },
    },
  },
  keywords: { websiteconfig: { rss_feeds: [FEED], webpages: [PAGE], keywords: ["leak"] } },
  counts: { websiteconfig: { webpages: [PAGE], hit: ["Conti"] } },
};

type Event = "feed" | "page" | "search" | "edit" | "mail";

interface Desk {
  readonly it: FakeWorld;
  readonly xsoar: Xsoar;
  readonly mails: MailMessage[];
  readonly events: Event[];
  onEvent: (event: Event) => void;
}

function open(): Desk {
  const mails: MailMessage[] = [];
  const mailer: Mailer = {
    send: async (message, _access, signal) => {
      happens("mail");
      if (signal.aborted) return { ok: false, failure: { code: "aborted" } };
      mails.push(message);
      return { ok: true };
    },
  };
  const it = createFakeWorld(CONFIGS.articles, undefined, plainText, mailer);
  for (const job of ["keywords", "counts"] as const)
    it.files.set(`config/${job}_config.json`, JSON.stringify(CONFIGS[job]));
  const xsoar = createXsoar({ key: "run-key" });
  for (const value of ["Clop", "Conti"]) xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: null });
  const desk: Desk = { it, xsoar, mails, events: [], onEvent: () => {} };
  const happens = (event: Event): void => {
    desk.events.push(event);
    desk.onEvent(event);
  };
  it.web.set("*", (request) => {
    happens(request.url.endsWith("/edit") ? "edit" : "search");
    return xsoar.http.request(request);
  });
  const answer = (event: Event, body: string) => () => {
    happens(event);
    return { ok: true, response: { status: 200, headers: {}, body: new TextEncoder().encode(body) } } as const;
  };
  it.web.set(FEED, answer("feed", NEWS));
  it.web.set(PAGE, answer("page", '<main>Conti<a href="/3">Conti leak site</a></main>'));
  return desk;
}

/** How VS Code and the command line run jobs: with a signal for each stage, or with one for both. */
const DOORS = {
  "VS Code": { isOne: false, more: { canPreview: true } },
  "the command line": { isOne: true, more: {} },
} as const satisfies Record<string, { isOne: boolean; more: Partial<DeliverOptions> }>;

/** @param abortAt the event in whose middle the stage is ended; null for none */
async function run(desk: Desk, door: keyof typeof DOORS, abortAt: number | null): Promise<void> {
  const { it, xsoar } = desk;
  const { isOne, more } = DOORS[door];
  const [read, deliver] = [new AbortController(), new AbortController()];
  let current = read;
  const first = desk.events.length;
  desk.onEvent = () => {
    if (abortAt !== null && desk.events.length - first === abortAt + 1) current.abort();
  };
  const lent: Lent = {
    xsoar: async () => xsoar.connection,
    mail: async ({ server, user, to }) => ({ server, user, password: "p", to }),
  };
  const options = { concurrency: 10, perHost: 2, timeoutMs: 1000, onProgress: () => {} };
  const outcome = await it.session.run(null, { ...options, signal: read.signal }, lent);
  assert.ok(outcome.kind === "done");
  // VS Code delivers nothing of a reading that was ended either: there is nothing.
  if (!isOne) current = deliver;
  await outcome.deliver({ signal: current.signal, by: "scan", timeoutMs: 1000, ...more });
  desk.onEvent = () => {};
  it.later(60_000);
}

const notesOf = (xsoar: Xsoar): string[] =>
  xsoar
    .records()
    .flatMap((record) => (record.CustomFields?.["communitynotes"] ?? []) as { notes: string }[])
    .map(({ notes }) => notes);

describe("a run of all jobs", () => {
  it("reads first, then writes notes, then sends mail", async () => {
    const desk = open();
    await run(desk, "VS Code", null);
    assert.deepEqual(
      desk.events.filter((event, index) => event !== desk.events[index - 1]),
      ["feed", "page", "search", "edit", "mail"],
    );
    assert.equal(desk.events.filter((event) => event === "feed").length, 1, "a feed of two jobs is asked once");
  });

  const whole = async (): Promise<number> => {
    const desk = open();
    await run(desk, "VS Code", null);
    return desk.events.length;
  };

  it("leaves the same behind in VS Code and on the command line, wherever it is ended, and the next one completes it", async () => {
    const points = await whole();
    assert.ok(points >= 6);
    for (let point = 0; point < points; point++) {
      const left: unknown[] = [];
      for (const door of Object.keys(DOORS) as (keyof typeof DOORS)[]) {
        const desk = open();
        await run(desk, door, point);
        const where = `${door}, ended at ${point}: ${desk.events.join(" ")}`;
        left.push([...desk.it.documents, ...desk.it.files, notesOf(desk.xsoar), desk.mails]);
        const isInRead = !desk.events.includes("search");
        if (isInRead) {
          assert.equal(desk.it.documents.size, 0, `nothing was changed: ${where}`);
          assert.deepEqual(await desk.it.session.mail.waiting(), [], where);
        }
        await run(desk, door, null);
        const files = [...desk.it.files].filter(([file]) => file.startsWith("00 ")).map(([, text]) => text);
        for (const link of ["https://news.test/1", "https://news.test/2"]) {
          const times = (texts: readonly string[]) => texts.filter((text) => text.includes(link)).length;
          assert.equal(times(files), 1, `${link} in result files: ${where}`);
          assert.equal(times(notesOf(desk.xsoar)), 1, `${link} in notes: ${where}`);
          assert.equal(times(desk.mails.map(({ text }) => text)), 1, `${link} in mail: ${where}`);
        }
        assert.deepEqual(await desk.it.session.notes.pending(), [], where);
        assert.deepEqual(await desk.it.session.mail.waiting(), [], where);
      }
      assert.deepEqual(left[0], left[1], `the doors differ where a run is ended at ${point}`);
    }
  });

  it("says that mails which waited have given way to its own", async () => {
    const desk = open();
    const { it } = desk;
    const old = { from: "desk@mail.test", to: ["team@mail.test"], subject: "Old", text: "", html: "" };
    for (let at = 0; at < 20; at++) await it.session.mail.queue({ ...old, messageId: `<${at}@mail.test>` }, false);
    const options = { concurrency: 10, perHost: 2, timeoutMs: 1000, onProgress: () => {} };
    const { signal } = new AbortController();
    const outcome = await it.session.run(["articles"], { ...options, signal });
    assert.ok(outcome.kind === "done");
    const { mails } = await outcome.deliver({ signal, by: "scan", timeoutMs: 1000 });
    assert.deepEqual(
      mails.map((mail) => [mail.kind, mail.kind === "gone" && mail.count]),
      [
        ["gone", 1],
        ["waits", false],
      ],
    );
    assert.deepEqual(mailProblems(mails.slice(0, 1), new Map()), [
      "Mails that waited were given up, the oldest first: 1. At most 20 wait.",
    ]);
  });

  it("a further run reads while an earlier one delivers, and its notes come behind", async () => {
    const desk = open();
    const { it, xsoar } = desk;
    const lent: Lent = { xsoar: async () => xsoar.connection, mail: async () => null };
    const never = new AbortController().signal;
    const options = { signal: never, concurrency: 10, perHost: 2, timeoutMs: 1000, onProgress: () => {} };
    const first = await it.session.run(null, options, lent);
    assert.ok(first.kind === "done");
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    it.web.set("*", async (request) => {
      await held;
      return xsoar.http.request(request);
    });
    const delivering = first.deliver({ signal: never, by: "scan", timeoutMs: 1000 });
    it.web.set(FEED, rss([["Clop once more", "https://news.test/9"]]));
    it.later(60_000);
    const second = await it.session.run(null, options, lent);
    assert.ok(second.kind === "done", "it reads meanwhile");
    const behind = second.deliver({ signal: never, by: "scan", timeoutMs: 1000 });
    assert.deepEqual(notesOf(xsoar), []);
    release();
    const [one, other] = await Promise.all([delivering, behind]);
    assert.equal(one.notes?.records?.busy, undefined);
    assert.equal(other.notes?.records?.busy, undefined);
    assert.deepEqual(notesOf(xsoar).filter((note) => note.includes("/9")).length, 1);
    assert.deepEqual(await it.session.notes.pending(), []);
  });

  it("a second reading of the folder is refused while one goes on", async () => {
    const desk = open();
    const never = new AbortController().signal;
    const options = { signal: never, concurrency: 10, perHost: 2, timeoutMs: 1000, onProgress: () => {} };
    const [one, other] = await Promise.all([desk.it.session.run(null, options), desk.it.session.run(null, options)]);
    assert.deepEqual([one.kind, other.kind].sort(), ["busy", "done"]);
  });

  it("sends nothing where nothing is lent: notes and mail wait", async () => {
    const desk = open();
    const never = new AbortController().signal;
    const options = { signal: never, concurrency: 10, perHost: 2, timeoutMs: 1000, onProgress: () => {} };
    const outcome = await desk.it.session.run(null, options);
    assert.ok(outcome.kind === "done");
    const report = await outcome.deliver({ signal: never, by: "scan", timeoutMs: 1000 });
    assert.equal(report.notes?.records, null);
    assert.deepEqual(
      report.mails.map(({ kind }) => kind),
      ["waits"],
    );
    assert.deepEqual([notesOf(desk.xsoar), desk.mails], [[], []]);
    assert.equal((await desk.it.session.notes.pending()).length, 2);
    assert.equal((await desk.it.session.mail.waiting()).length, 1);
  });
});
