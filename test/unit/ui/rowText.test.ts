import assert from "node:assert/strict";
import type {
  Article,
  Match,
  NoteState,
  ProfileArticle,
  ProfileMatches,
  RowPending,
} from "../../../src/core/model/model";
import { plainText as t } from "../../../src/core/text/translate";
import { needsPendingRow, needsRecordRow, troubleOf } from "../../../src/ui/rowStates";
import {
  age,
  articleDescription,
  articleSentence,
  headline,
  pendingRowLabel,
  profileDescription,
  profileSentence,
  reasons,
  recordRowDescription,
  recordRowLabel,
  sourceHost,
} from "../../../src/ui/rowText";

const NOW = new Date("2026-03-10T12:00:00Z");

const article = (key: string, more: Partial<Article> = {}): Article => ({
  key,
  title: `Clop names victim ${key}`,
  url: `https://news.example/${key}`,
  source: "https://www.news.example/feed.xml",
  published: "2026-03-10T09:30:00Z",
  found: "2026-03-10T11:59:30Z",
  ...more,
});

const entry = (key: string, more: Partial<ProfileArticle> = {}): ProfileArticle => ({
  article: article(key),
  matches: [{ profile: "Clop", name: "Clop", field: "title", start: 0, end: 4, text: "Clop" }],
  read: false,
  note: "off",
  ...more,
});

const row = (articles: readonly ProfileArticle[], more: Partial<ProfileMatches> = {}): ProfileMatches => ({
  name: "Clop",
  owner: true,
  record: { kind: "unknown" },
  articles,
  ...more,
});

