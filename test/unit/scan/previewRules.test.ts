import assert from "node:assert/strict";
import { describePreview } from "../../../src/core/scan/describePreview";
import type { ConfigText } from "../../../src/core/scan/storedMatches";
import { plainText } from "../../../src/core/text/translate";
import { type FakeWorld, createFakeWorld, rss } from "./fakes";

const FEED = "https://news.example/feed.xml";
const DAY_MS = 86_400_000;

function config(profileData: readonly unknown[]): object {
  return {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: false },
    profiling: { profileData },
  };
}

const edited = (profileData: readonly unknown[]): ConfigText => ({
  job: "articles",
  text: JSON.stringify(config(profileData)),
  format: "json",
});

async function scanned(
  profileData: readonly unknown[],
  articles: readonly (readonly [string, string])[] = [
    ["Grey Heron robs a bank", "https://news.example/bank"],
    ["A Grey Heron at the lake", "https://news.example/birds"],
    ["Night Stork returns", "https://news.example/stork"],
  ],
): Promise<FakeWorld> {
  const it = createFakeWorld(config(profileData));
  it.web.set(FEED, rss(articles.map(([title, url]) => [title, url])));
  await it.scan();
  return it;
}

describe("a preview of other names and rules", () => {
  const after = edited(["Night Stork", { name: "Grey Heron", match: { notHere: ["https://news.example/birds"] } }]);

  it("tells per name what it gains and loses over the stored articles, and changes nothing", async () => {
    const it = await scanned(["Grey Heron", "Lone Owl"]);
    const documents = new Map(it.documents);
    const asked = it.requests.length;
    const outcome = await it.session.articles.previewRules(after, 30);
    assert.ok(outcome.kind === "done");
    assert.deepEqual(
      outcome.preview.names.map(({ name, before, after: now, gained, lost }) => [
        name,
        before,
        now,
        gained.map(({ article }) => article.title),
        lost.map(({ article }) => article.title),
      ]),
      [
        ["Night Stork", 0, 1, ["Night Stork returns"], []],
        ["Grey Heron", 2, 1, [], ["A Grey Heron at the lake"]],
      ],
    );
    assert.deepEqual([it.documents, it.requests.length], [documents, asked]);
    const told = describePreview(outcome.preview, plainText);
    assert.match(
      told,
      /^Looked at: 3 stored articles of the last 30 days\.\nCompared with the names that the last scan looked for\.\n\nNight Stork: 0 → 1 article, 1 gained, 0 lost\nGrey Heron: 2 → 1 article, 0 gained, 1 lost\n\nNight Stork\n {2}\+ Night Stork returns\n {4}https/,
    );
    assert.match(
      told,
      /\n {2}- A Grey Heron at the lake\n {4}https:\/\/news\.example\/birds\n {4}“Grey Heron” in the headline\./i,
    );
  });

  it("looks at the last days alone", async () => {
    const it = await scanned(["Lone Owl"]);
    it.later(3 * DAY_MS);
    const outcome = await it.session.articles.previewRules(after, 2);
    assert.ok(outcome.kind === "done");
    assert.deepEqual([outcome.preview.articles, outcome.preview.names], [0, []]);
    assert.match(describePreview(outcome.preview, plainText), /gains and loses nothing/);
  });

  it("compares with the names of the last scan, also when an editor has saved the change by itself", async () => {
    const rules = { matchIn: ["title"], notHere: ["https://news.example/birds"] };
    const it = await scanned([{ name: "Grey Heron", match: rules, aliases: ["Lone Owl"] }]);
    it.files.set("config/articles_config.json", after.text);
    const counts = async () => {
      const outcome = await it.session.articles.previewRules(edited(["Grey Heron", "Night Stork"]), 30);
      assert.ok(outcome.kind === "done");
      const { against, names } = outcome.preview;
      return [against, ...names.map(({ name, before, after: now }) => [name, before, now])];
    };
    assert.deepEqual(await counts(), ["scan", ["Grey Heron", 1, 2], ["Night Stork", 0, 1]]);
    // An earlier version has not remembered them.
    it.documents.delete("scanned-names");
    assert.deepEqual(await counts(), ["file", ["Grey Heron", 1, 2]]);
  });

  it("says what is wrong with the text, and does without a saved one", async () => {
    const it = await scanned(["Grey Heron"]);
    const broken = await it.session.articles.previewRules({ ...after, text: "{" }, 30);
    assert.equal(broken.kind === "invalid" && broken.problems[0]?.code, "jsonSyntax");
    it.files.set("config/articles_config.json", "{");
    it.documents.delete("scanned-names");
    const outcome = await it.session.articles.previewRules(after, 30);
    assert.ok(outcome.kind === "done");
    assert.deepEqual([outcome.preview.compared, outcome.preview.names.map(({ before }) => before)], [false, [0, 0]]);
    assert.match(describePreview(outcome.preview, plainText), /cannot be read/);
  });
});

