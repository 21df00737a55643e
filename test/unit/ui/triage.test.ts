import assert from "node:assert/strict";
import { MAX_LATER_DAYS } from "../../../src/core/limits";
import type { ProfileArticle, ProfileMatches } from "../../../src/core/model/model";
import type { Mark } from "../../../src/core/model/triage";
import { plainText as t } from "../../../src/core/text/translate";
import { bundleStories } from "../../../src/ui/bundleStories";
import { inDays, nextWeek, typedDay } from "../../../src/ui/later";
import { type Node, folderNode, nodeId } from "../../../src/ui/nodes";
import { articleSigns, shownSigns } from "../../../src/ui/rowSigns";
import { unreadCount } from "../../../src/ui/rowStates";
import { articleDescription, articleSentence } from "../../../src/ui/rowText";
import { isListed } from "../../../src/ui/storyChoices";
import { storyDescription, storySentence } from "../../../src/ui/storyText";
import { isBack, remarkText, triageLines } from "../../../src/ui/triageText";
import { nextUnread, rowsInOrder } from "../../../src/ui/unread";
import { type Shape, arrange, counts, dayOf, readShape, updateFolder } from "../../../src/ui/worklist";

const NOW = new Date("2026-03-10T12:00:00Z");
const UNTIL = "2026-03-11T00:00:00.000Z";
const IMPORTANT: Mark = { kind: "important" };
const LATER: Mark = { kind: "later", until: UNTIL };
const DISMISSED: Mark = { kind: "dismissed", reason: "" };
const date = (iso: string): string => iso.slice(0, 10);

const item = (key: string, mark: Mark | null = null, more: Partial<ProfileArticle> = {}): ProfileArticle => ({
  article: {
    key,
    title: `Clop ${key}`,
    url: `https://${key}.example/1`,
    source: "https://desk.example/feed",
    published: "2026-03-10T10:00:00Z",
    found: "2026-03-10T10:30:00Z",
  },
  matches: [],
  read: false,
  note: "off",
  ...(mark === null ? {} : { triage: { mark, remark: "" } }),
  ...more,
});
const row = (name: string, ...articles: readonly ProfileArticle[]): ProfileMatches => ({
  name,
  owner: true,
  record: { kind: "unknown" },
  articles,
});

function list(rows: readonly ProfileMatches[], change: Partial<Shape> = {}) {
  const folder = folderNode("file:///desk");
  const look = (now: readonly ProfileMatches[], shape: Partial<Shape> = change): readonly string[] => {
    const changed = new Set<Node>();
    const known = { id: folder.id, name: "desk", note: "", lastScan: null, newSince: null, later: null };
    updateFolder(folder, { ...known, rows: now }, changed);
    arrange(folder, { ...readShape(null), ...shape }, dayOf(NOW), changed, bundleStories);
    return folder.branches.flatMap(({ rows: shown }) =>
      shown.map((node) => (node.kind === "story" ? node.story : node.item.article.key)),
    );
  };
  return { folder, look, shown: look(rows) };
}

