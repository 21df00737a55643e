import { deepEqual, equal, ok } from "node:assert/strict";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { type FakeWorld, createFakeWorld, rss } from "../scan/fakes";
import { runOne } from "../../oneJob";

const FEED = "https://news.test/rss";
const HOST = "https://xsoar.test";
const never = new AbortController().signal;

function keywords(more: Record<string, unknown> = {}, names: readonly unknown[] = ["Clop", "Conti"]): unknown {
  return {
    websiteconfig: { rss_feeds: [FEED], webpages: [], keywords: ["strikes"] },
    resultfile: { createFile: false },
    profileRecords: true,
    profiling: { profileData: names, profile2cortex: true, CortexXSOARAPIConfig: { host: HOST, ...more } },
  };
}

function articles(profiling: Record<string, unknown>): unknown {
  return {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: false },
    profiling,
  };
}

/** A workspace with a keywords job; with an articles job where its configuration is given. */
function open(keywordsConfig: unknown, articlesConfig: unknown = null): { it: FakeWorld; xsoar: Xsoar } {
  const it = createFakeWorld(articlesConfig);
  if (articlesConfig === null) it.files.delete("config/articles_config.json");
  it.files.set("config/keywords_config.json", JSON.stringify(keywordsConfig));
  const xsoar = createXsoar({ key: "keywords-key" });
  it.web.set("*", (request) => xsoar.http.request(request));
  it.web.set(
    FEED,
    rss([
      ["Clop strikes", "https://news.test/a"],
      ["Conti strikes", "https://news.test/b"],
      ["Clop is quiet", "https://news.test/c"],
    ]),
  );
  return { it, xsoar };
}

async function run(it: FakeWorld): Promise<number | null> {
  const outcome = await runOne(it.session, "keywords", {
    signal: never,
    concurrency: 10,
    perHost: 2,
    timeoutMs: 1000,
    onProgress: () => {},
  });
  ok(outcome.kind === "done" && outcome.report.job === "keywords");
  return outcome.report.notes;
}

const waiting = async ({ session }: FakeWorld) =>
  (await session.notes.pending()).map(({ name, notes, why }) => [
    name,
    notes.map(({ article }) => article.url),
    why.kind,
  ]);

