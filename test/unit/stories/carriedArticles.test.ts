import assert from "node:assert/strict";
import type { Entry } from "../scan/entries";
import { type FakeWorld, createFakeWorld } from "../scan/fakes";
import { TWO_OUTLETS, publishBoth, scanBoth } from "./twoOutlets";

const [NAMED, NAMELESS, SECOND, OTHER] = [
  "https://lab.example/1",
  "https://press.example/2",
  "https://lab.example/3",
  "https://press.example/4",
];
const LAB: readonly Entry[] = [{ title: "Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances", link: NAMED }];
const PRESS: readonly Entry[] = [
  { title: "Attackers exploit Harbourgate VPN flaw CVE-2026-4711", link: NAMELESS },
  { title: "How to budget for security", link: OTHER },
];

describe("articles that are carried in", () => {
  let lab: FakeWorld;
  const scan = (ours: readonly Entry[], press: readonly Entry[]): Promise<void> => scanBoth(lab, ours, press);
  const track = (...names: readonly string[]): void => {
    lab.files.set(
      "config/articles_config.json",
      JSON.stringify({ websiteconfig: TWO_OUTLETS, profiling: { profileData: names } }),
    );
  };
  /** By name, its matches with a star at those of a story, and what is carried in. */
  const shown = async (): Promise<Record<string, string>> => {
    const { rows } = await lab.session.articles.overview();
    return Object.fromEntries(
      rows.map(({ name, articles, carried = [] }) => [
        name,
        [
          articles.map(({ article, story }) => article.key + (story === undefined ? "" : "*")).join(" "),
          carried.map(({ article, story }) => `${article.key} in ${story}`).join(" "),
        ].join(" | "),
      ]),
    );
  };

  beforeEach(() => {
    lab = createFakeWorld({});
    track("Emberfox");
  });

  it("stand beside the matches of the name whose story they tell, and are no matches", async () => {
    await scan(LAB, PRESS);
    assert.deepEqual(await shown(), { Emberfox: `${NAMED}* | ${NAMELESS} in ${NAMED}` });
    const exported = (await lab.session.articles.export("json", {})) ?? "";
    assert.doesNotMatch(exported, /press\.example/);
    assert.doesNotMatch(lab.documents.get("matches") ?? "", /press\.example/);
  });

  it("came before the one that names somebody, or come after it", async () => {
    await scan([], PRESS);
    assert.deepEqual(await shown(), {});
    await scan(LAB, PRESS);
    assert.deepEqual(await shown(), { Emberfox: `${NAMED}* | ${NAMELESS} in ${NAMELESS}` });
    const link = "https://press.example/5";
    await scan(LAB, [{ title: "Harbourgate VPN: patch for CVE-2026-4711 is out", link }, ...PRESS]);
    const { rows } = await lab.session.articles.overview();
    assert.deepEqual(new Set(rows[0]?.carried?.map(({ article }) => article.key)), new Set([NAMELESS, link]));
  });

  it("are those of a name that is tracked later, and matches once their name is tracked", async () => {
    await scan(LAB, PRESS);
    track("Harbourgate");
    await lab.session.articles.rematch();
    assert.deepEqual(await shown(), { Harbourgate: `${NAMED}* ${NAMELESS}* | ` });
    track("Emberfox");
    await lab.session.articles.rematch();
    assert.deepEqual(await shown(), { Emberfox: `${NAMED}* | ${NAMELESS} in ${NAMED}` });
  });

  it("go with their story by hand, and come back", async () => {
    await scan(LAB, PRESS);
    const back = await lab.session.articles.tellApart(NAMELESS);
    assert.deepEqual(await shown(), { Emberfox: `${NAMED} | ` });
    await back?.();
    assert.deepEqual(await shown(), { Emberfox: `${NAMED}* | ${NAMELESS} in ${NAMED}` });
    const apart = await lab.session.articles.tellSame(OTHER, NAMED);
    assert.match((await shown())["Emberfox"] ?? "", /press\.example\/4 in /);
    await apart?.();
    assert.deepEqual(await shown(), { Emberfox: `${NAMED}* | ${NAMELESS} in ${NAMED}` });
  });

  it("are none where nothing is tracked in the story", async () => {
    track("Greyheron");
    await scan([...LAB, { title: "Greyheron returns", link: SECOND }], PRESS);
    assert.deepEqual(await shown(), { Greyheron: `${SECOND} | ` });
    assert.equal(lab.documents.has("carried-articles"), false);
  });
});

describe("why articles are in a story", () => {
  const world = async (...titles: readonly (readonly [title: string, link: string])[]): Promise<FakeWorld> => {
    const lab = createFakeWorld({ websiteconfig: TWO_OUTLETS, profiling: { profileData: ["Emberfox"] } });
    const of = (site: string): readonly Entry[] =>
      titles.flatMap(([title, link]) => (link.startsWith(site) ? [{ title, link }] : []));
    publishBoth(lab, of("https://lab.example/"), of("https://press.example/"));
    await lab.scan();
    return lab;
  };
  const why = async (lab: FakeWorld, key: string): Promise<readonly (readonly [string, string])[]> =>
    (await lab.session.articles.explainStory(key)).map((told) => [told.article.key, told.why] as const);

  it("is what they share, those that name nobody included", async () => {
    const lab = await world(
      ["Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances", NAMED],
      ["Attackers exploit Harbourgate VPN flaw CVE-2026-4711", NAMELESS],
    );
    const told = await why(lab, NAMELESS);
    assert.deepEqual(await why(lab, NAMED), told);
    assert.deepEqual(
      told.map(([key]) => key),
      [NAMED, NAMELESS],
    );
    assert.match(told[0]?.[1] ?? "", /^It shares .*CVE-2026-4711.* with “Attackers exploit Harbourgate/i);
    assert.match(told[1]?.[1] ?? "", /^It shares .*Harbourgate.* with “Emberfox exploits/i);
  });

  it("is that somebody has said so, or what is left where the article between them has gone", async () => {
    const lab = await world(
      ["Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances", NAMED],
      ["Attackers exploit Harbourgate VPN flaw CVE-2026-4711", NAMELESS],
      ["How to budget for security", OTHER],
    );
    assert.deepEqual(await why(lab, OTHER), [[OTHER, "No other article tells it."]]);
    await lab.session.articles.tellSame(OTHER, NAMELESS);
    const told = new Map(await why(lab, OTHER));
    assert.match(told.get(OTHER) ?? "", /^Somebody has said that it tells the same as “Attackers exploit/);
    await lab.session.articles.tellApart(NAMELESS);
    const left = new Map(await why(lab, OTHER));
    assert.deepEqual([...left.keys()].sort(), [NAMED, OTHER].sort());
    assert.equal(
      left.get(OTHER),
      "It tells the same story as “Emberfox exploits CVE-2026-4711 in Harbourgate VPN appliances”.",
    );
  });
});