describe("rows of stories that somebody has decided about", () => {
  const rows = [row("Clop", item("a", IMPORTANT), item("b", LATER), item("c", DISMISSED), item("d"))];

  it("leave the list when they are dismissed or put off, unless these are to be shown", () => {
    const { shown, look } = list(rows);
    assert.deepEqual(shown, ["a", "d"]);
    assert.deepEqual(look(rows, { showAside: true }), ["a", "b", "c", "d"]);
    for (const group of ["story", "source", "day"] as const) assert.deepEqual(look(rows, { group }), ["a", "d"], group);
    assert.deepEqual(look(rows, { mode: "unread", hideRead: true }), ["a", "d"]);
    assert.deepEqual(look([row("Clop", item("a", IMPORTANT), item("b"), item("c"), item("d"))]), ["a", "b", "c", "d"]);
  });

  it("leave with all of a story, and its name leaves with its last one where nothing waits under it", () => {
    const told = { story: "a", triage: { mark: DISMISSED, remark: "" } };
    const story = [item("a", null, told), item("b", null, told)];
    const { folder, look } = list([row("Clop", ...story), row("Conti", item("c"))]);
    assert.deepEqual(folder.branches.map(nodeId), [folder.profiles[1]!].map(nodeId));
    const pending = { notes: 1, create: true, why: { kind: "notTried" }, since: "" } as const;
    look([{ ...row("Clop", ...story), pending }, row("Conti", item("c"))]);
    assert.equal(folder.branches.length, 2);
    assert.deepEqual(look([row("Clop", ...story)], { showAside: true }), ["a"]);
  });

  it("count nowhere as unread, and are not the next to be read", () => {
    assert.equal(unreadCount(rows[0]!), 2);
    const { folder, look } = list(rows);
    look(rows, { showAside: true });
    const [branch] = folder.branches;
    assert.deepEqual(counts(branch!.list), { unread: 2, fresh: 0 });
    const all = rowsInOrder([branch!], (node) => (node === branch ? branch.rows : []));
    const first = all.find((node) => node.kind === "article") ?? assert.fail();
    const next = nextUnread(all, { id: nodeId(first), order: [] }, 1);
    assert.equal(next?.kind === "article" ? next.item.article.key : null, "d");
  });

  it("are told from those that have left", () => {
    const told = { story: "s" };
    const story = [item("a", null, told), item("b", null, told)];
    const { folder, look } = list([row("Clop", ...story, item("c"))]);
    const [branch] = folder.branches;
    const shown = [...branch!.rows, ...folder.profiles[0]!.articles.values()];
    assert.deepEqual(shown.map(isListed), [true, true, true, true, true]);
    const gone = { triage: { mark: DISMISSED, remark: "" } };
    look([row("Clop", ...story.map((one) => ({ ...one, ...gone })), item("c"))]);
    assert.deepEqual(shown.map(isListed), [false, true, false, false, true]);
    look([row("Clop", ...[...story, item("c")].map((one) => ({ ...one, ...gone })))]);
    assert.deepEqual(shown.map(isListed), [false, false, false, false, false]);
  });

  it("are drawn again when a decision is another one", () => {
    const { folder } = list(rows, { showAside: true });
    const changed = new Set<Node>();
    const known = { id: folder.id, name: "desk", note: "", lastScan: null, newSince: null, later: null };
    const other = item("a", null, { triage: { mark: IMPORTANT, remark: "look" } });
    updateFolder(folder, { ...known, rows: [row("Clop", other, ...rows[0]!.articles.slice(1))] }, changed);
    assert.deepEqual([...changed].map(nodeId), [nodeId(folder.profiles[0]!.articles.get("a")!)]);
  });

  it("tell the decision by a sign, in words and beside the headline", () => {
    const signs = [IMPORTANT, LATER, DISMISSED].map((mark) => shownSigns(articleSigns(item("a", mark)), t));
    assert.deepEqual(
      signs.map((one) => [one?.letters, one?.color, one?.words]),
      [
        ["!", "importantForeground", "important, unread"],
        ["↺", "asideForeground", "put off, unread"],
        ["×", "asideForeground", "dismissed, unread"],
      ],
    );
    const noted = item("a", IMPORTANT, { note: "noted", read: true });
    assert.equal(shownSigns(articleSigns(noted), t)?.letters, "!✓");
    const remarked = item("a", null, { triage: { mark: DISMISSED, remark: `ask\u202e ${"x".repeat(60)}` } });
    const text = articleDescription(remarked, NOW, t);
    assert.match(text, /^“\P{C}*ask x+…\P{C}*” · /u);
    assert.ok(text.length < 90, text);
    assert.match(articleSentence(remarked, NOW, t), /^Unread: Clop a, dismissed, “/);
    assert.equal(articleDescription(item("a"), NOW, t).includes("“"), false);

    const told = { story: "a", triage: { mark: IMPORTANT, remark: "ask the team" } };
    const { folder } = list([row("Clop", item("a", null, told), item("b", null, told))]);
    const story = folder.branches[0]?.rows.find((node) => node.kind === "story") ?? assert.fail();
    assert.match(storyDescription(story, NOW, t), /^“.*ask the team.*” · 2 outlets · /);
    assert.match(storySentence(story, NOW, t), /^Unread: Clop a, important, /);
  });

  it("tell it in whole sentences", () => {
    const lines = (mark: Mark | null, remark = "") =>
      triageLines({ triage: { mark, remark } }, date, t).map((line) => line.replace(/[\u2066-\u2069]/g, ""));
    assert.deepEqual(lines(IMPORTANT, "ask"), ["Marked as important.", "Remark: ask"]);
    assert.deepEqual(lines(LATER), ["Put off: it comes back on 2026-03-11, and its notes wait until then."]);
    assert.deepEqual(lines(DISMISSED), ["Dismissed: nothing of it is noted."]);
    assert.deepEqual(lines({ kind: "dismissed", reason: "old" }), ["Dismissed, so that nothing of it is noted: old"]);
    assert.deepEqual(triageLines({}, date, t), []);
    assert.equal(remarkText({}), "");
  });

  it("are back when their time has come", () => {
    assert.equal(isBack(item("a", LATER), NOW), false);
    assert.equal(isBack(item("a", LATER), new Date(UNTIL)), true);
    assert.equal(isBack(item("a", DISMISSED), new Date(UNTIL)), false);
    assert.equal(isBack(item("a"), new Date(UNTIL)), false);
  });
});

describe("days until which a story is put off", () => {
  const noon = (day: number): Date => new Date(2026, 2, day, 12);

  it("begin at midnight here", () => {
    assert.deepEqual(inDays(noon(10), 1), new Date(2026, 2, 11));
    assert.deepEqual(inDays(noon(31), 1), new Date(2026, 3, 1));
  });

  it("are the next Monday for a week, on a Monday too", () => {
    // 9 March 2026 is a Monday.
    for (const day of [9, 10, 13, 15]) assert.deepEqual(nextWeek(noon(day)), new Date(2026, 2, 16), String(day));
  });

  it("are read as they are typed, when they are to come and near", () => {
    const now = noon(10);
    assert.deepEqual(typedDay(" 2026-03-11 ", now), new Date(2026, 2, 11));
    assert.deepEqual(typedDay("2026-4-7", now), new Date(2026, 3, 7));
    assert.deepEqual(typedDay(dayOf(inDays(now, MAX_LATER_DAYS)), now), inDays(now, MAX_LATER_DAYS));
    for (const text of ["", "tomorrow", "2026-03-10", "2026-03-09", "2026-02-30", "2026-13-01", "2027-03-11"])
      assert.equal(typedDay(text, now), null, text);
    assert.equal(typedDay(dayOf(inDays(now, MAX_LATER_DAYS + 1)), now), null);
  });
});
