import assert from "node:assert/strict";
import type { Article, Match, ProfileArticle, ProfileMatches } from "../../../src/core/model";
import { plainText as t } from "../../../src/core/text";
import { articleNodes, nodeId, PAGE, profileNode, updateProfile } from "../../../src/vscode/views/nodes";
import {
  age,
  articleDescription,
  articleSentence,
  headline,
  profileDescription,
  reasons,
  recordRowLabel,
  sourceHost,
} from "../../../src/vscode/views/rowText";

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

  it("tells source and age of an article, by its date or else by when it was found", () => {
    assert.equal(articleDescription(entry("a"), NOW, t), "news.example · 2 h");
    const undated = entry("a", { article: article("a", { published: null }) });
    assert.equal(articleDescription(undated, NOW, t), "news.example · now");
    assert.equal(articleSentence(entry("a"), NOW, t), "Unread: Clop names victim a, news.example · 2 h");
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
    assert.deepEqual(reasons(row([]), matches, t), [
      "“Clop” in the headline",
      "“ta505” in the address: TA505, another name of Clop",
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

describe("rows and their objects", () => {
  it("stay the same object while their article is there, so that one can be redrawn alone", () => {
    const node = profileNode(row([entry("a"), entry("b")]));
    const [first, second] = articleNodes(node);
    assert.equal(updateProfile(node, row([entry("a", { read: true }), entry("c")])), true);
    const [again, third] = articleNodes(node);
    assert.equal(again, first);
    assert.equal(again?.item.read, true);
    assert.notEqual(third, second);
    assert.equal(updateProfile(node, row([entry("a", { read: true }), entry("c")])), false);
  });

  it("have ids that tell them apart", () => {
    const node = profileNode(row([entry("a"), entry("b")]));
    const ids = [node, node.record, node.more, ...articleNodes(node)].map(nodeId);
    assert.equal(new Set(ids).size, ids.length);
  });

  it("are drawn a page at a time", () => {
    const node = profileNode(row(Array.from({ length: 10_000 }, (_, index) => entry(String(index)))));
    assert.equal(articleNodes(node).length, PAGE);
    node.shown += PAGE;
    assert.equal(articleNodes(node).length, 2 * PAGE);
  });
});
