import assert from "node:assert/strict";
import type { ActivityBy, ActivityEntry, ActivityNote } from "../../../src/core/memory/activity";
import { plainText as t } from "../../../src/core/text/translate";
import {
  type ActivityNode,
  type Drawn,
  type SentNode,
  type SentRunNode,
  forgottenOf,
  rowsBelow,
  runSince,
  runsOf,
  topRows,
  withMore,
} from "../../../src/ui/activityNodes";
import {
  addedTexts,
  noteDescription,
  noteLabel,
  runDescription,
  runLabel,
  runSentence,
  sentDescription,
  sentLabel,
  sentLines,
  sentSentence,
} from "../../../src/ui/activityText";
import { PAGE } from "../../../src/ui/nodes";

const WORDS = { t, time: (iso: string) => iso.slice(11, 19), shortTime: (iso: string) => iso.slice(11, 16) };
const NONE: Drawn = new Map();

const note = (key: string, more: Partial<ActivityNote> = {}): ActivityNote => ({
  key,
  title: `Clop names ${key}`,
  url: `https://news.example/${key}`,
  source: "https://www.news.example/feed.xml",
  text: `Clop names ${key}: https://news.example/${key}`,
  ...more,
});
const at = (time: string, by: ActivityBy = "scan") => ({ at: `2026-03-10T${time}Z`, by });
const notes = (time: string, value: string, count: number, by?: ActivityBy): ActivityEntry => ({
  ...at(time, by),
  kind: "notes",
  server: "https://xsoar.example.com",
  record: { id: `id-${value}`, value },
  names: [value],
  notes: Array.from({ length: count }, (_, index) => note(`${value}${index}`)),
});
const created = (time: string, value: string, count: number): ActivityEntry => ({
  ...(notes(time, value, count, "person") as Extract<ActivityEntry, { readonly kind: "notes" | "created" }>),
  kind: "created",
});
const mail = (time: string, by?: ActivityBy): ActivityEntry => ({
  ...at(time, by),
  kind: "mail",
  server: "smtp.example.com:465",
  from: "ti@example.com",
  to: ["analysts@example.com", "lead@example.com"],
  subject: "New\u202e articles",
});
const onlyRun = (...entries: readonly ActivityEntry[]): SentRunNode => runsOf(entries, "")[0] ?? assert.fail();
const below = (node: ActivityNode): readonly SentNode[] =>
  rowsBelow(node, NONE).flatMap((one) => (one.kind === "sent" ? [one] : []));
const firstBelow = (...entries: readonly ActivityEntry[]): SentNode => below(onlyRun(...entries))[0] ?? assert.fail();

