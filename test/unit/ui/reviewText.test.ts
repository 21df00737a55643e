import assert from "node:assert/strict";
import type { PlannedNote, PlannedWrite } from "../../../src/core/xsoar/reports";
import { plainText as t } from "../../../src/core/text/translate";
import { reviewTexts, sameWrites } from "../../../src/ui/reviewText";
import { drySentence, writesSentence } from "../../../src/ui/sentences";

const NOTE = "Heron again: https://news.example/heron";

function note(text: string): PlannedNote {
  const [key, found] = [`https://news.example/${text}`, "2026-03-10T12:00:00Z"];
  return { key, text, title: text, url: key, source: key, published: null, found, names: ["Heron"], why: [] };
}

function edit(
  more: Partial<PlannedWrite> = {},
  held: readonly unknown[] = [{ notes: "seen in spring" }],
): PlannedWrite {
  const communitynotes = [...held, { notes: NOTE }];
  return {
    names: ["Heron", "Grey Heron"],
    kind: "edit",
    id: "12",
    value: "Heron",
    notes: [note(NOTE)],
    lastSeen: { before: null, after: "2026-03-10T12:00:00Z" },
    request: { method: "POST", path: "/indicator/edit", body: JSON.stringify({ CustomFields: { communitynotes } }) },
    diff: [],
    ...more,
  };
}

const indicator = { value: "He\u202eron", CustomFields: { communitynotes: [{ notes: NOTE }] } };
const creation = edit({
  kind: "create",
  id: null,
  request: { method: "POST", path: "/indicator/create", body: JSON.stringify({ indicator, manually: true }) },
});

describe("the texts of a review", () => {
  it("show a record before and after: what it holds, what is added, last seen", () => {
    const head = "Record: Heron\nID: 12\nFound for: Heron, Grey Heron\n";
    assert.deepEqual(reviewTexts(edit(), t), {
      before: `${head}Last seen: never\n\nCommunity notes:\n- seen in spring\n`,
      after: `${head}Last seen: 2026-03-10T12:00:00Z\n\nCommunity notes:\n- seen in spring\n- Heron again:\n  https://news.example/heron\n`,
    });
  });

  it("show of many notes the last ones, and notes of any form", () => {
    const held = [7, "plain", ...Array.from({ length: 30 }, (_, index) => ({ notes: `note ${index}` }))];
    const { before } = reviewTexts(edit({}, held), t);
    assert.match(before, /\(12 earlier notes stay as they are\)\n- note 10\n/);
    assert.match(reviewTexts(edit({}, []), t).before, /\(none so far\)/);
  });

  it("show a new record as it will be, hidden characters escaped", () => {
    const { before, after } = reviewTexts(creation, t);
    assert.equal(before, "");
    assert.ok(after.includes('"value": "He\\u202eron"'), after);
    assert.deepEqual(JSON.parse(after), indicator);
  });

  it("keep foreign text in its line", () => {
    const { after } = reviewTexts(edit({ value: "Heron\nID: 13\u202e", notes: [note("a\nLast seen: now")] }), t);
    assert.match(after, /^Record: Heron ID: 13\nID: 12\n/);
    assert.match(after, /\n- a Last seen: now\n$/);
  });

  it("tell whether something else would be written, whatever the time", () => {
    const later = edit({ lastSeen: { before: null, after: "2026-03-11T12:00:00Z" } });
    assert.ok(sameWrites([edit(), creation], [creation, later]));
    assert.ok(!sameWrites([edit()], [edit({ notes: [note(NOTE), note("another")] })]));
    assert.ok(!sameWrites([edit()], [edit(), creation]));
  });

  it("come to a sentence", () => {
    assert.equal(writesSentence([edit()], t), "1 note for Heron.");
    assert.equal(writesSentence([edit(), edit(), creation], t), "2 notes for 2 records. 1 new record: Heron.");
    assert.equal(writesSentence([creation, creation], t), "2 new records.");
    assert.match(drySentence([edit()], t), /nothing was sent.* 1 note for Heron\.$/);
    assert.match(drySentence([], t), /nothing to send/);
  });
});
