import type { Workspace } from "../memory/workspace";
import { askAbout } from "../memory/backfill";
import { type ActivityEntry, withActivity } from "../memory/activity";
import type { RowItem, RowMemory } from "../memory/memory";
import { type Held, NO_DETAIL, type NotesDetail, type WrittenNotes } from "../xsoar/dueNotes";
import type { RecordOutcome } from "../xsoar/reports";
import type { XsoarFailure } from "../xsoar/failures";
import type { StoredRecord, StoredUnwritten } from "../xsoar/storedFailures";
import { type Outbox, confirm, explain, markReview, markSent, tidied } from "../xsoar/outbox";
import type { RecordRequest, WriteHooks } from "../xsoar/sync";

/** Keeps the memory true to what is sent and answered in one run. */
interface Remembrance {
  readonly hooks: WriteHooks;
  /** At the end of the run: what is confirmed leaves the outbox, the rest learns why it waits. */
  finish(
    requests: readonly RecordRequest[],
    outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
    details: ReadonlyMap<RecordRequest, NotesDetail>,
    failure: XsoarFailure | null,
  ): Promise<void>;
  /** At the end of a dry run. */
  finishDry(names: readonly string[]): Promise<void>;
}

/**
 * A fresh one for one run.
 *
 * @param entryOf what the journal is to say of notes that were written
 */
export function createRemembrance(
  { memory, clock, log }: Workspace,
  entryOf: (written: WrittenNotes) => ActivityEntry,
): Remembrance {
  // One change after the other: they read and write the same documents.
  let changes: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const done = changes.then(async () => void (await work()));
    changes = done.catch(() => undefined);
    return done;
  };
  const changeOutbox = (change: (outbox: Outbox) => Outbox): Promise<void> =>
    inTurn(() => memory.change(["outbox"], ({ outbox }) => ({ outbox: change(outbox) })));

  let entries: ActivityEntry[] = [];
  /** Before the outbox forgets the notes: by the journal they are known, should what comes behind be cut off. */
  const writeJournal = (): Promise<void> =>
    inTurn(async () => {
      const written = entries;
      if (written.length === 0) return;
      await memory.change(["activity"], ({ activity }) => ({ activity: withActivity(activity, written, clock.now()) }));
      entries = entries.slice(written.length);
    });

  /** Confirmed, and not yet on disk: what comes while one is being written is written together. */
  let confirmed: Written[] = [];
  let writing: Promise<void> | null = null;
  const writeConfirmed = async (): Promise<void> => {
    while (confirmed.length > 0) {
      const batch = confirmed;
      confirmed = [];
      await writeJournal();
      await changeOutbox((outbox) =>
        batch.reduce((rest, { request, keys, unseen }) => confirm(rest, request.name, keys, unseen), outbox),
      );
    }
  };

  return {
    hooks: {
      beforeCreate: (requests) =>
        changeOutbox((outbox) =>
          markSent(
            outbox,
            requests.map(({ name }) => name),
            clock.now(),
          ),
        ),
      onWritten: (written) => {
        entries = [...entries, entryOf(written)];
      },
      onOutcome: (request, outcome, { held }) => {
        if (!isWritten(outcome)) return;
        confirmed.push({ request, keys: keysOf(request, held), unseen: isUnseen(outcome) });
        // A failure here costs nothing: the end of the run says it all again.
        writing ??= writeConfirmed()
          .catch((error: unknown) => log.warn(`The outbox could not be written: ${String(error)}`))
          .finally(() => (writing = null));
      },
    },
    async finish(requests, outcomes, details, failure) {
      await writing;
      await changes;
      await writeJournal();
      await memory.change(["rows", "outbox", "backfill"], ({ rows, outbox, backfill }) => {
        let next = outbox;
        for (const request of requests) {
          const { name } = request;
          const outcome = outcomes.get(request);
          const { held } = details.get(request) ?? NO_DETAIL;
          if (outcome === undefined) {
            if (failure !== null && failure.code !== "aborted") next = explain(next, name, { kind: "failed", failure });
          } else if (isWritten(outcome)) {
            next = confirm(next, name, keysOf(request, held), isUnseen(outcome));
            next = markReview(next, name, keysOf(request), held);
            if (held.size > 0) next = explain(next, name, { kind: "review" });
          } else if (outcome.kind === "missing" && held.size > 0) {
            next = explain(markReview(next, name, keysOf(request), held), name, { kind: "review" });
          } else if (outcome.kind !== "missing") next = explain(next, name, unwritten(outcome));
          // A name on the exclusion list that was not tried again stays there; one that is to be created is not just missing.
          else if ((next.get(name)?.create ?? null) === null) next = explain(next, name, { kind: "missing" });
        }
        const after = rowsAfter(rows, next, requests, outcomes, details);
        return { rows: after, outbox: tidied(next), backfill: askAbout(backfill, withNewRecord(rows, after)) };
      });
    },
    async finishDry(names) {
      await changeOutbox((outbox) => names.reduce((rest, name) => explain(rest, name, { kind: "dryRun" }), outbox));
    },
  };
}

