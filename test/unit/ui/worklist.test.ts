import assert from "node:assert/strict";
import { bundleStories } from "../../../src/ui/bundleStories";
import type { ProfileArticle, ProfileMatches } from "../../../src/core/model/model";
import { type Node, PAGE, articlesOf, byFolder, folderNode, nodeId, parentOf } from "../../../src/ui/nodes";
import {
  type FolderRows,
  type Shape,
  arrange,
  beginAnew,
  counts,
  dayOf,
  markArticles,
  needsAddress,
  readShape,
  updateFolder,
} from "../../../src/ui/worklist";

const USUAL = readShape(null);
const TODAY = "2026-03-10";

/** Midday here, so that the day is the same wherever the tests run. */
const at = (day: number, hour = 12) => new Date(2026, 2, day, hour).toISOString();

const entry = (key: string, published: string | null, more: Partial<ProfileArticle> = {}): ProfileArticle => ({
  article: {
    key,
    title: `Story ${key}`,
    url: `https://news.example/${key}`,
    source: "https://desk.example/feed.xml",
    published,
    found: at(9, 8),
  },
  matches: [],
  read: false,
  note: "off",
  ...more,
});

const row = (name: string, ...articles: ProfileArticle[]): ProfileMatches => ({
  name,
  owner: true,
  record: { kind: "unknown" },
  articles,
});

function list(rows: readonly ProfileMatches[], more: Partial<FolderRows> = {}) {
  const folder = folderNode("file:///desk");
  let shape: Shape = USUAL;
  const look = (now: readonly ProfileMatches[], other: Partial<FolderRows> = more): ReadonlySet<Node> => {
    const changed = new Set<Node>();
    const known = { id: folder.id, name: "desk", note: "", lastScan: at(9), newSince: null, later: null };
    updateFolder(folder, { ...known, rows: now, ...other }, changed);
    arrange(folder, shape, TODAY, changed, bundleStories);
    return changed;
  };
  look(rows);
  return {
    folder,
    look,
    as: (change: Partial<Shape>) => {
      shape = { ...USUAL, ...change };
      beginAnew(folder);
      arrange(folder, shape, TODAY, new Set(), bundleStories);
      return labels();
    },
    labels,
    titles: () => folder.branches.flatMap((branch) => branch.list.map(({ item }) => item.article.key)),
    article: (key: string) =>
      folder.branches.flatMap((branch) => branch.list).find(({ item }) => item.article.key === key)!,
  };
  function labels(): readonly string[] {
    return folder.branches.map((branch) => (branch.kind === "profile" ? branch.row.name : branch.key));
  }
}

const CLOP = row("Clop", entry("c2", at(10)), entry("c1", at(8), { read: true }));
const CONTI = row("Conti", entry("t3", at(11)), entry("t2", at(9)), entry("t1", at(9, 6)));
const OLD = row("Akira", entry("a1", at(2), { read: true }));

