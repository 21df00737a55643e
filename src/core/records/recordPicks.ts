import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";
import { sameNameKey } from "../xsoar/query";
import type { PickKind, Picks } from "./types";

/** What a name means of several: one whole fact. Of two about a name the later counts. */
export interface RecordPick {
  readonly kind: PickKind;
  readonly name: string;
  /** Null: none of them. */
  readonly id: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export const RECORD_PICKS: StateDocument<readonly RecordPick[]> = {
  name: "record-picks",
  empty: [],
  decode: (data) => (Array.isArray(data) ? (data as unknown[]).flatMap((one) => decodePick(one) ?? []) : null),
};

/** Looks up what was picked. */
export function picksOf(all: readonly RecordPick[]): Picks {
  const byKey = new Map(all.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((one) => [keyOf(one), one.id]));
  return (kind, name) => byKey.get(keyOf({ kind, name }));
}

/** With one more fact, in place of what was picked for the name before. */
export function withPick(all: readonly RecordPick[], pick: RecordPick): readonly RecordPick[] {
  return [...all.filter((one) => keyOf(one) !== keyOf(pick)), pick];
}

function keyOf({ kind, name }: Pick<RecordPick, "kind" | "name">): string {
  return `${kind} ${sameNameKey(name) || name}`;
}

function decodePick(value: unknown): RecordPick | null {
  if (!isRecord(value)) return null;
  const { kind, name, id, at } = value;
  const isKind = kind === "attack" || kind === "leakSite";
  return isKind && typeof name === "string" && (id === null || typeof id === "string") && typeof at === "string"
    ? { kind, name, id, at }
    : null;
}
