import { deepEqual, equal, ok } from "node:assert/strict";
import type { HttpResult } from "../../../src/core/ports";
import type { XsoarClient } from "../../../src/core/xsoar/client";
import { creationBody } from "../../../src/core/xsoar/creation";
import {
  NEVER,
  NOW,
  article,
  fakeStore,
  json,
  noWait,
  nothing,
  page,
  paths,
  recordText,
  scripted,
  text,
} from "./fakes";
import { createRecord, findRecord } from "./writing";

const OPTIONS = {
  nameFields: ["aliases"],
  searchField: "aliases",
  recordTypes: ["Threat Actor", "Malware"],
  now: NOW,
  wait: noWait,
};
const NAME = { name: "Clop", spellings: ["clop"], aliases: [] };
const A = article("Clop strikes", "https://news.test/a");
const NOTE = { notes: "Clop strikes: https://news.test/a", timestamp: NOW.toISOString() };
const timeout: HttpResult = { ok: false, failure: { code: "timeout", seconds: 1 } };
const made = recordText("45", "Clop", { communitynotes: [NOTE] });

const create = (client: XsoarClient): ReturnType<typeof createRecord> =>
  createRecord(client, NAME, [A, A], OPTIONS, NEVER);

describe("creationBody", () => {
  it("has value, type, dates, name fields and notes", () => {
    deepEqual(JSON.parse(creationBody("Winter Vivern", [A], OPTIONS)), {
      indicator: {
        value: "Winter Vivern",
        indicator_type: "Threat Actor",
        source: "TI Scraper",
        firstSeen: "2026-05-04T10:20:30.456Z",
        lastSeen: "2026-05-04T10:20:30.456Z",
        CustomFields: { aliases: ["Winter Vivern"], communitynotes: [NOTE] },
      },
      manually: true,
      seenNow: true,
    });
  });

  it("writes aliases and name[] as lists, other fields as text, and nothing into what is no field", () => {
    const nameFields = ["aliases", "synonyms[]", "note", "a b", 'x":"', "communitynotes", ""];
    const body = JSON.parse(creationBody('Na"me', [], { nameFields, indicatorType: "Malware", now: NOW })) as {
      indicator: Record<string, unknown>;
    };
    deepEqual(body.indicator["CustomFields"], {
      aliases: ['Na"me'],
      synonyms: ['Na"me'],
      note: 'Na"me',
      communitynotes: [],
    });
    equal(body.indicator["indicator_type"], "Malware");
    const none = JSON.parse(creationBody("X", [], { nameFields: [], now: NOW })) as {
      indicator: Record<string, unknown>;
    };
    deepEqual(none.indicator["CustomFields"], { communitynotes: [] });
  });
});

