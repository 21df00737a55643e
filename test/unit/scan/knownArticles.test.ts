import assert from "node:assert/strict";
import { type Entry, feedOf } from "./entries";
import { type FakeWorld, createFakeWorld } from "./fakes";

const FEED = "https://lab.example/rss.xml";
const DAY_MS = 86_400_000;
const SESSIONS = ["0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210"] as const;

const at = (path: string): string => `https://lab.example/${path}`;

function world(documents: ReadonlyMap<string, unknown> = new Map(), feeds: readonly string[] = [FEED]): FakeWorld {
  const config = {
    websiteconfig: { rss_feeds: feeds, webpages: [], stopwords: [], specialHandling: {} },
    profiling: {
      profileData: ["Emberfox"],
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://soar.example" },
    },
  };
  const written = [...documents].map(([name, data]) => [name, JSON.stringify({ version: 1, data })] as const);
  return createFakeWorld(config, { files: new Map(), documents: new Map(written) });
}

async function newIn(it: FakeWorld, entries: readonly Entry[]): Promise<readonly string[]> {
  it.web.set(FEED, feedOf(entries));
  const { newArticles } = await it.scan();
  it.later(DAY_MS);
  return newArticles.map(({ title }) => title);
}

/** An answer for each day, with what of it is new. */
type Days = readonly (readonly [entries: readonly Entry[], news: readonly string[]])[];

const cases: readonly (readonly [why: string, days: Days])[] = [
  [
    "whose headline is mended and whose address with it",
    [
      [[{ title: "Emberfox hits bnak", link: at("emberfox-hits-bnak"), guid: "lab-471" }], ["Emberfox hits bnak"]],
      [[{ title: "Emberfox hits bank", link: at("emberfox-hits-bank"), guid: "lab-471" }], []],
      [[{ title: "Emberfox hits bank", link: at("emberfox-hits-bank") }], []],
    ],
  ],
  [
    "that has a later date as well, where the address says much of what it said",
    [
      [[{ title: "Gateway bnak", link: at("gateway-at-bnak"), guid: "471", date: "2026-05-01" }], ["Gateway bnak"]],
      [[{ title: "Gateway bank", link: at("gateway-at-bank"), guid: "471", date: "2026-05-02" }], []],
    ],
  ],
  [
    "that has moved to another host",
    [
      [[{ title: "A", link: "https://old.example/a", guid: "tag:old.example,2026:a" }], ["A"]],
      [[{ title: "A", link: "https://new.example/log/a", guid: "tag:old.example,2026:a" }], []],
    ],
  ],
  [
    "that is identified by the address it had",
    [
      [[{ title: "A", link: at("a") }], ["A"]],
      [[{ title: "A", link: at("2026/a"), guid: at("a") }], []],
    ],
  ],
  [
    "with a token of its own in each answer",
    [
      [[{ title: "A", link: at("go?t=1a2b"), guid: "art-9" }], ["A"]],
      [[{ title: "A", link: at("go?t=9f8e"), guid: "art-9" }], []],
      [[{ title: "A", link: at("go?t=77"), guid: "art-9" }], []],
    ],
  ],
  [
    "with a session in its address",
    [
      [[{ title: "A", link: at(`topic.php?t=4&sid=${SESSIONS[0]}`) }], ["A"]],
      [
        [
          { title: "A", link: at(`topic.php?t=4&sid=${SESSIONS[1]}`) },
          { title: "B", link: at(`topic.php?t=5&sid=${SESSIONS[1]}`) },
        ],
        ["B"],
      ],
    ],
  ],
  [
    "that a search engine leads to, each time by another address",
    [
      [[{ title: "A", link: `https://www.google.com/url?rct=j&url=${at("a")}&usg=X1` }], ["A"]],
      [[{ title: "A", link: `https://www.google.com/url?rct=j&url=${at("a")}&usg=X2` }], []],
      [[{ title: "A", link: at("a") }], []],
    ],
  ],
  [
    "with another identifier each day",
    [
      [[{ title: "A", link: at("a"), guid: "x1", date: "2026-05-01" }], ["A"]],
      [[{ title: "A", link: at("a"), guid: "x2", date: "2026-05-02" }], []],
    ],
  ],
  [
    "at a fragment, which gets a page of its own",
    [
      [
        [
          { title: "A", link: at("all#a"), guid: "1" },
          { title: "B", link: at("all#b"), guid: "2" },
        ],
        ["A", "B"],
      ],
      [
        [
          { title: "A", link: at("a"), guid: "1" },
          { title: "B", link: at("b"), guid: "2" },
        ],
        [],
      ],
    ],
  ],
  [
    "without an address, by its identifier, else by its headline",
    [
      [
        [{ title: "A", guid: "1" }, { title: "B" }],
        ["A", "B"],
      ],
      [[{ title: "C", guid: "3" }, { title: "A, mended", guid: "1" }, { title: "B" }], ["C"]],
      [[{ title: "C", guid: "4" }], []],
    ],
  ],
];

