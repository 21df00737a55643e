import assert from "node:assert/strict";
import { type Lesson, type LessonTarget, learn } from "../../../src/core/config/learn";
import type { ProfileMatches } from "../../../src/core/model/model";
import { describePreview } from "../../../src/core/scan/describePreview";
import type { ConfigText } from "../../../src/core/scan/storedMatches";
import { plainText } from "../../../src/core/text/translate";
import { type FakeWorld, createFakeWorld, rss } from "./fakes";

const FEED = "https://news.example/feed.xml";
const OWN: LessonTarget = { profile: "Grey Heron", alias: null };
const FILE = "config/articles_config.json";

function config(profileData: readonly unknown[], profiling: object = {}): object {
  return {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    resultfile: { createFile: false },
    profiling: {
      profileData,
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://soar.test" },
      ...profiling,
    },
  };
}

async function scanned(profileData: readonly unknown[], profiling: object = {}): Promise<FakeWorld> {
  const it = createFakeWorld(config(profileData, profiling));
  it.web.set(
    FEED,
    rss([
      ["Grey Heron robs a bank", "https://news.example/bank"],
      ["A Grey Heron at the lake", "https://news.example/birds"],
      ["Night Stork returns", "https://news.example/stork"],
    ]),
  );
  await it.scan();
  return it;
}

const change = (it: FakeWorld, profileData: readonly unknown[], profiling: object = {}) =>
  void it.files.set(FILE, JSON.stringify(config(profileData, profiling)));

async function rowsOf(it: FakeWorld): Promise<readonly (readonly [string, ...string[]])[]> {
  const { rows } = await it.session.articles.overview();
  return rows.map(({ name, articles }: ProfileMatches) => [
    name,
    ...articles.map(({ article, read, note }) => `${article.url.slice(21)}${read ? " read" : ""} ${note}`).toSorted(),
  ]);
}

const waiting = async (it: FakeWorld) =>
  (await it.session.notes.pending()).map(({ name, notes }) => [
    name,
    ...notes.map(({ article }) => article.url.slice(21)),
  ]);

