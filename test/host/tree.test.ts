import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { ProfileArticle, ProfileMatches } from "../../src/core/model/model";
import { MatchesTree } from "../../src/vscode/views/matchesTree";
import { matchRows } from "../../src/vscode/views/rowItem";
import { PAGE } from "../../src/ui/nodes";
import { folderRows } from "./folderRows";

const COUNT = 10_000;
const drawing = matchRows(() => new Date("2026-03-10T13:00:00Z"));

function row(name: string, count: number): ProfileMatches {
  const articles = Array.from({ length: count }, (_, index): ProfileArticle => ({
    article: {
      key: `${name}-${index}`,
      title: `${name} report ${index}`,
      url: `https://news.example/${index}`,
      source: "https://news.example/feed.xml",
      published: null,
      found: "2026-03-10T12:00:00Z",
    },
    matches: [{ profile: name, name, field: "title", start: 0, end: name.length, text: name }],
    read: false,
    note: "off",
  }));
  return { name, owner: true, record: { kind: "unknown" }, articles };
}

describe("the tree with 10,000 matches", () => {
  const tree = new MatchesTree(() => drawing);
  const events: unknown[] = [];
  const subscription = tree.onDidChangeTreeData((event) => events.push(event));
  const rows = [row("Clop", COUNT), row("Conti", 3)];

  before(() => tree.show([folderRows(rows)]));
  beforeEach(() => void events.splice(0));
  after(() => {
    subscription.dispose();
    tree.dispose();
  });

  it("says once why several rows wait", () => {
    const own = new MatchesTree(() => drawing);
    const waiting = (name: string, message: string): ProfileMatches => ({
      ...row(name, 1),
      pending: { notes: 1, create: false, why: { kind: "failed", code: "circuitOpen", message }, since: "" },
    });
    own.show([folderRows([waiting("Clop", "left alone for 30 s"), waiting("Conti", "left alone for 29 s")])]);
    const labels = own.getChildren().map((node) => own.getTreeItem(node).label);
    assert.deepEqual(labels, ["Clop", "Conti"]);
    assert.equal(own.trouble, "left alone for 30 s");
    const clop = own.profile("Clop");
    assert.ok(clop);
    assert.equal(own.getTreeItem(own.getChildren(clop)[0]!).label, "1 note waits");
    own.show([folderRows([waiting("Clop", "left alone for 30 s"), row("Conti", 1)])]);
    assert.equal(own.trouble, "");
    assert.equal(own.getTreeItem(own.getChildren(clop)[0]!).label, "1 note waits: left alone for 30 s");
    own.dispose();
  });

  it("draws a page at a time, within a few milliseconds", () => {
    const start = performance.now();
    const profile = tree.profile("Clop");
    assert.ok(profile);
    const children = tree.getChildren(profile);
    const items = children.map((node) => tree.getTreeItem(node));
    const took = performance.now() - start;
    assert.equal(items.length, PAGE + 1);
    assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
    assert.ok(took < 250, `${took} ms`);
    for (const child of children) assert.equal(tree.getParent(child), profile);
  });

  it("redraws one profile alone when one of its articles is read", () => {
    const profile = tree.profile("Clop");
    assert.ok(profile);
    const [first, second] = tree.getChildren(profile);
    assert.ok(first?.kind === "article" && second?.kind === "article");
    const start = performance.now();
    tree.setRead(profile, new Set([first.item.article.key]), true);
    assert.ok(performance.now() - start < 250);
    assert.deepEqual(events, [[profile]]);
    assert.match(String(tree.getTreeItem(profile).description), /9,999 unread/);
    assert.match(String(tree.getTreeItem(first).contextValue), /\bread\b/);
    assert.match(String(tree.getTreeItem(second).contextValue), /\bunread\b/);
  });

  it("redraws nothing when nothing changed, and only the profile that did", () => {
    const shown = tree.profiles.map((profile) => profile.row);
    tree.show([folderRows(shown.map((one) => ({ ...one })))]);
    assert.deepEqual(events, []);
    tree.show([folderRows([...shown.slice(0, 1), row("Conti", 2)])]);
    assert.deepEqual(events, [[tree.profile("Conti")]]);
  });

  it("fills a tooltip when it is asked for, not before", () => {
    const profile = tree.profile("Clop");
    assert.ok(profile);
    const [article] = tree.getChildren(profile);
    assert.ok(article);
    const item = tree.getTreeItem(article);
    assert.equal(item.tooltip, undefined);
    const { tooltip } = tree.resolveTreeItem(item, article);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml);
    assert.match(tooltip.value, /^\*\*Clop\*\* report 0/);
    assert.ok(!/https?:\/\//.test(tooltip.value), "no address that Markdown makes a link of");
  });
});

