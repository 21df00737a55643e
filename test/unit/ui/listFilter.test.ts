import assert from "node:assert/strict";
import type { Article, NoteState } from "../../../src/core/model/model";
import { plainText as t } from "../../../src/core/text/translate";
import {
  type ListFilter,
  asksFor,
  filterText,
  isFiltered,
  passes,
  readFilter,
  readSaved,
  toggled,
  withSaved,
} from "../../../src/ui/listFilter";

const ARTICLE: Article = {
  key: "a",
  title: "Größter Angriff auf Krankenhäuser",
  url: "https://www.press.example/a",
  source: "https://www.desk.example/feed.xml",
  published: null,
  found: "2026-03-10T08:00:00.000Z",
  summary: "Clop fordert Lösegeld",
};

function isShown(
  filter: ListFilter,
  more: Partial<Article> = {},
  note: NoteState = "off",
  day = "2026-03-10",
): boolean {
  return passes(filter, "2026-03-09")({ article: { ...ARTICLE, ...more }, day, name: "Clop", note });
}

describe("a filter of the list", () => {
  it("asks for all words of a text, in headline and summary, whatever their case", () => {
    assert.equal(isShown({ text: "LÖSEGELD größter" }), true);
    assert.equal(isShown({ text: "kranken" }), true);
    assert.equal(isShown({ text: "Lösegeld Bank" }), false);
    assert.equal(isShown({ text: "groesster" }), false);
    assert.equal(isShown({ text: " - $(" }), true, "no word is asked for");
    assert.equal(isShown({ text: "(.*)+$" }), true);
  });

  it("asks for a name, and for the site of a source", () => {
    assert.equal(isShown({ name: "Clop" }), true);
    assert.equal(isShown({ name: "clop" }), false);
    assert.equal(isShown({ source: "desk.example" }), true);
    assert.equal(isShown({ source: "press.example" }), false);
  });

  it("asks for a CVE id, among the indicators or in the text", () => {
    assert.equal(isShown({ cve: true }), false);
    assert.equal(isShown({ cve: true }, { title: "Fix for cve-2026-12345" }), true);
    assert.equal(isShown({ cve: true }, { summary: "About CVE-2026-1234." }), true);
    assert.equal(isShown({ cve: true }, { title: "CVE-2026-12" }), false);
    assert.equal(isShown({ cve: true }, { indicators: [{ kind: "cve", value: "CVE-2026-1" }] }), true);
    assert.equal(isShown({ cve: true }, { indicators: [{ kind: "domain", value: "evil.example" }] }), false);
  });

  it("asks for a note, of ours or of others, or for none", () => {
    for (const [note, has] of [
      ["noted", true],
      ["theirs", true],
      ["off", false],
      ["held", false],
      ["pending", false],
      ["review", false],
    ] as const) {
      assert.equal(isShown({ note: "noted" }, {}, note), has, note);
      assert.equal(isShown({ note: "none" }, {}, note), !has, note);
    }
  });

  it("asks for days, and for all it asks for at once", () => {
    assert.equal(isShown({ days: 2 }, {}, "off", "2026-03-09"), true);
    assert.equal(isShown({ days: 2 }, {}, "off", "2026-03-08"), false);
    assert.equal(isShown({ name: "Clop", days: 2 }), true);
    assert.equal(isShown({ name: "Conti", days: 2 }), false);
  });

  it("is read as it was remembered, and what is none is left out", () => {
    const filter: ListFilter = { text: "a", name: "b", source: "c", days: 7, cve: true, note: "none" };
    assert.deepEqual(readFilter(JSON.parse(JSON.stringify(filter))), filter);
    const strange = { text: " ", name: 3, source: null, days: 0.5, cve: "yes", note: "all", other: 1 };
    for (const none of [null, [], "x", strange, { days: -1 }, { days: Number.NaN }, { days: 1e9 }])
      assert.equal(isFiltered(readFilter(none)), false, JSON.stringify(none));
  });

  it("takes one more wish, and gives it up when it is chosen again", () => {
    const both = toggled({ name: "Clop" }, { cve: true });
    assert.deepEqual(both, { name: "Clop", cve: true });
    assert.equal(asksFor(both, { cve: true }), true);
    assert.deepEqual(toggled(both, { cve: true }), { name: "Clop" });
    assert.deepEqual(toggled(both, { name: "Conti" }), { name: "Conti", cve: true });
    assert.deepEqual(toggled(toggled({}, { days: 7 }), { days: 30 }), { days: 30 });
  });

  it("is saved under a name, once", () => {
    const saved = withSaved(withSaved([], "Mine", { cve: true }), "Other", { days: 1 });
    assert.deepEqual(withSaved(saved, "Mine", { days: 7 }), [
      { name: "Other", filter: { days: 1 } },
      { name: "Mine", filter: { days: 7 } },
    ]);
    assert.deepEqual(readSaved([...saved, { name: "", filter: { days: 1 } }, { name: "x", filter: {} }, 3]), saved);
    assert.deepEqual(readSaved({}), []);
  });

  it("says in words what it asks for, on one visible line", () => {
    const filter: ListFilter = {
      text: "ran\nsom\u202e",
      name: "Clop",
      source: "desk.example",
      days: 7,
      cve: true,
      note: "noted",
    };
    assert.equal(filterText(filter, t), "“ran som” · Clop · desk.example · last 7 days · with a CVE id · with a note");
    assert.equal(filterText({ days: 1, note: "none" }, t), "of today · without a note");
    assert.equal(filterText({}, t), "");
  });
});
