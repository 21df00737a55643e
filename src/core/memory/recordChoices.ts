import { isRecord } from "../text/isRecord";
import type { StateDocument } from "./documents";

/** A record that was chosen for a name that fits several. */
export interface RecordChoice {
  /** As configured. */
  readonly name: string;
  /** Base URL of Cortex XSOAR, with path and tenant: what is chosen on one says nothing of another. */
  readonly server: string;
  readonly id: string;
  /** As it was when it was chosen. */
  readonly value: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** Where earlier versions kept them. */
export const RECORD_CHOICES: StateDocument<readonly RecordChoice[]> = {
  name: "record-choices",
  empty: [],
  decode: (data) =>
    Array.isArray(data) ? latest((data as unknown[]).flatMap((one) => decodeChoice(one) ?? [])) : null,
};

/** One for each name and server. */
function latest(choices: readonly RecordChoice[]): readonly RecordChoice[] {
  const byKey = new Map<string, RecordChoice>();
  for (const choice of choices) {
    const key = JSON.stringify([choice.name, choice.server]);
    const known = byKey.get(key);
    if (known === undefined || known.at <= choice.at) byKey.set(key, choice);
  }
  return [...byKey.values()];
}

function decodeChoice(value: unknown): RecordChoice | null {
  if (!isRecord(value)) return null;
  const { name, server, id, value: record, at } = value;
  return typeof name === "string" &&
    typeof server === "string" &&
    typeof id === "string" &&
    typeof record === "string" &&
    typeof at === "string"
    ? { name, server, id, value: record, at }
    : null;
}
