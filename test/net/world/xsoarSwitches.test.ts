import assert from "node:assert/strict";
import { type SimulatorClock, virtualClock } from "../../world/xsoar/clock";
import { lostFields } from "../../world/xsoar/checks";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { STORE_DEFAULTS, SWITCH_VALUES, type StoreOptions, readSwitch } from "../../world/xsoar/switches";
import { oddRecords } from "../../world/xsoar/variety";

let xsoar: Xsoar;
let clock: SimulatorClock;
type Row = Readonly<Record<string, unknown>>;

function start(store: Partial<StoreOptions> = {}): void {
  clock = virtualClock();
  xsoar = createXsoar({ key: "k3y", clock, store });
}

async function send(path: string, body: unknown): Promise<{ status: number; text: string; json: Row }> {
  const result = await xsoar.http.request({
    url: xsoar.origin + path,
    method: "POST",
    headers: { authorization: "k3y", accept: "application/json", "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    timeoutMs: 1_000,
    maxBytes: 1e8,
    signal: new AbortController().signal,
  });
  assert.ok(result.ok);
  const text = new TextDecoder().decode(result.response.body);
  return { status: result.response.status, text, json: text === "" ? {} : ((JSON.parse(text) ?? {}) as Row) };
}

const create = (indicator: object) =>
  send("/indicator/create", { indicator: { indicator_type: "Threat Actor", ...indicator } });
const edit = (record: object) => send("/indicator/edit", record);
async function rows(query = "", more: object = {}): Promise<Row[]> {
  const { status, text, json } = await send("/indicators/search", { query, page: 0, size: 50, ...more });
  assert.equal(status, 200, text);
  return (json["iocObjects"] ?? []) as Row[];
}

const NAIVE = { communitynotes: [{ notes: "x", timestamp: "2026-01-01T10:00:00.5" }] };

describe("XSOAR simulator: switches", () => {
  it("duplicates=append joins lists, each element once", async () => {
    start({ duplicates: "append" });
    const note = { notes: "a", timestamp: "2026-01-01T00:00:00Z" };
    await create({ value: "Heron", CustomFields: { aliases: ["A"], communitynotes: [note] } });
    await create({
      value: "Heron",
      CustomFields: { aliases: ["A", "B"], communitynotes: [note, { notes: "b" }], goals: ["g"] },
    });
    const [record] = xsoar.records();
    assert.deepEqual(record?.CustomFields, {
      aliases: ["A", "B"],
      communitynotes: [note, { notes: "b" }],
      goals: ["g"],
    });
    assert.deepEqual([record?.version, xsoar.records().length], [2, 1]);
  });

  it("excludedAnswer and createAnswer", async () => {
    start({ excluded: ["heron"], excludedAnswer: "empty", createAnswer: "sparse" });
    assert.equal((await create({ value: "Heron" })).text, "");
    const sparse = (await create({ value: "Kestrel" })).json;
    assert.ok(!("modified" in sparse) && !("CustomFields" in sparse) && sparse["id"] === "1001");
    start({ createAnswer: "full" });
    assert.ok("calculatedTime" in (await create({ value: "Kestrel" })).json);
  });

  it("indexLagMs hides new records, editLagMs shows edited ones as they were", async () => {
    start({ indexLagMs: 5_000, editLagMs: 3_000 });
    await create({ value: "Kestrel" });
    assert.deepEqual(await rows(), []);
    await clock.wait(5_000);
    const [read] = await rows();
    await edit({ ...read, source: "me" });
    assert.deepEqual(
      (await rows()).map(({ version, source }) => [version, source]),
      [[1, ""]],
    );
    assert.equal((await edit({ ...read, source: "again" })).json["id"], "errOptimisticLock");
    await clock.wait(3_000);
    assert.deepEqual(
      (await rows()).map(({ version, source }) => [version, source]),
      [[2, "me"]],
    );
  });

  it("versions, missingVersion and lockAnswer", async () => {
    for (const [store, version, status, says] of [
      [{}, 3, 400, /errOptimisticLock/],
      [{ lockAnswer: "badRequest" }, 3, 400, /"bad_request".*do not match/],
      [{ lockAnswer: "409" }, 3, 409, /do not match/],
      [{ versions: "ignored" }, 3, 200, /"version":5/],
      [{}, undefined, 400, /errOptimisticLock/],
      [{ missingVersion: "accept" }, undefined, 200, /"version":5/],
      [{ lockAnswer: "409" }, -1, 200, /"version":5/],
    ] as readonly (readonly [Partial<StoreOptions>, number | undefined, number, RegExp])[]) {
      start(store);
      const id = xsoar.put({ value: "Heron", version: 4 });
      const { status: answered, text } = await edit({ id, value: "Heron", version });
      assert.equal(answered, status);
      assert.match(text, says);
    }
  });

  it("emptyQuery and unsearchable", async () => {
    for (const [store, status, count] of [
      [{}, 200, 1],
      [{ emptyQuery: "none" }, 200, 0],
      [{ emptyQuery: "refuse" }, 400, 0],
    ] as readonly (readonly [Partial<StoreOptions>, number, number])[]) {
      start(store);
      xsoar.put({ value: "Heron" });
      const { status: answered, json } = await send("/indicators/search", { query: " ", page: 0, size: 9 });
      assert.deepEqual([answered, json["total"] ?? 0], [status, count]);
    }
    start({ unsearchable: ["id"] });
    const id = xsoar.put({ value: "Heron" });
    assert.deepEqual(await rows(`id:"${id}"`), []);
    assert.equal((await rows('value:"heron"')).length, 1);
  });

  it("edits=patch keeps what is left out", async () => {
    start({ edits: "patch" });
    const id = xsoar.put({ value: "Heron", version: 1, source: "s", CustomFields: { aliases: ["A"], tags: ["t"] } });
    await edit({ id, version: 1, CustomFields: { tags: ["u"] } });
    const [record] = xsoar.records();
    assert.deepEqual(
      [record?.value, record?.["source"], record?.CustomFields],
      ["Heron", "s", { aliases: ["A"], tags: ["u"] }],
    );
    await edit({ id, version: 2, CustomFields: null });
    assert.deepEqual(xsoar.records()[0]?.CustomFields, { aliases: ["A"], tags: ["u"] });
  });

  it("naiveDates", async () => {
    for (const [naiveDates, status, stamp] of [
      ["keep", 200, "2026-01-01T10:00:00.5"],
      ["blank", 200, ""],
      ["refuse", 400, undefined],
    ] as const) {
      start({ naiveDates });
      assert.equal((await create({ value: "Heron", CustomFields: NAIVE })).status, status);
      const notes = xsoar.records()[0]?.CustomFields?.["communitynotes"] as { timestamp: string }[] | undefined;
      assert.equal(notes?.[0]?.timestamp, stamp);
    }
  });

  it("defaultSize, zeroSize, window, noRows and unknownId", async () => {
    start({ defaultSize: 0, window: "truncate", noRows: "array", unknownId: 400 });
    xsoar.put({ value: "Heron" });
    assert.equal((await send("/indicators/search", { size: null })).text, '{"iocObjects":[],"total":1}');
    assert.equal((await send("/indicators/search", { page: 10, size: 1000 })).status, 200);
    assert.equal((await edit({ id: "nobody", version: 1 })).status, 400);
    start({ zeroSize: "default", noRows: "absent" });
    assert.equal((await send("/indicators/search", {})).text, '{"total":0}');
    for (let at = 0; at < 60; at++) xsoar.put({ value: `v${at}` });
    assert.equal((await rows("", { size: 0 })).length, 50);
  });

  it("searchOmits and emptyFields: null and missing fields everywhere", async () => {
    const put = (): string =>
      xsoar.put('{"value":"Heron","version":1,"CustomFields":{"aliases":[],"goals":null,"n":1.0}}');
    start({ searchOmits: ["CustomFields", "sortValues"] });
    put();
    const [omitting] = await rows();
    assert.ok(omitting !== undefined && !("CustomFields" in omitting) && !("sortValues" in omitting));
    start({ emptyFields: "absent" });
    put();
    const { text } = await send("/indicators/search", { query: "", page: 0, size: 1 });
    assert.ok(text.includes('"CustomFields":{"n":1.0}') && !text.includes("null") && !text.includes("0001-"), text);
    start({ emptyFields: "null" });
    put();
    const [nulls] = await rows();
    assert.deepEqual(
      [nulls?.["source"], nulls?.["lastSeen"], nulls?.["CustomFields"]],
      [null, null, { aliases: null, goals: null, n: 1 }],
    );
  });

  it("maxTerms, maxQueryLength and escapes", async () => {
    start({ maxTerms: 3, maxQueryLength: 60, escapes: "strict" });
    const search = async (query: string): Promise<number> => (await send("/indicators/search", { query })).status;
    assert.equal(await search('value:("a" "b") or aliases:"c"'), 200);
    assert.equal(await search('value:("a" "b" "c" "d")'), 500);
    assert.equal(await search(`value:"${"x".repeat(60)}"`), 500);
    assert.equal(await search('value:"a (b)"'), 400);
    assert.equal(await search('value:"a \\(b\\)"'), 200);
  });

  it("ids, newerKeys and times", async () => {
    start({ ids: "opaque", newerKeys: true, times: "offset" });
    await create({ value: "Heron" });
    const [record] = xsoar.records();
    assert.match(record?.id ?? "", /^[0-9a-f-]{36}$/);
    assert.equal(record?.["isShared"], false);
    assert.match(String(record?.["modified"]), /^2026-01-01T03:00:00\.\d{6}\+03:00$/);
  });

  it("reads every switch by its name, and refuses what is none", () => {
    assert.deepEqual(Object.keys(SWITCH_VALUES), Object.keys(STORE_DEFAULTS));
    for (const [name, values] of Object.entries(SWITCH_VALUES)) {
      const standard = STORE_DEFAULTS[name as keyof StoreOptions];
      assert.deepEqual(readSwitch(`${name}=${String(standard)}`), { [name]: standard });
      if (typeof values !== "string") assert.ok((values as readonly unknown[]).includes(standard), name);
    }
    assert.deepEqual(readSwitch("excluded=a,b"), { excluded: ["a", "b"] });
    for (const wrong of ["nope=1", "duplicates=some", "indexLagMs=-1", "duplicates", "toString=1"]) {
      assert.throws(() => readSwitch(wrong), wrong);
    }
  });

  it("searchAfter follows any sort to the last row, and refuses keys of another one", async () => {
    start();
    for (let at = 0; at < 25; at++) xsoar.put({ value: `v${at % 5}`, score: at % 3 });
    const sort = [
      { field: "value", asc: false },
      { field: "score", asc: true },
    ];
    const seen: unknown[] = [];
    let after: unknown;
    for (;;) {
      const page = await rows("", { size: 4, sort, ...(after === undefined ? {} : { searchAfter: after }) });
      if (page.length === 0) break;
      seen.push(...page.map(({ id }) => id));
      after = page.at(-1)?.["sortValues"];
    }
    assert.equal(new Set(seen).size, 25);
    assert.equal((await send("/indicators/search", { sort, searchAfter: ["1001"] })).status, 400);
  });

  describe("what an edit lost is told by the log", () => {
    const reread = async (id: string): Promise<string> => {
      const { text } = await send("/indicators/search", { query: `id:${id}`, page: 0, size: 1 });
      return text.replace(/^\{"iocObjects":\[/, "").replace(/\],"total":1\}$/, "");
    };

    it("nothing, for every odd record that comes back with a further note", async () => {
      start();
      for (const odd of oddRecords(20)) {
        const text = await reread(xsoar.put(odd));
        const added = text.includes('"communitynotes":[]')
          ? text.replace('"communitynotes":[]', '"communitynotes":[{"notes":"n"}]')
          : text.replace(/("communitynotes":\[.*?)\](?=[,}])/, '$1,{"notes":"n"}]');
        assert.equal((await edit(JSON.parse(added) as object)).status, 200);
        xsoar.clearRequests();
        const again = await reread(/"id":"(\d+)"/.exec(text)?.[1] ?? "");
        assert.equal(
          (await send("/indicator/edit", again.replace(/"lastSeen":"[^"]*"/, '"lastSeen":"2026-01-01T00:00:00Z"')))
            .status,
          200,
        );
        assert.deepEqual(lostFields(xsoar.requests()), []);
      }
    });

    it("a dropped field, a rounded number, a lost note, an edit that was never read", async () => {
      start();
      const id = xsoar.put(
        '{"value":"Heron","version":1,"sequenceNumber":9223372036854775807,"source":"s","CustomFields":{"aliases":["A"],"communitynotes":[{"notes":"1"},{"notes":"2"}]}}',
      );
      const text = await reread(id);
      await send(
        "/indicator/edit",
        text.replace('"source":"s",', "").replace("775807", "775000").replace('{"notes":"1"},', ""),
      );
      await edit({ id, version: 99 });
      assert.deepEqual(lostFields(xsoar.requests()), [
        `${id} version 1: sequenceNumber`,
        `${id} version 1: source`,
        `${id} version 1: CustomFields.communitynotes`,
        `${id} version 99 was edited without being read`,
      ]);
    });
  });
});