/** A request the server has confirmed. */
interface Written {
  readonly request: RecordRequest;
  /** Of its articles, those whose notes are there. */
  readonly keys: ReadonlySet<string>;
  readonly unseen: boolean;
}

function isUnseen(outcome: RecordOutcome): boolean {
  return outcome.kind === "created" && outcome.unseen === true;
}

function keysOf({ articles }: RecordRequest, held: Held = NO_DETAIL.held): ReadonlySet<string> {
  return new Set(articles.map(({ key }) => key).filter((key) => !held.has(key)));
}

function isWritten(outcome: RecordOutcome): outcome is Extract<RecordOutcome, { kind: "noted" | "created" }> {
  return outcome.kind === "noted" || outcome.kind === "created";
}

/** The names that have got a record since. */
function withNewRecord(
  before: ReadonlyMap<string, RowMemory>,
  after: ReadonlyMap<string, RowMemory>,
): readonly string[] {
  return [...after].flatMap(([name, { record }]) =>
    record.kind === "found" && before.get(name)?.record.kind === "missing" ? [name] : [],
  );
}

/** The rows with the confirmed notes ticked off, and with what is known of each record now. */
function rowsAfter(
  before: ReadonlyMap<string, RowMemory>,
  outbox: Outbox,
  requests: readonly RecordRequest[],
  outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
  details: ReadonlyMap<RecordRequest, NotesDetail>,
): ReadonlyMap<string, RowMemory> {
  const rows = new Map(before);
  let changed = false;
  for (const request of requests) {
    const row = rows.get(request.name);
    const outcome = outcomes.get(request);
    if (row === undefined || outcome === undefined) continue;
    rows.set(request.name, { ...row, record: recordState(outcome, row.record) });
    changed = true;
  }
  const theirs = new Map(
    requests.map((request) => [request.name, (details.get(request) ?? NO_DETAIL).theirs] as const),
  );
  for (const [name, { notes }] of outbox) {
    const row = rows.get(name);
    const done = new Set(notes.filter((note) => note.done).map(({ article }) => article.key));
    if (row === undefined || done.size === 0) continue;
    rows.set(name, {
      ...row,
      items: row.items.map((item) => (done.has(item.key) ? noted(item, theirs.get(name)) : item)),
    });
    changed = true;
  }
  return changed ? rows : before;
}

function noted(item: RowItem, theirs: ReadonlySet<string> | undefined): RowItem {
  const { theirs: _before, given: _given, ...rest } = item;
  return { ...rest, note: "noted", ...(theirs?.has(item.key) === true ? { theirs: true } : {}) };
}

function recordState(outcome: RecordOutcome, before: StoredRecord): StoredRecord {
  switch (outcome.kind) {
    case "noted":
      return { kind: "found", id: outcome.id, value: outcome.value };
    case "created":
      return { kind: "found", id: outcome.id, value: outcome.name };
    case "missing":
      return { kind: "missing", dismissed: before.kind === "missing" && before.dismissed };
    default:
      return unwritten(outcome);
  }
}

/** Of an outcome that only tells why nothing was written, what is kept. */
function unwritten(outcome: Extract<RecordOutcome, { kind: "ambiguous" | "excluded" | "failed" }>): StoredUnwritten {
  switch (outcome.kind) {
    case "ambiguous":
      return {
        kind: "ambiguous",
        values: outcome.values,
        ...(outcome.lost === undefined ? {} : { lost: outcome.lost }),
      };
    case "excluded":
      return { kind: "excluded" };
    case "failed":
      return { kind: "failed", failure: outcome.failure };
  }
}