describe("createRecord", () => {
  it("looks first, creates once, and waits until the record can be found", async () => {
    const { client, log } = scripted(nothing, json(JSON.parse(made)), nothing, nothing, page(made));
    const outcome = await create(client);
    ok(outcome.kind === "created");
    deepEqual([outcome.id, outcome.notes, outcome.answer], ["45", 1, made]);
    deepEqual(paths(log), ["search", "create", "search", "search", "search"]);
    equal((JSON.parse(log[1]!.body) as { indicator: { value: string } }).indicator.value, "Clop");
  });

  it("what it creates is found by the same lookup", async () => {
    for (const name of ["Clop", "Fancy Bear", 'A "quoted" \\ name (x)']) {
      const store = fakeStore([]);
      const looked = { name, spellings: [], aliases: [] };
      equal((await createRecord(store.client, looked, [A], { ...OPTIONS, nameFields: [] }, NEVER)).kind, "created");
      equal((await findRecord(store.client, looked, OPTIONS, NEVER)).kind, "found", name);
      equal((await createRecord(store.client, looked, [A], OPTIONS, NEVER)).kind, "noted");
      equal(store.records.size, 1);
    }
  });

  it("trusts the answer when the record cannot be found for long", async () => {
    const { client, log } = scripted(nothing, json({ id: "45", version: 1, CustomFields: null }), nothing);
    equal((await create(client)).kind, "created");
    equal(paths(log).filter((path) => path === "create").length, 1);
  });

  it("writes the notes when the server made the record without them", async () => {
    const bare = recordText("45", "Clop", null);
    const { client, log } = scripted(nothing, json(JSON.parse(bare)), page(bare), json(JSON.parse(made)));
    const outcome = await create(client);
    equal(outcome.kind, "created");
    deepEqual(paths(log), ["search", "create", "search", "edit"]);
  });

  it("adds the notes when there is a record meanwhile", async () => {
    const { client, log } = scripted(page(recordText("9", "CLOP", null)), json({ id: "9", value: "CLOP" }));
    const outcome = await create(client);
    ok(outcome.kind === "noted" && outcome.added === 1);
    deepEqual(paths(log), ["search", "edit"]);
  });

  it("creates nothing when there are several or the search failed", async () => {
    const several = scripted(page(recordText("9", "Clop", null), recordText("10", "clop", null)));
    const failing = scripted(json({}, 500));
    equal((await create(several.client)).kind, "ambiguous");
    equal((await create(failing.client)).kind, "failed");
    deepEqual([several.log.length, failing.log.length], [1, 1]);
  });

  it("detects the exclusion list", async () => {
    for (const answer of [json(null), text("", "application/json")]) {
      const { client, log } = scripted(nothing, answer);
      deepEqual(await create(client), { name: "Clop", kind: "excluded" });
      equal(log.length, 2);
    }
  });

  it("switches to the existing record on 409", async () => {
    const { client, log } = scripted(
      nothing,
      json({ error: "exists" }, 409),
      nothing,
      page(recordText("9", "Clop", null)),
      json({ id: "9", value: "Clop" }),
    );
    equal((await create(client)).kind, "noted");
    deepEqual(paths(log), ["search", "create", "search", "search", "edit"]);
    const hidden = scripted(nothing, json({ error: "exists" }, 409), nothing);
    equal((await create(hidden.client)).kind, "failed");
    equal(paths(hidden.log).filter((path) => path === "create").length, 1);
  });

  it("switches to the existing record when the server merges", async () => {
    const merged = recordText("9", "Clop", { communitynotes: [{ notes: "old" }] }, 5);
    const { client, log } = scripted(nothing, json(JSON.parse(merged)), page(merged), json({ id: "9", value: "Clop" }));
    const outcome = await create(client);
    ok(outcome.kind === "noted" && outcome.added === 1);
    ok(log[3]!.body.includes('{"notes":"old"},{"notes":"Clop strikes'));
    const hidden = scripted(nothing, json(JSON.parse(merged)), nothing);
    const unseen = await create(hidden.client);
    equal(unseen.kind === "failed" && unseen.failure?.code, "gone");
  });

  for (const [name, answer] of [
    ["timeout", timeout],
    ["reset", { ok: false, failure: { code: "reset", host: "x" } }],
    ["500", json({}, 500)],
    ["cut JSON", text('{"id"', "application/json")],
    ["web page", text("<html>", "text/html")],
  ] as const) {
    it(`looks before it repeats: ${name}`, async () => {
      const done = scripted(nothing, answer, nothing, nothing, page(made));
      equal((await create(done.client)).kind, "created");
      equal(paths(done.log).filter((path) => path === "create").length, 1);

      const other = scripted(nothing, answer, page(recordText("9", "Clop", null)), json({ id: "9", value: "Clop" }));
      equal((await create(other.client)).kind, "noted");

      const looks = Array.from({ length: 9 }, () => nothing);
      const repeated = scripted(nothing, answer, ...looks, json(JSON.parse(made)), page(made));
      equal((await create(repeated.client)).kind, "created");
      deepEqual(paths(repeated.log), ["search", "create", ...looks.map(() => "search"), "create", "search"]);

      const never = scripted(nothing, answer, ...looks, answer, ...looks);
      equal((await create(never.client)).kind, "failed");
      equal(paths(never.log).filter((path) => path === "create").length, 2);
    });
  }

  it("does not repeat what was refused", async () => {
    for (const answer of [json({}, 400), json({}, 403), json({}, 415)]) {
      const { client, log } = scripted(nothing, answer);
      equal((await create(client)).kind, "failed");
      equal(log.length, 2);
    }
  });
});