describe("matching anew by other rules", () => {
  const BIRDS = { name: "Grey Heron", match: { notHere: ["https://news.example/birds"] } };

  it("says which pattern took too long and was switched off, as the preview and the hover do", async () => {
    const it = await scanned(["Grey Heron"]);
    const patterned = [{ name: "Grey Heron", match: { pattern: "gr[ae]y heron" } }];
    change(it, patterned);
    it.slowDown(600);
    const slow = [{ code: "tooSlow", limitMs: 500 }];
    const report = await it.session.articles.rematch();
    assert.ok(report.kind === "done");
    assert.deepEqual(
      report.problems.map(({ name, problem }) => [name, problem]),
      [["Grey Heron", slow[0]]],
    );
    const text: ConfigText = { job: "articles", text: JSON.stringify(config(patterned)), format: "json" };
    const preview = await it.session.articles.previewRules(text, 30);
    assert.ok(preview.kind === "done");
    assert.match(describePreview(preview.preview, plainText), /gr\[ae\]y heron of Grey Heron was switched off/);
    const insight = await it.session.articles.explainName(text, "Grey Heron", null, 30);
    assert.deepEqual(
      insight?.problems.map(({ problem }) => problem),
      slow,
    );
  });

  it("takes a match away with the note that waited for it, and asks no server", async () => {
    const it = await scanned(["Grey Heron"]);
    assert.deepEqual(await waiting(it), [["Grey Heron", "bank", "birds"]]);
    change(it, [BIRDS]);
    const asked = it.requests.length;
    assert.deepEqual(await it.session.articles.rematch(), {
      kind: "done",
      gained: 0,
      lost: 1,
      lostNoted: 0,
      problems: [],
    });
    assert.equal(it.requests.length, asked);
    assert.deepEqual(await rowsOf(it), [["Grey Heron", "bank pending"]]);
    assert.deepEqual(await waiting(it), [["Grey Heron", "bank"]]);
  });

  it("goes by what holds for all names, and counts what that changes", async () => {
    const it = await scanned(["Grey Heron", "Night Stork"]);
    change(it, ["Grey Heron", { name: "Night Stork", match: { notNear: [] } }], {
      match: { notNear: ["heron at", "stork returns"] },
    });
    const report = await it.session.articles.rematch();
    assert.ok(report.kind === "done");
    assert.deepEqual([report.gained, report.lost], [0, 1]);
    assert.deepEqual(await rowsOf(it), [
      ["Grey Heron", "bank pending"],
      ["Night Stork", "stork pending"],
    ]);
    change(it, ["Grey Heron", "Night Stork"]);
    const back = await it.session.articles.rematch();
    assert.ok(back.kind === "done");
    assert.deepEqual([back.gained, back.lost], [1, 0]);
  });

  it("keeps what was read, and gives a pair back as it was", async () => {
    const it = await scanned(["Grey Heron"]);
    await it.session.articles.setRead("Grey Heron", ["https://news.example/birds"], true);
    change(it, [BIRDS]);
    await it.session.articles.rematch();
    change(it, ["Grey Heron"]);
    assert.deepEqual(await it.session.articles.rematch(), {
      kind: "done",
      gained: 1,
      lost: 0,
      lostNoted: 0,
      problems: [],
    });
    assert.deepEqual(await rowsOf(it), [["Grey Heron", "bank pending", "birds read pending"]]);
    assert.deepEqual(await waiting(it), [["Grey Heron", "bank", "birds"]]);
  });

  it("finds stored articles for a name added, and writes them into its profile file with the next scan", async () => {
    const it = await scanned(["Grey Heron"], { profile2file: true });
    change(it, ["Grey Heron", "Night Stork"], { profile2file: true });
    assert.deepEqual(await it.session.articles.rematch(), {
      kind: "done",
      gained: 1,
      lost: 0,
      lostNoted: 0,
      problems: [],
    });
    assert.deepEqual((await rowsOf(it)).at(-1), ["Night Stork", "stork pending"]);
    await it.scan();
    assert.match(it.files.get("99 Archive/Night Stork_profile.txt") ?? "", /Night Stork returns\nhttps/);
  });

  const lessons: readonly (readonly [string, LessonTarget, Lesson, readonly string[]])[] = [
    ["a phrase near the name", OWN, { kind: "notNear", phrase: "at the lake" }, ["bank", "crew"]],
    ["a word of threats is needed", OWN, { kind: "requireContext" }, ["bank", "crew"]],
    [
      "the alias is not looked for",
      { profile: "Grey Heron", alias: "Marsh Crew" },
      { kind: "stop" },
      ["bank", "birds"],
    ],
    ["the article does not mean it", OWN, { kind: "notHere", url: "https://news.example/birds" }, ["bank", "crew"]],
  ];
  for (const [name, target, lesson, left] of lessons) {
    it(`applies what was learned: ${name}`, async () => {
      const it = createFakeWorld(config([{ name: "Grey Heron", aliases: ["Marsh Crew"] }]));
      it.web.set(
        FEED,
        rss([
          ["Grey Heron gang robs a bank", "https://news.example/bank"],
          ["A Grey Heron at the lake", "https://news.example/birds"],
          ["Marsh Crew is back", "https://news.example/crew"],
        ]),
      );
      await it.scan();
      const before = it.files.get(FILE) ?? "";
      const changed = learn("articles", before, "json", target, lesson);
      assert.ok(changed !== null && changed !== before);
      it.files.set(FILE, changed);
      assert.deepEqual(await it.session.articles.rematch(), {
        kind: "done",
        gained: 0,
        lost: 1,
        lostNoted: 0,
        problems: [],
      });
      assert.deepEqual(await rowsOf(it), [["Grey Heron", ...left.map((url) => `${url} pending`)]]);
      it.files.set(FILE, before);
      assert.deepEqual(await it.session.articles.rematch(), {
        kind: "done",
        gained: 1,
        lost: 0,
        lostNoted: 0,
        problems: [],
      });
      assert.equal((await rowsOf(it))[0]?.length, 4);
    });
  }

  it("leaves the rows alone where matching is off, and says what is wrong with the configuration", async () => {
    const it = await scanned(["Grey Heron"]);
    it.files.set(FILE, JSON.stringify({ ...config([BIRDS]), profileRecords: false }));
    assert.deepEqual(await it.session.articles.rematch(), {
      kind: "done",
      gained: 0,
      lost: 0,
      lostNoted: 0,
      problems: [],
    });
    it.files.set(FILE, "{");
    const outcome = await it.session.articles.rematch();
    assert.equal(outcome.kind === "config" && outcome.state.kind, "invalid");
    assert.equal((await rowsOf(it))[0]?.length, 3);
  });
});