describe("the worklist", () => {
  it("shows what is unread, of today, or all, and names that have none of it only in the last", () => {
    const it_ = list([CLOP, CONTI, OLD]);
    assert.deepEqual(
      [it_.labels(), it_.titles()],
      [
        ["Clop", "Conti", "Akira"],
        ["c2", "c1", "t3", "t2", "t1", "a1"],
      ],
    );
    assert.deepEqual(
      [it_.as({ mode: "unread" }), it_.titles()],
      [
        ["Clop", "Conti"],
        ["c2", "t3", "t2", "t1"],
      ],
    );
    assert.deepEqual(
      [it_.as({ mode: "today" }), it_.titles()],
      [
        ["Clop", "Conti"],
        ["c2", "t3"],
      ],
    );
    assert.deepEqual(it_.as({ hideRead: true }), ["Clop", "Conti"]);
    assert.deepEqual(it_.titles(), ["c2", "c1", "t3", "t2", "t1"]);
  });

  it("has names in the order of the configuration, by their newest article or by how many are unread", () => {
    const it_ = list([CLOP, OLD, CONTI]);
    assert.deepEqual(it_.as({ sort: "newest" }), ["Conti", "Clop", "Akira"]);
    assert.deepEqual(it_.as({ sort: "most" }), ["Conti", "Clop", "Akira"]);
    assert.deepEqual(it_.as({}), ["Clop", "Akira", "Conti"]);
  });

  it("groups by day, the newest first, what claims to be of tomorrow today, and by source", () => {
    const undated = row("Qakbot", entry("q1", "no date"));
    const it_ = list([CLOP, CONTI, undated]);
    assert.deepEqual(it_.as({ group: "day" }), [TODAY, "2026-03-09", "2026-03-08", ""]);
    assert.deepEqual(it_.titles(), ["t3", "c2", "t2", "t1", "c1", "q1"]);
    const other = entry("o", at(9), { article: { ...entry("o", at(9)).article, source: "https://a.example/rss" } });
    const two = entry("p", at(9), { article: { ...entry("p", at(9)).article, source: "https://a.example/other" } });
    const sources = list([CLOP, row("Conti", other, two)]);
    const labels = sources.as({ group: "source" });
    assert.deepEqual(labels, ["https://a.example/rss", "https://a.example/other", "https://desk.example/feed.xml"]);
    const told = sources.folder.branches.map((branch) => branch.kind === "group" && needsAddress(branch));
    assert.deepEqual(told, [true, true, false], "two sources of one site are told apart");
  });

  it("keeps what is read where it stands, and the order of the names, until the list begins anew", () => {
    const it_ = list([CLOP, CONTI]);
    it_.as({ mode: "unread", sort: "most" });
    const [conti] = it_.folder.profiles.filter(({ row: { name } }) => name === "Conti");
    assert.deepEqual([...markArticles(conti!, new Set(["t3", "t2", "t1"]), true)], [conti]);
    const read = row("Conti", ...CONTI.articles.map((item) => ({ ...item, read: true })));
    it_.look([CLOP, read]);
    assert.deepEqual(
      [it_.labels(), it_.titles()],
      [
        ["Conti", "Clop"],
        ["t3", "t2", "t1", "c2"],
      ],
    );
    it_.look([CLOP, read], { lastScan: at(10) });
    assert.deepEqual([it_.labels(), it_.titles()], [["Clop"], ["c2"]], "after a scan");
    assert.deepEqual(it_.as({ mode: "unread" }), ["Clop"]);
  });

  it("marks what the last scan has found, until the next one", () => {
    const it_ = list([CLOP], { newSince: at(9, 7) });
    assert.deepEqual(counts(it_.folder.profiles[0]!.list), { unread: 1, fresh: 2 });
    const changed = it_.look([CLOP], { newSince: at(9, 9) });
    assert.deepEqual(counts(it_.folder.profiles[0]!.list), { unread: 1, fresh: 0 });
    assert.deepEqual([...changed], [it_.folder.profiles[0]], "drawn again without the marks");
    assert.equal(counts(list([CLOP]).folder.profiles[0]!.list).fresh, 0, "a first scan has nothing before it");
  });

  it("has the same object for a row while it is there, and draws again what has changed alone", () => {
    const it_ = list([CLOP, CONTI]);
    const clop = it_.article("c2");
    const read = row("Clop", { ...entry("c2", at(10)), read: true }, entry("c0", at(7)));
    assert.deepEqual([...it_.look([read, CONTI])], [it_.folder.profiles[0]]);
    assert.equal(it_.article("c2"), clop);
    assert.equal(clop.item.read, true);
    assert.deepEqual([...it_.look([read, CONTI])], []);
    it_.as({ group: "day" });
    const more = row("Conti", ...CONTI.articles.slice(0, 2), { ...entry("t1", at(9, 6)), read: true });
    const changed = [...it_.look([read, more])];
    assert.deepEqual(
      changed.map((node) => node.kind === "group" && node.key),
      ["2026-03-09"],
      "the other days stay as they are",
    );
  });

  it("knows what each row stands below, in every grouping, and ids that tell them apart", () => {
    const it_ = list([CLOP, CONTI]);
    for (const group of ["name", "source", "day"] as const) {
      it_.as({ group });
      const ids: string[] = [nodeId(it_.folder)];
      for (const branch of it_.folder.branches) {
        ids.push(nodeId(branch), nodeId(branch.more));
        assert.equal(parentOf(branch, true), it_.folder);
        assert.equal(parentOf(branch, false), undefined);
        for (const article of articlesOf(branch)) {
          assert.equal(parentOf(article, false), branch);
          ids.push(nodeId(article));
        }
      }
      assert.equal(new Set(ids).size, ids.length);
    }
    assert.equal(byFolder([...articlesOf(it_.folder), list([OLD]).article("a1")]).length, 2);
  });

  it("shows what passes a filter alone, in every mode and group, and names that have none of it not at all", () => {
    const it_ = list([CLOP, CONTI, OLD]);
    assert.deepEqual(it_.as({ filter: { name: "Conti" } }), ["Conti"]);
    assert.deepEqual(it_.as({ filter: { days: 2 } }), ["Clop", "Conti"]);
    assert.deepEqual(it_.titles(), ["c2", "t3", "t2", "t1"]);
    it_.as({ filter: { days: 3 }, mode: "unread" });
    assert.deepEqual(it_.titles(), ["c2", "t3", "t2", "t1"]);
    assert.deepEqual(it_.as({ filter: { text: "story C1" }, group: "day" }), ["2026-03-08"]);
    assert.deepEqual(it_.titles(), ["c1"]);
    assert.deepEqual(it_.as({ filter: { source: "elsewhere.example" } }), []);
    it_.as({ filter: {} });
    assert.equal(it_.titles().length, 6);
  });

  it("leaves out and counts what is read and older than it may be, and keeps what was unread as the list began", () => {
    const it_ = list([CLOP, CONTI, OLD]);
    const hide = (days: number, mode: Shape["mode"] = "all") => {
      arrange(it_.folder, { ...USUAL, mode }, TODAY, new Set(), bundleStories, days);
      return [it_.titles(), it_.folder.aged];
    };
    assert.deepEqual(hide(1), [["c2", "t3", "t2", "t1"], 2]);
    assert.deepEqual(hide(2), [["c2", "c1", "t3", "t2", "t1"], 1]);
    assert.deepEqual(hide(8), [["c2", "c1", "t3", "t2", "t1", "a1"], 0]);
    assert.deepEqual(hide(1, "unread"), [["c2", "t3", "t2", "t1"], 0]);
    const [clop, conti] = it_.folder.profiles;
    markArticles(conti!, new Set(["t1"]), true);
    assert.deepEqual(hide(0), [["c2", "c1", "t3", "t2", "t1", "a1"], 0]);
    assert.equal(clop!.articles.get("c1")!.item.read, true);
    markArticles(clop!, new Set(["c1"]), false);
    assert.deepEqual(hide(1)[1], 1, "what was marked unread is shown again");
  });

  it("remembers what there is to choose, and takes anything else for the usual", () => {
    assert.deepEqual(USUAL, {
      mode: "all",
      sort: "configuration",
      group: "name",
      hideRead: false,
      showAside: false,
      filter: {},
    });
    const chosen = { mode: "today", sort: "newest", group: "day", hideRead: true, showAside: true };
    assert.deepEqual(readShape({ ...chosen, filter: { cve: true, days: "x" } }), { ...chosen, filter: { cve: true } });
    assert.deepEqual(readShape({ mode: "gone", sort: 3, hideRead: "yes", showAside: 1 }), USUAL);
    assert.deepEqual(readShape("x"), USUAL);
    assert.equal(dayOf(new Date(NaN)), "");
  });

  it("is put together anew from 10,000 articles in about the time it takes to read them, whatever they stand below", () => {
    const many = row(
      "Clop",
      ...Array.from({ length: 10_000 }, (_, index) =>
        entry(`k${index}`, at(10 - Math.floor(index / 170), 23 - Math.floor((index % 170) / 8))),
      ),
    );
    const it_ = list([many]);
    assert.equal(it_.folder.profiles[0]!.shown, PAGE);
    const took = (work: () => unknown): number => {
      const runs = Array.from({ length: 3 }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    const read = took(() => JSON.parse(JSON.stringify(many)));
    for (const group of ["name", "day", "source"] as const) {
      it_.as({ group });
      const again = took(() => it_.look([many]));
      assert.ok(again < 3 * read, `${group}: ${(again / read).toFixed(2)} times`);
    }
  });
});
