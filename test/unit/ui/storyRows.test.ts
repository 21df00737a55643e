import assert from "node:assert/strict";
import { bundleStories } from "../../../src/ui/bundleStories";
import type { Article, ProfileArticle, ProfileMatches } from "../../../src/core/model/model";
import { plainText as t } from "../../../src/core/text/translate";
import {
  type ArticleNode,
  type Node,
  type StoryNode,
  PAGE,
  articlesOf,
  folderNode,
  nodeId,
  parentOf,
} from "../../../src/ui/nodes";
import { readReadingKey, readable, readingKey, readingKeyText } from "../../../src/ui/reading";
import { storyChoices, storyRows } from "../../../src/ui/storyChoices";
import { allOf, articleOf, articleRows, carriedRow, leadRow } from "../../../src/ui/storyRows";
import {
  carriedDescription,
  carriedReason,
  storyDescription,
  storyLines,
  storySentence,
} from "../../../src/ui/storyText";
import { nextUnread, rowsInOrder } from "../../../src/ui/unread";
import {
  type Shape,
  arrange,
  beginAnew,
  counts,
  markArticles,
  readShape,
  updateFolder,
} from "../../../src/ui/worklist";

const TODAY = "2026-03-10";
const NOW = new Date(2026, 2, 10, 14);

/** Here, so that the day is the same wherever the tests run. */
const at = (day: number, hour = 12) => new Date(2026, 2, day, hour).toISOString();

const article = (key: string, outlet: string, published: string, more: Partial<Article> = {}): Article => ({
  key,
  title: `Headline ${key}`,
  url: `https://${outlet}.example/${key}`,
  source: `https://${outlet}.example/feed.xml`,
  published,
  found: at(10, 13),
  ...more,
});

const told = (story: string | undefined, from: Article, more: Partial<ProfileArticle> = {}): ProfileArticle => ({
  article: from,
  matches: [],
  read: false,
  note: "off",
  ...(story === undefined ? {} : { story }),
  ...more,
});

const row = (name: string, articles: readonly ProfileArticle[], carried: readonly Article[] = []): ProfileMatches => ({
  name,
  owner: true,
  record: { kind: "unknown" },
  articles,
  ...(carried.length === 0 ? {} : { carried: carried.map((one) => ({ article: one, story: "s" })) }),
});

const FIRST = told("s", article("s", "lab", at(8)));
const SECOND = told("s", article("b", "press", at(10)));
const ALONE = told(undefined, article("a", "press", at(9)));
const CARRIED = article("c", "third", at(9, 18));
const CLOP = row("Clop", [SECOND, ALONE, FIRST], [CARRIED]);

function worklist(rows: readonly ProfileMatches[], change: Partial<Shape> = {}) {
  const folder = folderNode("file:///desk");
  let shape = { ...readShape(null), ...change };
  const look = (now: readonly ProfileMatches[]): ReadonlySet<Node> => {
    const changed = new Set<Node>();
    const known = { id: folder.id, name: "desk", note: "", lastScan: at(9), newSince: null, later: null };
    updateFolder(folder, { ...known, rows: now }, changed);
    arrange(folder, shape, TODAY, changed, bundleStories);
    return changed;
  };
  look(rows);
  return {
    folder,
    look,
    as: (other: Partial<Shape>) => {
      shape = { ...readShape(null), ...other };
      beginAnew(folder);
      arrange(folder, shape, TODAY, new Set(), bundleStories);
    },
    /** Each row with those below it. */
    shown: () =>
      folder.branches.flatMap((branch) =>
        branch.rows.map((node) =>
          node.kind === "story" ? `${node.lead.item.article.key}: ${node.rows.map(keyOf).join(" ")}` : keyOf(node),
        ),
      ),
    story: (): StoryNode =>
      folder.branches.flatMap(({ rows: all }) => all).find((node) => node.kind === "story") ?? assert.fail(),
    order: () => rowsInOrder(folder.branches, (node) => ("rows" in node ? node.rows : [])),
  };
}

const keyOf = (node: ArticleNode | StoryNode["rows"][number]): string =>
  node.kind === "article" ? node.item.article.key : `+${node.article.key}`;

