import assert from "node:assert/strict";
import type { Article, StoredNote } from "../../../src/core/model/model";
import type { Clock, StateStore } from "../../../src/core/ports";
import { laterStateOf } from "../../../src/core/memory/laterState";
import type { Memory, MemoryStore } from "../../../src/core/memory/memory";
import { createMemoryStore } from "../../../src/core/memory/memoryStore";

const DAY = "2026-03-01";
/** Characters of a slice here: some twenty of the pairs below. */
const SLICE = 1_000;
const clock: Clock = { now: () => new Date(`${DAY}T09:00:00.000Z`), wait: async () => undefined };

function article(key: string, rest: Partial<Article> = {}): Article {
  const found = `${DAY}T08:00:00.000Z`;
  return {
    key,
    title: `About ${key}`,
    url: `https://${key}`,
    source: "https://news.test",
    published: null,
    found,
    ...rest,
  };
}

function open(store: StateStore, onDamaged: (name: string) => void, sliceCharacters?: number): MemoryStore {
  return createMemoryStore({ store, clock, onDamaged, version: "1.2.3" }, sliceCharacters);
}

async function save(memory: MemoryStore, parts: Partial<Memory>): Promise<void> {
  await memory.change([], () => parts);
}

/** A store whose documents can be looked at, and which notes down what is done to it. */
function recordingStore() {
  const documents = new Map<string, string>();
  const done: string[] = [];
  /** Changes until the process is killed. */
  let left = Number.POSITIVE_INFINITY;
  const spend = (): void => {
    left -= 1;
    if (left < 0) throw new Error("killed");
  };
  const store: StateStore = {
    read: async (name, onDamaged) => {
      done.push(`read ${name}`);
      const text = documents.get(name);
      if (text === undefined) return null;
      try {
        return JSON.parse(text) as unknown;
      } catch {
        documents.delete(name);
        onDamaged(`${name}.damaged`);
        return null;
      }
    },
    setAside: async (name) => {
      documents.delete(name);
      return `${name}.damaged`;
    },
    write: async (written) => {
      for (const [name, value] of written) {
        spend();
        done.push(`write ${name}`);
        documents.set(name, JSON.stringify(value));
      }
    },
    later: async () => null,
    remove: async (name) => {
      spend();
      documents.delete(name);
    },
    withLock: async (_lock, _waitMs, work) => ({ value: await work() }),
  };
  const damaged: string[] = [];
  return {
    documents,
    damaged,
    store,
    memory: open(store, (name) => damaged.push(name), SLICE),
    killAfter: (changes: number) => (left = changes),
    /** What another process sees. */
    another: () => open(store, (name) => damaged.push(name), SLICE),
    writes: () => done.splice(0).filter((step) => step.startsWith("write")),
    reads: () => done.splice(0).filter((step) => step.startsWith("read")),
  };
}

