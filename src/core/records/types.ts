import type { RecordsConfig } from "../config/types";
import type { JobId } from "../model/model";
import type { AttackTable } from "../names/attack";
import type { Translate } from "../text/translate";
import type { XsoarFailure } from "../xsoar/failures";
import type { EditedField } from "../xsoar/fieldEdits";
import type { IndicatorRecord } from "../xsoar/record";
import type { LeakSites } from "./leakSites";

/** The recipes that change records, in the order in which their changes stand in a plan. */
export const RECIPE_IDS = [
  "first-seen",
  "name-into-aliases",
  "tidy-aliases",
  "attack",
  "leak-sites",
  "set-field",
] as const;
export type RecipeId = (typeof RECIPE_IDS)[number];

/** Where a change of a plan comes from: a recipe, a job of the user's own, or the undoing of a run. */
export type ChangeSource = RecipeId | "job" | "undo";

/** Those that only read. */
export const READER_IDS = ["check", "read-out"] as const;
export type ReaderId = (typeof READER_IDS)[number];

/** What the user said beside the names of recipes: `K=V`, by the names of `RecipeOption`. */
export type RecipeOptions = ReadonlyMap<string, string>;

/** An option of a recipe. */
export interface RecipeOption {
  readonly name: string;
  /** What the option may be; null for any text. */
  readonly values: readonly string[] | null;
  /** One line of help, in English: the command line shows it. */
  readonly help: string;
}

/** A change that a recipe proposes for a field of a record. Each has a tick of its own. */
export interface ProposedChange extends EditedField {
  /** A sentence, in the user's language. */
  readonly why: string;
  /** It loses somebody's information or is a guess: it is made only when somebody has ticked it. */
  readonly isGuess?: true;
}

/** What of several a name means, to be asked once: objects of ATT&CK, entries of a list of leak sites. */
export interface RecordQuestion {
  readonly kind: PickKind;
  /** The name that several bear, as it is remembered. */
  readonly name: string;
  readonly choices: readonly {
    /** As it is remembered: `G0007`, the name of the entry. */
    readonly id: string;
    readonly label: string;
    readonly detail: string;
  }[];
}

export type PickKind = "attack" | "leakSite";

/** What was picked; null when none is meant, undefined when nobody has said. */
export type Picks = (kind: PickKind, name: string) => string | null | undefined;

/** What a recipe says of one record. */
export interface RecipeOutcome {
  readonly changes: readonly ProposedChange[];
  /** Sentences: why nothing is done, or not all. Where there is nothing to do both are empty. */
  readonly skipped: readonly string[];
  /** Sentences that inform and change nothing. */
  readonly remarks?: readonly string[];
  readonly questions?: readonly RecordQuestion[];
}

/** What recipes work with, beside the record. */
export interface RecipeContext {
  readonly t: Translate;
  readonly config: RecordsConfig;
  readonly options: RecipeOptions;
  readonly now: Date;
  /** Null where nothing is imported. */
  readonly attack: AttackTable | null;
  /** Null where it is not needed. */
  readonly leakSites: LeakSites | null;
  readonly picks: Picks;
  /** The ATT&CK objects (`G0007`) that a tracked name was picked as when names were imported. */
  readonly chosenAttack: (name: string) => readonly string[];
  /** The tracked names, other than those given, that go by an alias; as configured. */
  readonly otherBearers: (alias: string, names: readonly string[]) => readonly string[];
}

/** A record with the tracked names that lead to it: none where a query has found it. */
export interface SelectedRecord {
  readonly record: IndicatorRecord;
  readonly names: readonly string[];
}

/** What a recipe needs to be there before it is run. */
export type RecipeNeed = "attack" | "leakSites";

/** A pure rule: what one record lacks. Its own outcome planned again gives nothing. */
export interface Planner {
  readonly id: Exclude<ChangeSource, "undo">;
  readonly plan: (selected: SelectedRecord, context: RecipeContext) => RecipeOutcome;
}

/** A rule that users choose by its name. */
export interface Recipe extends Planner {
  readonly id: RecipeId;
  readonly needs: readonly RecipeNeed[];
  /** What it uses where it is there, and does without. */
  readonly takes?: readonly RecipeNeed[];
  readonly options: readonly RecipeOption[];
  /** Fields it writes to: a warning tells of one that no record has. */
  readonly fields: (context: Pick<RecipeContext, "config" | "options">) => readonly string[];
  /** Why it cannot be run with these options; a sentence, or null. */
  readonly problem?: (context: Pick<RecipeContext, "config" | "options" | "t">) => string | null;
}

