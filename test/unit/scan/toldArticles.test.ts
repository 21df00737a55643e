import assert from "node:assert/strict";
import { type FakeWorld, createFakeWorld, rss } from "./fakes";

const FEED = "https://news.example/rss.xml";
const CLOP = ["Clop hits a file transfer tool", "https://news.example/clop-hits"] as const;
const VIVERN = ["Winter Vivern is back", "https://news.example/vivern"] as const;
const OTHER = ["A quiet day at TA505", "https://news.example/quiet"] as const;
const RESULT = "00 Article Result Files/2025-01-01_000000_articles.txt";
const NOTHING = "Currently there are no new articles.";

function config(profileData: readonly string[], rest: object = {}): object {
  return {
    websiteconfig: { rss_feeds: [FEED], webpages: [], stopwords: [], specialHandling: {} },
    profiling: {
      profileData,
      profile2file: true,
      profile2cortex: true,
      CortexXSOARAPIConfig: { host: "https://soar.test" },
    },
    ...rest,
  };
}

/** A folder that nothing is remembered of, with an earlier result file. */
function shared(
  rest: object = {},
  held: readonly (readonly [title: string, url: string])[] = [["Old headline", CLOP[1]], OTHER],
): FakeWorld {
  const it = createFakeWorld(config(["Clop", "WinterVivern"], rest));
  it.files.set(RESULT, held.map(([title, url]) => `${title}\n${url}\n\n`).join(""));
  it.web.set(FEED, rss([CLOP, VIVERN, OTHER]));
  return it;
}

const configure = (it: FakeWorld, profileData: readonly string[], rest: object = {}): void =>
  void it.files.set("config/articles_config.json", JSON.stringify(config(profileData, rest)));

/** What the sidebar shows. */
async function shown(it: FakeWorld): Promise<readonly string[]> {
  const { rows } = await it.session.articles.overview();
  return rows.flatMap(({ name, articles }) =>
    articles.map(({ article, read, note }) => `${name}: ${article.title}, ${read ? "read" : "unread"}, ${note}`),
  );
}

const waiting = async (it: FakeWorld): Promise<readonly string[]> =>
  (await it.session.notes.pending()).flatMap(({ notes }) => notes.map(({ article }) => article.title));

const written = ({ files }: FakeWorld): readonly string[] =>
  [...files].flatMap(([path, text]) => (path.startsWith("00 ") && path !== RESULT ? [text] : []));

const told = (report: Awaited<ReturnType<FakeWorld["scan"]>>): readonly (readonly string[])[] => [
  report.newArticles.map(({ title }) => title),
  report.newMatches.flatMap(({ name, articles }) => articles.map(({ article }) => `${name}: ${article.title}`)),
];

