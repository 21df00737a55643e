import assert from "node:assert/strict";
import { type Entry, feedOf, tagged } from "./entries";
import { type FakeWorld, createFakeWorld } from "./fakes";

const FEED = "https://cert.example/rss.xml";
const LINK = "https://cert.example/7";
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOTHING = "Currently there are no new articles.";

function world(rest: object = {}): FakeWorld {
  return createFakeWorld({
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    profiling: {
      profileData: ["Emberfox", "Tallowgate"],
      profile2file: true,
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://soar.example", notes_not_older_than: 3 },
    },
    ...rest,
  });
}

const advisory = (title: string, date: string, guid = "7"): Entry => ({ title, link: LINK, guid, date });

const FIRST = advisory("Advisory 7: mail gateway", "2026-05-01", "7.1");
const GAINS = advisory("Advisory 7: mail gateway, used by Emberfox", "2026-06-01", "7.2");
const GAINS_MORE = advisory("Advisory 7: mail gateway, used by Emberfox and Tallowgate", "2026-06-02", "7.3");

/** A scan, and some time after it. */
async function scan(it: FakeWorld, entries: readonly Entry[], later = DAY_MS) {
  it.web.set(FEED, feedOf(entries));
  const { newArticles, newMatches } = await it.scan();
  it.later(later);
  return {
    news: newArticles.map(({ title, updated }) => [title, updated]),
    matches: newMatches.flatMap(({ name, articles }) => articles.map(({ article }) => `${name}: ${article.title}`)),
  };
}

/** What the sidebar shows. */
async function shown(it: FakeWorld): Promise<readonly string[]> {
  const { rows } = await it.session.articles.overview();
  return rows.flatMap(({ name, articles }) =>
    articles.map(({ article, read, note }) => `${name}: ${article.title}, ${read ? "read" : "unread"}, ${note}`),
  );
}

const readAll = async (it: FakeWorld): Promise<void> => {
  for (const { name, articles } of (await it.session.articles.overview()).rows) {
    await it.session.articles.setRead(
      name,
      articles.map(({ article }) => article.key),
      true,
    );
  }
};

const files = ({ files: all }: FakeWorld, folder: string): readonly string[] =>
  [...all].flatMap(([path, text]) => (path.startsWith(folder) ? [text] : []));

