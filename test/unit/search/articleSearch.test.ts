import assert from "node:assert/strict";
import { MAX_SEARCH_RESULTS } from "../../../src/core/limits";
import type { Memory, MemoryStore } from "../../../src/core/memory/memory";
import { createMemoryStore } from "../../../src/core/memory/memoryStore";
import type { Workspace } from "../../../src/core/memory/workspace";
import type { Article } from "../../../src/core/model/model";
import type { Clock } from "../../../src/core/ports";
import { type ArticleSearch, createArticleSearch } from "../../../src/core/search/articleSearch";
import type { ArticleSummary } from "../../../src/core/summaries/summaries";
import { memoryStore } from "../scan/fakes";

const NOW = new Date("2026-03-10T12:00:00.000Z");

function article(title: string, rest: Partial<Article> = {}): Article {
  const key = rest.key ?? title;
  const published = "2026-03-09T08:00:00.000Z";
  return { key, title, url: `https://${key}`, source: "https://news.test", published, found: published, ...rest };
}

const day = (number: number): Partial<Article> => ({
  published: `2026-03-${String(number).padStart(2, "0")}T08:00:00.000Z`,
});

interface World {
  readonly memory: MemoryStore;
  readonly search: ArticleSearch;
  /** Documents that were read. */
  readonly reads: string[];
  readonly kept: Map<string, ArticleSummary>;
  readonly others: Article[];
  readonly waits: () => number;
  /** Adds to what is stored. */
  readonly store: (...articles: readonly Article[]) => Promise<void>;
  readonly find: (typed: string) => Promise<readonly string[]>;
}

function world(sliceCharacters?: number): World {
  let waits = 0;
  let time = NOW.getTime();
  const clock: Clock = {
    now: () => new Date((time += 1)),
    wait: async () => {
      waits += 1;
    },
  };
  const plain = memoryStore(new Map());
  const reads: string[] = [];
  const store = {
    ...plain,
    read: async (name: string, onDamaged: (aside: string) => void) => {
      reads.push(name);
      return plain.read(name, onDamaged);
    },
  };
  const memory = createMemoryStore({ store, clock, version: "1.2.3", onDamaged: () => {} }, sliceCharacters);
  const kept = new Map<string, ArticleSummary>();
  const others: Article[] = [];
  const workspace = { memory, clock } as unknown as Workspace;
  const search = createArticleSearch(workspace, { kept: async () => kept }, async () => others);
  return {
    memory,
    search,
    reads,
    kept,
    others,
    waits: () => waits,
    store: async (...articles) => {
      await memory.change([], async () => {
        await memory.archive.add(articles, new Map(), "");
        return undefined;
      });
    },
    find: async (typed) => {
      const found = await (await search.open()).search(typed, new AbortController().signal);
      return found.map(({ title }) => title);
    },
  };
}

/** What is found of some articles that are stored. */
async function findAmong(typed: string, ...articles: readonly Article[]): Promise<readonly string[]> {
  const { store, find } = world();
  await store(...articles);
  return find(typed);
}

async function put(memory: MemoryStore, parts: Partial<Memory>): Promise<void> {
  await memory.change([], () => parts);
}