describe("what is known of a name", () => {
  it("is its names with their sources, its rule, and what they find", async () => {
    const it = await scanned(["Lone Owl"]);
    const text = edited([{ name: "Grey Heron", aliases: ["Night Stork"], match: { notNear: ["lake"] } }]);
    const insight = await it.session.articles.explainName(text, "Grey Heron", null, 30);
    assert.deepEqual(
      insight?.names.map(({ name, aliasSource }) => [name, aliasSource?.title]),
      [
        ["Grey Heron", undefined],
        ["Night Stork", "configuration"],
      ],
    );
    assert.deepEqual(insight.rule.notNear, ["lake"]);
    assert.ok(insight.recent.some(({ title }) => title === "Night Stork returns"));
    assert.equal(insight.hits, insight.recent.length);
    const ofAlias = await it.session.articles.explainName(text, "Grey Heron", "night-stork", 30);
    assert.deepEqual([ofAlias?.name, ofAlias?.hits, ofAlias?.articles], ["Night Stork", 1, 3]);
    assert.equal(await it.session.articles.explainName(text, "Nobody", null, 30), null);
    assert.equal(await it.session.articles.explainName({ ...text, text: "{" }, "Grey Heron", null, 30), null);
  });
});

describe("hints about names", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index): [string, string] => [
      index % 10 === 0 ? `Grey Heron case ${index}` : index === 7 ? "Night Stork returns" : `Weather ${index}`,
      `https://news.example/${index}`,
    ]);
  const names = ["Grey Heron", "Night Stork", "Lone Owl", { name: "Reed Gang", match: { enabled: false } }];

  it("are given for a name in none of many articles, and for one in more than 5 % of them", async () => {
    const it = await scanned(["Lone Owl"], many(200));
    assert.deepEqual(await it.session.articles.nameHints(edited(names), 30), [
      { name: "Grey Heron", kind: "noisy", hits: 20, articles: 200, days: 30 },
      { name: "Lone Owl", kind: "absent", hits: 0, articles: 200, days: 30 },
    ]);
  });

  it("tell a name that stands nowhere from one that does, and say whether words of threats or other rules are what it lacks", async () => {
    const more: [string, string][] = [
      ["Rust Fern grows in the shade", "https://news.example/fern"],
      ["Under the tall pine", "https://news.example/pine"],
      ["Along the Mill Lane, by the lake", "https://news.example/lane"],
    ];
    const it = await scanned(["Lone Owl"], [...many(200), ...more]);
    const ruled = [
      { name: "Lone Owl" },
      { name: "Rust Fern", match: { requireContext: true } },
      { name: "Tall Pine", match: { exactCase: true } },
      { name: "Mill Lane", match: { notNear: ["lake"] } },
      { name: "Night Stork" },
    ];
    const hints = await it.session.articles.nameHints(edited(ruled), 30);
    assert.deepEqual(
      hints.map(({ name, kind, hits }) => [name, kind, hits]),
      [
        ["Lone Owl", "absent", 0],
        ["Rust Fern", "contextless", 1],
        ["Tall Pine", "refused", 1],
        ["Mill Lane", "refused", 1],
      ],
    );
  });

  it("are not given from a few articles", async () => {
    const it = await scanned(["Lone Owl"], many(199));
    assert.deepEqual(await it.session.articles.nameHints(edited(names), 30), []);
  });
});
