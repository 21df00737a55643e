import type { Translate } from "../text/translate";
import type { MemoryStore } from "../memory/memory";
import type { PendingRow } from "../xsoar/reports";
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

/** Gives up what waits under a name, or some of its articles. */
export async function discardPending(memory: MemoryStore, name: string, keys: readonly string[] | null): Promise<void> {
  const wanted = keys === null ? null : new Set(keys);
  await memory.change(["rows", "outbox"], ({ rows, outbox }) => {
    const row = rows.get(name);
    const items = row?.items.map((item) =>
      item.note === "pending" && (wanted === null || wanted.has(item.key)) ? { ...item, note: "off" as const } : item,
    );
    return {
      rows: row === undefined || items === undefined ? rows : new Map(rows).set(name, { ...row, items }),
      outbox: tidied(discard(outbox, name, wanted)),
    };
  });
}
