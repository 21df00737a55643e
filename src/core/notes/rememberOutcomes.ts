import type { Workspace } from "../memory/workspace";
import type { RowMemory } from "../memory/memory";
import type { RecordOutcome } from "../xsoar/reports";
import type { XsoarFailure } from "../xsoar/failures";
import type { StoredRecord, StoredUnwritten } from "../xsoar/storedFailures";
import { type Outbox, confirm, explain, markSent, tidied } from "../xsoar/outbox";
import type { RecordRequest, WriteHooks } from "../xsoar/sync";

/** Keeps the memory true to what is sent and answered in one run. */
interface Remembrance {
  readonly hooks: WriteHooks;
  /** At the end of the run: what is confirmed leaves the outbox, the rest learns why it waits. */
  finish(
    requests: readonly RecordRequest[],
    outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
    failure: XsoarFailure | null,
  ): Promise<void>;
  /** At the end of a dry run. */
  finishDry(names: readonly string[]): Promise<void>;
}

/** A fresh one for one run. */
export function createRemembrance({ memory, clock, log }: Workspace): Remembrance {
  // One change after the other: they read and write the same documents.
  let changes: Promise<unknown> = Promise.resolve();
  const changeOutbox = (change: (outbox: Outbox) => Outbox): Promise<void> => {
    const done = changes.then(async () => {
      await memory.change(["outbox"], ({ outbox }) => ({ outbox: change(outbox) }));
    });
    changes = done.catch(() => undefined);
    return done;
  };

  /** Confirmed, and not yet on disk: what comes while one is being written is written together. */
  let confirmed: Written[] = [];
  let writing: Promise<void> | null = null;
  const writeConfirmed = async (): Promise<void> => {
    while (confirmed.length > 0) {
      const batch = confirmed;
      confirmed = [];
      await changeOutbox((outbox) =>
        batch.reduce((rest, { request, unseen }) => confirm(rest, request.name, keysOf(request), unseen), outbox),
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
      onOutcome: (request, outcome) => {
        if (!isWritten(outcome)) return;
        confirmed.push({ request, unseen: isUnseen(outcome) });
        // A failure here costs nothing: the end of the run says it all again.
        writing ??= writeConfirmed()
          .catch((error: unknown) => log.warn(`The outbox could not be written: ${String(error)}`))
          .finally(() => (writing = null));
      },
    },
    async finish(requests, outcomes, failure) {
      await writing;
      await changes;
      await memory.change(["rows", "outbox"], ({ rows, outbox }) => {
        let next = outbox;
        for (const request of requests) {
          const { name } = request;
          const outcome = outcomes.get(request);
          if (outcome === undefined) {
            if (failure !== null && failure.code !== "aborted") next = explain(next, name, { kind: "failed", failure });
          } else if (isWritten(outcome)) next = confirm(next, name, keysOf(request), isUnseen(outcome));
          else if (outcome.kind !== "missing") next = explain(next, name, unwritten(outcome));
          // A name on the exclusion list that was not tried again stays there; one that is to be created is not just missing.
          else if ((next.get(name)?.create ?? null) === null) next = explain(next, name, { kind: "missing" });
        }
        return { rows: rowsAfter(rows, next, requests, outcomes), outbox: tidied(next) };
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
  readonly unseen: boolean;
}

function isUnseen(outcome: RecordOutcome): boolean {
  return outcome.kind === "created" && outcome.unseen === true;
}

function keysOf({ articles }: RecordRequest): ReadonlySet<string> {
  return new Set(articles.map(({ key }) => key));
}

function isWritten(outcome: RecordOutcome): outcome is Extract<RecordOutcome, { kind: "noted" | "created" }> {
  return outcome.kind === "noted" || outcome.kind === "created";
}

/** The rows with the confirmed notes ticked off, and with what is known of each record now. */
function rowsAfter(
  before: ReadonlyMap<string, RowMemory>,
  outbox: Outbox,
  requests: readonly RecordRequest[],
  outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
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
  for (const [name, { notes }] of outbox) {
    const row = rows.get(name);
    const done = new Set(notes.filter((note) => note.done).map(({ article }) => article.key));
    if (row === undefined || done.size === 0) continue;
    rows.set(name, {
      ...row,
      items: row.items.map((item) => (done.has(item.key) ? { ...item, note: "noted" } : item)),
    });
    changed = true;
  }
  return changed ? rows : before;
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
      return { kind: "ambiguous", values: outcome.values };
    case "excluded":
      return { kind: "excluded" };
    case "failed":
      return { kind: "failed", failure: outcome.failure };
  }
}
