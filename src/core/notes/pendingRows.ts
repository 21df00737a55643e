import type { Translate } from "../text/translate";
import type { MemoryStore, RowItem } from "../memory/memory";
import type { PendingRow } from "../xsoar/reports";
import { openQuestion } from "./backfill";
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

function givenUp(item: RowItem): RowItem {
  return { ...item, note: "off", given: true };
}

/** Gives up what waits under a name, or some of its articles. */
export async function discardPending(memory: MemoryStore, name: string, keys: readonly string[] | null): Promise<void> {
  const wanted = keys === null ? null : new Set(keys);
  await memory.change(["rows", "outbox"], ({ rows, outbox }) => {
    const row = rows.get(name);
    const items = row?.items.map((item) =>
      item.note === "pending" && (wanted === null || wanted.has(item.key)) ? givenUp(item) : item,
    );
    return {
      rows: row === undefined || items === undefined ? rows : new Map(rows).set(name, { ...row, items }),
      outbox: tidied(discard(outbox, name, wanted)),
    };
  });
}
