import assert from "node:assert/strict";
import { request as httpRequest } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { oddRecords } from "../../world/xsoar/variety";
import { type Xsoar, type XsoarOptions, startXsoar } from "../../world/xsoar/server";

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

let xsoar: Xsoar;

const HEADERS = { authorization: "k3y", accept: "application/json", "content-type": "application/json" };

/** One request with nothing of the client in it. */
function send(path: string, body: unknown, headers: Record<string, string> = HEADERS, method = "POST"): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(xsoar.origin + path, { method, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (text += chunk));
      response.on("error", reject);
      response.on("end", () => {
        const type = response.headers["content-type"] ?? "";
        resolve({ status: response.statusCode ?? 0, type, text, json: type.includes("json") ? JSON.parse(text) : {} });
      });
    });
    request.on("error", reject);
    request.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}

async function found(query: string, more: object = {}): Promise<string[]> {
  const reply = await send("/indicators/search", { query, page: 0, size: 50, ...more });
  assert.equal(reply.status, 200, reply.text);
  return rows(reply).map(({ value }) => value);
}

function rows(reply: Reply): { id: string; value: string; version: number; sortValues: string[] }[] {
  return (reply.json["iocObjects"] ?? []) as { id: string; value: string; version: number; sortValues: string[] }[];
}

async function start(options: Partial<XsoarOptions> = {}): Promise<void> {
  xsoar = await startXsoar({ key: "k3y", ...options });
}

