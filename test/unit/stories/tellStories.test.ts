import assert from "node:assert/strict";
import { describePlaced } from "../../../src/core/stories/describePlaced";
import type { StoryArticle } from "../../../src/core/stories/storyText";
import { type KnownArticle, type StoriesInput, tellStories } from "../../../src/core/stories/tellStories";
import { plainText } from "../../../src/core/text/translate";
import { finish } from "../../../src/core/text/turns";

const FIRST = Date.UTC(2026, 4, 4);
const DAY_MS = 86_400_000;

let made = 0;
function article(title: string, day = 0, outlet = `outlet${(made += 1)}`): StoryArticle {
  const url = `https://${outlet}.example/${(made += 1)}`;
  return { key: url, url, title, source: outlet, at: FIRST + day * DAY_MS };
}

const tell = (input: StoriesInput) => finish(tellStories(input));

/** The articles by their stories, as sets of headlines. */
function told(input: StoriesInput): string[][] {
  const { placed } = tell(input);
  const stories = new Map<string, string[]>();
  for (const { key, title } of input.fresh) {
    const id = placed.get(key)?.story ?? "";
    stories.set(id, [...(stories.get(id) ?? []), title].sort());
  }
  return [...stories.values()];
}

const known = (one: StoryArticle, story = one.key): KnownArticle => ({ article: one, story });

