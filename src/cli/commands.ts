import type { ExportFormat } from "../core/exports/exportRows";
import type { JobId } from "../core/model/model";
import type { ColumnChoice } from "../core/names/types";

/** What the command line asks for. */
export type CliCommand =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | FolderCommand
  | { readonly kind: "match"; readonly names: string; readonly input: string }
  | { readonly kind: "stories"; readonly input: string }
  | { readonly kind: "parse"; readonly files: readonly string[] }
  | { readonly kind: "usage"; readonly message: string };

/** What works on one folder. */
export type FolderCommand =
  | ScanCommand
  | AliasesCommand
  | NamesCommand
  | ExportCommand
  | CleanCommand
  | MailCommand
  | PreviewCommand
  | ActivityCommand
  | SourcesCommand
  | ForgetCommand
  | ReviewCommand
  | RecordsCommand
  | JobsCommand
  | ScriptsCommand;

/** Where a command works. */
export interface InFolder {
  readonly folder: string;
  /** Relative to `folder`. */
  readonly configFolder: string;
}

export interface ScanCommand extends InFolder {
  readonly kind: "scan";
  readonly json: boolean;
  readonly create: "none" | "all";
  /** The jobs to run; those that are configured when there are none. */
  readonly jobs: readonly JobId[];
  /** Seconds between two requests to one host. */
  readonly crawlDelay: number;
  /** Asks sources too whose last answer still holds. */
  readonly askAll: boolean;
  /** How many notes the run may write without a review, whatever `review_above` says; null when nothing is said. */
  readonly maxNotes: number | null;
  /** Somebody wants this very job: `jobs run`. */
  readonly isByName?: true;
  /** Where what its script is given is written to. */
  readonly record?: string;
  /** What is found is shown, and nothing is remembered, written or sent. */
  readonly dryRun?: true;
}

/** What is said of the script of a job, and trying it. */
export interface ScriptsCommand extends InFolder {
  readonly kind: "scripts";
  readonly job: JobId;
  readonly action: { readonly do: "allow" | "disallow" } | { readonly do: "test"; readonly replay: string };
}

/** Lists the jobs. */
export interface JobsCommand extends InFolder {
  readonly kind: "jobs";
  readonly json: boolean;
}

export interface AliasesCommand extends InFolder {
  readonly kind: "aliases";
  readonly json: boolean;
  /** The search field of the configuration, repeated to agree that its texts are read into the alias file. */
  readonly field: string | null;
}

export interface NamesCommand extends InFolder {
  readonly kind: "names";
  /** Files and addresses to import names from. */
  readonly imports: readonly string[];
  /** What the columns of a table hold that is imported. */
  readonly columns?: ColumnChoice;
  /** Takes over what an import changes of the names that tracked ones are looked for by. */
  readonly yes: boolean;
  readonly search: string | null;
  /** Configured names that stand for the imported names of the same spelling. */
  readonly choose: readonly string[];
  /** `ALIAS=NAME,NAME`: whose an ambiguous alias is. */
  readonly decide: readonly string[];
  /** Leaves out the lines of the names file that later ones have replaced. */
  readonly compact: boolean;
}

export interface ExportCommand extends InFolder {
  readonly kind: "export";
  /** A job whose finds are exported; null for the matches. */
  readonly job: string | null;
  readonly format: ExportFormat;
  readonly names: readonly string[];
  /** Days of the local calendar, both included: `YYYY-MM-DD`. */
  readonly since: string | null;
  readonly until: string | null;
  /** Leaves out what was marked as read. */
  readonly unread: boolean;
  readonly out: string | null;
  /** Reads the pages of the articles for their main sentences. */
  readonly summaries: boolean;
  /** Seconds between two requests to one host. */
  readonly crawlDelay: number;
}

export interface CleanCommand extends InFolder {
  readonly kind: "clean";
  readonly yes: boolean;
}

export interface ForgetCommand extends InFolder {
  readonly kind: "forget";
  readonly yes: boolean;
}

export interface MailCommand extends InFolder {
  readonly kind: "mail";
  readonly what: "send" | "show" | "test" | "discard";
}

export interface PreviewCommand extends InFolder {
  readonly kind: "preview";
  readonly json: boolean;
  /** The other configuration. */
  readonly file: string;
  readonly days: number;
}

export interface ActivityCommand extends InFolder {
  readonly kind: "activity";
  readonly json: boolean;
  /** `YYYY-MM-DD`. */
  readonly since: string | null;
}

export interface ReviewCommand extends InFolder {
  readonly kind: "review";
  readonly json: boolean;
  /** Empty: all. */
  readonly names: readonly string[];
  /** What was found and never noted as well. */
  readonly known: boolean;
  /** `YYYY-MM-DD`. */
  readonly since: string | null;
  readonly create: "none" | "all";
  readonly what: "list" | "write" | "discard";
}

export interface RecordsCommand extends InFolder {
  readonly kind: "records";
  readonly json: boolean;
  /** Names of recipes, or the one reader; `undo` for the last update. */
  readonly what: readonly string[];
  readonly names: readonly string[];
  readonly query: string | null;
  readonly type: string | null;
  /** A file with names. */
  readonly from: string | null;
  /** `K=V`. */
  readonly options: readonly (readonly [name: string, value: string])[];
  /** What of several a name means: `NAME=ID`, an empty ID for none. */
  readonly picks: readonly (readonly [name: string, id: string])[];
  readonly yes: boolean;
  readonly format: "md" | "csv" | "json" | "odt" | null;
  /** The file the report goes to. */
  readonly out: string | null;
}

export interface SourcesCommand extends InFolder {
  readonly kind: "sources";
  readonly json: boolean;
  readonly action: SourcesAction;
}

/** What `sources` is to do. */
export type SourcesAction =
  | { readonly do: "list" | "export" }
  | { readonly do: "add"; readonly address: string; readonly page: boolean }
  | { readonly do: "import"; readonly file: string }
  | { readonly do: "test"; readonly url: string; readonly select: string | null }
  | { readonly do: "enable" | "disable" | "update"; readonly url: string }
  | { readonly do: "select"; readonly url: string; readonly select: string };
