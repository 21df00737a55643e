import type { Translate } from "../text/translate";
import type { Memory, MemoryStore } from "../memory/memory";
import { queuePending } from "./queuePending";
import type { PendingRow } from "../xsoar/reports";
import { wordedReason } from "../xsoar/storedFailures";
import { discard, isWaiting, openNotes, tidied } from "../xsoar/outbox";

/** What waits for XSOAR, row by row. */
export function pendingRows(
  { outbox, rows, articles }: Pick<Memory, "outbox" | "rows" | "articles">,
  now: Date,
  t: Translate,
): PendingRow[] {
  const waiting = [...tidied(queuePending(outbox, rows, articles, now))].filter(([, row]) => isWaiting(row));
  return waiting.map(([name, row]) => ({
    name,
    owner: row.owner,
    create: row.create !== null,
    notes: openNotes(row).map(({ article, matches, decided }) => ({ article, matches, decided })),
    why: wordedReason(row.why, t),
  }));
}

/** Gives up what waits under a name, or some of its articles. */
export async function discardPending(
  memory: MemoryStore,
  name: string,
  keys: readonly string[] | null,
  now: Date,
): Promise<void> {
  const wanted = keys === null ? null : new Set(keys);
  await memory.change(["rows", "articles", "outbox"], ({ rows, articles, outbox }) => {
    const row = rows.get(name);
    const items = row?.items.map((item) =>
      item.note === "pending" && (wanted === null || wanted.has(item.key)) ? { ...item, note: "off" as const } : item,
    );
    const queued = queuePending(outbox, rows, articles, now);
    return {
      // The rows first: what they call pending would be queued again.
      rows: row === undefined || items === undefined ? rows : new Map(rows).set(name, { ...row, items }),
      outbox: tidied(discard(queued, name, wanted)),
    };
  });
}
