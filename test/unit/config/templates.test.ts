import assert from "node:assert/strict";
import { configFileName, jobOfFileName } from "../../../src/core/config/configFiles";
import { editSources } from "../../../src/core/config/editSources";
import { parseConfig } from "../../../src/core/config/parseConfig";
import { sources } from "../../../src/core/config/sources";
import { FEED_PACKS, NAME_PACKS } from "../../../src/core/config/starterPacks";
import { stopTracking } from "../../../src/core/config/stopTracking";
import { configTemplate } from "../../../src/core/config/templates";
import { type Translate, plainText } from "../../../src/core/text/translate";

const JOBS = ["articles", "keywords", "counts", "contents"] as const;

const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);

describe("a new configuration", () => {
  for (const format of ["json", "yaml"] as const) {
    it(`${format}: holds every key of the articles job with its shipped value, and nothing that was not chosen`, () => {
      const { config, problems } = parseConfig("articles", configTemplate(format, plainText), format);
      assert.deepEqual(codes(problems), ["noSources", "noNames"]);
      const shipped = parseConfig("articles", "{}", format).config;
      assert.ok(config !== null && shipped !== null);
      const { rss_feeds: feeds, webpages, specialHandling, ...read } = config.websiteconfig;
      assert.deepEqual([feeds, webpages, specialHandling, config.profiling.profiles], [[], [], {}, []]);
      const { rss_feeds: _, webpages: __, specialHandling: ___, ...shippedRead } = shipped.websiteconfig;
      assert.deepEqual(read, shippedRead);
      const withoutNames = { profiles: null, profileData: null };
      assert.deepEqual(
        { ...config, websiteconfig: null, profiling: { ...config.profiling, ...withoutNames } },
        { ...shipped, websiteconfig: null, profiling: { ...shipped.profiling, ...withoutNames } },
      );
    });
    it(`${format}: begins with the feeds and names that were chosen, each of which can be changed by a click`, () => {
      const start = {
        feeds: FEED_PACKS.flatMap(({ id, items }) => items.map((feed) => ({ ...feed, category: id }))),
        names: NAME_PACKS.flatMap(({ items }) => items),
      };
      const text = configTemplate(format, plainText, "articles", start);
      const { config, problems } = parseConfig("articles", text, format);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        config?.websiteconfig.rss_feeds,
        start.feeds.map(({ url }) => url),
      );
      assert.deepEqual(
        config?.profiling.profiles.map(({ name, aliases }) => ({ name, aliases: aliases.map((alias) => alias.name) })),
        start.names,
      );
      const without = start.feeds.reduce<string | null>(
        (now, { url }) => now && editSources(now, format, { kind: "enable", url, enabled: false }),
        text,
      );
      assert.ok(without !== null);
      assert.deepEqual(parseConfig("articles", without, format).config?.websiteconfig.rss_feeds, []);
      const [first, ...others] = start.names.map(({ name }) => name);
      const stopped = stopTracking("articles", text, format, first ?? "");
      assert.ok(stopped !== null);
      assert.deepEqual(
        parseConfig("articles", stopped, format).config?.profiling.profiles.map(({ name }) => name),
        others,
      );
    });
    for (const job of ["keywords", "counts", "contents"] as const) {
      it(`${format}: has something to read and to find for ${job}, and else the shipped values`, () => {
        const { config, problems } = parseConfig(job, configTemplate(format, plainText, job), format);
        assert.deepEqual(problems, []);
        const shipped = parseConfig(job, "{}", format).config;
        assert.ok(config !== null && shipped !== null);
        assert.equal(config.websiteconfig.sourcesOfArticles, true, "it reads what the articles read");
        assert.deepEqual({ ...config, websiteconfig: null }, { ...shipped, websiteconfig: null });
      });
    }
  }
  it("JSON has no comments, YAML explains nearly every key", () => {
    for (const job of JOBS) {
      JSON.parse(configTemplate("json", plainText, job));
      const remarks = configTemplate("yaml", plainText, job)
        .split("\n")
        .filter((line) => line.trim().startsWith("# "));
      assert.ok(remarks.length >= (job === "articles" ? 20 : 8), job);
    }
  });
  it("YAML says of a page what the job does with it", () => {
    const about = (job: (typeof JOBS)[number], key: string) =>
      new RegExp(`((?: *# [^\\n]*\\n)+) *${key}:`).exec(configTemplate("yaml", plainText, job))?.[1] ?? "";
    assert.match(about("articles", "webpages"), /Every link to the same site/);
    assert.match(about("counts", "websiteconfig"), /Names are counted in pages/);
    assert.match(about("contents", "websiteconfig"), /kept and compared/);
    for (const job of ["keywords", "counts", "contents"] as const)
      assert.match(about(job, "websiteconfig"), /reads those of the articles.*\n# To read others/s, job);
  });
  it("a translation may break lines or hold anything", () => {
    const odd: Translate = (message) => `${message}\n- "\r\nx: [`;
    for (const job of JOBS)
      assert.deepEqual(
        codes(parseConfig(job, configTemplate("yaml", odd, job), "yaml").problems),
        job === "articles" ? ["noSources", "noNames"] : [],
        job,
      );
  });
});

describe("names of configuration files", () => {
  it("are twelve, and each tells its job", () => {
    const names = new Set<string>();
    for (const job of ["articles", "keywords", "counts", "contents"] as const) {
      for (const extension of ["json", "yaml", "yml"] as const) {
        const name = configFileName(job, extension);
        assert.equal(name, `${job}_config.${extension}`);
        assert.equal(jobOfFileName(name), job);
        names.add(name);
      }
    }
    assert.equal(names.size, 12);
  });
  for (const [name, job] of [
    ["/srv/config/counts_config.yaml", "counts"],
    ["C:\\work\\config\\contents_config.json", "contents"],
    ["articles_config.jsonc", null],
    ["my_articles_config.json", null],
    ["articles_config", null],
    ["cortex_aliases.json", null],
    ["", null],
  ] as const) {
    it(`${name || "nothing"} → ${job ?? "none"}`, () => assert.equal(jobOfFileName(name), job));
  }
});

describe("the sources of a configuration", () => {
  it("are its feeds, then its pages, each once", () => {
    const websiteconfig = {
      rss_feeds: ["https://a.example/feed", "https://b.example/feed"],
      webpages: ["http://www.a.example/feed/", "https://c.example", "https://c.example/"],
    };
    assert.deepEqual(sources({ websiteconfig }), [
      { kind: "feed", url: "https://a.example/feed" },
      { kind: "feed", url: "https://b.example/feed" },
      { kind: "page", url: "https://c.example" },
    ]);
  });
  it("are pages only where the job knows no feeds", () => {
    assert.deepEqual(sources({ websiteconfig: { webpages: ["https://c.example"] } }), [
      { kind: "page", url: "https://c.example" },
    ]);
  });
});
