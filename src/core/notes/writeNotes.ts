import { shortLine } from "../text/foreignText";
import type { ArticlesConfig } from "../config/types";
import { MAX_HELD_NOTE_ADDRESSES, MAX_HELD_NOTE_CHARACTERS } from "../limits";
import type { ActivityBy } from "../memory/activity";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import type { Web } from "../ports";
import type { Circuit } from "../xsoar/circuit";
import type { XsoarClient } from "../xsoar/client";
import type { CreateOptions } from "../xsoar/creation";
import { isWaiting, queueCreation, queueNotes } from "../xsoar/outbox";
import { planWrites } from "../xsoar/preview";
import type { IndicatorRecord } from "../xsoar/record";
import type {
  LeftToReview,
  PreviewReport,
  RecordOutcome,
  RecordReport,
  ReviewScope,
  ReviewedWrite,
} from "../xsoar/reports";
import type { WrittenNotes } from "../xsoar/dueNotes";
import { type RecordRequest, type WriteHooks, writeRecords } from "../xsoar/sync";
import { type Chosen, notesOfItems, requestsFor } from "./noteRequests";
import { entryFor, journalOf } from "./journal";
import { type AliasNews, aliasNews, rememberAliases } from "./aliasNews";
import type { MayReadField } from "./fieldAgreement";
import { withoutLongDismissed } from "./heldByTriage";
import { lookupOptions } from "./lookupOptions";
import { createRecordChoices } from "./recordChoices";
import { createRemembrance } from "./rememberOutcomes";
import { chosenByReview, queueReviewed, withSecondKeys } from "./reviewed";
import { writeAlone } from "./writeAlone";
import { heldBack, leftToReview } from "./writeLimits";

/** Where notes are written to, and how. */
export interface NoteTarget {
  readonly config: ArticlesConfig;
  /** Base URL, with path and tenant. */
  readonly server: string;
  readonly client: XsoarClient;
  /** Of the server. */
  readonly circuit: Circuit;
  readonly mayRead: MayReadField;
}

/** Who writes, and how much without a review. */
export interface WriteHow {
  readonly by: ActivityBy;
  /** How many notes that nobody has asked for by name this run may write, whatever `review_above` says; left out, that counts. */
  readonly maxNotes?: number;
}

/** One run of writing notes. */
export interface NoteWriter {
  /** Writes what waits in the outbox: of all names, or of some by the user's own wish. */
  writePending(names: readonly string[] | null): Promise<RecordReport>;
  /** Writes the notes of some articles of one row, whatever their state. */
  writeArticles(name: string, keys: readonly string[]): Promise<RecordReport>;
  /** Makes a record for each of these names that something waits for, within the limits. */
  createRows(names: readonly string[]): Promise<RecordReport>;
  /** Writes what a person has decided on, and nothing else. */
  writeReviewed(writes: readonly ReviewedWrite[]): Promise<RecordReport>;
  /** What would be written: searches, and changes nothing anywhere. */
  preview(scope: ReviewScope): Promise<PreviewReport>;
}

