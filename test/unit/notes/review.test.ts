import { deepEqual, equal, ok } from "node:assert/strict";
import type { PreviewReport, ReviewScope } from "../../../src/core/xsoar/reports";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld } from "../scan/fakes";

const FEED = "https://news.test/rss";
const never = new AbortController().signal;
const [A, B, C] = ["https://news.test/a", "https://news.test/b", "https://news.test/c"];

function feed(...items: readonly (readonly [title: string, url: string])[]): string {
  const text = items.map(([title, url]) => `<item><title>${title}</title><link>${url}</link></item>`).join("");
  return `<rss version="2.0"><channel>${text}</channel></rss>`;
}

describe("a review of what is to be written", () => {
  let xsoar: Xsoar;
  let desk: FakeWorld;
  const open = (profiles: readonly string[], more: Record<string, unknown> = {}) => {
    const config = {
      websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
      profiling: {
        profileData: profiles,
        profile2cortex: true,
        CortexXSOARAPIConfig: { host: "https://xsoar.test", search_field: "aliases" },
        ...more,
      },
    };
    desk = createFakeWorld(config);
    desk.web.set("*", (request) => xsoar.http.request(request));
    desk.web.set(FEED, feed(["Clop strikes", A], ["Clop again", B], ["Conti leaks", C]));
  };
  beforeEach(() => {
    xsoar = createXsoar({ key: "review-key" });
  });
  const put = (value: string, ...aliases: readonly string[]) =>
    xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: { aliases: [value, ...aliases] } });
  const preview = (scope: ReviewScope): Promise<PreviewReport> =>
    desk.session.notes.preview(xsoar.connection, scope, never);
  const shown = ({ writes }: PreviewReport): unknown =>
    writes.map(({ kind, value, names, notes }) => [kind, value, names, notes.map(({ key }) => key)]);
  const notesOf = (value: string): string[] =>
    xsoar
      .records()
      .filter((record) => record.value === value)
      .flatMap((record) => (record.CustomFields?.["communitynotes"] ?? []) as { notes: string }[])
      .map(({ notes }) => notes);
  const stored = () => desk.session.articles.overview();
  const states = async () =>
    (await stored()).rows.flatMap(({ name, articles }) =>
      articles.map(({ article, note }) => [name, article.key, note]),
    );
  const waiting = async () =>
    (await desk.session.notes.pending()).map(({ name, notes }) => [name, notes.map(({ article }) => article.key)]);

  it("tells of each note what it is about, for which names and why", async () => {
    put("Clop", "TA505");
    open(["Clop", "TA505"]);
    desk.web.set(FEED, feed(["Clop is TA505", A], ["Clop again", B]));
    await desk.scan();
    const { writes } = await preview({ names: null });
    equal(writes.length, 1);
    const notes = writes[0]?.notes ?? [];
    deepEqual(
      notes.map(({ title, url, names }) => [title, url, names]),
      [
        ["Clop is TA505", A, ["Clop", "TA505"]],
        ["Clop again", B, ["Clop"]],
      ],
    );
    equal(notes[0]?.text, `Clop is TA505: ${A}`);
    ok(notes.every(({ why, source }) => why.length > 0 && source === FEED));
  });

  it("writes the ticked notes and no other; the others wait on", async () => {
    put("Clop");
    open(["Clop", "Conti"]);
    await desk.scan();
    const decided = [{ kind: "edit", names: ["Clop"], keys: [B] }] as const;
    const { outcomes } = await desk.session.notes.writeReviewed(xsoar.connection, { writes: decided }, never);
    deepEqual(
      outcomes.map(({ name, kind }) => [name, kind]),
      [["Clop", "noted"]],
    );
    deepEqual(notesOf("Clop"), [`Clop again: ${B}`]);
    deepEqual(await waiting(), [
      ["Clop", [A]],
      ["Conti", [C]],
    ]);
    equal(xsoar.records().length, 1, "a name that was not ticked gets no record");
  });

  it("writes a note that two names share once, and for neither when it is not ticked", async () => {
    put("Clop", "TA505");
    open(["Clop", "TA505"]);
    desk.web.set(FEED, feed(["Clop is TA505", A], ["Clop and TA505 again", B]));
    await desk.scan();
    const decided = [{ kind: "edit", names: ["Clop", "TA505"], keys: [A] }] as const;
    await desk.session.notes.writeReviewed(xsoar.connection, { writes: decided }, never);
    deepEqual(notesOf("Clop"), [`Clop is TA505: ${A}`]);
    deepEqual(await waiting(), [
      ["Clop", [B]],
      ["TA505", [B]],
    ]);
  });

  it("makes a new record with the ticked notes alone", async () => {
    open(["Clop"]);
    await desk.scan();
    const decided = [{ kind: "create", names: ["Clop"], keys: [A] }] as const;
    await desk.session.notes.writeReviewed(xsoar.connection, { writes: decided }, never);
    deepEqual(notesOf("Clop"), [`Clop strikes: ${A}`]);
    deepEqual(await waiting(), [["Clop", [B]]]);
  });

  it("previews exactly the ticked notes, whatever their state", async () => {
    put("Clop");
    open(["Clop", "Conti"]);
    await desk.scan();
    await desk.session.notes.discard("Clop", [A]);
    const keys = new Map([["Clop", new Set([A])]]);
    deepEqual(shown(await preview({ names: ["Clop"], keys })), [["edit", "Clop", ["Clop"], [A]]]);
    await desk.session.notes.writeReviewed(
      xsoar.connection,
      { writes: [{ kind: "edit", names: ["Clop"], keys: [A] }] },
      never,
    );
    deepEqual(notesOf("Clop"), [`Clop strikes: ${A}`]);
    deepEqual(shown(await preview({ names: ["Clop"], keys })), []);
  });

  it("shows what was found and never noted when asked for, and makes no record out of nothing", async () => {
    put("Clop");
    open(["Clop", "Conti", "Emberfox"], { profile2cortex: false });
    await desk.scan();
    deepEqual(shown(await preview({ names: null })), []);
    deepEqual(shown(await preview({ names: null, known: true })), [
      ["edit", "Clop", ["Clop"], [A, B]],
      ["create", "Conti", ["Conti"], [C]],
    ]);
    deepEqual(shown(await preview({ names: ["Clop"], known: true })), [["edit", "Clop", ["Clop"], [A, B]]]);
    const decided = [{ kind: "edit", names: ["Clop"], keys: [A] }] as const;
    await desk.session.notes.writeReviewed(xsoar.connection, { writes: decided }, never);
    deepEqual(
      (await states()).filter(([name]) => name === "Clop"),
      [
        ["Clop", A, "noted"],
        ["Clop", B, "off"],
      ],
    );
    deepEqual(shown(await preview({ names: ["Clop"], known: true })), [["edit", "Clop", ["Clop"], [B]]]);
    deepEqual(shown(await preview({ names: null, known: true, create: false })), [["edit", "Clop", ["Clop"], [B]]]);
  });

  it("keeps as asked for what could not be written", async () => {
    put("Clop");
    open(["Clop"]);
    await desk.scan();
    xsoar.fail({ kind: "answer", status: 502, times: 1000 });
    const decided = [{ kind: "edit", names: ["Clop"], keys: [B] }] as const;
    await desk.session.notes.writeReviewed(xsoar.connection, { writes: decided }, never);
    const outbox = [...desk.documents].find(([name]) => name.includes("xsoar-outbox"))?.[1] ?? "";
    const rows = JSON.parse(outbox) as unknown;
    const asked = JSON.stringify(rows).match(/"key":"[^"]+"[^]*?"done":false(?:,"asked":true)?/g) ?? [];
    deepEqual(
      asked.map((text) => [text.includes(`"key":"${B}"`), text.endsWith('"asked":true')]),
      [
        [false, false],
        [true, true],
      ],
    );
  });
});
