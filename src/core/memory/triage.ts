import { MAX_REMARK_CHARACTERS } from "../limits";
import type { Mark, Triage } from "../model/triage";
import { shortLine } from "../text/foreignText";
import { isRecord } from "../text/isRecord";

/** What was decided about a story, and when last. */
export interface StoredTriage extends Triage {
  /** ISO 8601 UTC. */
  readonly at: string;
}

/** By the id a story had when it was decided: where stories were joined since, several are of one. */
export type StoredTriages = ReadonlyMap<string, StoredTriage>;

/** Null for what is not ours, or says nothing. */
export function decodeTriage(value: unknown): StoredTriage | null {
  if (!isRecord(value)) return null;
  const { at, mark, remark } = value;
  if (typeof at !== "string" || Number.isNaN(Date.parse(at))) return null;
  const triage = { mark: decodeMark(mark), remark: typeof remark === "string" ? oneLineOf(remark) : "", at };
  return triage.mark === null && triage.remark === "" ? null : triage;
}

function decodeMark(value: unknown): Mark | null {
  if (!isRecord(value)) return null;
  const { kind, until, reason } = value;
  if (kind === "important") return { kind };
  if (kind === "later") return typeof until === "string" && !Number.isNaN(Date.parse(until)) ? { kind, until } : null;
  if (kind === "dismissed") return { kind, reason: typeof reason === "string" ? oneLineOf(reason) : "" };
  return null;
}

/** A remark or a reason as it is kept. */
export function oneLineOf(text: string): string {
  return shortLine(text, MAX_REMARK_CHARACTERS);
}