/** A change as it stands in a plan. */
export interface PlannedChange extends ProposedChange {
  readonly recipe: ChangeSource;
  /** The whole field as JSON text as it was read, and with this change alone; null for no member. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What would be changed of one record. */
export interface RecordPlan extends SelectedRecord {
  readonly changes: readonly PlannedChange[];
  /** In an undo, what `CustomFields` was before a field was put into it: null for no member. */
  readonly customFields?: string | null;
}

/** Why something is not done, by name or record. */
export interface SkippedRecord {
  /** The tracked name, or the record's value. */
  readonly name: string;
  readonly record: { readonly id: string; readonly value: string } | null;
  /** Null when it concerns all of them. */
  readonly recipe: ChangeSource | null;
  /** A sentence. */
  readonly why: string;
  /** It could not be looked up: never to be taken for one that is not there. */
  readonly failure?: XsoarFailure;
}

/** Changes of records as they are shown, before any is made. */
export interface RecordsPlan {
  readonly server: string;
  readonly recipes: readonly ChangeSource[];
  readonly options: readonly (readonly [name: string, value: string])[];
  /** Records there is something to do for. */
  readonly plans: readonly RecordPlan[];
  /** Records there is nothing to do for. */
  readonly untouched: readonly { readonly id: string; readonly value: string }[];
  readonly skipped: readonly SkippedRecord[];
  readonly questions: readonly RecordQuestion[];
  /** Sentences for the user to know before the first write: a field that no record has. */
  readonly warnings: readonly string[];
  /** Sentences that inform: an object of ATT&CK that was replaced by another. */
  readonly remarks: readonly string[];
  /** Sentences on the data that was used, with its version and the notice of its maker. */
  readonly data: readonly string[];
  /** The same recipes on a record as it is now. Not data: lives as long as the plan. */
  readonly replan: (selected: SelectedRecord) => readonly PlannedChange[];
  /** The job whose proposals they are: once they were looked at, they wait no more. */
  readonly job?: JobId;
  /** In an undo, the run that is taken back. */
  readonly undoes?: string;
  /** In an undo, by the ids of records, the fields that cannot be taken back: once it is written, nobody is asked about them again. */
  readonly lost?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What came of one record of a plan. */
export interface RecordResult {
  readonly plan: RecordPlan;
  readonly outcome: ResultKind;
  /** With `failed`, and with `unknown` where it was not cancelled. */
  readonly failure?: XsoarFailure;
}

export type ResultKind =
  /** Confirmed by the server. */
  | "written"
  /** The record had all of it by the time it was to be written. */
  | "nothing"
  /** Somebody changed what was to be changed since it was shown: offered for another review. */
  | "changedMeanwhile"
  /** Its field has got a form that the change cannot be made on, or the server has refused it. */
  | "failed"
  /** Sent, and no answer came, or nobody waited for it: it is looked up before the next update. */
  | "unknown"
  /** Cancelled or cut off before it was sent. */
  | "notDone";

/** What came of a plan. */
export interface RecordsReport {
  readonly plan: RecordsPlan;
  /** Id of the run in the journal; null when nothing was to be written. */
  readonly run: string | null;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly results: readonly RecordResult[];
  /** Of the plan, what was left out since it was not ticked. */
  readonly left: readonly RecordPlan[];
  /** XSOAR as a whole could not be used: the rest is `notDone`. */
  readonly failure: XsoarFailure | null;
  /** Another window or process writes to XSOAR for this folder; nothing was tried. */
  readonly busy?: true;
  /** In a dry run nothing is written. */
  readonly dryRun?: true;
}

/** Which records are meant. */
export type Selection =
  /** Tracked names: all of them with null. */
  | { readonly kind: "names"; readonly names: readonly string[] | null; readonly type: string | null }
  /** Names of a list, tracked or not. */
  | { readonly kind: "list"; readonly names: readonly string[]; readonly type: string | null }
  /** Records of a search, of a type, or both. */
  | { readonly kind: "query"; readonly query: string; readonly type: string | null };

/** The records that are meant, each once, and the names that lead to none. */
export type Selected =
  | {
      readonly kind: "selected";
      readonly records: readonly SelectedRecord[];
      readonly skipped: readonly SkippedRecord[];
    }
  | { readonly kind: "failed"; readonly failure: XsoarFailure };

/** One run of the journal that can be undone. */
export interface UndoableRun {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly server: string;
  readonly recipes: readonly string[];
  readonly records: readonly { readonly id: string; readonly value: string }[];
}