describe("XSOAR simulator", function () {
  this.timeout(20_000);
  beforeEach(() => start());
  afterEach(() => xsoar.close());

  describe("the door", () => {
    it("answers 403 with the CSRF sentence to a missing, wrong or Bearer key", async () => {
      for (const authorization of [undefined, "other", "Bearer k3y"]) {
        const { authorization: _, ...rest } = HEADERS;
        const reply = await send(
          "/indicators/search",
          {},
          authorization === undefined ? rest : { ...rest, authorization },
        );
        assert.equal(reply.status, 403);
        assert.equal(reply.json["detail"], "Issue with CSRF code");
      }
    });

    it("checks Accept, Content-Type and the JSON", async () => {
      assert.equal((await send("/indicators/search", {}, { ...HEADERS, accept: "text/html" })).status, 406);
      const { "content-type": _, ...untyped } = HEADERS;
      assert.equal((await send("/indicators/search", "{}", untyped)).status, 415);
      const charset = { ...HEADERS, "content-type": "application/json; charset=utf-8" };
      assert.equal((await send("/indicators/search", {}, charset)).status, 200);
      const reply = await send("/indicators/search", '{"query":');
      assert.equal(reply.status, 400);
      assert.equal(reply.json["id"], "bad_request");
    });

    it("answers paths it does not know with the web application", async () => {
      for (const path of [
        "/",
        "//indicators/search",
        "/xsoar/indicators/search",
        "/indicators/search/",
        "/acc_a/indicators/search",
      ]) {
        const reply = await send(path, {});
        assert.equal(reply.status, 200);
        assert.match(reply.type, /^text\/html/);
      }
      assert.equal((await send("/indicators/search", "", HEADERS, "GET")).status, 405);
      assert.match((await send("/about", "", HEADERS, "GET")).text, /demistoVersion/);
    });

    it("logs requests with the key blacked out", async () => {
      await send("/indicators/search", { query: "x" });
      const [entry] = xsoar.requests();
      assert.deepEqual(
        [entry?.path, entry?.action, entry?.body, entry?.status],
        ["/indicators/search", "search", { query: "x" }, 200],
      );
      assert.equal(entry?.headers["authorization"], "<3 characters>");
      assert.doesNotMatch(JSON.stringify(xsoar.requests()), /k3y/);
    });
  });

  describe("search", () => {
    beforeEach(() => {
      xsoar.put({
        value: "Sofacy",
        indicator_type: "Threat Actor",
        CustomFields: { aliases: ["APT28", "Fancy Bear"], stage: 'a "b" (c) [d] ^e:f\\g' },
      });
      xsoar.put({
        value: "FANCY BEAR",
        indicator_type: "Malware",
        score: 3,
        CustomFields: { description: "Not the fancy bear you know" },
      });
      xsoar.put({ value: "Kestrel", indicator_type: "Threat Actor", modified: "2024-05-01T00:00:00Z" });
    });

    it("gives null for no rows, and all built-in fields for a row", async () => {
      const none = await send("/indicators/search", { query: 'value:"nobody"', page: 0, size: 10 });
      assert.equal(none.text, '{"iocObjects":null,"total":0}');
      const [row] = rows(await send("/indicators/search", { query: 'value:"Kestrel"', page: 0, size: 10 }));
      for (const name of [
        "id",
        "version",
        "modified",
        "sortValues",
        "CustomFields",
        "timestamp",
        "lastSeen",
        "firstSeen",
        "score",
      ]) {
        assert.ok(row !== undefined && name in row, name);
      }
    });

    it("takes null for every key of the filter", async () => {
      const reply = await send("/indicators/search", {
        Cache: null,
        query: null,
        page: null,
        size: null,
        sort: null,
        searchAfter: null,
        period: null,
      });
      assert.equal(reply.json["total"], 3);
    });

    const table: readonly (readonly [query: string, values: readonly string[]])[] = [
      ["", ["Sofacy", "FANCY BEAR", "Kestrel"]],
      ['value:"fancy bear"', ["FANCY BEAR"]],
      ['value:"fancy"', []],
      ['aliases:"fancy bear"', ["Sofacy"]],
      ['aliases:"bear"', []],
      ['aliases:("apt28" "apt29")', ["Sofacy"]],
      ['type:"Threat Actor"', ["Sofacy", "Kestrel"]],
      ['indicator_type:"Threat Actor"', []],
      ['type:"threat actor" and (value:"FancyBear" or aliases:"Fancy Bear")', ["Sofacy"]],
      ['value:"Fancy Bear" OR aliases:"Fancy Bear"', ["Sofacy", "FANCY BEAR"]],
      ['value:"Fancy Bear" aliases:"Fancy Bear"', ["Sofacy", "FANCY BEAR"]],
      ['type:"Threat Actor" AND NOT value:Kestrel', ["Sofacy"]],
      ['-type:"Threat Actor"', ["FANCY BEAR"]],
      ["value:K*rel", ["Kestrel"]],
      ['value:"K*rel"', []],
      ["aliases:apt*", ["Sofacy"]],
      ["score:3", ["FANCY BEAR"]],
      ['description:"fancy bear"', ["FANCY BEAR"]],
      ['description:"bear fancy"', []],
      ['stage:"a \\"b\\" \\(c\\) \\[d\\] \\^e\\:f\\\\g"', ["Sofacy"]],
      ['modified:>="2024-01-01T00:00:00Z"', ["Kestrel"]],
      ["sofacy", ["Sofacy"]],
      ['nosuchfield:"x"', []],
    ];
    for (const [query, values] of table) {
      it(`understands ${query === "" ? "an empty query" : query}`, async () =>
        assert.deepEqual(await found(query), values));
    }

    for (const query of [
      'value:"open',
      'value:"a" b"',
      "(value:a",
      "value:a)",
      "value:",
      "and",
      'value:"a" and',
      'a b:"c"d"',
    ]) {
      it(`refuses ${query}`, async () =>
        assert.equal((await send("/indicators/search", { query, page: 0, size: 1 })).status, 400));
    }

    it("finds by id", async () => {
      const id = xsoar.put({ value: "by id" });
      assert.deepEqual(await found(`id:"${id}"`), ["by id"]);
    });
  });

  it("pages from 0, caps a page at 1000 rows, ends at row 10,000 and goes on with searchAfter", async () => {
    for (let at = 0; at < 10_100; at++) xsoar.put({ value: `v${at}` });
    const page = async (body: object): Promise<Reply> => send("/indicators/search", { query: "", ...body });
    assert.equal(rows(await page({ page: 0, size: 5000 })).length, 1000);
    assert.equal(rows(await page({})).length, 50);
    assert.equal(rows(await page({ page: 0, size: 0 })).length, 0);
    assert.equal(rows(await page({ page: 2, size: 100 }))[0]?.value, "v200");
    assert.equal((await page({ page: 10, size: 1000 })).status, 500);
    const last = rows(await page({ page: 9, size: 1000 })).at(-1);
    const next = rows(await page({ page: 0, size: 1000, searchAfter: last?.sortValues }));
    assert.deepEqual([next[0]?.value, next.length], ["v10000", 100]);
    const sorted = rows(await page({ page: 0, size: 1, sort: [{ field: "value", asc: false }] }));
    assert.equal(sorted[0]?.value, "v9999");
    assert.equal((await page({ page: -1, size: 1 })).status, 400);
  });

  describe("create", () => {
    const indicator = {
      value: "Kestrel",
      indicator_type: "Threat Actor",
      last_seen: "2026-01-01",
      lastSeen: "2026-01-02T03:04:05Z",
      CustomFields: { aliases: ["Kestrel"] },
    };

    it("answers with a partial object and stores a full one", async () => {
      const reply = await send("/indicator/create", { indicator, manually: true, seenNow: true });
      assert.deepEqual(reply.json, {
        id: "1001",
        version: 1,
        modified: "0001-01-01T00:00:00Z",
        value: "Kestrel",
        indicator_type: "Threat Actor",
        score: 0,
        CustomFields: { aliases: ["Kestrel"] },
        firstSeen: "0001-01-01T00:00:00Z",
        lastSeen: "0001-01-01T00:00:00Z",
        firstSeenEntryID: "API",
        lastSeenEntryID: "API",
      });
      const [record] = xsoar.records();
      assert.equal(record?.["lastSeen"], "2026-01-02T03:04:05Z");
      assert.ok(record !== undefined && !("last_seen" in record) && "calculatedTime" in record);
    });

    it("refuses a bare indicator, one without value, and a time without zone", async () => {
      assert.equal((await send("/indicator/create", indicator)).status, 400);
      assert.equal((await send("/indicator/create", { indicator: { ...indicator, value: "" } })).status, 400);
      assert.equal(
        (await send("/indicator/create", { indicator: { ...indicator, lastSeen: "2026-01-02T03:04:05.123" } })).status,
        400,
      );
      assert.equal(xsoar.records().length, 0);
    });

    it("merges, refuses or doubles a value that exists", async () => {
      for (const [duplicates, status, count] of [
        ["merge", 200, 1],
        ["409", 409, 1],
        ["duplicate", 200, 2],
      ] as const) {
        await xsoar.close();
        await start({ store: { duplicates } });
        await send("/indicator/create", { indicator });
        assert.equal((await send("/indicator/create", { indicator })).status, status);
        assert.equal(xsoar.records().length, count);
        assert.equal(xsoar.records()[0]?.version, duplicates === "merge" ? 2 : 1);
      }
    });

    it("answers 200 null for a value on the exclusion list", async () => {
      await xsoar.close();
      await start({ store: { excluded: ["KESTREL"] } });
      const reply = await send("/indicator/create", { indicator });
      assert.deepEqual([reply.status, reply.text, xsoar.records().length], [200, "null", 0]);
    });

    it("can hide a new record from searches for a while", async () => {
      await xsoar.close();
      await start({ store: { indexLagMs: 1500 } });
      await send("/indicator/create", { indicator });
      assert.deepEqual(await found('value:"Kestrel"'), []);
      await sleep(1500);
      assert.deepEqual(await found('value:"Kestrel"'), ["Kestrel"]);
    });
  });

  describe("edit", () => {
    const odd =
      '{"value":"Kestrel","indicator_type":"Threat Actor","version":4,"sequenceNumber":9223372036854775807,"ratio":1.0,"big":1e3,"text":"\\u00fc","grid":null,"CustomFields":{"weight":2.50,"communitynotes":[{},{"notes":"x"}]}}';
    const get = async (id: string): Promise<string> =>
      (await send("/indicators/search", { query: `id:${id}`, page: 0, size: 1 })).text;

    it("keeps what is sent byte for byte, raises the version and sets modified", async () => {
      const id = xsoar.put(odd);
      const before = await get(id);
      for (const piece of [
        '"sequenceNumber":9223372036854775807',
        '"ratio":1.0',
        '"big":1e3',
        '"text":"\\u00fc"',
        '"weight":2.50',
      ]) {
        assert.ok(before.includes(piece), piece);
      }
      const body = before.replace(/^\{"iocObjects":\[/, "").replace(/\],"total":1\}$/, "");
      const reply = await send("/indicator/edit", body);
      assert.equal(reply.json["version"], 5);
      assert.notEqual(reply.json["modified"], "0001-01-01T00:00:00Z");
      const change = /"version":\d+|"modified":"[^"]*"|"sortValues":[^\]]*\]/g;
      assert.equal((await get(id)).replace(change, ""), before.replace(change, ""));
    });

    it("replaces the whole object", async () => {
      const id = xsoar.put(odd);
      await send("/indicator/edit", { id, version: 4, value: "Kestrel", indicator_type: "Threat Actor" });
      const [record] = xsoar.records();
      assert.ok(record !== undefined && !("sequenceNumber" in record));
      assert.equal(record.CustomFields, null);
    });

    it("refuses a stale, a text and a missing version with the lock error; -1 forces", async () => {
      const id = xsoar.put(odd);
      for (const version of [3, 5, undefined, null]) {
        const reply = await send("/indicator/edit", { id, version, value: "Kestrel" });
        assert.equal(reply.status, 400);
        assert.equal(reply.json["id"], "errOptimisticLock");
        assert.match(String(reply.json["error"]), /^DB Version '4' and Insert version '\d+' do not match for id/);
      }
      assert.equal((await send("/indicator/edit", { id, version: "4", value: "Kestrel" })).json["id"], "bad_request");
      assert.equal((await send("/indicator/edit", { id, version: -1, value: "Kestrel" })).json["version"], 5);
    });

    it("refuses the wrapper of a creation, an unknown id and rows that are none", async () => {
      const id = xsoar.put(odd);
      assert.equal((await send("/indicator/edit", { indicator: { id, version: 4, value: "Kestrel" } })).status, 400);
      assert.equal((await send("/indicator/edit", { id: "77", version: 1, value: "Kestrel" })).status, 404);
      const rowsOfText = { id, version: 4, value: "Kestrel", CustomFields: { communitynotes: ["text"] } };
      assert.equal((await send("/indicator/edit", rowsOfText)).status, 400);
      assert.equal(xsoar.records()[0]?.version, 4);
    });

    it("meets a concurrent writer", async () => {
      const id = xsoar.put(odd);
      xsoar.fail({ kind: "touch", change: { tags: ["theirs"] } });
      assert.equal((await send("/indicator/edit", { id, version: 4, value: "Kestrel" })).status, 400);
      assert.deepEqual(xsoar.records()[0]?.CustomFields?.["tags"], ["theirs"]);
      assert.match(xsoar.recordText(id) ?? "", /"weight":2\.50/);
    });
  });

  it("loses connections before and after the work, truncates, and answers planned errors", async () => {
    const edit = { id: xsoar.put({ value: "Kestrel", version: 1 }), version: 1, value: "Kestrel" };
    xsoar.fail({ kind: "dropBefore", on: "edit" });
    await assert.rejects(send("/indicator/edit", edit));
    assert.equal(xsoar.records()[0]?.version, 1);
    xsoar.fail({ kind: "dropAfter", on: "edit" });
    await assert.rejects(send("/indicator/edit", edit));
    assert.equal(xsoar.records()[0]?.version, 2);
    xsoar.fail({ kind: "truncate" });
    await assert.rejects(send("/indicators/search", { query: "" }));
    xsoar.fail({ kind: "answer", status: 429, headers: { "retry-after": "1" }, times: 2 });
    assert.equal((await send("/indicators/search", {})).status, 429);
    assert.equal((await send("/indicators/search", {})).status, 429);
    assert.equal((await send("/indicators/search", {})).status, 200);
    xsoar.setDelay(60);
    const start = Date.now();
    await send("/indicators/search", {});
    assert.ok(Date.now() - start >= 55);
  });

  it("holds odd records and gives every one back as it was put", async () => {
    const texts = oddRecords(50);
    const ids = texts.map((text) => xsoar.put(text));
    const reply = await send("/indicators/search", { query: "", page: 0, size: 100 });
    assert.equal(reply.json["total"], texts.length);
    for (const [at, id] of ids.entries()) {
      assert.ok(xsoar.recordText(id)?.startsWith((texts[at] ?? "").slice(0, -1)), texts[at]);
    }
    assert.ok(reply.text.includes('"sizeInBytes":18446744073709551615'));
    assert.deepEqual(await found('value:"twin heron"'), ["Twin Heron", "TWIN HERON"]);
  });
});