describe("notes of the keywords job", () => {
  it("wait in the same place as all others, and have a row until they are written", async () => {
    const { it, xsoar } = open(keywords());
    xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    equal(await run(it), 2);
    deepEqual(await waiting(it), [
      ["Clop", ["https://news.test/a"], "notTried"],
      ["Conti", ["https://news.test/b"], "notTried"],
    ]);
    deepEqual(
      (await it.session.articles.overview()).rows.map(({ name, articles: found }) => [name, found.length]),
      [
        ["Clop", 1],
        ["Conti", 1],
      ],
    );
    const { outcomes } = await it.session.notes.writeWaiting(xsoar.connection, never);
    deepEqual(
      outcomes.map(({ name, kind }) => [name, kind]),
      [
        ["Clop", "noted"],
        ["Conti", "missing"],
      ],
    );
    deepEqual(await waiting(it), [["Conti", ["https://news.test/b"], "missing"]]);
    equal(await run(it), 0, "each article once");
  });

  it("ask for a record once: who declines is not asked again while they wait", async () => {
    const { it, xsoar } = open(keywords());
    const dismissed = async () => {
      const { outcomes } = await it.session.notes.writeWaiting(xsoar.connection, never);
      return outcomes.map((outcome) => outcome.kind === "missing" && outcome.dismissed);
    };
    await run(it);
    deepEqual(await dismissed(), [false, false]);
    await it.session.notes.dismiss(["Conti"]);
    deepEqual(await dismissed(), [false, true]);
    const { outcomes } = await it.session.notes.createRecords(xsoar.connection, ["Conti"], never);
    equal(outcomes[0]?.kind, "created");
    deepEqual(await waiting(it), [["Clop", ["https://news.test/a"], "missing"]]);
  });

  it("of an entry that changes are for what it gains, and it is new once more; other changes are none", async () => {
    const { it, xsoar } = open(keywords());
    xsoar.put({ value: "Clop", indicator_type: "Threat Actor", CustomFields: null });
    const answer = (title: string, day: number) =>
      it.web.set(
        FEED,
        `<rss version="2.0"><channel><item><title>${title}</title><link>https://news.test/7</link><pubDate>${new Date(Date.UTC(2026, 5, 1 + day)).toUTCString()}</pubDate></item></channel></rss>`,
      );
    const titles = async (): Promise<readonly string[]> => {
      const outcome = await runOne(it.session, "keywords", {
        signal: never,
        concurrency: 10,
        perHost: 2,
        timeoutMs: 1000,
        onProgress: () => {},
      });
      ok(outcome.kind === "done" && outcome.report.job === "keywords");
      it.later(86_400_000);
      return outcome.report.newArticles.map(({ article }) => article.title);
    };
    answer("Somebody strikes", 0);
    deepEqual(await titles(), ["Somebody strikes"]);
    deepEqual(await waiting(it), []);
    answer("Somebody strikes again", 1);
    deepEqual(await titles(), []);
    answer("Clop strikes again", 2);
    deepEqual(await titles(), ["Clop strikes again"]);
    answer("Clop and Conti strike: strikes all over", 3);
    deepEqual(await titles(), ["Clop and Conti strike: strikes all over"]);
    const notes = (await it.session.notes.pending()).map(({ name, notes: of }) => [
      name,
      of.map(({ article }) => article.title),
    ]);
    deepEqual(notes, [
      ["Clop", ["Clop strikes again"]],
      ["Conti", ["Clop and Conti strike: strikes all over"]],
    ]);
    deepEqual(await titles(), []);
  });

  it("are off without profile2cortex or profileRecords", async () => {
    for (const off of [{ profileRecords: false }, { profiling: { profileData: ["Clop"], profile2cortex: false } }]) {
      const { it } = open({ ...(keywords() as object), ...off });
      equal(await run(it), null);
      deepEqual(await waiting(it), []);
      equal((await it.session.noteConfig()).kind, "none");
    }
  });

  it("take names and settings of both configurations, the server of the articles", async () => {
    const own = {
      profileData: ["Clop"],
      CortexXSOARAPIConfig: { host: HOST, note_template: "A {url}", record_types: ["A"] },
    };
    const { it } = open(keywords({ note_template: "K {url}", record_types: ["K"] }), articles(own));
    const state = await it.session.noteConfig();
    ok(state.kind === "ok");
    equal(state.file, "config/articles_config.json");
    deepEqual(state.config.profiling.profileData, ["Clop", "Conti"]);
    equal(state.config.profiling.profile2cortex, true);
    equal(state.config.profiling.CortexXSOARAPIConfig.note_template, "A {url}");
    deepEqual(state.config.profiling.CortexXSOARAPIConfig.record_types, ["A"]);
    const plain = await it.session.readConfig();
    ok(plain.kind === "ok" && !plain.config.profiling.profile2cortex);
  });

  it("go out by the stricter word of the two", async () => {
    const both = async (mine: Record<string, unknown>, theirs: object) => {
      const { it } = open(keywords(mine), articles({ CortexXSOARAPIConfig: { host: HOST, ...theirs } }));
      const state = await it.session.noteConfig();
      ok(state.kind === "ok");
      const { write, review_above: above } = state.config.profiling.CortexXSOARAPIConfig;
      return [write, above];
    };
    deepEqual(await both({ write: "review", review_above: 0 }, {}), ["review", 20]);
    deepEqual(await both({}, { write: "review", review_above: 5 }), ["review", 5]);
    deepEqual(await both({ review_above: 3 }, { review_above: 0 }), ["limits", 3]);
  });

  it("go by the section of the keywords where the articles name no server", async () => {
    const { it } = open(
      keywords({ api_key: "in plain text", record_types: ["K"] }),
      articles({ profileData: ["Somebody"] }),
    );
    const state = await it.session.noteConfig();
    ok(state.kind === "ok");
    deepEqual([state.file, state.plainKey], ["config/keywords_config.json", true]);
    deepEqual(state.config.profiling.profileData, ["Clop", "Conti", "Somebody"]);
    equal(state.config.profiling.CortexXSOARAPIConfig.host, HOST);
    deepEqual(state.config.profiling.CortexXSOARAPIConfig.record_types, ["K"]);
    equal(await run(it), 2);
  });

  it("wait while the configuration of the articles has errors: which server it names is not known", async () => {
    const { it } = open(keywords(), { websiteconfig: 5 });
    equal(await run(it), 2);
    equal((await it.session.noteConfig()).kind, "invalid");
  });
});
