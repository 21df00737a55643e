import assert from "node:assert/strict";
import { parseConfig } from "../../../src/core/config/parseConfig";
import type { ProfileConfig } from "../../../src/core/config/types";
import { describeMatch } from "../../../src/core/matching/describeMatch";
import { deriveRule } from "../../../src/core/matching/rules";
import type { Match } from "../../../src/core/model/model";
import { dismissals, trackedNames } from "../../../src/core/names/trackedNames";
import { plainText } from "../../../src/core/text/translate";
import { fakeStore } from "../xsoar/fakes";
import { createFakeWorld, rss } from "../scan/fakes";

const FEED = "https://news.example/feed.xml";

function profilesOf(profileData: readonly unknown[]): readonly ProfileConfig[] {
  const { config, problems } = parseConfig("articles", JSON.stringify({ profiling: { profileData } }), "json");
  assert.deepEqual(problems, []);
  assert.ok(config !== null);
  return config.profiling.profiles;
}

describe("the names a scan looks for", () => {
  it("plain names have no rule of their own", () => {
    assert.deepEqual(trackedNames(profilesOf(["Grey Heron"]), [], new Map()), [
      { profile: "Grey Heron", name: "Grey Heron" },
    ]);
  });

  it("aliases of the configuration come first and say so", () => {
    const profiles = profilesOf([{ name: "Grey Heron", aliases: ["Marsh Crew", "Bog Club"] }, "Night Stork"]);
    const owners = new Map([["Lone Owl", ["Night Stork"]]]);
    const entries = trackedNames(profiles, ["marsh crew", "Lone Owl", "Reed Gang"], owners, [
      { profile: "Grey Heron", alias: "MarshCrew", sources: [{ title: "List", date: "2026-01-02" }], ambiguous: [] },
    ]);
    assert.deepEqual(
      entries.map(({ profile, name, aliasSource }) => [profile, name, aliasSource?.title]),
      [
        ["Grey Heron", "Grey Heron", undefined],
        ["Night Stork", "Night Stork", undefined],
        ["Grey Heron", "Marsh Crew", "List"],
        ["Grey Heron", "Bog Club", "configuration"],
        ["Night Stork", "Lone Owl", "Cortex XSOAR"],
        [null, "Reed Gang", "Cortex XSOAR"],
      ],
    );
  });

  it("rules of a name hold for its other names where they are meant for all of them", () => {
    const profiles = profilesOf([
      {
        name: "Play",
        aliases: [{ name: "PlayCrypt", match: { notNear: ["demo"], exactCase: true } }, "Balloonfly"],
        match: { notNear: ["Google Play"], matchIn: ["title"], requireContext: false },
      },
    ]);
    const rules = new Map(trackedNames(profiles, [], new Map()).map(({ name, rule }) => [name, rule]));
    assert.deepEqual(rules.get("Play"), deriveRule("Play", profiles[0]?.match));
    assert.deepEqual(rules.get("PlayCrypt"), {
      ...deriveRule("PlayCrypt"),
      exactCase: true,
      matchIn: ["title"],
      notNear: ["Google Play", "demo"],
    });
    assert.deepEqual(rules.get("Balloonfly")?.notNear, ["Google Play"]);
  });

  it("an alias that is switched off is so wherever it is from, and nobody else's", () => {
    const profiles = profilesOf([{ name: "Grey Heron", aliases: [{ name: "Lone Owl", match: { enabled: false } }] }]);
    for (const owners of [new Map([["lone owl", ["Grey Heron"]]]), new Map<string, string[]>()]) {
      const entries = trackedNames(profiles, ["lone owl"], owners);
      assert.deepEqual(
        entries.map(({ profile, name, rule }) => [profile, name, rule?.enabled]),
        [
          ["Grey Heron", "Grey Heron", undefined],
          ["Grey Heron", "Lone Owl", false],
        ],
      );
    }
  });

  it("articles are dismissed by any spelling of their address, for a name or for one of its other names", () => {
    const isDismissed = dismissals(
      profilesOf([
        {
          name: "Grey Heron",
          aliases: [{ name: "Lone Owl", match: { notHere: ["https://news.example/owls"] } }],
          match: { notHere: ["http://www.news.example/birds/?utm_source=x#top"] },
        },
      ]),
    );
    const match = (name: string, profile: string | null = "Grey Heron") => ({ profile, name }) as Match;
    assert.equal(isDismissed(match("Grey Heron"), "https://news.example/birds"), true);
    assert.equal(isDismissed(match("Lone Owl"), "https://news.example/birds"), true);
    assert.equal(isDismissed(match("lone-owl"), "https://news.example/owls"), true);
    assert.equal(isDismissed(match("Grey Heron"), "https://news.example/owls"), false);
    assert.equal(isDismissed(match("Grey Heron", null), "https://news.example/birds"), false);
  });
});

describe("a scan with names that have rules", () => {
  it("finds by the aliases of the configuration, tells their source, and leaves out what is dismissed", async () => {
    const it = createFakeWorld({
      websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
      profiling: {
        profileData: [
          { name: "Grey Heron", aliases: ["Marsh Crew"], match: { notHere: ["https://news.example/birds"] } },
        ],
      },
    });
    it.web.set(
      FEED,
      rss([
        ["Marsh Crew strikes a bank", "https://news.example/bank"],
        ["A Grey Heron at the lake", "https://news.example/birds"],
      ]),
    );
    const { newMatches } = await it.scan();
    assert.deepEqual(
      newMatches.map(({ name, articles }) => [name, articles.map(({ article }) => article.title)]),
      [["Grey Heron", ["Marsh Crew strikes a bank"]]],
    );
    const [match] = newMatches[0]?.articles[0]?.matches ?? [];
    assert.ok(match);
    assert.match(
      describeMatch(match, plainText),
      /another name of Grey Heron\..*The alias is from the configuration\./,
    );
  });

  it("writes into a note why it matched, where the template asks for it", async () => {
    const store = fakeStore([{ id: "1", value: "Grey Heron", aliases: ["Grey Heron"] }]);
    const it = createFakeWorld({
      websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
      resultfile: { createFile: false },
      profiling: {
        profileData: [{ name: "Grey Heron", aliases: ["Marsh Crew"] }],
        profile2cortex: true,
        CortexXSOARAPIConfig: { host: "https://soar.test", note_template: "{url} ({why})" },
      },
    });
    it.web.set("*", async (request) => store.http.request(request));
    it.web.set(FEED, rss([["Marsh Crew strikes a bank", "https://news.example/bank"]]));
    await it.scan();
    await it.session.notes.writeWaiting(
      { baseUrl: "https://soar.test", apiKey: "key-of-a-test", flavour: "xsoar6" },
      new AbortController().signal,
    );
    assert.deepEqual(store.notesOf("1"), [
      "https://news.example/bank (“Marsh Crew” in the headline. Marsh Crew is another name of Grey Heron. " +
        "The alias is from the configuration.)",
    ]);
  });
});