describe("stories", () => {
  const news = [
    article("Quillstone botnet targets home routers in Drevonia"),
    article("New Quillstone Botnet Hijacks Home Routers", 1),
    article("Botnet Quillstone: router makers react", 2),
    article("Fenbite ransomware gang claims attack on Hollerbeck breweries"),
    article("Hollerbeck breweries hit by ransomware attack", 1),
    article("How to budget for security", 1),
    article("Weekly Recap: Quillstone botnet, Hollerbeck breweries and more", 3),
    article("Microsoft fixes 93 flaws in May, two of them exploited", 1),
    article("Patch Tuesday, May 2026", 2),
    article("Microsoft fixes exploited Exchange flaw", 2),
  ];

  it("join what tells one event, and leave the rest alone", () => {
    const several = told({ fresh: news }).filter(({ length }) => length > 1);
    assert.deepEqual(
      several.map(({ length }) => length).sort((a, b) => a - b),
      [2, 2, 3],
    );
    const { placed } = tell({ fresh: news });
    const recap = placed.get((news[6] as StoryArticle).key);
    assert.equal(recap?.story, news[6]?.key);
    assert.equal(recap?.isRoundup, true);
    assert.equal(placed.get((news[8] as StoryArticle).key)?.story, news[7]?.key);
  });

  it("are the same whatever the order in which a scan brings them", () => {
    const expected = tell({ fresh: news }).placed;
    for (let turn = 1; turn < news.length; turn++) {
      const shuffled = [...news.slice(turn), ...news.slice(0, turn)].toReversed();
      const { placed } = tell({ fresh: shuffled });
      for (const { key } of news) assert.deepEqual(placed.get(key), expected.get(key));
    }
  });

  it("bear the key of their first article", () => {
    const { placed } = tell({ fresh: news.toReversed() });
    assert.equal(placed.get((news[2] as StoryArticle).key)?.story, news[0]?.key);
  });

  it("keep articles and id over scans: what comes later joins", () => {
    const [first, second, third] = news as [StoryArticle, StoryArticle, StoryArticle];
    const earlier = { ...article("Quillstone botnet seen in home routers first", -1) };
    const outcome = tell({ fresh: [third, earlier], known: [known(first), known(second, first.key)] });
    assert.equal(outcome.placed.get(third.key)?.story, first.key);
    assert.equal(outcome.placed.get(earlier.key)?.story, first.key);
    assert.deepEqual([...outcome.joined], []);
    assert.equal(outcome.placed.has(first.key), false);
  });

  it("that turn out to be one go on under the older id", () => {
    const older = article("Glimmerfox backdoor found at Ostermoor clinic");
    const younger = article("Ostermoor clinic closes wards after Glimmerfox attack", 1);
    const both = article("Glimmerfox backdoor behind attack on Ostermoor clinic", 2);
    const outcome = tell({ fresh: [both], known: [known(younger), known(older)] });
    assert.equal(outcome.placed.get(both.key)?.story, older.key);
    assert.deepEqual([...outcome.joined], [[younger.key, older.key]]);
  });

  it("take articles within the window of their newest one, and for 14 days at most", () => {
    const title = "Quillstone botnet hijacks home routers of Drevonia";
    const at = (day: number) => article(title, day);
    assert.equal(told({ fresh: [at(0), at(4)] }).length, 1);
    assert.equal(told({ fresh: [at(0), at(5)] }).length, 2);
    assert.equal(told({ fresh: [at(0), at(6)], days: 6 }).length, 1);
    const days = [0, 3, 6, 9, 12, 14].map(at);
    assert.equal(told({ fresh: days }).length, 1);
    const first = days[0] as StoryArticle;
    const story = days.map((one) => known(one, first.key));
    const late = at(15);
    assert.equal(tell({ fresh: [late], known: story }).placed.get(late.key)?.story, late.key);
  });

  it("of one outlet are seldom one: its notices resemble each other", () => {
    const notices = ["Torvex Panel M241", "Torvex Panel M262", "Torvex Drive"].map((title) =>
      article(title, 0, "agency"),
    );
    assert.equal(told({ fresh: notices }).length, 3);
  });

  it("never take a name that has many stories for one of them", () => {
    assert.equal(
      told({ fresh: [article("LockBit hits Hollerbeck breweries"), article("LockBit claims Ostermoor clinic")] })
        .length,
      2,
    );
  });

  it("follow what was decided by hand, whatever the words say", () => {
    const [one, other, alone] = [news[0], news[1], news[5]] as [StoryArticle, StoryArticle, StoryArticle];
    const apart = { same: false, articles: [other.key, one.key] as const };
    const same = { same: true, articles: [one.key, alone.key] as const };
    const fresh = [one, other, alone];
    assert.equal(told({ fresh, decisions: [apart] }).length, 3);
    const { placed } = tell({ fresh, decisions: [apart, same] });
    assert.equal(placed.get(alone.key)?.story, one.key);
    assert.equal(placed.get(alone.key)?.why?.byHand, true);
    assert.equal(placed.get(other.key)?.story, other.key);
    // The last word counts.
    assert.equal(told({ fresh, decisions: [apart, { ...apart, same: true }] }).length, 2);
  });

  it("that were joined by hand take in what is like a part of them", () => {
    const parts = [
      article("Quillstone botnet targets home routers in Drevonia"),
      article("Hollerbeck breweries stop deliveries"),
      article("How to budget for security"),
    ] as const;
    const [first, second, third] = parts;
    const decisions = [second, third].map(({ key }) => ({ same: true, articles: [first.key, key] as const }));
    const late = article("New Quillstone botnet hijacks home routers", 1);
    const { placed } = tell({ fresh: [late], known: parts.map((one) => known(one, first.key)), decisions });
    assert.equal(placed.get(late.key)?.story, first.key);
  });

  it("that were told apart are not brought together by a third article", () => {
    const [one, other, third] = news as [StoryArticle, StoryArticle, StoryArticle];
    const decisions = [{ same: false, articles: [one.key, other.key] as const }];
    const { placed } = tell({ fresh: [third], known: [known(one), known(other)], decisions });
    assert.notEqual(placed.get(third.key)?.story, third.key);
    assert.deepEqual([...tell({ fresh: [third], known: [known(one), known(other)], decisions }).joined], []);
  });

  it("weigh a word less, the more of what is stored has it", () => {
    const pair = ["Marrowgate forum closes", "New rules for Marrowgate forum"].map((title) => article(title));
    assert.equal(told({ fresh: pair }).length, 1);
    const others = Array.from({ length: 400 }, (_, at) => known(article(`Marrowgate forum, day ${at}`, -1)));
    assert.equal(told({ fresh: pair, known: others }).length, 2);
  });

  it("say why", () => {
    const { placed } = tell({ fresh: news });
    const why = (at: number): string =>
      describePlaced(
        placed.get((news[at] as StoryArticle).key) as never,
        (key) => news.find((one) => one.key === key)?.title ?? "",
        plainText,
      );
    assert.match(
      why(4),
      /^It shares .*Hollerbeck.* with “Fenbite ransomware gang claims attack on Hollerbeck breweries”\.$/,
    );
    assert.equal(why(5), "No other article tells it.");
    assert.equal(why(6), "It tells several stories, and so is of none.");
    const overviews = [article("Patch Tuesday, May 2026"), article("Microsoft fixes 93 holes")];
    const [one, other] = overviews as [StoryArticle, StoryArticle];
    const because = tell({ fresh: overviews }).placed.get(one.key);
    assert.equal(
      describePlaced(because as never, () => other.title, plainText),
      "It shares Patch with “Microsoft fixes 93 holes”.",
    );
  });

  it("of thousands alike end, and let others have their turn", () => {
    const many = Array.from({ length: 2_000 }, (_, at) => article("Quillstone botnet hijacks routers", at / 2_000));
    let turns = 0;
    const work = tellStories({ fresh: many });
    let step = work.next();
    for (; step.done !== true; step = work.next()) turns += 1;
    assert.ok(turns > 90);
    assert.equal(new Set([...step.value.placed.values()].map(({ story }) => story)).size, 1);
  });

  it("weigh words by what was stored before, also where that is told now", () => {
    const column = Array.from({ length: 600 }, (_, at) =>
      article(`Zorblatt talks Quarnheim, part ${at + 100}`, at / 200),
    );
    const two = [article("Zorblatt talks Quarnheim to bakers", 3), article("Zorblatt talks Quarnheim to brewers", 3)];
    assert.equal(told({ fresh: two }).length, 1, "two rare words");
    const stored = new Set(column.map(({ key }) => key));
    const { placed } = tell({ fresh: [...column, ...two], stored });
    assert.equal(
      new Set([...placed.values()].map(({ story }) => story)).size,
      602,
      "words of each of them are of none",
    );
  });
});
