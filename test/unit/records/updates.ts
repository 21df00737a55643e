import { ok } from "node:assert/strict";
import type { ActivityEntry, ActivityUpdate } from "../../../src/core/memory/activity";
import { type MemoryStore } from "../../../src/core/memory/memory";
import { createMemoryStore } from "../../../src/core/memory/memoryStore";
import { type XsoarClient, createXsoarClient } from "../../../src/core/xsoar/client";
import type { IndicatorRecord } from "../../../src/core/xsoar/record";
import { searchAll } from "../../../src/core/xsoar/searchAll";
import { type Xsoar, createXsoar } from "../../world/xsoar/server";
import { memoryStore } from "../scan/fakes";
import { NEVER, WORLD } from "../xsoar/fakes";

export const NOW = new Date("2026-06-01T12:00:00Z");
export const SERVER = "https://xsoar.test";
const DAY = 86_400_000;

export type Update = Extract<ActivityEntry, { readonly kind: "fields" }>;

/** Before and after of fields, by their names. */
type Texts = Readonly<Record<string, readonly [before: string | null, after: string | null]>>;

/** An update as the journal has it: of `aliases`, confirmed a day ago, when nothing else is said. */
export function updateOf(
  texts: Texts = { aliases: ["[]", '["x"]'] },
  { daysAgo = 1, ...more }: Partial<ActivityUpdate> & { readonly daysAgo?: number } = {},
): Update {
  return {
    at: new Date(NOW.getTime() - daysAgo * DAY).toISOString(),
    by: "person",
    kind: "fields",
    server: SERVER,
    record: { id: "1", value: "Emberfox" },
    names: [],
    run: "run-1",
    state: "confirmed",
    version: 1,
    fields: Object.entries(texts).map(([field, [before, after]]) => ({
      field,
      recipes: ["tidy-aliases"],
      texts: { before, after },
    })),
    ...more,
  };
}

/** A journal of some updates, oldest first. */
export function journalOf(...updates: readonly ActivityEntry[]): ReadonlyMap<string, ActivityEntry> {
  return new Map(updates.map((update, at) => [String(at + 1), update]));
}

/** A memory with a clock that stands still. */
export function memoryOf(documents = new Map<string, string>()): MemoryStore {
  const clock = { now: () => NOW, wait: () => Promise.resolve() };
  const onDamaged = (name: string): never => {
    throw new Error(`${name} is damaged`);
  };
  return createMemoryStore({ store: memoryStore(documents), clock, onDamaged, version: "1.2.3" });
}

/** A Cortex XSOAR with a client, and records as it answers them. */
export function server(): {
  readonly xsoar: Xsoar;
  readonly client: XsoarClient;
  readonly put: (value: string, fields?: unknown, more?: object) => string;
  readonly read: (id: string) => Promise<IndicatorRecord>;
  readonly edits: () => number;
} {
  const xsoar = createXsoar({ key: "k", store: { escapes: "strict" } });
  const client = createXsoarClient(xsoar.http, xsoar.connection, { ...WORLD, timeoutMs: 1_000 });
  return {
    xsoar,
    client,
    put: (value, fields = {}, more = {}) =>
      xsoar.put({ value, indicator_type: "Threat Actor", CustomFields: fields, ...more }),
    read: async (id) => {
      const found = await searchAll(client, `id:"${id}"`, NEVER);
      ok(found.ok);
      const [record] = found.records;
      ok(record);
      return record;
    },
    edits: () => xsoar.requests().filter(({ action }) => action === "edit").length,
  };
}