describe("the rows of stories", () => {
  it("stand where their newest article stood, with the first seen at their head and what is carried in among them", () => {
    const it_ = worklist([CLOP]);
    assert.deepEqual(it_.shown(), ["s: s +c b", "a"]);
    const [clop] = it_.folder.profiles;
    assert.deepEqual(counts(clop!.list), { unread: 3, fresh: 0 }, "what is carried in is not counted");
    assert.deepEqual(articlesOf(it_.story()).map(keyOf), ["b", "s"]);
    assert.deepEqual(
      allOf(it_.story()).map(({ key }) => key),
      ["s", "c", "b"],
    );
  });

  it("are there for several articles only: one alone looks as it always did", () => {
    assert.deepEqual(
      worklist([row("Clop", [FIRST, ALONE])]).shown(),
      ["s", "a"].toSorted(() => 0),
    );
    assert.deepEqual(worklist([row("Clop", [FIRST])]).shown(), ["s"]);
    assert.deepEqual(worklist([row("Clop", [FIRST], [CARRIED])]).shown(), ["s: s +c"]);
    const other = { ...CARRIED, key: "d" };
    assert.deepEqual(worklist([row("Clop", [{ ...FIRST, story: "other" }], [other])]).shown(), ["s"]);
  });

  it("take part in what is shown: unread, of today, by day and by source", () => {
    const read = row("Clop", [{ ...SECOND, read: true }, ALONE, FIRST], [CARRIED]);
    const it_ = worklist([read], { mode: "unread" });
    it_.as({ mode: "unread" });
    assert.deepEqual(it_.shown(), ["a", "s: s +c"]);
    it_.as({ mode: "today" });
    assert.deepEqual(it_.shown(), ["b: b +c"]);
    it_.as({ group: "day" });
    assert.deepEqual(
      it_.shown(),
      ["b", "a", "s"],
      "what is carried in is of the day before, where no match of its story is",
    );
    it_.as({ group: "source" });
    assert.deepEqual(it_.shown(), ["s", "b", "a"]);
  });

  it("stand at the top where all is put together by stories, whatever the name", () => {
    const conti = row("Conti", [{ ...SECOND, matches: [] }], [CARRIED]);
    const it_ = worklist([CLOP, conti], { group: "story" });
    assert.deepEqual(it_.shown(), ["s: s +c b b", "a"]);
    const [group] = it_.folder.branches;
    assert.equal(parentOf(it_.story(), false), undefined);
    assert.equal(parentOf(it_.story(), true), it_.folder);
    assert.equal(parentOf(group!.more, false), undefined);
    assert.equal(storyDescription(it_.story(), NOW, t), "Clop · Conti · 3 outlets · 1 without the name · 2 h");
    const double = worklist([row("Clop", [ALONE]), row("Conti", [ALONE])], { group: "story" });
    assert.deepEqual(double.shown(), ["a", "a"], "without a story of several articles, as by day and by source");
  });

  it("are hidden when read and put in order by what is unread, at the top as names are", () => {
    const read = { ...ALONE, read: true };
    const it_ = worklist([row("Clop", [read, SECOND, FIRST])], { group: "story", hideRead: true });
    it_.as({ group: "story", hideRead: true });
    assert.deepEqual(it_.shown(), ["s: s b"]);
    assert.deepEqual([...it_.look([row("Clop", [read, SECOND, FIRST])])], [], "nothing has changed");
    const newer = told(undefined, article("n", "press", at(10, 13)));
    it_.look([row("Clop", [newer, SECOND, FIRST])]);
    it_.as({ group: "story", sort: "most" });
    assert.deepEqual(it_.shown(), ["s: s b", "n"]);
  });

  it("keep their object and id while they are there, and know what they stand below", () => {
    const it_ = worklist([CLOP]);
    const story = it_.story();
    const [clop] = it_.folder.profiles;
    assert.equal(parentOf(story, true), clop);
    for (const one of story.rows) assert.equal(parentOf(one, false), story);
    const third = told("s", article("d", "fourth", at(10, 13)));
    assert.deepEqual([...it_.look([row("Clop", [third, SECOND, ALONE, FIRST], [CARRIED])])], [clop]);
    assert.equal(it_.story(), story);
    assert.deepEqual(it_.shown(), ["s: s +c b d", "a"]);
    const ids = it_.order().map(nodeId);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual([...it_.look([row("Clop", [third, SECOND, ALONE, FIRST], [CARRIED])])], [], "nothing has changed");
  });

  it("are drawn again when articles come into them by hand, or leave", () => {
    const it_ = worklist([CLOP]);
    const [clop] = it_.folder.profiles;
    const apart = [SECOND, ALONE, FIRST].map(({ article: from }) => told(undefined, from));
    assert.deepEqual([...it_.look([row("Clop", apart)])], [clop]);
    assert.deepEqual(it_.shown(), ["b", "a", "s"]);
    assert.deepEqual([...it_.look([CLOP])], [clop]);
    assert.deepEqual(it_.shown(), ["s: s +c b", "a"]);
    assert.deepEqual([...it_.look([row("Clop", [SECOND, ALONE, FIRST])])], [clop], "what was carried in is gone");
    assert.deepEqual(it_.shown(), ["s: s b", "a"]);
  });

  it("are drawn again when one of their articles is read", () => {
    const it_ = worklist([CLOP]);
    const [clop] = it_.folder.profiles;
    assert.deepEqual([...markArticles(clop!, new Set(["b"]), true)], [clop]);
    it_.as({ group: "story" });
    assert.deepEqual([...markArticles(clop!, new Set(["s"]), true)], [it_.story()]);
    assert.deepEqual([...markArticles(clop!, new Set(["a"]), true)].map(nodeId), [
      nodeId(clop!.articles.get("a") ?? assert.fail()),
    ]);
  });

  it("stand for their articles, and for the one at their head", () => {
    const it_ = worklist([CLOP]);
    const story = it_.story();
    const [first] = story.rows;
    assert.equal(leadRow(story), first);
    assert.deepEqual(articleRows([story, first!, it_.folder]).map(keyOf), ["b", "s"]);
    assert.deepEqual(readable([story]), [first]);
    const carried = carriedRow(it_.folder.profiles[0]!, "c") ?? assert.fail();
    assert.deepEqual(readable([carried]), [carried]);
    const key = readingKey(carried, "file:///desk");
    assert.deepEqual([key.kind, key.name, key.article], ["carried", "Clop", "c"]);
    assert.deepEqual(readReadingKey(readingKeyText(key)), key);
    assert.equal(articleOf(carried), CARRIED);
    assert.equal(carriedRow(it_.folder.profiles[0]!, "b"), undefined);
  });

  it("are gone through by what is unread in them", () => {
    const it_ = worklist([row("Clop", [SECOND, ALONE, { ...FIRST, read: true }], [CARRIED])]);
    const order = it_.order();
    const next = nextUnread(order, { id: nodeId(it_.story()), order: order.map(nodeId) }, 1);
    assert.equal(next?.kind === "article" && keyOf(next), "b");
    const after = nextUnread(order, { id: nodeId(next!), order: order.map(nodeId) }, 1);
    assert.equal(after?.kind === "article" && keyOf(after), "a");
  });

  it("stand first, and their names as well, where most outlets tell them", () => {
    const it_ = worklist([
      row("Akira", [told(undefined, article("alone", "a", at(10)))]),
      row("Clop", [
        told(undefined, article("new", "a", at(10))),
        told("two", article("t1", "a", at(9))),
        told("two", article("t2", "b", at(9, 11))),
        told("three", article("h1", "a", at(8))),
        told("three", article("h2", "b", at(8, 11))),
        told("three", article("h3", "c", at(8, 10))),
      ]),
    ]);
    it_.as({ sort: "outlets" });
    const [clop, akira] = it_.folder.branches;
    assert.deepEqual(
      [clop, akira].map((branch) => branch?.kind === "profile" && branch.row.name),
      ["Clop", "Akira"],
    );
    const stories = () => it_.folder.branches[0]?.rows.map((one) => (one.kind === "story" ? one.story : "alone"));
    assert.deepEqual(stories(), ["three", "two", "alone"]);
    it_.as({ sort: "outlets", group: "story" });
    assert.deepEqual(stories(), ["three", "two", "alone", "alone"]);
    it_.as({});
    assert.deepEqual(
      it_.folder.branches[1]?.rows.map((one) => one.kind),
      ["article", "story", "story"],
    );
  });

  it("keep what is carried in where a filter asks for what it has as well", () => {
    const it_ = worklist([
      {
        ...row("Clop", [told("s", article("own", "a", at(10)))]),
        carried: [
          { article: article("with", "b", at(10), { title: "Headline of the flaw" }), story: "s" },
          { article: article("without", "c", at(10), { title: "Something else" }), story: "s" },
        ],
      },
    ]);
    const below = () =>
      it_.folder.branches.flatMap(({ rows }) => rows.flatMap((one) => (one.kind === "story" ? allOf(one) : [])));
    it_.as({});
    assert.deepEqual(
      below()
        .map(({ key }) => key)
        .toSorted(),
      ["own", "with", "without"],
    );
    it_.as({ filter: { name: "Clop", text: "headline" } });
    assert.deepEqual(
      below()
        .map(({ key }) => key)
        .toSorted(),
      ["own", "with"],
    );
  });

  it("are put together anew from 10,000 articles in about the time it takes to read them", () => {
    const many = row(
      "Clop",
      Array.from({ length: 10_000 }, (_, index) =>
        told(`s${Math.floor(index / 3)}`, article(`k${index}`, `o${index % 7}`, at(10 - Math.floor(index / 1_000)))),
      ),
    );
    const it_ = worklist([many]);
    assert.equal(it_.folder.profiles[0]!.rows.length, 3_334);
    assert.equal(it_.folder.profiles[0]!.shown, PAGE);
    const took = (work: () => unknown): number =>
      Math.min(
        ...Array.from({ length: 3 }, () => {
          const start = performance.now();
          work();
          return performance.now() - start;
        }),
      );
    const read = took(() => JSON.parse(JSON.stringify(many)));
    for (const group of ["name", "story", "day", "source"] as const) {
      it_.as({ group });
      const again = took(() => it_.look([many]));
      assert.ok(again < 3 * read, `${group}: ${(again / read).toFixed(2)} times`);
    }
  });
});

