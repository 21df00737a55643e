import type { Remembering } from "../memory/namesFile";
import type { NoConfig } from "../config/configState";
import type { XsoarAccess } from "../xsoar/connection";
import type { XsoarFailure } from "../xsoar/failures";
import type { CheckReport } from "./check";
import type { JobId } from "../model/model";
import type { Profile } from "./profiles";
import type { Proposal } from "./proposals";
import type { LeakSitesKey } from "./readLeakSites";
import type { Settled } from "./settle";
import type {
  RecipeId,
  RecipeOptions,
  RecordPlan,
  RecordQuestion,
  RecordsPlan,
  RecordsReport,
  Selected,
  Selection,
  SkippedRecord,
  UndoableRun,
} from "./types";

/** What is to be planned. */
export interface PlanRequest {
  readonly selection: Selection;
  readonly recipes: readonly RecipeId[];
  readonly options: RecipeOptions;
  /** For the list of leak sites where that wants one. */
  readonly leakKey?: LeakSitesKey | null;
}

/** Says how far it is: records or names. */
export type RecordsCount = (done: number, total: number) => void;

/** What keeps work on records from beginning, or ends it. */
export type NotPlanned =
  | { readonly kind: "config"; readonly state: NoConfig }
  | { readonly kind: "failed"; readonly failure: XsoarFailure }
  /** Something is missing or wrong; a sentence that says what, and what to do. */
  | { readonly kind: "refused"; readonly why: string; readonly next?: "importNames" | "refreshNames" };

/** Batch changes of records: select, plan, review, write, report, undo. Every expected failure is a value. */
export interface Records {
  /** How many names or records a selection means: one small search, or none. */
  count(
    xsoar: XsoarAccess,
    selection: Selection,
    signal: AbortSignal,
  ): Promise<{ readonly kind: "counted"; readonly count: number } | NotPlanned>;
  /** What would be changed: searches, and changes nothing at XSOAR. */
  plan(
    xsoar: XsoarAccess,
    request: PlanRequest,
    signal: AbortSignal,
    count?: RecordsCount,
  ): Promise<{ readonly kind: "planned"; readonly plan: RecordsPlan } | NotPlanned>;
  /** The records that are meant, as they are now. */
  select(xsoar: XsoarAccess, selection: Selection, signal: AbortSignal): Promise<Selected | NotPlanned>;
  /** What the script of a job of the user's own has proposed and nobody has looked at: no network. */
  proposals(job: JobId): Promise<readonly Proposal[]>;
  /** Drops that. */
  discard(job: JobId): Promise<void>;
  /** What it would change of the records as they are now; to be reviewed and written as every other plan. */
  planProposals(
    xsoar: XsoarAccess,
    job: JobId,
    signal: AbortSignal,
    count?: RecordsCount,
  ): Promise<{ readonly kind: "planned"; readonly plan: RecordsPlan } | NotPlanned>;
  /** Remembers what of several a name means; null for none of them. */
  answer(question: RecordQuestion, id: string | null): Promise<Remembering>;
  /**
   * Writes what of a plan was chosen, as it was shown, and nothing else; at most one edit a record.
   *
   * @param chosen the records of the plan with those of their changes that are ticked
   */
  write(
    xsoar: XsoarAccess,
    plan: RecordsPlan,
    chosen: readonly RecordPlan[],
    signal: AbortSignal,
    count?: RecordsCount,
  ): Promise<RecordsReport>;
  /** Runs of the last 30 days that wrote something and were not undone yet, newest first. */
  undoable(): Promise<readonly UndoableRun[]>;
  /** What undoing a run would change. */
  planUndo(
    xsoar: XsoarAccess,
    run: string,
    signal: AbortSignal,
    count?: RecordsCount,
  ): Promise<{ readonly kind: "planned"; readonly plan: RecordsPlan } | NotPlanned>;
  /** Looks up what an earlier run has sent and never heard of. */
  settle(xsoar: XsoarAccess, signal: AbortSignal): Promise<Settled>;
  /** Which records the tracked names lead to. */
  check(
    xsoar: XsoarAccess,
    selection: Selection,
    signal: AbortSignal,
    count?: RecordsCount,
  ): Promise<{ readonly kind: "checked"; readonly report: CheckReport } | NotPlanned>;
  /** What the records hold. */
  readOut(
    xsoar: XsoarAccess,
    selection: Selection,
    signal: AbortSignal,
    count?: RecordsCount,
  ): Promise<
    | { readonly kind: "read"; readonly profiles: readonly Profile[]; readonly skipped: readonly SkippedRecord[] }
    | NotPlanned
  >;
  /** The report of the last run that was written, as Markdown; null when there was none. */
  lastReport(): Promise<string | null>;
}
