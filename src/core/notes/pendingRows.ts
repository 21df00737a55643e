import type { Translate } from "../text/translate";
import type { MemoryStore } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { PendingRow } from "../xsoar/reports";
import { asideBy, triageOf } from "../stories/triage";
import { openQuestion } from "./backfill";
import { asideKeys, givenUp } from "./heldByTriage";
import { wordedReason } from "../xsoar/storedFailures";
import { type Outbox, discard, isWaiting, openNotes, tidied } from "../xsoar/outbox";

/** What waits for XSOAR, row by row. */
export function pendingRows(outbox: Outbox, t: Translate): PendingRow[] {
  const waiting = [...outbox].filter(([, row]) => isWaiting(row));
  return waiting.map(([name, row]) => ({
    name,
    owner: row.owner,
    create: row.create !== null,
    notes: openNotes(row).map(({ article, matches, decided }) => ({ article, matches, decided })),
    why: wordedReason(row.why, t),
  }));
}

/** Leaves articles of a name (by key) that were found and never noted: nobody is asked about them again. */
export async function leaveKnown(
  memory: MemoryStore,
  left: ReadonlyMap<string, ReadonlySet<string>>,
  now: Date,
): Promise<void> {
  await memory.change(["rows", "articles", "backfill"], ({ rows, articles, backfill }) => {
    const after = new Map(rows);
    for (const [name, keys] of left) {
      const row = after.get(name);
      if (row === undefined) continue;
      const items = row.items.map((item) => (item.note === "off" && keys.has(item.key) ? givenUp(item) : item));
      after.set(name, { ...row, items });
    }
    const isOpen = openQuestion({ backfill, rows: after, articles }) !== null;
    return { rows: after, backfill: isOpen ? backfill : { ...backfill, from: now.toISOString(), names: [] } };
  });
}

/** Gives up what waits under a name, or some of its articles. What a story keeps back that is out of the way does not wait. */
export async function discardPending(
  { memory, clock }: Pick<Workspace, "memory" | "clock">,
  name: string,
  keys: readonly string[] | null,
): Promise<void> {
  const chosen = keys === null ? null : new Set(keys);
  await memory.change(["rows", "outbox", "stories", "triage"], ({ rows, outbox, stories, triage }) => {
    const isOut = asideBy(triageOf(triage, stories, clock.now()));
    const kept = chosen === null ? asideKeys(outbox.get(name), isOut) : new Set<string>();
    const isMeant = (key: string): boolean => (chosen === null ? !kept.has(key) : chosen.has(key));
    const row = rows.get(name);
    const items = row?.items.map((item) => (item.note === "pending" && isMeant(item.key) ? givenUp(item) : item));
    return {
      rows: row === undefined || items === undefined ? rows : new Map(rows).set(name, { ...row, items }),
      outbox: tidied(discard(outbox, name, chosen, kept)),
    };
  });
}
