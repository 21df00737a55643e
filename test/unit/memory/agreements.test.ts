import assert from "node:assert/strict";
import {
  type Agreement,
  THIS_MACHINE,
  createAgreements,
  describeAgreement,
  isSameAgreement,
  receiversKey,
} from "../../../src/core/memory/agreements";
import type { StateStore } from "../../../src/core/ports";
import { plainText } from "../../../src/core/text/translate";

const SERVER = "https://xsoar.example.com";
const write = (server: string): Agreement => ({ kind: "write", server });
const mail = (account: string, ...receivers: string[]): Agreement => ({ kind: "mail", account, receivers });

/** Agreements over a store in memory. */
function agreementsOf(stored: Record<string, unknown> = {}, isLocked = false) {
  const documents = new Map(Object.entries(stored));
  const damaged: string[] = [];
  const store: StateStore = {
    read: async (name) => structuredClone(documents.get(name) ?? null),
    setAside: async (name) => {
      documents.delete(name);
      return `${name}.damaged`;
    },
    write: async (written) => {
      for (const [name, value] of written) documents.set(name, structuredClone(value));
    },
    later: async () => null,
    remove: async (name) => void documents.delete(name),
    withLock: async (_lock, _waitMs, work) => (isLocked ? null : { value: await work() }),
  };
  const clock = { now: () => new Date("2026-03-02T12:00:00Z"), wait: async () => undefined };
  const onDamaged = (name: string): void => void damaged.push(name);
  return { agreements: createAgreements({ store, onDamaged, version: "1.2.3" }, clock), documents, damaged };
}

describe("agreements", () => {
  it("hold for one folder, one server with its path and tenant, one account and one set of receivers", async () => {
    const { agreements } = agreementsOf();
    const agreed = [{ kind: "scan" }, write(`${SERVER}/acc_a`), mail("ti@x at y:465", "b@x", "A@x")] as const;
    for (const one of agreed) await agreements.agree("/news/a", one);
    for (const one of agreed) {
      assert.equal(await agreements.has("/news/a", one), true);
      assert.equal(await agreements.has("/news/b", one), false);
    }
    assert.equal(await agreements.has("/news/a", mail("ti@x at y:465", "a@x", "B@X", "b@x")), true);
    for (const other of [
      write(SERVER),
      write(`${SERVER}/acc_b`),
      mail("ti@x at y:465", "a@x"),
      mail("ti@x at y:465", "a@x", "b@x", "c@x"),
      mail("ti@x at z:465", "a@x", "b@x"),
      { kind: "field", field: "aliases" },
    ] as const)
      assert.equal(await agreements.has("/news/a", other), false, JSON.stringify(other));
  });

  it("are kept once with their day, taken back one by one, and forgotten with their folder", async () => {
    const { agreements, documents } = agreementsOf();
    for (const folder of ["/a", "/b"])
      for (const one of [write(SERVER), { kind: "scan" }, write(SERVER)] as const) await agreements.agree(folder, one);
    const at = "2026-03-02T12:00:00.000Z";
    const both = [
      { agreement: { kind: "scan" }, at },
      { agreement: write(SERVER), at },
    ];
    assert.deepEqual(
      await agreements.all(),
      new Map([
        ["/a", both],
        ["/b", both],
      ]),
    );
    await agreements.takeBack("/a", { kind: "scan" });
    assert.deepEqual((await agreements.all()).get("/a"), both.slice(1));
    await agreements.takeBack("/a", write(SERVER));
    await agreements.forget("/b");
    assert.equal((await agreements.all()).size, 0);
    assert.deepEqual([...documents.keys()], ["agreements"]);
  });

  it("are never made of what is damaged, and of nothing that is none", async () => {
    const good = { agreement: write(SERVER), at: "2026-03-02T12:00:00.000Z" };
    const data = [
      ["/a", [good, { agreement: { kind: "write" }, at: "x" }, { agreement: { kind: "all" }, at: "x" }, null]],
      ["/b"],
      7,
    ];
    const { agreements, damaged } = agreementsOf({ agreements: { version: 1, data } });
    assert.deepEqual([...(await agreements.all())], [["/a", [good]]]);
    assert.deepEqual(damaged, []);
    const broken = agreementsOf({ agreements: { version: 1, data: { "/a": [good] } } });
    assert.equal((await broken.agreements.all()).size, 0);
    assert.deepEqual(broken.damaged, ["agreements"]);
  });

  it("of a later version are left alone, and a lock that is held says so", async () => {
    const { agreements } = agreementsOf({ agreements: { version: 2, by: "9.0.0", data: [] } });
    await assert.rejects(agreements.all(), /^LaterStateError: The agreements of the folders .* TI Scraper 9\.0\.0\./);
    await assert.rejects(agreementsOf({}, true).agreements.agree("/a", { kind: "scan" }), /locked by another process/);
  });

  it("about a host are for all folders, whatever its letters", async () => {
    const { agreements } = agreementsOf({});
    await agreements.agree(THIS_MACHINE, { kind: "private", host: "News.test" });
    assert.equal(await agreements.has(THIS_MACHINE, { kind: "private", host: "news.test" }), true);
    assert.equal(await agreements.has(THIS_MACHINE, { kind: "private", host: "other.test" }), false);
    assert.deepEqual(
      (await agreements.all()).get(THIS_MACHINE)?.map(({ agreement }) => agreement),
      [{ kind: "private", host: "News.test" }],
    );
  });

  it("tell what was agreed in one line", () => {
    const lines = [
      { kind: "scan" },
      write(SERVER),
      mail("a@x at y:1", "b@x", "c@x"),
      { kind: "field", field: "tags" },
      { kind: "private", host: "a.test" },
    ];
    assert.deepEqual(
      (lines as readonly Agreement[]).map((one) => describeAgreement(one, plainText)),
      [
        "Scan by itself",
        `Write to ${SERVER}`,
        "Mail as a@x at y:1 to b@x, c@x",
        "Read the field tags of the records as aliases",
        "Read a.test inside a private network",
      ],
    );
  });

  it("count receivers as a set, whatever their order and letters", () => {
    assert.equal(receiversKey(["B@x", "a@x", "b@X"]), receiversKey(["A@X", "b@x"]));
    assert.notEqual(receiversKey(["a@x", "b@x"]), receiversKey(["a@x,b@x"]));
    assert.equal(isSameAgreement({ kind: "field", field: "Tags" }, { kind: "field", field: "tags" }), true);
  });
});
