import assert from "node:assert/strict";
import { type Entry, feedOf } from "../scan/entries";
import { type FakeWorld, createFakeWorld } from "../scan/fakes";

const DAY_MS = 86_400_000;
const FEEDS = ["https://lab.example/rss.xml", "https://press.example/rss.xml"] as const;

const entry = (title: string, link: string): Entry => ({ title, link });
const FIRST = entry("Quillstone botnet targets home routers in Drevonia", "https://lab.example/1");
const SECOND = entry("New Quillstone botnet hijacks home routers", "https://press.example/2");
const THIRD = entry("Quillstone botnet: makers of routers react", "https://lab.example/3");
const ALONE = entry("How to budget for security", "https://press.example/4");

function world(stored?: Pick<FakeWorld, "files" | "documents">, more: object = {}): FakeWorld {
  const websiteconfig = { rss_feeds: FEEDS, webpages: [], stopwords: [], specialHandling: {} };
  return createFakeWorld(
    { websiteconfig, profiling: { profileData: ["Quillstone"], profile2cortex: false }, ...more },
    stored,
  );
}

async function scan(it: FakeWorld, lab: readonly Entry[], press: readonly Entry[]): Promise<[string, string][]> {
  it.web.set(FEEDS[0], feedOf(lab));
  it.web.set(FEEDS[1], feedOf(press));
  await it.scan();
  it.later(DAY_MS);
  return [...(await it.session.articles.stories())].sort(([a], [b]) => a.localeCompare(b));
}

describe("remembered stories", () => {
  it("are told at each scan, and what was shown stays", async () => {
    const it = world();
    assert.deepEqual(await scan(it, [FIRST], [SECOND, ALONE]), [
      ["https://lab.example/1", "https://lab.example/1"],
      ["https://press.example/2", "https://lab.example/1"],
    ]);
    assert.deepEqual(await scan(it, [THIRD, FIRST], [SECOND, ALONE]), [
      ["https://lab.example/1", "https://lab.example/1"],
      ["https://lab.example/3", "https://lab.example/1"],
      ["https://press.example/2", "https://lab.example/1"],
    ]);
  });

  it("take in an article that was alone", async () => {
    const it = world();
    assert.deepEqual(await scan(it, [FIRST], [ALONE]), []);
    assert.deepEqual(await scan(it, [FIRST], [SECOND, ALONE]), [
      ["https://lab.example/1", "https://lab.example/1"],
      ["https://press.example/2", "https://lab.example/1"],
    ]);
  });

  it("follow what was decided by hand", async () => {
    const decisions = [{ same: false, articles: ["https://press.example/2", "https://lab.example/1"] }];
    const documents = new Map([["stories", JSON.stringify({ version: 1, data: { decisions: [...decisions, 7] } })]]);
    const it = world({ files: new Map(), documents });
    assert.deepEqual(await scan(it, [FIRST], [SECOND, ALONE]), []);
    const { data } = JSON.parse(it.documents.get("stories") ?? "") as { data: Record<string, unknown> };
    assert.deepEqual(data["decisions"], decisions);
  });

  it("begin anew where what is remembered is damaged, as everything else goes on", async () => {
    const it = world();
    await scan(it, [FIRST], [SECOND]);
    it.documents.set("stories", "{");
    it.documents.set("articles-of-stories", "7");
    assert.equal((await scan(it, [THIRD, FIRST], [SECOND])).length, 3);
    const places = [
      ["https://lab.example/3", { story: "https://lab.example/1", day: "2026-06-01", began: "never" }],
      ["https://press.example/2", { story: "https://lab.example/1", day: "some", began: "2026-06-01" }],
    ];
    it.documents.set("articles-of-stories", JSON.stringify({ version: 1, data: places }));
    assert.equal(
      (await scan(it, [FIRST, entry("Quillstone again in home routers", "https://lab.example/5")], [])).length,
      4,
    );
  });

  it("are told of what an earlier version has stored", async () => {
    const it = world();
    await scan(it, [FIRST], [SECOND]);
    it.documents.delete("stories");
    it.documents.delete("articles-of-stories");
    assert.deepEqual(await scan(it, [FIRST, ALONE], [SECOND]), [
      ["https://lab.example/1", "https://lab.example/1"],
      ["https://press.example/2", "https://lab.example/1"],
    ]);
  });

  it("reach as far as the configuration says", async () => {
    const late = { ...SECOND, date: "2026-05-27" };
    const early = { ...FIRST, date: "2026-05-21" };
    assert.equal((await scan(world(), [early], [late])).length, 0);
    assert.equal((await scan(world(undefined, { stories: { days: 7 } }), [early], [late])).length, 2);
  });

  it("pass over what was long ago when it was found", async () => {
    const [early, late] = ["2026-05-01", "2026-05-02"];
    const [one, other] = [FIRST, SECOND].map((entry, at) => ({ ...entry, date: at === 0 ? early : late }));
    assert.deepEqual(await scan(world(), [one as Entry], [other as Entry]), []);
    const it = world();
    await scan(it, [one as Entry], []);
    const [{ data }] = [JSON.parse(it.documents.get("stories") ?? "") as { data: Record<string, unknown> }];
    assert.match(String(data["told"]), /^2026-06-01/, "they are looked at once");
  });

  it("leave the memory free while they are told, and follow what is decided meanwhile", async () => {
    const many = Array.from({ length: 120 }, (_, at) => entry(`Report ${at}`, `https://lab.example/r${at}`));
    for (let turns = 0; turns < 400; turns += 40) {
      const it = world();
      await scan(it, [FIRST], [SECOND]);
      it.web.set(FEEDS[0], feedOf([THIRD, ...many, FIRST]));
      const scanning = it.scan();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      await it.session.articles.tellApart("https://press.example/2");
      await scanning;
      const stories = await it.session.articles.stories();
      const [one, two] = ["https://lab.example/1", "https://press.example/2"].map((key) => stories.get(key) ?? key);
      assert.notEqual(one, two, `after ${turns} turns`);
      assert.ok([one, two].includes(stories.get("https://lab.example/3")));
    }
  });

  it("stand in exports", async () => {
    const it = world();
    await scan(it, [FIRST], [SECOND, ALONE]);
    const json = JSON.parse((await it.session.articles.export("json", {})) ?? "") as {
      profiles: { articles: { url: string; story?: string }[] }[];
    };
    assert.deepEqual(new Set(json.profiles[0]?.articles.map(({ story }) => story)), new Set(["https://lab.example/1"]));
    const csv = (await it.session.articles.export("csv", {})) ?? "";
    assert.match(csv.split("\r\n")[0] ?? "", /,updated,story,remark$/);
    assert.match(csv.split("\r\n")[1] ?? "", /,https:\/\/lab\.example\/1,$/);
  });
});