describe("the tree with 10,000 matches of stories", () => {
  const tree = new MatchesTree(() => drawing);
  const events: unknown[] = [];
  const subscription = tree.onDidChangeTreeData((event) => events.push(event));
  const whole = row("Clop", COUNT);
  const articles = whole.articles.map((item, index) => ({ ...item, story: `Clop-${index - (index % 4)}` }));
  const carried = { article: { ...articles[0]!.article, key: "carried", title: "An attack" }, story: "Clop-0" };
  const rows: readonly ProfileMatches[] = [{ ...whole, articles, carried: [carried] }];

  before(() => tree.show([folderRows(rows)]));
  beforeEach(() => void events.splice(0));
  after(() => {
    subscription.dispose();
    tree.dispose();
  });

  it("draws a page of stories at a time, within a few milliseconds", () => {
    const start = performance.now();
    const profile = tree.profile("Clop") ?? assert.fail();
    const children = tree.getChildren(profile);
    const items = children.map((node) => tree.getTreeItem(node));
    const took = performance.now() - start;
    assert.equal(items.length, PAGE + 1);
    assert.ok(took < 250, `${took} ms`);
    const [story] = children;
    assert.ok(story?.kind === "story");
    assert.equal(items[0]?.collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    assert.match(String(items[0]?.description), /^1 outlet · 1 without the name · /);
    assert.match(String(items[0]?.contextValue), /^story unread unnoted/);
    const below = tree.getChildren(story);
    assert.deepEqual(
      below.map(({ kind }) => kind),
      ["article", "article", "article", "article", "carried"],
    );
    for (const child of below) assert.equal(tree.getParent(child), story);
    assert.equal(tree.getParent(story), profile);
    const ids = [...children, ...below].map((node) => tree.getTreeItem(node).id);
    assert.equal(new Set(ids).size, ids.length);
    assert.match(String(tree.getTreeItem(below[0]!).contextValue), /\btold\b/);
    assert.match(String(tree.getTreeItem(below.at(-1)!).contextValue), /^carried/);
  });

  it("redraws the name alone when a story is read, and nothing when nothing changed", () => {
    const profile = tree.profile("Clop") ?? assert.fail();
    const [story] = tree.getChildren(profile);
    assert.ok(story?.kind === "story");
    tree.setRead(profile, new Set(story.list.map(({ item }) => item.article.key)), true);
    assert.deepEqual(events.splice(0), [[profile]]);
    assert.match(String(tree.getTreeItem(profile).description), /9,996 unread/);
    assert.match(String(tree.getTreeItem(story).contextValue), /^story read/);
    tree.show([folderRows(tree.profiles.map(({ row: one }) => ({ ...one })))]);
    assert.deepEqual(events, []);
  });

  it("has stories at the top, a page at a time, and brings up one that is not drawn yet", () => {
    tree.setShape({
      mode: "all",
      sort: "configuration",
      group: "story",
      hideRead: false,
      showAside: false,
      filter: {},
    });
    const top = tree.getChildren();
    assert.equal(top.length, PAGE + 1);
    assert.equal(tree.getParent(top[0]!), undefined);
    const article = tree.profile("Clop")?.articles.get(`Clop-${COUNT - 1}`) ?? assert.fail();
    tree.uncover(article);
    assert.ok(tree.getChildren().includes(tree.getParent(article)!));
    events.splice(0);
    const first = tree.getChildren()[0]!;
    assert.ok(first.kind === "story");
    tree.setRead(article.profile, new Set([first.lead.item.article.key]), false);
    assert.deepEqual(events, [[first]]);
  });

  it("fills the tooltip of a story with who tells it", () => {
    const [story] = tree.getChildren();
    assert.ok(story?.kind === "story");
    const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(story), story);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /Clop report 0/);
    assert.ok(!tooltip.isTrusted && !/https?:\/\//.test(tooltip.value));
  });
});
