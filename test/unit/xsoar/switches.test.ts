import { deepEqual, equal, ok } from "node:assert/strict";
import { createHash } from "node:crypto";
import { createCircuits } from "../../../src/core/xsoar/circuit";
import { openXsoar } from "../../../src/core/xsoar/openXsoar";
import { type RecordRequest, writeRecords } from "../../../src/core/xsoar/sync";
import { lostFields } from "../../world/xsoar/checks";
import { virtualClock } from "../../world/xsoar/clock";
import { createXsoar } from "../../world/xsoar/server";
import { SWITCH_VALUES, type StoreOptions } from "../../world/xsoar/switches";
import { NEVER, article } from "./fakes";

const SAMPLES: { readonly [Name in keyof StoreOptions]?: readonly StoreOptions[Name][] } = {
  excluded: [["Somebody else"]],
  indexLagMs: [400, 5_000, 12_000],
  editLagMs: [300],
  defaultSize: [0, 1],
  searchOmits: [["sortValues"], ["source", "timestamp", "calculatedTime", "lastSeen"]],
  unsearchable: [["id"], ["aliases"]],
  maxTerms: [200],
  maxQueryLength: [4_000],
};

const SETTINGS = Object.entries(SWITCH_VALUES).flatMap(([name, values]) =>
  (Array.isArray(values) ? values : (SAMPLES[name as keyof StoreOptions] ?? [])).map(
    (value): readonly [string, Partial<StoreOptions>] => [`${name}=${String(value)}`, { [name]: value }],
  ),
);

/** Where servers differ, or no document settles what they do. */
describe("the client does its work whatever the server is like", () => {
  for (const [name, store] of SETTINGS) {
    for (const flavour of ["v6", "v8"] as const) {
      it(`${name} on ${flavour}`, async () => {
        const clock = virtualClock();
        const xsoar = createXsoar({ key: "k3y", flavour, clock, store });
        const notes = [{}, { notes: "an analyst's", timestamp: "2024-01-01T00:00:00+02:00" }];
        const odd = {
          value: "Night Heron",
          indicator_type: "Threat Actor",
          comment: "",
          odd: [1.0, null],
          score: null,
        };
        xsoar.put({
          ...odd,
          CustomFields: { aliases: ["['Heron', 'Ibis (giver)']"], communitynotes: notes, tags: null },
        });
        xsoar.put({ value: "Grey Fox", indicator_type: "Threat Actor", CustomFields: null });
        const left = [
          { value: "Grey Fox [Malware]", indicator_type: "Malware", CustomFields: { aliases: ["Grey Fox"] } },
          { value: "NightHeron", indicator_type: "Report", CustomFields: { aliases: ["Grey Fox", "Mallard"] } },
        ].map((record) => xsoar.put(record));
        const asPut = left.map((id) => xsoar.recordText(id));
        await clock.wait(60_000);
        const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
        const signing = {
          uuid5: () => "00000000-0000-5000-8000-000000000000",
          sha256Hex: (text: string) => createHash("sha256").update(text).digest("hex"),
          nonce: () => "n".repeat(64),
          jitter: () => 0.5,
        };
        const circuits = createCircuits({ clock, log });
        const client = openXsoar({ http: xsoar.http, clock, signing }, log, circuits, xsoar.connection, {
          timeoutMs: 60_000,
        });
        equal(await client.test(NEVER), null);

        const request = (who: string, aliases: readonly string[], ...numbers: readonly number[]): RecordRequest => ({
          name: who,
          owner: true,
          dismissed: false,
          spellings: [],
          aliases,
          articles: numbers.map((number) => article(`Story ${number}`, `https://news.test/${number}`)),
          create: { sentAt: null },
        });
        const write = async (...requests: readonly RecordRequest[]) => {
          const now = clock.now();
          const wait = (ms: number, signal: AbortSignal): Promise<void> => clock.wait(ms, signal);
          const options = {
            searchField: "aliases",
            recordTypes: ["Threat Actor", "Malware"],
            nameFields: ["aliases"],
            now,
            wait,
          };
          const { outcomes, failure } = await writeRecords(client, requests, options, NEVER);
          equal(failure, null);
          return requests.map((one) => outcomes.get(one)?.kind);
        };
        const wanted = [request("NightHeron", [], 1, 2), request("Grey Fox", [], 3), request("Mallard", ["Duck"], 4)];
        deepEqual(await write(...wanted), ["noted", "noted", "created"]);
        await clock.wait(60_000);
        deepEqual(await write(...wanted, request("Mallard", [], 5)), ["noted", "noted", "noted", "noted"]);
        await clock.wait(60_000);
        const before = JSON.stringify(xsoar.records());
        deepEqual(await write(...wanted, request("Ibis", [], 1)), ["noted", "noted", "noted", "noted"]);
        deepEqual(
          left.map((id) => xsoar.recordText(id)),
          asPut,
        );
        equal(JSON.stringify(xsoar.records()), before, "there was nothing to write");

        const texts = Object.fromEntries(
          xsoar
            .records()
            .map(({ value, CustomFields }) => [
              value,
              ((CustomFields?.["communitynotes"] ?? []) as { notes?: string }[]).map((row) => row.notes ?? ""),
            ]),
        );
        deepEqual(texts, {
          "Night Heron": ["", "an analyst's", "Story 1: https://news.test/1", "Story 2: https://news.test/2"],
          "Grey Fox": ["Story 3: https://news.test/3"],
          "Grey Fox [Malware]": [],
          NightHeron: [],
          Mallard: ["Story 4: https://news.test/4", "Story 5: https://news.test/5"],
        });
        if (store.searchOmits === undefined) deepEqual(lostFields(xsoar.requests()), []);
      });
    }
  }

  it("meets every switch there is", () => {
    const tried = new Set(SETTINGS.flatMap(([, store]) => Object.keys(store)));
    ok(
      Object.keys(SWITCH_VALUES).every((name) => tried.has(name)),
      [...tried].join(" "),
    );
  });
});
