import { deepEqual, equal, ok } from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Article } from "../../../src/core/model/model";
import type { Http } from "../../../src/core/ports";
import { type XsoarClient, createXsoarClient } from "../../../src/core/xsoar/client";
import { addNotes } from "../../../src/core/xsoar/notes";
import type { RecordRequest } from "../../../src/core/xsoar/sync";
import { createHttp } from "../../../src/node/http";
import { nodeSigning } from "../../../src/node/signing";
import { systemClock } from "../../../src/node/systemClock";
import { createRecord, createRecords, findRecord, recordMatches } from "../../unit/xsoar/writing";
import { type Xsoar, type XsoarOptions, startXsoar } from "../../world/xsoar/server";
import { oddRecords } from "../../world/xsoar/variety";

const KEY = "net-test-key-9f3c";
const WORLD = { clock: systemClock, signing: nodeSigning };
const NOW = new Date("2026-05-04T10:20:30.456Z");
const NEVER = new AbortController().signal;
const http: Http = createHttp({ userAgent: "ti-scraper-test" });
const wait = (ms: number): Promise<void> => sleep(ms / 20);
const OPTIONS = {
  searchField: "aliases",
  recordTypes: ["Threat Actor", "Malware"],
  nameFields: ["aliases"],
  now: NOW,
  wait,
};

const article = (title: string, url: string): Article => ({
  key: url,
  title,
  url,
  source: "s",
  published: null,
  found: NOW.toISOString(),
});
const A = article("Heron strikes", "https://news.test/a");
const B = article("Heron again", "https://news.test/b");