describe("the search of stored articles", () => {
  it("wants all words, in whatever order and place", async () => {
    const both = article("Hospital pays", { summary: "After the ransom note" });
    const found = await findAmong("ransom hospital", both, article("Hospital opens"), article("A ransom note"));
    assert.deepEqual(found, ["Hospital pays"]);
  });

  it("puts the words as they were typed first, then whole words, beginnings and parts of the headline, then the summary's", async () => {
    const found = await findAmong(
      "cyber attack",
      article("6", { summary: "A precyber counterattack", title: "Six" }),
      article("5", { summary: "Cybercrime and attackers", title: "Five" }),
      article("4", { summary: "An attack, cyber again", title: "Four" }),
      article("Precyber counterattack"),
      article("Cybercrime by attackers"),
      article("Attack of cyber kind"),
      article("Cyber attack"),
    );
    assert.deepEqual(found, [
      "Cyber attack",
      "Attack of cyber kind",
      "Cybercrime by attackers",
      "Precyber counterattack",
      "Four",
      "Five",
      "Six",
    ]);
  });

  it("puts new articles before old ones that fit as well", async () => {
    const found = await findAmong(
      "clop",
      article("Clop one", day(1)),
      article("Clop three", day(3)),
      article("Clop two", day(2)),
    );
    assert.deepEqual(found, ["Clop three", "Clop two", "Clop one"]);
  });

  it("counts an update as its date", async () => {
    const updated = article("Clop old", { ...day(1), updated: "2026-03-09T09:00:00.000Z" });
    assert.deepEqual(await findAmong("clop", article("Clop new", day(5)), updated), ["Clop old", "Clop new"]);
  });

  it("puts articles of tracked names before others that fit as well, and shows each once", async () => {
    const { memory, store, find } = world();
    const tracked = article("Clop tracked", day(1));
    await store(tracked, article("Clop other", day(5)), article("Clop", { title: "Two", summary: "Clop", ...day(6) }));
    await put(memory, { articles: new Map([[tracked.key, tracked]]) });
    assert.deepEqual(await find("clop"), ["Clop tracked", "Clop other", "Two"]);
  });

  it("finds what stories carry in, what other jobs have, and pages that are kept", async () => {
    const { memory, others, kept, find } = world();
    const read = article("Nothing to see");
    await put(memory, {
      articles: new Map([[read.key, read]]),
      carried: new Map([["c", article("Carried by Clop", { key: "c", ...day(3) })]]),
    });
    others.push(article("Keyword Clop", day(2)), article("Carried by Clop", { key: "c" }));
    kept.set(read.key, { paragraphs: ["The page names Clop."] } as unknown as ArticleSummary);
    assert.deepEqual(await find("clop"), ["Carried by Clop", "Keyword Clop", "Nothing to see"]);
  });

  it("finds the text that is kept of an article", async () => {
    assert.deepEqual(await findAmong("zero day", article("News", { content: "A zero-day in it" })), ["News"]);
  });

  it("tells letters apart as matching does: case, composition and width do not count, umlauts do", async () => {
    const title = "Größter ANGRIFF auf Mu\u0308nchen: ＡＰＴ２８, STRASSE";
    for (const typed of [
      "größter",
      "GRÖSSTER",
      "gro\u0308ßter",
      "angriff",
      "münchen",
      "apt28",
      "straße",
      "Gröss\u00adter",
    ])
      assert.deepEqual(await findAmong(typed, article(title)), [title], typed);
    for (const typed of ["grosster", "munchen", "muenchen"])
      assert.deepEqual(await findAmong(typed, article(title)), [], typed);
  });

  it("finds a part of a German compound, and no short part", async () => {
    assert.deepEqual(await findAmong("angriff", article("Der Cyberangriff")), ["Der Cyberangriff"]);
    assert.deepEqual(await findAmong("be", article("Der Cyberangriff")), []);
    assert.deepEqual(await findAmong("cy", article("Der Cyberangriff")), ["Der Cyberangriff"]);
  });

  it("finds words of scripts without blanks, and of surrogates", async () => {
    const title = "新的勒索软件攻击医院";
    assert.deepEqual(await findAmong("勒索软件", article(title), article("医院开业")), [title]);
    assert.deepEqual(await findAmong("𠮷野", article("株式会社𠮷野家")), ["株式会社𠮷野家"]);
    const headline = article("Chinese APT 攻击 hospital");
    assert.deepEqual(await findAmong("攻击 hospital", headline), [headline.title]);
  });

  it("finds ids however they are joined, those that stand so first", async () => {
    const found = await findAmong(
      "CVE-2026-1234",
      article("CVE 2026 and 1234", day(9)),
      article("Flaw CVE-2026-1234 fixed", day(1)),
    );
    assert.deepEqual(found, ["Flaw CVE-2026-1234 fixed", "CVE 2026 and 1234"]);
  });

  it("never lets words of two articles, or of headline and summary, be one", async () => {
    const found = await findAmong("clopransom", article("clop", { summary: "ransom" }), article("ransom"));
    assert.deepEqual(found, []);
  });

  it("takes hostile text as text", async () => {
    const hostile = article("$(alert) [x](command:a)\n\0 (.*)+\u202e \ud800 clop");
    assert.deepEqual(await findAmong("$(alert) clop", hostile), [hostile.title]);
    assert.deepEqual(await findAmong("(.*)+ [", hostile), []);
    assert.deepEqual(await findAmong("\ud800", hostile), []);
  });

  it("finds nothing where no word is typed, and only looks at the beginning of what is endless", async () => {
    assert.deepEqual(await findAmong(" - $ ", article("Clop")), []);
    assert.deepEqual(await findAmong(`clop ${"x".repeat(1_000_000)}`, article("Clop")), []);
    assert.deepEqual(await findAmong(`clop${" ".repeat(500)}nothing`, article("Clop")), ["Clop"]);
  });

  it("gives as many as are shown, the best of all", async () => {
    const many = Array.from({ length: 1_500 }, (_, at) => article(`Part clopper ${at}`, { key: `p${at}` }));
    const found = await findAmong("clop", article("Clop first", day(1)), ...many);
    assert.equal(found.length, MAX_SEARCH_RESULTS);
    assert.equal(found[0], "Clop first");
  });

  it("reads a piece once, and after a change that alone which has changed", async () => {
    const { store, search, reads } = world(500);
    await store(...Array.from({ length: 20 }, (_, at) => article(`Clop ${at}`)));
    const { signal } = new AbortController();
    await (await search.open()).prepare(signal);
    const slices = (names: readonly string[]) => names.filter((name) => name.startsWith("articles."));
    const first = slices(reads.splice(0));
    assert.ok(first.length > 3);
    assert.equal(new Set(first).size, first.length);
    const again = await search.open();
    await again.prepare(signal);
    await again.search("clop", signal);
    assert.deepEqual(slices(reads.splice(0)), []);
    await store(...Array.from({ length: 5 }, (_, at) => article(`Conti ${at}`)));
    reads.splice(0);
    const later = await search.open();
    assert.equal((await later.search("conti", signal)).length, 5);
    assert.equal((await later.search("clop", signal)).length, 20);
    const read = slices(reads);
    assert.ok(read.length > 0 && read.every((name) => !first.includes(name)), read.join(" "));
  });

  it("tells what the newest pieces have before the old ones are read, and stops there when it is ended", async () => {
    const { store, search, reads } = world(500);
    await store(
      ...Array.from({ length: 2_000 }, (_, at) => article("clopper", { key: `k${at}`, title: `Clopper ${at}` })),
    );
    const ending = new AbortController();
    const opened = await search.open();
    reads.splice(0);
    let told = 0;
    await opened.search("clop", ending.signal, (found) => {
      told += 1;
      assert.ok(found.some(({ title }) => title === "Clopper 1999"));
      ending.abort();
    });
    assert.equal(told, 1);
    assert.ok(reads.length > 0 && reads.length < 300, String(reads.length));
  });

  it("lets other work have its turn", async () => {
    const { store, search, waits } = world();
    await store(...Array.from({ length: 9_000 }, (_, at) => article(`Part clopper ${at}`, { key: `p${at}` })));
    const opened = await search.open();
    const { signal } = new AbortController();
    await opened.prepare(signal);
    const before = waits();
    await opened.search("clop", signal);
    assert.ok(waits() - before >= 4, String(waits() - before));
  });
});