/** A fresh one for one run. */
export function createNoteWriter(
  workspace: Workspace,
  web: Web,
  names: Names,
  { config, server, client, circuit, mayRead }: NoteTarget,
  { by, maxNotes }: WriteHow,
  signal: AbortSignal,
): NoteWriter {
  const { memory, clock } = workspace;
  const isDry = config.profiling.CortexXSOARAPIConfig.dry_run;
  const requestsOf = (chosen: Chosen) => requestsFor(workspace, names, config, server, chosen);
  const options = () => writeOptions(config, web);
  const entryOf = (written: WrittenNotes) =>
    entryFor(written, { at: clock.now().toISOString(), by, server }, options().style);

  const writeChosen = async (chosen: Chosen): Promise<RecordReport> => {
    const requests = await requestsOf(chosen);
    const remembrance = createRemembrance(workspace, entryOf);
    if (requests.length === 0) {
      await remembrance.finish(requests, new Map(), new Map(), null);
      return { outcomes: [], failure: null };
    }
    const found = new Map<string, IndicatorRecord>();
    const { activity } = await memory.load("activity");
    let left: LeftToReview | null = null;
    const hooks: WriteHooks = {
      ...remembrance.hooks,
      onFound: ({ name }, record) => void found.set(name, record),
      hold: async (due) => {
        const limits = { config: config.profiling.CortexXSOARAPIConfig, maxNotes, activity, server, now: clock.now() };
        const held = await heldBack(due, limits);
        left = leftToReview(held);
        return held;
      },
    };
    const journal = journalOf(activity, server);
    const long = new Set<string>();
    const onLongNote = ({ id, value }: IndicatorRecord): void => {
      if (long.has(id)) return;
      long.add(id);
      const values = {
        record: shortLine(value, 80),
        characters: MAX_HELD_NOTE_CHARACTERS,
        limit: MAX_HELD_NOTE_ADDRESSES,
      };
      workspace.log.warn(
        workspace.t(
          "{record}: of a note the last {characters} characters and {limit} addresses were read. An article that stands before them may be noted once more.",
          values,
        ),
      );
    };
    const report = await writeRecords(client, requests, { ...options(), journal, onLongNote }, signal, hooks);
    await remembrance.finish(requests, report.outcomes, report.details, report.failure);
    await forgetReplaced(workspace, server, report.outcomes);
    const outcomes = inOrder(requests, report.outcomes);
    // What was read of a record that is no longer the one of its name says nothing.
    const unknown = outcomes.flatMap(({ kind, name }) => (isUnknown(kind) ? [[name, null] as const] : []));
    const aliases = await aliasesAfter(new Map([...unknown, ...found]));
    return {
      outcomes,
      failure: report.failure,
      ...(left === null ? {} : { review: left }),
      ...(aliases.length === 0 ? {} : { aliases }),
    };
  };

  /** What is written is told of, whatever becomes of the aliases. */
  const aliasesAfter = async (read: ReadonlyMap<string, IndicatorRecord | null>): Promise<AliasNews> => {
    try {
      await rememberAliases(workspace, config, read, mayRead);
      return await aliasNews(workspace, config, mayRead);
    } catch (error) {
      workspace.log.warn(`The aliases of records could not be compared: ${String(error)}`);
      return [];
    }
  };

  const dryRun = async (chosen: Chosen): Promise<RecordReport> => {
    const requests = await requestsOf(chosen);
    if (requests.length === 0) return { outcomes: [], failure: null, planned: [] };
    const { writes, outcomes, failure } = await planWrites(client, requests, options(), signal);
    await createRemembrance(workspace, entryOf).finishDry(writes.flatMap((write) => write.names));
    return { outcomes, failure, planned: writes };
  };

  /** Alone in this workspace, reading first what others have left. */
  const run = async (chosen: Chosen): Promise<RecordReport> => {
    // Who asks for something by name wants to know how the server is now, also while it is left alone.
    if (chosen.byWish) circuit.allowTrial();
    if (isDry) return dryRun(chosen);
    const done = await writeAlone(workspace, () => writeChosen(chosen), signal);
    if (done.kind === "done") return done.value;
    if (done.kind === "aborted") return { outcomes: [], failure: { code: "aborted" } };
    return { outcomes: [], failure: null, busy: true };
  };

  return {
    writePending: async (chosen) => {
      if (!isDry)
        await memory.change(["rows", "outbox", "stories", "triage"], (now) => withoutLongDismissed(now, clock.now()));
      return run({ names: chosen, byWish: chosen !== null });
    },
    writeArticles: async (name, keys) => {
      const wanted = new Set(keys);
      const chosen: Chosen = { names: [name], keys: new Map([[name, wanted]]), byWish: true };
      if (isDry) return dryRun({ ...chosen, anyState: true });
      await memory.change(["rows", "articles", "outbox"], ({ rows, articles, outbox }) => {
        const row = rows.get(name);
        const notes = notesOfItems(row?.items.filter(({ key }) => wanted.has(key)) ?? [], articles);
        return { outbox: queueNotes(outbox, name, row?.owner ?? true, notes, clock.now(), true) };
      });
      return run(chosen);
    },
    createRows: async (creates) => {
      const chosen: Chosen = { names: creates, byWish: true };
      if (isDry) return dryRun({ ...chosen, createAll: true });
      await memory.change(["outbox"], ({ outbox }) => ({
        outbox: creates.reduce((queued, name) => {
          const row = queued.get(name);
          return row?.owner === true && isWaiting(row) ? queueCreation(queued, name, clock.now()) : queued;
        }, outbox),
      }));
      return run(chosen);
    },
    writeReviewed: async (decided) => {
      const writes = withSecondKeys((await memory.load("outbox")).outbox, decided);
      const chosen = chosenByReview(writes);
      if (isDry) return dryRun({ ...chosen, anyState: true });
      await memory.change(["rows", "articles", "outbox"], (parts) => ({
        outbox: queueReviewed(parts, writes, clock.now()),
      }));
      return run(chosen);
    },
    preview: async ({ names: wanted, keys, known = false, create = true }) => {
      circuit.allowTrial();
      const which = keys === undefined ? { known, allWhenNone: wanted !== null && !known } : { keys, anyState: true };
      const requests = await requestsOf({ names: wanted, byWish: true, createAll: create, ...which });
      if (requests.length === 0) return { writes: [], outcomes: [], failure: null };
      return planWrites(client, requests, options(), signal);
    },
  };
}

function writeOptions({ profiling }: ArticlesConfig, { clock, signing }: Web): CreateOptions {
  const xsoar = profiling.CortexXSOARAPIConfig;
  return {
    ...lookupOptions(xsoar),
    nameFields: xsoar.nameFields,
    indicatorType: xsoar.indicator_type,
    style: { template: xsoar.note_template, maxLength: xsoar.note_max_length },
    setLastSeen: xsoar.set_last_seen,
    now: clock.now(),
    wait: (ms, signal) => clock.wait(ms, signal),
    jitter: () => signing.jitter(),
  };
}

/** The name has no record, or it is not known which. */
function isUnknown(kind: RecordOutcome["kind"]): boolean {
  return kind === "missing" || kind === "ambiguous";
}

/** A record that was made for a name is the one it means, whatever was chosen before and is gone. */
async function forgetReplaced(
  workspace: Workspace,
  server: string,
  outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
): Promise<void> {
  const made = [...outcomes.values()].flatMap(({ kind, name }) => (kind === "created" ? [name] : []));
  if (made.length > 0) await createRecordChoices(workspace).replaced(server, made);
}

function inOrder(
  requests: readonly RecordRequest[],
  outcomes: ReadonlyMap<RecordRequest, RecordOutcome>,
): RecordOutcome[] {
  return requests.map((request) => outcomes.get(request)).filter((outcome) => outcome !== undefined);
}