describe("what the row of a story says", () => {
  it("is how many outlets tell it, what is unread or without the name, and the age of its newest article", () => {
    const story = worklist([CLOP]).story();
    assert.equal(storyDescription(story, NOW, t), "3 outlets · 1 without the name · 2 h");
    assert.equal(storySentence(story, NOW, t), "Unread: Headline s, 3 outlets · 1 without the name · 2 h");
    const part = worklist([row("Clop", [SECOND, { ...FIRST, read: true, note: "noted" }])]).story();
    assert.equal(storyDescription(part, NOW, t), "2 outlets · 1 unread · 2 h");
    assert.equal(storySentence(part, NOW, t), "Unread: Headline s, noted, 2 outlets · 1 unread · 2 h");
    const read = worklist([
      row(
        "Clop",
        [SECOND, FIRST].map((one) => ({ ...one, read: true })),
      ),
    ]).story();
    assert.equal(storySentence(read, NOW, t), "Read: Headline s, 2 outlets · 2 h");
  });

  it("is in its tooltip who tells it how, as text", () => {
    const hostile = told("s", article("h", "press", at(10), { title: "x\n[a](command:y) \u202e" }));
    const lines = storyLines(worklist([row("Clop", [hostile, FIRST])]).story(), t);
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? "", /^⁨?lab\.example⁩?: ⁨?Headline s⁩?$/u);
    assert.ok(
      lines.every((line) => !/[\n\u202e]/.test(line)),
      JSON.stringify(lines),
    );
    const many = Array.from({ length: 12 }, (_, index) => told("s", article(`k${index}`, `o${index}`, at(9))));
    assert.equal(storyLines(worklist([row("Clop", many)]).story(), t).at(-1), "4 more");
  });

  it("tells of what is carried in why it is there", () => {
    const it_ = worklist([CLOP]);
    const carried = carriedRow(it_.folder.profiles[0]!, "c") ?? assert.fail();
    assert.equal(carriedDescription(carried, NOW, t), "same story · third.example · 20 h");
    assert.match(
      carriedReason(carried, t),
      /^It names nobody who is tracked\. It tells the same story as “.?Headline s.?”\.$/u,
    );
  });
});

describe("stories to choose from", () => {
  it("are those of all names near in time, each once, without the one that is asked about", () => {
    const old = told(undefined, article("o", "press", new Date(2026, 0, 1).toISOString()));
    const it_ = worklist([CLOP, row("Conti", [SECOND, old], [CARRIED])]);
    const story = it_.story();
    assert.deepEqual(
      storyChoices(it_.folder, story).map(({ lead }) => lead.key),
      ["a"],
    );
    const alone = it_.folder.profiles[0]!.articles.get("a") ?? assert.fail();
    const [choice, ...others] = storyChoices(it_.folder, alone);
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...choice, lead: choice?.lead.key },
      { lead: "s", outlets: 3, names: ["Clop", "Conti"], date: at(10) },
    );
  });

  it("are chosen by any of their rows, each story once", () => {
    const it_ = worklist([CLOP]);
    const story = it_.story();
    const alone = it_.folder.profiles[0]!.articles.get("a") ?? assert.fail();
    assert.deepEqual(storyRows([...story.rows, story, alone, it_.folder]), [story.rows[0], alone]);
  });
});
