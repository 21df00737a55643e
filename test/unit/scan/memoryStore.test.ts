import assert from "node:assert/strict";
import type { Article } from "../../../src/core/model";
import type { StateStore } from "../../../src/core/ports";
import { createMemoryStore } from "../../../src/core/scan/memoryStore";

const DAY = "2026-03-01";

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

/** A store whose documents can be looked at, and which notes down what is done to it. */
function recordingStore() {
  const documents = new Map<string, string>();
  const done: string[] = [];
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
    write: async (name, value) => {
      done.push(`write ${name}`);
      documents.set(name, JSON.stringify(value));
    },
    remove: async (name) => void documents.delete(name),
    withLock: async (_lock, _waitMs, work) => ({ value: await work() }),
  };
  const damaged: string[] = [];
  return {
    documents,
    damaged,
    store,
    memory: createMemoryStore(store, (name) => damaged.push(name)),
    writes: () => done.splice(0).filter((step) => step.startsWith("write")),
    reads: () => done.splice(0).filter((step) => step.startsWith("read")),
  };
}

describe("the memory of a workspace", () => {
  it("reads the parts that are asked for and no others", async () => {
    const { memory, reads } = recordingStore();
    assert.deepEqual(Object.keys(await memory.load("outbox", "owners")), ["outbox", "owners"]);
    assert.deepEqual(reads(), ["read xsoar-outbox", "read alias-owners"]);
  });

  it("writes only what is not stored like that", async () => {
    const { memory, writes } = recordingStore();
    const seen = new Map([["news.test/1", DAY]]);
    await memory.save({ seen, outbox: new Map(), pending: { result: [], profiles: [] } });
    assert.deepEqual(writes(), ["write articles-seen"]);
    await memory.save({ seen: new Map(seen), owners: new Map([["Clop", ["TA505"]]]) });
    assert.deepEqual(writes(), ["write alias-owners"]);
    await memory.save({ owners: new Map() });
    assert.deepEqual(writes(), ["write alias-owners"]);
    assert.deepEqual(await memory.load("owners", "seen"), { owners: new Map(), seen });
  });

  it("writes over what another window has written in the meantime", async () => {
    const { memory, store } = recordingStore();
    const other = createMemoryStore(store, assert.fail);
    const mine = new Map([["Clop", ["TA505"]]]);
    await memory.save({ owners: mine });
    await other.save({ owners: new Map() });
    await memory.save({ owners: mine });
    assert.deepEqual((await other.load("owners")).owners, mine);
  });

  it("keeps all that is known of an article", async () => {
    const { memory } = recordingStore();
    const whole = article("news.test/1", { summary: "Short.", categories: ["malware"], content: "Long." });
    const articles = new Map([[whole.key, whole]]);
    await memory.save({ articles });
    assert.deepEqual((await memory.load("articles")).articles, articles);
  });

  it("sets a damaged document aside and goes on without it", async () => {
    const { memory, documents, damaged } = recordingStore();
    documents.set("alias-owners", "{");
    documents.set("matches", '{"version":99,"data":[]}');
    assert.deepEqual(await memory.load("owners", "rows"), { owners: new Map(), rows: new Map() });
    assert.deepEqual(damaged, ["alias-owners", "matches"]);
  });
});