describe("what an earlier result file holds and nothing is remembered of", () => {
  it("is shown where the sources have it, as read; it is no news, in no file and in no note", async () => {
    const it = shared();
    assert.deepEqual(told(await it.scan()), [[VIVERN[0]], [`WinterVivern: ${VIVERN[0]}`]]);
    const all = [`Clop: ${CLOP[0]}, read, off`, `WinterVivern: ${VIVERN[0]}, unread, pending`];
    assert.deepEqual((await shown(it)).toSorted(), all);
    assert.deepEqual(await waiting(it), [VIVERN[0]]);
    assert.deepEqual(written(it), [`${VIVERN.join("\n")}\n\n`]);
    assert.deepEqual(
      [...it.files.keys()].filter((path) => path.startsWith("99 ")),
      ["99 Archive/WinterVivern_profile.txt"],
    );

    assert.deepEqual(told(await it.scan()), [[], []]);
    assert.deepEqual((await shown(it)).toSorted(), all);
    assert.deepEqual(await waiting(it), [VIVERN[0]]);
    assert.deepEqual(written(it).slice(1), [NOTHING]);
  });

  it("stands in the next result file with all the rest when getDeltaRecords is off, and is no news either", async () => {
    const it = shared({ getDeltaRecords: false });
    assert.deepEqual(told(await it.scan()), [[VIVERN[0]], [`WinterVivern: ${VIVERN[0]}`]]);
    assert.deepEqual(written(it), [[CLOP, VIVERN, OTHER].map((one) => `${one.join("\n")}\n\n`).join("")]);
    assert.ok((await shown(it)).includes(`Clop: ${CLOP[0]}, read, off`));
    assert.deepEqual(await waiting(it), [VIVERN[0]]);
  });

  it("is found by a name added later as whatever is stored is", async () => {
    const it = shared();
    await it.scan();
    it.web.set(FEED, rss([]));
    configure(it, ["Clop", "WinterVivern", "TA505"]);
    assert.deepEqual(told(await it.scan()), [[], [`TA505: ${OTHER[0]}`]]);
    assert.ok((await shown(it)).includes(`Clop: ${CLOP[0]}, read, off`));
  });

  it("is known to a name that comes with the same scan: the file that holds it came with another's work", async () => {
    const it = shared({}, []);
    it.web.set(FEED, rss([VIVERN]));
    await it.scan();
    it.files.set(RESULT, [CLOP, OTHER].map((one) => `${one.join("\n")}\n\n`).join(""));
    it.web.set(FEED, rss([CLOP, VIVERN, OTHER]));
    configure(it, ["Clop", "WinterVivern", "TA505"]);
    assert.deepEqual(told(await it.scan()), [[], []]);
    assert.deepEqual((await shown(it)).toSorted(), [
      `Clop: ${CLOP[0]}, read, off`,
      `TA505: ${OTHER[0]}, read, off`,
      `WinterVivern: ${VIVERN[0]}, unread, pending`,
    ]);
  });

  it("needs nobody's word about an alias of several actors", async () => {
    const it = shared();
    configure(it, ["Clop", "WinterVivern"]);
    it.documents.set("alias-owners", JSON.stringify({ version: 1, data: [["TA505", ["Clop", "WinterVivern"]]] }));
    it.files.set("config/cortex_aliases.json", '["TA505"]');
    await it.scan();
    const rows = (await shown(it)).filter((row) => row.includes(OTHER[0]));
    assert.ok(rows.length > 0);
    assert.deepEqual(
      rows.filter((row) => !row.endsWith("read, off")),
      [],
    );
    assert.deepEqual(await waiting(it), [VIVERN[0]]);
  });

  it("is no news after a scan that ended when it had stored it, whether a source still lists it or not", async () => {
    for (const listed of [[CLOP, VIVERN, OTHER], [VIVERN]]) {
      const it = shared();
      // It ended before it wrote any.
      it.files.delete((await it.scan()).resultFile ?? "");
      it.files.delete("99 Archive/WinterVivern_profile.txt");
      const archive = it.documents.get("articles") ?? "";
      it.documents.clear();
      it.documents.set("articles", archive);
      it.web.set(FEED, rss(listed));
      assert.deepEqual(told(await it.scan()), [[VIVERN[0]], [`WinterVivern: ${VIVERN[0]}`]]);
      assert.deepEqual(written(it), [`${VIVERN.join("\n")}\n\n`]);
      assert.deepEqual(await waiting(it), [VIVERN[0]]);
      assert.ok((await shown(it)).includes(`Clop: ${CLOP[0]}, read, off`));
    }
  });

  it("is stored once, though what was seen is lost again and again", async () => {
    const it = shared();
    await it.scan();
    const stored = it.documents.get("articles");
    for (let round = 0; round < 3; round += 1) {
      it.documents.delete("articles-seen");
      assert.deepEqual(told(await it.scan()), [[], []]);
    }
    assert.equal(it.documents.get("articles"), stored);
    assert.equal((await shown(it)).length, 2);
  });
});
