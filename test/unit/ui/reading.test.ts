import assert from "node:assert/strict";
import type { ProfileMatches } from "../../../src/core/model/model";
import { type Node, PAGE, folderNode, nodeId } from "../../../src/ui/nodes";
import { hasRow, otherNamesOf, readReadingKey, readable, readingKey, readingKeyText } from "../../../src/ui/reading";
import { nextUnread, rowsInOrder } from "../../../src/ui/unread";
import { bundleStories } from "../../../src/ui/bundleStories";
import { arrange, readShape, updateFolder } from "../../../src/ui/worklist";

function row(name: string, read: readonly boolean[]): ProfileMatches {
  return {
    name,
    owner: true,
    record: { kind: "unknown" },
    articles: read.map((one, at) => ({
      article: {
        key: `${name}-${at}`,
        title: `${name} ${at}`,
        url: "https://harbour.example/",
        source: "https://harbour.example/feed",
        published: null,
        found: "2026-03-10T11:00:00Z",
      },
      matches: [],
      read: one,
      note: "off",
    })),
  };
}

/** A tree of names, each with its articles and the row that stands for more of them. */
function tree(...rows: readonly ProfileMatches[]) {
  const folder = folderNode("file:///desk");
  const known = { id: folder.id, name: "desk", note: "", lastScan: null, newSince: null, later: null };
  updateFolder(folder, { ...known, rows }, new Set());
  arrange(folder, readShape(null), "2026-03-10", new Set(), bundleStories);
  const roots = folder.profiles;
  const children = (node: Node): readonly Node[] =>
    node.kind !== "profile"
      ? []
      : [...node.list.slice(0, node.shown), ...(node.shown < node.list.length ? [node.more] : [])];
  const all = () => rowsInOrder(roots, children);
  const find = (name: string, at: number) => {
    const profile = roots.find((one) => one.row.name === name);
    assert.ok(profile);
    return profile.articles.get(`${name}-${at}`) ?? assert.fail();
  };
  const place = (node: Node) => ({ id: nodeId(node), order: all().map(nodeId) });
  return { roots, all, find, place };
}

const [READ, UNREAD] = [true, false];

describe("the next unread article", () => {
  const { all, find, place } = tree(row("Emberfox", [READ, UNREAD]), row("Greyheron", [UNREAD, READ, UNREAD]));
  const after = (name: string, at: number, step: 1 | -1) => {
    const found = nextUnread(all(), place(find(name, at)), step);
    return found?.kind === "article" ? found.item.article.key : null;
  };

  it("is the one behind in the tree, over all names, and then the first one", () => {
    assert.equal(after("Emberfox", 0, 1), "Emberfox-1");
    assert.equal(after("Emberfox", 1, 1), "Greyheron-0");
    assert.equal(after("Greyheron", 0, 1), "Greyheron-2");
    assert.equal(after("Greyheron", 2, 1), "Emberfox-1");
  });

  it("is the one before where one goes back", () => {
    assert.equal(after("Greyheron", 2, -1), "Greyheron-0");
    assert.equal(after("Greyheron", 0, -1), "Emberfox-1");
    assert.equal(after("Emberfox", 1, -1), "Greyheron-2");
  });

  it("is the first one from nowhere, and none when all are read", () => {
    const first = nextUnread(all(), null, 1);
    assert.equal(first?.kind === "article" && first.item.article.key, "Emberfox-1");
    assert.equal(nextUnread(tree(row("Emberfox", [READ, READ])).all(), null, 1), null);
    assert.equal(nextUnread([], null, -1), null);
  });

  it("is found from where the reader was when that row stands there no more", () => {
    const was = place(find("Greyheron", 0));
    const left = tree(row("Emberfox", [READ, UNREAD]), row("Greyheron", []));
    const key = (step: 1 | -1) => {
      const found = nextUnread(left.all(), was, step);
      return found?.kind === "article" ? found.item.article.key : null;
    };
    assert.deepEqual([key(1), key(-1)], ["Emberfox-1", "Emberfox-1"]);
  });

  it("may be among those that are not drawn yet", () => {
    const many = tree(row("Emberfox", [...Array.from({ length: PAGE }, () => READ), UNREAD]));
    assert.equal(nextUnread(many.all(), null, 1)?.kind, "more");
  });
});

describe("what is read", () => {
  it("is a row of an article, known again by a text that may be anything", () => {
    const { roots, find } = tree(row("Emberfox", [READ]));
    const node = find("Emberfox", 0);
    assert.deepEqual(readable([...roots, node]), [node]);
    const key = readingKey(node, "file:///work");
    assert.deepEqual(readReadingKey(readingKeyText(key)), key);
    for (const odd of ["", "null", "[]", '{"folder":1}', '{"folder":"","kind":"profile","name":"","article":""}', "{"])
      assert.equal(readReadingKey(odd), null, odd);
  });

  it("may stand below other names", () => {
    const [one, two] = [row("Emberfox", [READ]), row("Greyheron", [READ])];
    const { roots } = tree(one, two, { ...row("Sunwasp", []), articles: one.articles });
    assert.deepEqual(otherNamesOf(roots[0] ?? assert.fail(), "Emberfox-0"), ["Sunwasp"]);
  });
});

describe("what is stored and has no row", () => {
  const [conti] = tree(row("Conti", [UNREAD])).roots;
  const [article] = conti?.row.articles.map((item) => item.article) ?? [];

  it("is found again by its folder and key", () => {
    assert.ok(article !== undefined);
    const node = { kind: "stored" as const, folder: "file:///desk", article, url: article.url };
    const key = readingKey(node, node.folder);
    assert.deepEqual(key, { folder: "file:///desk", kind: "stored", name: "", article: "Conti-0" });
    assert.deepEqual(readReadingKey(readingKeyText(key)), key);
    assert.equal(hasRow(node), false);
    assert.equal(hasRow(conti?.articles.get("Conti-0") ?? assert.fail()), true);
  });
});