const others: readonly (readonly [why: string, days: Days])[] = [
  [
    "where a feed counts its entries from one in each answer",
    [
      [
        [
          { title: "A", link: at("a"), guid: "1" },
          { title: "B", link: at("b"), guid: "2" },
        ],
        ["A", "B"],
      ],
      [
        [
          { title: "C", link: at("c"), guid: "1" },
          { title: "A", link: at("a"), guid: "2" },
        ],
        ["C"],
      ],
    ],
  ],
  [
    "where it has the identifier of an earlier one and nothing else of it",
    [
      [[{ title: "One", link: at("first-report"), guid: "latest", date: "2026-05-01" }], ["One"]],
      [[{ title: "Two", link: at("second-thoughts"), guid: "latest", date: "2026-05-02" }], ["Two"]],
    ],
  ],
  [
    "where all have one identifier",
    [
      [
        [
          { title: "A", link: at("a"), guid: "lab" },
          { title: "B", link: at("b"), guid: "lab" },
        ],
        ["A", "B"],
      ],
      [[{ title: "C", link: at("c"), guid: "lab" }], ["C"]],
    ],
  ],
  [
    "at an address that several have",
    [
      [
        [
          { title: "A", link: at("all"), guid: "1" },
          { title: "B", link: at("all"), guid: "2" },
        ],
        ["A", "B"],
      ],
      [[{ title: "C", link: at("all"), guid: "3" }], ["C"]],
    ],
  ],
  [
    "at another place of an application that has one page",
    [
      [[{ title: "A", link: at("#/news/1") }], ["A"]],
      [[{ title: "B", link: at("#/news/2") }], ["B"]],
    ],
  ],
];

async function follow(days: Days): Promise<void> {
  const it = world();
  for (const [entries, news] of days) assert.deepEqual(await newIn(it, entries), news);
}

describe("an article is no news", () => {
  for (const [why, days] of cases) it(why, () => follow(days));

  it("and gets no second note, where it comes at another address", async () => {
    const it = world();
    await newIn(it, [{ title: "Emberfox hits bnak", link: at("emberfox-hits-bnak"), guid: "lab-471" }]);
    await newIn(it, [{ title: "Emberfox hits bank", link: at("emberfox-hits-bank"), guid: "lab-471" }]);
    const pending = await it.session.notes.pending();
    assert.deepEqual(
      pending.flatMap(({ notes }) => notes.map(({ article }) => article.url)),
      [at("emberfox-hits-bnak")],
    );
  });

  it("by an identifier of another source: nobody can speak for others", async () => {
    const other = "https://other.example/rss.xml";
    const it = world(new Map(), [FEED, other]);
    it.web.set(FEED, feedOf([{ title: "A", link: at("a"), guid: "9" }]));
    it.web.set(other, feedOf([]));
    await it.scan();
    it.web.set(other, feedOf([{ title: "B", link: "https://other.example/b", guid: "9" }]));
    assert.deepEqual(
      (await it.scan()).newArticles.map(({ title }) => title),
      ["B"],
    );
  });
});

describe("an article is news", () => {
  for (const [why, days] of others) it(why, () => follow(days));
});

describe("what earlier versions have remembered", () => {
  const WRAPPED = `www.google.com/url?rct=j&url=${at("wrapped")}`;
  const SESSION = at(`topic.php?sid=${SESSIONS[0]}&t=4`);
  const seen = (value: string) =>
    [at("plain"), `https://${WRAPPED}`, SESSION, `${at("all")} 1`].map((key) => [key, value]);
  const entries = [
    { title: "Emberfox, plain", link: at("plain"), guid: "p", date: "2026-05-20" },
    { title: "Emberfox, wrapped", link: `https://${WRAPPED}`, guid: "w", date: "2026-05-20" },
    { title: "Emberfox, session", link: at(`topic.php?t=4&sid=${SESSIONS[1]}`), guid: "s", date: "2026-05-20" },
    { title: "Emberfox, shared", link: at("all"), guid: "1", date: "2026-05-20" },
  ];

  for (const value of ["2026-05-30", "2026-05-30 abcde"]) {
    it(`reports nothing anew, and is told of updates from then on: ${value}`, async () => {
      const it = world(new Map([["articles-seen", seen(value)]]));
      assert.deepEqual(await newIn(it, entries), []);
      assert.deepEqual(await newIn(it, entries), []);
      const [first, ...rest] = entries;
      const revised = { ...first!, title: "Emberfox, plain and simple", guid: "p.2", date: "2026-06-02" };
      assert.deepEqual(await newIn(it, [revised, ...rest]), ["Emberfox, plain and simple"]);
    });
  }

  it("is read by them again: the day and the source stand where they stood", async () => {
    const it = world();
    await newIn(it, entries);
    const { data } = JSON.parse(it.documents.get("articles-seen") ?? "") as { data: readonly (readonly string[])[] };
    assert.ok(data.length > 0);
    for (const [, value = ""] of data) assert.match(value, /^2026-06-01 [^\s]{5}(?: |$)/);
  });
});

describe("an article that an interrupted scan has stored", () => {
  it("keeps the key it was given, where others have joined it at its address since", async () => {
    const alone = { title: "Emberfox in the gateway", link: at("advisories#lab-1"), guid: "lab-1" };
    const other = { title: "Emberfox in the switch", link: at("advisories#lab-2"), guid: "lab-2" };
    const it = world();
    it.web.set(FEED, feedOf([alone]));
    await it.scan();
    // The rows came to the disk, what was seen did not.
    it.documents.delete("articles-seen");
    it.web.set(FEED, feedOf([alone, other]));
    await it.scan();
    const [row] = (await it.session.articles.overview()).rows;
    assert.deepEqual(row?.articles.map(({ article }) => article.title).toSorted(), [alone.title, other.title]);
  });
});