describe("what a row says", () => {
  it("counts what is unread and tells the state of the record", () => {
    assert.equal(profileDescription(row([entry("a"), entry("b", { read: true })]), t), "1 unread");
    assert.equal(
      profileDescription(row([entry("a", { read: true })], { record: { kind: "missing", dismissed: false } }), t),
      "1 read · no record",
    );
    const several = row([entry("a")], { record: { kind: "ambiguous", values: ["Clop", "CL0P"] } });
    assert.equal(profileDescription(several, t), "1 unread · 2 records");
    assert.equal(recordRowLabel(several, t), "Several records match: Clop, CL0P");
    assert.equal(profileDescription(row([entry("a")], { owner: false }), t), "1 unread · alias");
  });

  it("tells what waits and why, once", () => {
    const failed = { kind: "failed", code: "refused", message: "soar refused the connection." } as const;
    const pending: RowPending = { notes: 2, create: false, why: failed, since: "2026-03-10T09:30:00Z" };
    const waits = row([entry("a")], { record: failed, pending });
    assert.equal(pendingRowLabel(waits, false, t), "2 notes wait: soar refused the connection.");
    assert.equal(pendingRowLabel(waits, true, t), "2 notes wait");
    assert.equal(profileDescription(waits, t), "1 unread · record not checked · 2 waiting");
    assert.deepEqual([needsRecordRow(waits), needsPendingRow(waits)], [false, true]);
    const gone = row([], { pending: { ...pending, notes: 1, create: true } });
    assert.equal(profileDescription(gone, t), "1 waiting");
    assert.match(profileSentence(gone, t), /A new record with 1 note waits: soar refused/);
    const unwanted = row([entry("a")], {
      record: { kind: "missing", dismissed: false },
      pending: { ...pending, why: { kind: "missing" } },
    });
    assert.deepEqual([needsRecordRow(unwanted), needsPendingRow(unwanted)], [true, false]);
    assert.equal(recordRowDescription(unwanted, t), "2 notes wait");
    assert.equal(troubleOf(unwanted), null);
    const open = (message: string) =>
      troubleOf(row([], { pending: { ...pending, why: { kind: "failed", code: "circuitOpen", message } } }))?.key;
    assert.equal(open("left alone for 30 seconds"), open("left alone for 29 seconds"));
  });

  it("tells what waits for a review, and what waits for something else beside it", () => {
    const review = entry("a", { note: "review" });
    const pending: RowPending = { notes: 1, create: false, why: { kind: "notTried" }, since: "2026-03-10T09:30:00Z" };
    const record = { kind: "found", id: "1", value: "Clop" } as const;
    const one = row([review], { record, pending });
    assert.equal(pendingRowLabel(one, false, t), "1 note waits for review");
    assert.equal(profileDescription(one, t), "1 unread · 1 to review");
    assert.match(profileSentence(one, t), / 1 note waits for review\.$/);
    const two = row([review, entry("b", { note: "review" })], { record, pending: { ...pending, notes: 2 } });
    assert.equal(pendingRowLabel(two, true, t), "2 notes wait for review");
    const why = { kind: "failed", code: "refused", message: "soar refused the connection." } as const;
    const more = row([review, entry("b", { note: "pending" })], { record, pending: { ...pending, notes: 2, why } });
    assert.equal(pendingRowLabel(more, false, t), "2 notes wait, 1 of them for review: soar refused the connection.");
    assert.equal(pendingRowLabel(more, true, t), "2 notes wait, 1 of them for review");
    assert.equal(pendingRowLabel(row([review]), false, t), "");
  });

  it("tells twins from several records", () => {
    const twins = row([entry("a")], { record: { kind: "ambiguous", values: ["Grey Heron", "GREYHERON"] } });
    assert.equal(recordRowLabel(twins, t), "Twin records, to be merged in Cortex XSOAR: Grey Heron, GREYHERON");
  });

  it("tells why a chosen record is to be chosen again, whatever is left to choose from", () => {
    const labels = (["gone", "renamed", "type"] as const).map((lost) => {
      const values = ["CL0P\u202e"];
      const again = row([entry("a")], { record: { kind: "ambiguous", values, lost } });
      assert.equal(profileDescription(again, t), "1 unread · record to be chosen again");
      assert.ok(profileSentence(again, t).endsWith(recordRowLabel(again, t)));
      return recordRowLabel(again, t);
    });
    assert.deepEqual(labels, [
      "The chosen record is no longer there. Choose again: CL0P",
      "The chosen record has another value now. Choose again: CL0P",
      "The chosen record has another type now. Choose again: CL0P",
    ]);
  });

  it("tells screen readers where the note of an article stands, as its sign does", () => {
    const told = (note: NoteState) => articleSentence(entry("a", { note }), NOW, t);
    const whole = (word: string) => `Unread: Clop names victim a${word}, news.example · 2 h`;
    assert.deepEqual(
      (["noted", "pending", "review", "theirs", "off", "held"] as const).map(told),
      [", noted", ", waiting", ", held for review", ", in your notes", "", ""].map(whole),
    );
  });

  it("tells source and age of an article, by its date or else by when it was found", () => {
    assert.equal(articleDescription(entry("a"), NOW, t), "news.example · 2 h");
    const undated = entry("a", { article: article("a", { published: null }) });
    assert.equal(articleDescription(undated, NOW, t), "news.example · now");
    assert.equal(articleSentence(entry("a"), NOW, t), "Unread: Clop names victim a, news.example · 2 h");
  });

  it("says of an article that every name it was found by may stand for another actor", () => {
    const found = (ambiguous: readonly string[]): Match => ({
      profile: "Clop",
      name: "TA505",
      field: "title",
      start: 0,
      end: 4,
      text: "Clop",
      ...(ambiguous.length === 0 ? {} : { ambiguous }),
    });
    const told = (matches: readonly Match[]) => articleDescription(entry("a", { matches }), NOW, t);
    assert.equal(told([found(["Evil Heron"]), found(["Evil Heron"])]), "ambiguous · news.example · 2 h");
    assert.equal(told([found(["Evil Heron"]), found([])]), "news.example · 2 h");
    assert.equal(told([]), "news.example · 2 h");
  });

  it("shows the address when there is no headline, and no hidden characters", () => {
    assert.equal(headline(entry("a", { article: article("a", { title: " " }) })), "https://news.example/a");
    assert.equal(headline(entry("a", { article: article("a", { title: "a\u202eb\nc" }) })), "ab c");
  });

  it("says why an article is there, each reason once", () => {
    const matches: Match[] = [
      { profile: "Clop", name: "Clop", field: "title", start: 0, end: 4, text: "Clop" },
      { profile: "Clop", name: "Clop", field: "title", start: 9, end: 13, text: "Clop" },
      { profile: "Clop", name: "TA505", field: "url", start: 20, end: 25, text: "ta505" },
    ];
    assert.deepEqual(reasons(matches, t), [
      "“Clop” in the headline. It is the tracked name Clop.",
      "“ta505” in the address. TA505 is another name of Clop.",
    ]);
  });

  it("words ages", () => {
    const words = [
      "2026-03-10T12:00:10Z",
      "2026-03-10T11:55:00Z",
      "2026-03-09T13:00:00Z",
      "2026-03-01T12:00:00Z",
      "2025-03-01T12:00:00Z",
      "?",
    ];
    assert.deepEqual(
      words.map((iso) => age(iso, NOW, t)),
      ["now", "5 min", "23 h", "9 d", "2025-03-01", ""],
    );
    assert.equal(sourceHost("https://www.example.org/feed"), "example.org");
    assert.equal(sourceHost("no address"), "no address");
  });
});