/** One whose lock makes others wait; notes down when it is given back. */
function lockingStore() {
  const { store } = recordingStore();
  const done: string[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  const withLock: StateStore["withLock"] = (_lock, _waitMs, work) => {
    const mine = turn.then(work);
    turn = mine.then(() => done.push("given back"));
    return mine.then((value) => ({ value }));
  };
  return { store: { ...store, withLock }, done };
}

describe("the memory of a workspace", () => {
  it("reads the parts that are asked for and no others", async () => {
    const { memory, reads } = recordingStore();
    assert.deepEqual(Object.keys(await memory.load("pending", "owners")), ["pending", "owners"]);
    assert.deepEqual(reads(), ["read pending-results", "read alias-owners"]);
    // With the outbox the rows: they know what notes it has to hold. Their articles only where it lacks one.
    assert.deepEqual(Object.keys(await memory.load("outbox", "owners")), ["outbox", "owners"]);
    assert.deepEqual(reads(), ["read xsoar-outbox", "read alias-owners", "read matches"]);
  });

  it("puts into the outbox what rows have decided and it lacks, and writes it with the next change", async () => {
    const { memory, documents, writes } = recordingStore();
    const keys = ["news.test/1", "news.test/2", "news.test/3", "news.test/4"];
    const notes: readonly StoredNote[] = ["pending", "pending", "noted", "held"];
    const items = keys.map((key, index) => ({ key, matches: [], read: false, note: notes[index] ?? "off" }));
    const rows: Memory["rows"] = new Map([["Clop", { owner: true, record: { kind: "unknown" }, items }]]);
    const first = { article: article("news.test/1"), matches: [], decided: `${DAY}T07:00:00.000Z`, done: false };
    const waiting = { owner: true, create: null, notes: [first], why: { kind: "missing" } } as const;
    await save(memory, {
      articles: new Map(keys.map((key) => [key, article(key)])),
      rows,
      outbox: new Map([["Clop", waiting]]),
    });
    writes();
    const { outbox } = await memory.load("outbox");
    const second = { ...first, article: article("news.test/2"), decided: `${DAY}T09:00:00.000Z` };
    assert.deepEqual(outbox, new Map([["Clop", { ...waiting, notes: [first, second] }]]));
    await memory.change(["rows"], () => ({ rows }));
    assert.deepEqual(writes(), []);
    await memory.change(["outbox"], (all) => all);
    assert.deepEqual(writes(), ["write xsoar-outbox"]);
    documents.delete("xsoar-outbox");
    const fresh = { owner: true, create: null, why: { kind: "notTried" } };
    const both = [first, second].map((note) => ({ ...note, decided: second.decided }));
    assert.deepEqual((await memory.load("outbox")).outbox, new Map([["Clop", { ...fresh, notes: both }]]));
    const ticked = items.map((item) => ({ ...item, note: "off" as const }));
    await save(memory, { rows: new Map([["Clop", { owner: true, record: { kind: "unknown" }, items: ticked }]]) });
    assert.deepEqual((await memory.load("outbox")).outbox, new Map());
  });

  it("writes only what is not stored like that", async () => {
    const { memory, writes } = recordingStore();
    const seen = new Map([["news.test/1", DAY]]);
    await save(memory, { seen, outbox: new Map(), pending: { result: [], profiles: [] } });
    assert.deepEqual(writes(), ["write articles-seen"]);
    await save(memory, { seen: new Map(seen), owners: new Map([["Clop", ["TA505"]]]) });
    assert.deepEqual(writes(), ["write alias-owners"]);
    await save(memory, { owners: new Map() });
    assert.deepEqual(writes(), ["write alias-owners"]);
    assert.deepEqual(await memory.load("owners", "seen"), { owners: new Map(), seen });
  });

  it("writes over what another window has written in the meantime", async () => {
    const { memory, store } = recordingStore();
    const other = open(store, assert.fail);
    const mine = new Map([["Clop", ["TA505"]]]);
    await save(memory, { owners: mine });
    await save(other, { owners: new Map() });
    await save(memory, { owners: mine });
    assert.deepEqual((await other.load("owners")).owners, mine);
  });

  it("keeps all that is known of an article", async () => {
    const { memory } = recordingStore();
    const whole = article("news.test/1", { summary: "Short.", categories: ["malware"], content: "Long." });
    const articles = new Map([[whole.key, whole]]);
    await save(memory, { articles });
    assert.deepEqual((await memory.load("articles")).articles, articles);
  });

  it("sets a damaged document aside and goes on without it", async () => {
    const { memory, documents, damaged } = recordingStore();
    documents.set("alias-owners", "{");
    documents.set("matches", '{"version":0,"data":[]}');
    assert.deepEqual(await memory.load("owners", "rows"), { owners: new Map(), rows: new Map() });
    assert.deepEqual(damaged, ["alias-owners", "matches"]);
  });

  it("keeps much in slices, and writes only those that changed", async () => {
    const { memory, documents, writes } = recordingStore();
    const seen = new Map(Array.from({ length: 200 }, (_, index) => [`news.test/${index}`, DAY]));
    await save(memory, { seen });
    const made = writes().length;
    assert.ok(made > 5, `${made} documents`);
    for (const [name, text] of documents) assert.ok(text.length < 1.2 * SLICE, `${name}: ${text.length}`);
    assert.deepEqual((await memory.load("seen")).seen, seen);

    seen.set("news.test/new", DAY);
    await save(memory, { seen });
    assert.deepEqual(writes(), ["write articles-seen"]);

    seen.set("news.test/3", "2026-03-02");
    seen.delete("news.test/4");
    await save(memory, { seen });
    assert.ok(writes().length <= 3);
    assert.equal((await memory.load("seen")).seen.size, 200);
    assert.deepEqual((await memory.load("seen")).seen, seen);
  });

  it("has the old state or the new one, wherever a write is cut off", async () => {
    const before = new Map(Array.from({ length: 400 }, (_, index) => [`news.test/${index}`, DAY]));
    const after = new Map([...before].filter((_, index) => index % 7 !== 0).map(([key]) => [key, "2026-03-02"]));
    let cutOff = 0;
    for (let changes = 0; changes < 40; changes++) {
      const { memory, another, killAfter, damaged } = recordingStore();
      await save(memory, { seen: before });
      killAfter(changes);
      const done = await save(memory, { seen: after }).then(
        () => true,
        () => false,
      );
      const { seen } = await another().load("seen");
      // Not the order, which says nothing.
      assert.deepEqual(Object.fromEntries(seen), Object.fromEntries(done ? after : before), `${changes} changes`);
      killAfter(Number.POSITIVE_INFINITY);
      await save(another(), { seen: after });
      assert.deepEqual((await memory.load("seen")).seen, (await another().load("seen")).seen);
      assert.deepEqual(damaged, []);
      if (!done) cutOff += 1;
    }
    assert.ok(cutOff > 5 && cutOff < 40, `${cutOff} writes cut off`);
  });

  it("removes what no document names any more, one write later", async () => {
    const { memory, documents } = recordingStore();
    for (let round = 0; round < 20; round++) {
      const seen = new Map(Array.from({ length: 100 }, (_, index) => [`news.test/${index}`, `${DAY} ${round}`]));
      await save(memory, { seen });
    }
    assert.ok(documents.size < 30, [...documents.keys()].join(" "));
  });

  it("sees what another window has changed in slices it has read before", async () => {
    const { memory, another } = recordingStore();
    const seen = new Map(Array.from({ length: 100 }, (_, index) => [`news.test/${index}`, DAY]));
    await save(memory, { seen });
    await memory.load("seen");
    const changed = new Map(seen).set("news.test/1", "2026-03-05");
    await save(another(), { seen: changed });
    assert.equal((await memory.load("seen")).seen.get("news.test/1"), "2026-03-05");
    await save(memory, { seen });
    assert.equal((await another().load("seen")).seen.get("news.test/1"), DAY);
  });

  it("reads anew when another window replaces the slices it is reading", async () => {
    const { memory, another, store, damaged } = recordingStore();
    const state = (day: number) =>
      new Map(Array.from({ length: 100 }, (_, index) => [`news.test/${index}`, `2026-03-0${day}`]));
    await save(memory, { seen: state(1) });
    let isFirst = true;
    const reader = open(
      {
        ...store,
        read: async (name, onDamaged) => {
          if (isFirst && name.startsWith("articles-seen.")) {
            isFirst = false;
            for (const day of [2, 3]) await save(another(), { seen: state(day) });
          }
          return store.read(name, onDamaged);
        },
      },
      assert.fail,
    );
    assert.deepEqual((await reader.load("seen")).seen, state(3));
    assert.deepEqual(damaged, []);
  });

  it("goes on without a damaged slice, and says so", async () => {
    const { memory, another, documents, damaged } = recordingStore();
    const seen = new Map(Array.from({ length: 100 }, (_, index) => [`news.test/${index}`, DAY]));
    await save(memory, { seen });
    const slice = [...documents.keys()].find((name) => name.startsWith("articles-seen.")) ?? "";
    documents.set(slice, "{");
    const rest = (await another().load("seen")).seen;
    assert.ok(rest.size > 50 && rest.size < 100, String(rest.size));
    assert.deepEqual(damaged, [slice]);
    await save(another(), { seen });
    assert.deepEqual((await another().load("seen")).seen.size, 100);
  });

  it("cuts the one document of earlier versions into slices, and finds the articles of its rows", async () => {
    const { memory, documents, writes } = recordingStore();
    const old = Array.from({ length: 50 }, (_, index) => article(`news.test/${index}`));
    const pairs = old.map((one) => [one.key, one]);
    documents.set("articles", JSON.stringify({ version: 1, data: pairs }));
    const row = { owner: true, items: [{ key: "news.test/7", matches: [], read: false, note: "off" }] };
    documents.set("matches", JSON.stringify({ version: 1, data: [["Clop", row]] }));
    assert.deepEqual([...(await memory.load("articles")).articles.keys()], ["news.test/7"]);
    await memory.archive.add([article("news.test/new")], new Map(), "2026-02-01");
    assert.ok(writes().length > 5);
    const keys: string[] = [];
    for await (const piece of memory.archive.pieces()) keys.push(...piece.keys());
    assert.deepEqual(keys, [...old.map(({ key }) => key), "news.test/new"]);
  });

  it("adds articles without touching the others, unless a text comes for them, and lets go of old ones", async () => {
    const { memory, writes, reads } = recordingStore();
    const all = Array.from({ length: 50 }, (_, index) => article(`news.test/${index}`));
    assert.deepEqual(await memory.archive.add(all, new Map(), "2026-02-01"), { added: 50, gone: new Map() });
    writes();
    assert.equal((await memory.archive.add([article("news.test/new")], new Map(), "2026-02-01")).added, 51);
    assert.deepEqual(reads(), ["read articles"]);
    await memory.archive.add([], new Map([["news.test/3", "All of it."]]), "2026-02-01");
    assert.equal(await memory.archive.added(), 51);
    const texts: unknown[] = [];
    for await (const piece of memory.archive.pieces()) texts.push(...[...piece.values()].map(({ content }) => content));
    assert.deepEqual([texts.length, texts.filter(Boolean)], [51, ["All of it."]]);
    await memory.archive.add([], new Map(), "2026-03-02");
    let left = 0;
    for await (const piece of memory.archive.pieces()) left += piece.size;
    assert.equal(left, 0);
  });

  it("keeps the newest 20,000 articles of a source, and all of others", async () => {
    const { memory } = recordingStore();
    await memory.archive.add([article("calm.test/1", { source: "https://calm.test" })], new Map(), "2026-02-01");
    const lost = new Map<string, number>();
    for (let round = 0; round < 25; round++) {
      const flood = Array.from({ length: 2_000 }, (_, index) => article(`news.test/${round}/${index}`));
      const { gone } = await memory.archive.add(flood, new Map(), "2026-02-01");
      for (const [source, count] of gone) lost.set(source, (lost.get(source) ?? 0) + count);
    }
    assert.equal(await memory.archive.added(), 50_001, "what was ever added is counted on");
    const keys: string[] = [];
    for await (const piece of memory.archive.pieces()) keys.push(...piece.keys());
    assert.ok(keys.includes("calm.test/1") && keys.includes("news.test/24/1999"));
    assert.ok(!keys.includes("news.test/0/0"), "the oldest are gone");
    const ofNews = keys.filter((key) => key.startsWith("news.test")).length;
    assert.ok(ofNews >= 20_000 && ofNews < 22_000, `${ofNews} articles`);
    assert.deepEqual([...lost.values()], [50_000 - ofNews], "and those are told of");
  });

  it("loads what a change names, and writes what it gives back in the order it gives it, where that differs", async () => {
    const { memory, documents, writes } = recordingStore();
    const seen = new Map([["news.test/1", DAY]]);
    const given = await memory.change(["owners", "seen"], async (now) => {
      assert.deepEqual(now, { owners: new Map(), seen: new Map() });
      return { seen, outbox: new Map(), owners: new Map([["Clop", ["TA505"]]]), told: "besides" };
    });
    assert.equal(given.told, "besides");
    assert.deepEqual(writes(), ["write articles-seen", "write alias-owners"]);
    await memory.change(["seen", "owners"], ({ seen: before, owners }) => ({ owners, seen: new Map(before) }));
    await memory.change(["seen"], () => undefined);
    assert.deepEqual(writes(), []);
    assert.deepEqual([...documents.keys()], ["articles-seen", "alias-owners"]);
  });

  it("writes nothing when a change fails, and the first of what it gives when it is cut off", async () => {
    const { memory, another, killAfter, writes } = recordingStore();
    const parts = { owners: new Map([["Clop", ["TA505"]]]), pending: { result: ["news.test/1"], profiles: [] } };
    await assert.rejects(
      memory.change(["owners"], () => {
        throw new Error("no");
      }),
      /no/,
    );
    assert.deepEqual(writes(), []);
    killAfter(1);
    await assert.rejects(save(memory, parts), /killed/);
    const { owners, pending } = await another().load("owners", "pending");
    assert.deepEqual([owners, pending.result], [parts.owners, []]);
  });

  it("is changed by one at a time, to the end of what comes behind the writing", async () => {
    const { store, done } = lockingStore();
    const memory = open(store, assert.fail);
    const add = (name: string) =>
      memory.change(
        ["owners"],
        async ({ owners }) => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          return { owners: new Map(owners).set(name, [name]) };
        },
        async ({ owners }) => void done.push(`${owners.size} known`),
      );
    await Promise.all(["A", "B", "C"].map(add));
    assert.deepEqual(done, ["1 known", "given back", "2 known", "given back", "3 known", "given back"]);
    const stuck = open({ ...store, withLock: async () => null }, assert.fail);
    await assert.rejects(save(stuck, { owners: new Map() }), /locked by another process/);
  });

  it("keeps documents of others by the same rules", async () => {
    const { memory, documents, damaged } = recordingStore();
    const decode = (data: unknown) => (typeof data === "string" ? data : null);
    const wide = memory.with({ word: { name: "a-word", empty: "", decode, member: "word" } });
    const word = async () => (await wide.load("word")).word;
    await wide.change(["word", "owners"], () => ({ word: "yes", owners: new Map([["Clop", ["TA505"]]]) }));
    assert.equal(documents.get("a-word"), '{"version":1,"by":"1.2.3","word":"yes"}');
    assert.equal(await word(), "yes");
    documents.set("a-word", '{"version":1,"word":7}');
    assert.deepEqual([await word(), damaged, documents.has("a-word")], ["", ["a-word"], false]);
  });

  it("keeps what it does not know of a document, and tells who wrote it", async () => {
    const { memory, documents } = recordingStore();
    const more = { later: [1], by: "0.1.0" };
    documents.set("alias-owners", JSON.stringify({ ...more, version: 1, data: [] }));
    documents.set("pending-results", JSON.stringify({ version: 1, data: { result: [], profiles: [], later: 2 } }));
    documents.set("articles-seen", JSON.stringify({ version: 1, data: [], ...more, slices: [], next: 1 }));
    await save(memory, {
      owners: new Map([["Clop", ["TA505"]]]),
      pending: { result: ["news.test/1"], profiles: [] },
      seen: new Map([["news.test/1", DAY]]),
    });
    assert.equal(documents.get("alias-owners"), '{"version":1,"by":"1.2.3","later":[1],"data":[["Clop",["TA505"]]]}');
    assert.match(documents.get("pending-results") ?? "", /"later":2/);
    assert.match(documents.get("articles-seen") ?? "", /^\{"version":1,"by":"1\.2\.3",.*"later":\[1\]/);
  });

  it("neither reads nor touches what a later version has written, pieces included", async () => {
    const { memory, another, documents, damaged, writes } = recordingStore();
    const seen = new Map(Array.from({ length: 100 }, (_, index) => [`news.test/${index}`, DAY]));
    await save(memory, { seen, owners: new Map([["Clop", ["TA505"]]]) });
    await memory.archive.add([article("news.test/1")], new Map(), "2026-02-01");
    writes();
    const untouched = new Map(documents);
    for (const [name, text] of untouched) {
      const later = text.replace('"version":1,"by":"1.2.3"', '"version":99,"by":"9.8.7"');
      assert.notEqual(later, text);
      documents.set(name, later);
      const work = another();
      const failure = await work
        .change(["owners", "seen"], async ({ seen: before }) => {
          await work.archive.add([], new Map([["news.test/1", "All of it."]]), "2026-02-01");
          return { seen: new Map([...before].slice(50)), owners: new Map() };
        })
        .catch(laterStateOf);
      assert.deepEqual(failure, { of: "folder", writtenBy: "9.8.7" }, name);
      assert.equal(documents.get(name), later);
      documents.set(name, text);
      assert.deepEqual([...documents], [...untouched], name);
    }
    assert.deepEqual(damaged, []);
  });
});
