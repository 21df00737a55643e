import type { ProfilingConfig } from "../config/types";
import type { RuleProblem } from "../text/patterns";
import { type Outbox, discard, movedToOwners } from "../xsoar/outbox";
import { matchRows, matchStamp } from "./matchRows";
import type { Memory, RowItem, RowMemory } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { freshNote } from "../notes/noteRule";
import { namesToFind } from "../names/namesToFind";
import { withDecidedNotes } from "../memory/decidedNotes";
import { storedArticles } from "../memory/storedArticles";
import { aliasOwners, dismissals } from "../names/trackedNames";

/** Articles that left their rows: row → key → what was remembered of the pair. */
export type LostPairs = Map<string, Map<string, RowItem>>;

/** What other rules have changed. */
export interface RematchReport {
  /** Pairs of a name and an article that are there now and were not before. */
  readonly gained: number;
  readonly lost: number;
  /** Lost pairs whose note stands in XSOAR already: it stays there. */
  readonly lostNoted: number;
  /** Rules that could not be followed. */
  readonly problems: readonly RuleProblem[];
}

const CHANGED = ["articles", "rows", "outbox", "pending"] as const satisfies readonly (keyof Memory)[];

/**
 * Matches the stored articles anew by a configuration, without reading any source, and remembers the outcome. What was read stays
 * read; of pairs that are no more the waiting notes are given up, those that are written stay where they are.
 *
 * @param lostPairs pairs lost earlier: one that comes back is as it was. Gets those lost now.
 */
export async function rematch(
  workspace: Workspace,
  names: Names,
  { profiling }: { readonly profiling: ProfilingConfig },
  lostPairs: LostPairs,
): Promise<RematchReport> {
  const { clock, memory: store } = workspace;
  const { profiles, profile2cortex, profile2file } = profiling;
  const { gained, lost, lostNoted, problems } = await store.change(CHANGED, async (memory) => {
    const { entries } = await namesToFind(workspace, names, profiling);
    const before = withLostPairs(memory.rows, lostPairs);
    const note = profile2cortex ? "pending" : "off";
    const added = await store.archive.added();
    const { rows, fresh, articles, problems } = await matchRows(
      {
        articles: storedArticles(store.archive, memory.articles, ""),
        entries,
        isDismissed: dismissals(profiles),
        before,
        known: new Map(),
        note: freshNote(profiling, clock.now()),
        isTold: () => false,
        isUpdated: () => false,
      },
      clock,
    );

    const lost = pairsOnlyIn(memory.rows, rows).filter(({ item }) => memory.articles.has(item.key));
    const gained = pairsOnlyIn(rows, memory.rows);
    for (const { name, item } of lost) {
      const items = lostPairs.get(name) ?? new Map<string, RowItem>();
      lostPairs.set(name, items.set(item.key, item));
    }
    for (const { name, item } of gained) lostPairs.get(name)?.delete(item.key);
    const kept = lost.reduce<Outbox>(
      (outbox, { name, item }) => discard(outbox, name, new Set([item.key])),
      movedToOwners(memory.outbox, aliasOwners(entries)),
    );
    const outbox = await withDecidedNotes(kept, rows, async () => articles, clock.now());
    const forFiles = profile2file ? fresh.filter(({ owner }) => owner) : [];
    const promised = forFiles.flatMap((row) => row.articles.map(({ article }) => [row.name, article.key] as const));
    const pending = { ...memory.pending, profiles: [...memory.pending.profiles, ...promised] };
    return {
      // What the later ones rely on comes first.
      articles,
      outbox,
      rows,
      matched: matchStamp(entries, profiles, note, added),
      ...(promised.length === 0 ? {} : { pending }),
      gained: gained.length,
      lost: lost.length,
      lostNoted: lost.filter(({ item }) => item.note === "noted").length,
      problems,
    };
  });
  return { gained, lost, lostNoted, problems };
}

function withLostPairs(rows: ReadonlyMap<string, RowMemory>, lostPairs: LostPairs): ReadonlyMap<string, RowMemory> {
  const result = new Map(rows);
  for (const [name, items] of lostPairs) {
    const row = rows.get(name) ?? { owner: true, record: { kind: "unknown" }, items: [] };
    result.set(name, { ...row, items: [...row.items, ...items.values()] });
  }
  return result;
}

function pairsOnlyIn(
  rows: ReadonlyMap<string, RowMemory>,
  others: ReadonlyMap<string, RowMemory>,
): readonly { readonly name: string; readonly item: RowItem }[] {
  return [...rows].flatMap(([name, { items }]) => {
    const keys = new Set(others.get(name)?.items.map(({ key }) => key));
    return items.filter(({ key }) => !keys.has(key)).map((item) => ({ name, item }));
  });
}