describe("XSOAR client against the simulator", function () {
  this.timeout(30_000);
  let xsoar: Xsoar;
  const start = async (options: Partial<XsoarOptions> = {}, timeoutMs = 5_000): Promise<XsoarClient> => {
    xsoar = await startXsoar({ key: KEY, ...options });
    return createXsoarClient(http, { baseUrl: xsoar.origin, apiKey: KEY }, { ...WORLD, timeoutMs });
  };
  afterEach(() => xsoar.close());

  const named = (name: string): { name: string; spellings: string[]; aliases: string[] } => ({
    name,
    spellings: [],
    aliases: [],
  });
  const request = (name: string, articles: Article[]): RecordRequest => ({
    ...named(name),
    owner: true,
    dismissed: false,
    articles,
  });
  const count = (action: string): number => xsoar.requests().filter((entry) => entry.action === action).length;
  const notesOf = (id: string): unknown[] => {
    const fields = xsoar.records().find((record) => record.id === id)?.CustomFields;
    return (fields?.["communitynotes"] as { notes?: string }[] | undefined)?.map(({ notes }) => notes) ?? [];
  };

  it("adds a note to every odd record and leaves the rest of it byte for byte", async () => {
    const client = await start();
    const ids = oddRecords().map((record) => xsoar.put(record));
    for (const id of ids) {
      const before = xsoar.recordText(id)!;
      const found = await findRecord(client, named((JSON.parse(before) as { value: string }).value), OPTIONS, NEVER);
      if (found.kind === "ambiguous") continue;
      ok(found.kind === "found", before.slice(0, 80));
      const outcome = await addNotes(client, found.record, [A, B], OPTIONS, NEVER);
      ok(outcome.kind === "noted" && outcome.added.length === 2);
      deepEqual(untouched(xsoar.recordText(id)!), untouched(found.record.raw));
      deepEqual(notesOf(id).slice(-2), ["Heron strikes: https://news.test/a", "Heron again: https://news.test/b"]);
      equal(xsoar.records().find((record) => record.id === id)?.["lastSeen"], NOW.toISOString());
    }
    equal(count("edit"), ids.length - 2);
  });

  it("sends the raw key and JSON headers, and the log of the server has nothing else", async () => {
    const client = await start();
    equal(await client.test(NEVER), null);
    const [first] = xsoar.requests();
    equal(first?.path, "/indicators/search");
    equal(first?.headers["content-type"], "application/json");
    equal(first?.headers["accept"], "application/json");
  });

  it("tells a wrong key, a wrong path, a redirect, no server and no TLS apart", async () => {
    await start();
    const test = async (baseUrl: string, apiKey = KEY): Promise<string | undefined> =>
      (await createXsoarClient(http, { baseUrl, apiKey }, { ...WORLD, timeoutMs: 2_000 }).test(NEVER))?.code;
    equal(await test(xsoar.origin), undefined);
    equal(await test(xsoar.origin, "wrong"), "keyRefused");
    equal(await test(`${xsoar.origin}/xsoar`), "uiUrl");
    xsoar.fail({ kind: "answer", status: 303, headers: { location: "http://127.0.0.1:1/login" } });
    equal(await test(xsoar.origin), "redirect");
    xsoar.fail({ kind: "delay", ms: 3_000 });
    equal(await test(xsoar.origin), "timeout");
    equal(await test("http://127.0.0.1:1"), "refused");
    equal(await test(xsoar.origin.replace("http:", "https:")), "tls");
  });

  it("one edit for each record, and none in the second run", async () => {
    const client = await start();
    xsoar.put({ value: "APT28", indicator_type: "Threat Actor", CustomFields: { aliases: ["APT28", "Fancy Bear"] } });
    xsoar.put({ value: "Clop", indicator_type: "Malware", CustomFields: null });
    const requests = [request("APT28", [A]), request("FancyBear", [B]), request("Clop", [A, B])];
    const spelled = requests.map((one) => ({ ...one, spellings: ["Fancy Bear"] }));
    const first = await recordMatches(client, spelled, OPTIONS, NEVER);
    deepEqual(
      first.outcomes.map((outcome) => outcome.kind === "noted" && outcome.added),
      [1, 1, 2],
    );
    const second = await recordMatches(client, spelled, OPTIONS, NEVER);
    deepEqual(
      second.outcomes.map((outcome) => outcome.kind === "noted" && [outcome.added, outcome.alreadyThere]),
      [
        [0, 1],
        [0, 1],
        [0, 2],
      ],
    );
    equal(count("edit"), 2);
  });

  it("keeps what another writer put between the read and the edit", async () => {
    const client = await start();
    const id = xsoar.put({ value: "Heron", indicator_type: "Threat Actor", CustomFields: { communitynotes: [] } });
    const change = { communitynotes: [{ notes: "analyst: https://news.test/a", timestamp: "2026-01-01T00:00:00Z" }] };
    xsoar.fail({ kind: "touch", on: "edit", change });
    const { outcomes } = await recordMatches(client, [request("Heron", [A, B])], OPTIONS, NEVER);
    deepEqual(
      outcomes.map((outcome) => outcome.kind === "noted" && [outcome.added, outcome.alreadyThere]),
      [[1, 1]],
    );
    deepEqual(notesOf(id), ["analyst: https://news.test/a", "Heron again: https://news.test/b"]);
    xsoar.fail({ kind: "touch", on: "edit", times: 4 });
    const never = await recordMatches(
      client,
      [request("Heron", [article("c", "https://news.test/c")])],
      OPTIONS,
      NEVER,
    );
    equal(never.outcomes[0]?.kind === "failed" && never.outcomes[0].failure.code, "conflict");
  });

  for (const kind of ["dropBefore", "dropAfter", "truncate"] as const) {
    it(`an edit whose answer is lost is completed, not repeated: ${kind}`, async () => {
      const client = await start();
      const id = xsoar.put({ value: "Heron", indicator_type: "Threat Actor", CustomFields: null });
      xsoar.fail({ kind, on: "edit" });
      const { outcomes } = await recordMatches(client, [request("Heron", [A])], OPTIONS, NEVER);
      deepEqual([outcomes[0]?.kind, notesOf(id)], ["noted", ["Heron strikes: https://news.test/a"]]);
    });

    for (const duplicates of ["merge", "409", "duplicate"] as const) {
      it(`a creation whose answer is lost makes one record: ${kind}, doubles ${duplicates}, index lag`, async () => {
        const client = await start({ store: { duplicates, indexLagMs: 60 } });
        xsoar.fail({ kind, on: "create" });
        const outcome = await createRecord(client, named("Grey Heron"), [A, B], OPTIONS, NEVER);
        equal(outcome.kind, "created");
        equal(xsoar.records().length, 1);
        equal(notesOf(xsoar.records()[0]!.id).length, 2);
      });
    }
  }

  it("a creation that times out leads to one record", async () => {
    const client = await start({ store: { duplicates: "duplicate" } }, 150);
    xsoar.fail({ kind: "delay", ms: 400, on: "create" });
    const outcome = await createRecord(client, named("Grey Heron"), [A], OPTIONS, NEVER);
    ok(outcome.kind === "created" || outcome.kind === "noted");
    equal(xsoar.records().length, 1);
  });

  it("creates at once what is missing, and each only once when asked again", async () => {
    const client = await start({ store: { duplicates: "duplicate", indexLagMs: 80 } });
    const requests = ["Grey Heron", "GreyHeron", "Night Heron", "Excluded"].map((name) => request(name, [A]));
    await createRecords(client, requests.slice(0, 3), OPTIONS, NEVER);
    const again = await createRecords(client, requests.slice(0, 3), OPTIONS, NEVER);
    deepEqual(
      again.outcomes.map(({ kind }) => kind),
      ["noted", "noted", "noted"],
    );
    deepEqual(
      xsoar
        .records()
        .map(({ value }) => value)
        .toSorted(),
      ["Grey Heron", "Night Heron"],
    );
  });

  it("recognises the exclusion list", async () => {
    const client = await start({ store: { excluded: ["heron"] } });
    equal((await createRecord(client, named("Heron"), [A], OPTIONS, NEVER)).kind, "excluded");
  });
});

/** A record without what an edit changes: version, modified, lastSeen and the notes. */
function untouched(text: string): string[] {
  const custom = /"CustomFields":(null|\{.*?\})(?=,"|\}$)/s;
  return text
    .replace(custom, "")
    .replace(/"communitynotes":(null|\[.*?\])(?=[,}])/s, "")
    .split(/,(?=")/)
    .filter((part) => !/^\{?"(?:version|modified|lastSeen|notes|timestamp|CustomFields|communitynotes)"/.test(part));
}
