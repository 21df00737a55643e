import assert from "node:assert/strict";
import type { NoteState, ProfileArticle, ProfileMatches } from "../../../src/core/model/model";
import { plainText as t } from "../../../src/core/text/translate";
import { articleSigns, profileSigns, readSigns, shownSigns } from "../../../src/ui/rowSigns";

const article = (note: NoteState, read: boolean, ambiguous: readonly string[] = []): ProfileArticle => ({
  article: {
    key: "a",
    title: "Grey Heron was seen",
    url: "https://news.example/a",
    source: "https://news.example/feed",
    published: null,
    found: "2026-03-10T12:00:00Z",
  },
  matches: [
    { profile: "Grey Heron", name: "Heron", field: "title", start: 5, end: 10, text: "Heron", ambiguous },
  ] as ProfileArticle["matches"],
  read,
  note,
});
const profile = (parts: Partial<ProfileMatches>): ProfileMatches => ({
  name: "Grey Heron",
  owner: true,
  record: { kind: "unknown" },
  articles: [],
  ...parts,
});

describe("the signs of rows", () => {
  it("tell by a letter and a colour where a note stands, whether a name is ambiguous, and that an article is unread", () => {
    const shown = (item: ProfileArticle) => shownSigns(articleSigns(item), t);
    const notes = ["noted", "pending", "review", "theirs"] as const;
    assert.deepEqual(
      notes.map((note) => shown(article(note, true))?.letters),
      ["✓", "…", "?", "✎"],
    );
    assert.deepEqual(
      new Set(notes.map((note) => shown(article(note, true))?.color)),
      new Set(["notedForeground", "waitingForeground", "reviewForeground"]),
    );
    assert.deepEqual(shown(article("review", false, ["Blue Heron"])), {
      letters: "?≈",
      color: "reviewForeground",
      words: "held for review, ambiguous, unread",
    });
    assert.deepEqual(shown(article("off", false)), {
      letters: "",
      color: "unreadForeground",
      words: "unread",
    });
    assert.equal(shown(article("held", true)), null);
  });

  it("tell of a name what is to be done about it", () => {
    assert.deepEqual(profileSigns(profile({})), []);
    assert.deepEqual(profileSigns(profile({ articles: [article("off", false)] })), ["unread"]);
    const pending = { notes: 1, create: false, why: { kind: "notTried" }, since: "" } as const;
    assert.deepEqual(profileSigns(profile({ pending })), []);
    assert.deepEqual(profileSigns(profile({ pending, articles: [article("review", true)] })), ["review"]);
    assert.deepEqual(
      profileSigns(
        profile({
          pending: { ...pending, why: { kind: "dryRun" } },
          record: { kind: "ambiguous", values: ["A", "B"] },
        }),
      ),
      ["ambiguous", "pending"],
    );
  });

  it("are read from an address as they were written, and nothing else is one", () => {
    assert.deepEqual(readSigns(articleSigns(article("noted", false)).join("+")), ["unread", "noted"]);
    assert.deepEqual(readSigns("constructor+toString"), []);
    assert.equal(shownSigns([], t), null);
  });
});