describe("the rows of Activity", () => {
  it("put together what one run has sent, and nothing of another time or hand", () => {
    const entries = [
      mail("12:00:20"),
      notes("12:00:10", "Clop", 2),
      notes("11:59:30", "Conti", 1),
      notes("11:59:20", "Conti", 1, "person"),
      notes("11:00:00", "Conti", 1, "person"),
    ];
    const runs = runsOf(entries, "");
    assert.deepEqual(
      runs.map(({ by, entries: { length } }) => [by, length]),
      [
        ["scan", 3],
        ["person", 1],
        ["person", 1],
      ],
    );
    assert.deepEqual(runsOf([], ""), []);
  });

  it("keep their ids while a run goes on", () => {
    const before = onlyRun(notes("12:00:00", "Clop", 1));
    const after = onlyRun(notes("12:00:30", "Conti", 1), notes("12:00:00", "Clop", 1));
    assert.equal(before.id, after.id);
    assert.equal(below(before)[0]?.id, below(after)[1]?.id);
    assert.notEqual(below(after)[0]?.id, below(after)[1]?.id);
  });

  it("stand for all folders, newest first, and are found by time", () => {
    const runs = [
      ...runsOf([notes("12:00:00", "Clop", 1), notes("09:00:00", "Clop", 1)], "one"),
      ...runsOf([notes("10:00:00", "Clop", 1)], "two"),
    ];
    assert.deepEqual(
      topRows(runs, NONE).map((row) => row.kind === "run" && row.folder),
      ["one", "two", "one"],
    );
    assert.equal(new Set(topRows(runs, NONE).map(({ id }) => id)).size, 3);
    assert.equal(runSince(runs, "2026-03-10T09:30:00Z")?.folder, "one");
    assert.equal(runSince(runs, "2026-03-10T12:00:01Z"), undefined);
  });

  it("are drawn in pieces on each level, with 20,000 entries in a moment", () => {
    const many = Array.from({ length: 20_000 }, (_, index) => {
      const time = new Date(Date.UTC(2026, 2, 10) - index * 120_000).toISOString();
      return { ...notes("00:00:00", `Name ${index}`, 1), at: time };
    });
    assert.deepEqual(forgottenOf(many, "f"), [{ kind: "forgotten", id: "forgotten\nf", folder: "f" }]);
    assert.deepEqual(forgottenOf(many.slice(1), "f"), [], "a row says that older ones are gone, where they may be");
    const started = performance.now();
    const runs = runsOf(many, "");
    const first = topRows(runs, NONE);
    assert.ok(performance.now() - started < 1000);
    assert.equal(first.length, PAGE + 1);
    const more = first.at(-1);
    assert.ok(more?.kind === "olderSent");
    assert.equal(more.count, 20_000 - PAGE);
    assert.equal(topRows(runs, withMore(NONE, more)).length, 2 * PAGE + 1);
    const big = firstBelow(notes("12:00:00", "Clop", PAGE + 5));
    const rest = rowsBelow(big, NONE).at(-1);
    assert.ok(rest?.kind === "olderSent" && rest.count === 5 && rest.of === big.id);
    assert.equal(rowsBelow(big, withMore(NONE, rest)).length, PAGE + 5);
  });

  it("tell when, by whom and how much", () => {
    const run = onlyRun(mail("12:00:20"), notes("12:00:10", "Clop", 20), notes("12:00:00", "Conti", 2));
    assert.equal(runLabel(run, t), "22 notes to 2 records, 1 mail");
    assert.equal(runSentence(run, WORDS), "Sent 12:00:20 (scan): 22 notes to 2 records, 1 mail.");
    const told = (...entries: readonly ActivityEntry[]) =>
      `${runLabel(onlyRun(...entries), t)} · ${runDescription(onlyRun(...entries), WORDS)}`;
    assert.equal(told(notes("12:00:00", "Clop", 1, "clock")), "1 note to Clop · 12:00 · scheduled scan");
    assert.equal(told(notes("12:00:00", "Clop", 2, "commandLine")), "2 notes to Clop · 12:00 · command line");
    assert.equal(
      told(created("12:00:01", "Heron", 1), created("12:00:00", "Clop", 1)),
      "2 new records · 12:00 · by hand",
    );
    const [elsewhere] = runsOf([mail("12:00:00")], "work");
    assert.ok(elsewhere !== undefined);
    assert.equal(runDescription(elsewhere, WORDS), "12:00 · scan · work");
    assert.equal(runSentence(elsewhere, WORDS), "work: Sent 12:00:00 (scan): 1 mail.");
  });

  it("tell of records, mails and notes, without hidden characters", () => {
    const clop = firstBelow(notes("12:00:00", "Clop", 2));
    assert.deepEqual([sentLabel(clop), sentDescription(clop, t)], ["Clop", "2 notes"]);
    assert.equal(sentSentence(clop, t), "2 notes added to the record Clop.");
    const made = firstBelow(created("12:00:00", "Heron", 1));
    assert.equal(sentDescription(made, t), "new record · 1 note");
    assert.equal(sentSentence(made, t), "The record Heron was created with 1 note.");
    const sent = firstBelow(mail("12:00:00"));
    assert.deepEqual(
      [sentLabel(sent), sentDescription(sent, t)],
      ["New articles", "mail to analysts@example.com, lead@example.com"],
    );
    assert.equal(sentSentence(sent, t), "Mail “New articles” to analysts@example.com, lead@example.com.");
    assert.deepEqual(rowsBelow(sent, NONE), []);
    const [row] = rowsBelow(clop, NONE);
    assert.ok(row?.kind === "note");
    assert.deepEqual([noteLabel(row), noteDescription(row, t)], ["Clop names Clop0", "news.example"]);
    const asked = { ...row, note: note("x", { title: " ", asked: true }) };
    assert.deepEqual(
      [noteLabel(asked), noteDescription(asked, t)],
      ["https://news.example/x", "news.example · asked for"],
    );
  });

  it("show what was added, and nothing else, as a text before and after", () => {
    const entry = notes("12:00:00", "Clop", 2);
    const { before, after } = addedTexts([entry], WORDS);
    const head = "Clop (record id-Clop)\nhttps://xsoar.example.com\n12:00:00, scan\nTracked names: Clop";
    assert.equal(before, `${head}\n`);
    assert.equal(
      after,
      `${head}\n\nClop names Clop0: https://news.example/Clop0\n\nClop names Clop1: https://news.example/Clop1\n`,
    );
    const sent = addedTexts([mail("12:00:00")], WORDS);
    assert.equal(sent.before, sent.after);
    assert.deepEqual(sentLines(mail("12:00:00"), WORDS), [
      "Mail: New articles",
      "From ti@example.com to analysts@example.com, lead@example.com",
      "Mail server: smtp.example.com:465",
      "12:00:00, scan",
    ]);
  });
});