describe("an entry that comes with another headline and a later date", () => {
  it("is news once more where it gains a name: unread, in files, with a note for that name alone", async () => {
    const it = world();
    assert.deepEqual(await scan(it, [FIRST]), { news: [[FIRST.title, undefined]], matches: [] });
    const updated = "2026-06-01T00:00:00Z";
    assert.deepEqual(await scan(it, [GAINS]), {
      news: [[GAINS.title, updated]],
      matches: [`Emberfox: ${GAINS.title}`],
    });
    assert.deepEqual(await shown(it), [`Emberfox: ${GAINS.title}, unread, pending`]);
    assert.deepEqual(await scan(it, [GAINS]), { news: [], matches: [] });
    await readAll(it);
    assert.deepEqual(await scan(it, [GAINS_MORE]), {
      news: [[GAINS_MORE.title, "2026-06-02T00:00:00Z"]],
      matches: [`Tallowgate: ${GAINS_MORE.title}`],
    });
    assert.deepEqual(await shown(it), [
      `Emberfox: ${GAINS_MORE.title}, unread, pending`,
      `Tallowgate: ${GAINS_MORE.title}, unread, pending`,
    ]);
    assert.deepEqual(
      (await it.session.notes.pending()).flatMap(({ name, notes }) =>
        notes.map(({ article }) => [name, article.title]),
      ),
      [
        ["Emberfox", GAINS.title],
        ["Tallowgate", GAINS_MORE.title],
      ],
    );
    const block = ({ title }: Entry): string => `${title}\n${LINK}\n\n`;
    assert.deepEqual(files(it, "00 "), [block(FIRST), block(GAINS), NOTHING, block(GAINS_MORE)]);
    assert.deepEqual(
      files(it, "99 ").map((text) => text.includes(LINK)),
      [true, true],
    );
  });

  it("is told by when it was changed, in whatever form the feed says so", async () => {
    const it = world();
    const changed = (day: string) => `<atom:updated>2026-${day}T08:00:00Z</atom:updated>`;
    await scan(it, [{ ...FIRST, more: changed("05-01") }]);
    const { news } = await scan(it, [{ ...FIRST, title: GAINS.title, more: changed("06-01") }]);
    assert.deepEqual(news, [[GAINS.title, "2026-06-01T08:00:00Z"]]);
    const { rows } = await it.session.articles.overview();
    assert.equal(rows[0]?.articles[0]?.article.published, "2026-05-01T00:00:00Z");
  });

  it("is one article at another address too, where its identifier says so", async () => {
    const it = world();
    await scan(it, [{ ...FIRST, guid: "a7", link: `${LINK}-mail-gateway` }]);
    assert.deepEqual((await scan(it, [{ ...GAINS, guid: "a7", link: `${LINK}-mail-gateway-emberfox` }])).news, [
      [GAINS.title, "2026-06-01T00:00:00Z"],
    ]);
  });

  it("changes nothing but its text where it gains none", async () => {
    const it = world();
    await scan(it, [advisory("Emberfox at the gateway", "2026-05-31")]);
    await readAll(it);
    const mended = advisory("Emberfox at the gateway, with rules", "2026-06-02");
    assert.deepEqual(await scan(it, [mended]), { news: [], matches: [] });
    assert.deepEqual(await shown(it), [`Emberfox: ${mended.title}, read, pending`]);
    assert.deepEqual(files(it, "00 ").at(-1), NOTHING);
  });

  it("keeps the name it was found for, and its text with it", async () => {
    const it = world();
    await scan(it, [advisory("Emberfox at the gateway", "2026-05-31")]);
    await scan(it, [advisory("Somebody at the gateway", "2026-06-02")]);
    assert.deepEqual(await shown(it), ["Emberfox: Emberfox at the gateway, unread, pending"]);
  });

  it("is no news for a clock or a counter in its headline", async () => {
    const it = world();
    const answers = ["05-31", "06-01", "06-02", "06-03"].map((day, n) =>
      advisory(`Emberfox: ${n + 3} victims at 10:0${n}`, `2026-${day}`),
    );
    const told = [];
    for (const answer of answers) told.push((await scan(it, [answer])).news.length);
    assert.deepEqual(told, [1, 0, 0, 0]);
  });

  it("is told once a day at most, and on the next day whatever the server says of changes", async () => {
    const it = world();
    await scan(it, [FIRST], HOUR_MS);
    assert.equal((await scan(it, [GAINS], HOUR_MS)).news.length, 1);
    it.web.set(FEED, tagged(feedOf([GAINS_MORE]), "v3"));
    assert.deepEqual((await it.scan()).newArticles, []);
    it.later(DAY_MS);
    assert.deepEqual(
      (await it.scan()).newArticles.map(({ title }) => title),
      [GAINS_MORE.title],
    );
  });

  it("is as old as its update where notes may not be of old news", async () => {
    const it = world();
    await scan(it, [advisory("Emberfox of long ago", "2025-02-01"), { ...FIRST, link: `${LINK}/b` }]);
    assert.deepEqual(await shown(it), ["Emberfox: Emberfox of long ago, unread, off"]);
    await scan(it, [{ ...GAINS, link: `${LINK}/b` }]);
    assert.ok((await shown(it)).includes(`Emberfox: ${GAINS.title}, unread, pending`));
  });
});

describe("an entry is no update", () => {
  const cases: readonly (readonly [why: string, before: readonly Entry[], after: readonly Entry[]])[] = [
    ["with the same headline at a later date", [advisory("A", "2026-05-01")], [advisory("a ", "2026-06-01")]],
    [
      "with another headline and no later date",
      [advisory("Advisory", "2026-06-01")],
      [advisory("Advisory, Emberfox", "2026-06-01")],
    ],
    ["where the feed has no dates", [{ title: "Advisory", link: LINK }], [{ title: "Advisory, Emberfox", link: LINK }]],
  ];
  for (const [why, before, after] of cases) {
    it(why, async () => {
      const it = world();
      await scan(it, before);
      assert.deepEqual(await scan(it, after), { news: [], matches: [] });
    });
  }

  it("but an article of its own where the address has carried two identifiers at once", async () => {
    const it = world();
    await scan(it, [FIRST]);
    assert.deepEqual((await scan(it, [GAINS, FIRST])).news, [[GAINS.title, undefined]]);
    const third = advisory("Advisory 7, third part", "2026-06-03", "7.4");
    assert.deepEqual((await scan(it, [third])).news, [[third.title, undefined]]);
  });
});
