import assert from "node:assert/strict";
import { type FakeWorld, createFakeWorld, rss } from "./fakes";

const FEED = "https://news.example/rss.xml";
const CONFIG = "config/articles_config.json";
const NAMES = Array.from({ length: 12 }, (_, index) => `Crew${String.fromCodePoint(76 - index)}`);
/** Of each name: so many that the rows need several slices. */
const ARTICLES = 150;

function config(names: readonly string[]): object {
  return {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    profiling: { profileData: names },
  };
}

function articlesOf(name: string): readonly (readonly [string, string])[] {
  const padding = "about a long intrusion ".repeat(6);
  return Array.from(
    { length: ARTICLES },
    (_, index) => [`${name} ${padding}${index}`, `https://news.example/${name.toLowerCase()}/${index}`] as const,
  );
}

async function shown({ session }: FakeWorld): Promise<readonly string[]> {
  return (await session.articles.overview()).rows.map(({ name }) => name);
}

describe("the order of the names", () => {
  it("is that of the configuration, after every scan, however many slices the rows fill", async () => {
    const it = createFakeWorld(config(NAMES));
    it.web.set(FEED, rss(NAMES.flatMap(articlesOf)));
    await it.scan();
    const rowSlices = [...it.documents.keys()].filter((name) => /^matches\../.test(name));
    assert.ok(rowSlices.length > 1, [...it.documents.keys()].join(", "));
    for (const changed of [0, 5, 11, 2]) {
      const name = NAMES[changed] ?? "";
      it.web.set(FEED, rss([[`${name} is back ${changed}`, `https://news.example/back/${changed}`]]));
      await it.scan();
      assert.deepEqual(await shown(it), NAMES);
    }
    // Read anew from disk.
    const again = createFakeWorld(config(NAMES), { files: it.files, documents: it.documents });
    assert.deepEqual(await shown(again), NAMES);
    const turned = NAMES.toReversed();
    it.files.set(CONFIG, JSON.stringify(config(turned)));
    assert.deepEqual(await shown(it), turned, "without a scan");
  });

  it("keeps names that are configured no more at the end, and moves no row while the configuration has errors", async () => {
    const names = ["Zeta", "Gamma", "Alpha", "Beta"];
    const it = createFakeWorld(config(names));
    it.web.set(FEED, rss(names.map((name) => [`${name} ransomware`, `https://news.example/${name}`])));
    await it.scan();
    it.files.set(CONFIG, JSON.stringify(config(["Gamma", "Alpha"])));
    assert.deepEqual(await shown(it), ["Gamma", "Alpha", "Beta", "Zeta"]);
    it.files.set(CONFIG, "{");
    assert.deepEqual(await shown(it), ["Gamma", "Alpha", "Beta", "Zeta"]);
    const { rows } = await it.session.articles.overview(null);
    assert.equal(rows.length, names.length, "nobody reads the configuration");
  });
});
