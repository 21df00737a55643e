import type { parseArgs } from "node:util";
import type { CliCommand, InFolder } from "./commands";

/** Every option of the command line; which command takes which, its reader says. */
export const OPTIONS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
  json: { type: "boolean" },
  field: { type: "string" },
  create: { type: "string" },
  "crawl-delay": { type: "string" },
  "ask-all": { type: "boolean" },
  "max-notes": { type: "string" },
  job: { type: "string", multiple: true },
  yes: { type: "boolean" },
  page: { type: "boolean" },
  select: { type: "string" },
  format: { type: "string" },
  profile: { type: "string", multiple: true },
  since: { type: "string" },
  until: { type: "string" },
  unread: { type: "boolean" },
  out: { type: "string" },
  summaries: { type: "boolean" },
  "config-folder": { type: "string" },
  import: { type: "string", multiple: true },
  search: { type: "string" },
  choose: { type: "string", multiple: true },
  decide: { type: "string", multiple: true },
  compact: { type: "boolean" },
  show: { type: "boolean" },
  test: { type: "boolean" },
  discard: { type: "boolean" },
  config: { type: "string" },
  days: { type: "string" },
  name: { type: "string", multiple: true },
  "name-column": { type: "string" },
  "alias-columns": { type: "string" },
  known: { type: "boolean" },
  write: { type: "boolean" },
  names: { type: "string" },
  input: { type: "string" },
  query: { type: "string" },
  type: { type: "string" },
  from: { type: "string" },
  option: { type: "string", multiple: true },
  record: { type: "string" },
  "dry-run": { type: "boolean" },
  replay: { type: "string" },
  pick: { type: "string", multiple: true },
} as const;

export type Option = keyof typeof OPTIONS;
export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>["values"];

/** How a command is read. */
export interface Reader {
  /** The options the command takes. */
  readonly takes: readonly Option[];
  /** @param words behind the name of the command */
  readonly read: (values: Values, words: readonly string[]) => CliCommand;
}

/** Wrong usage, in a sentence. */
export function usage(message: string): CliCommand {
  return { kind: "usage", message };
}

/** Where a command works, by the words behind its name. */
export function placeOf(values: Values, [folder = "."]: readonly string[]): InFolder {
  return { folder, configFolder: values["config-folder"] ?? "config" };
}

export const WRONG_DELAY = "--crawl-delay takes a number of seconds.";

/** In seconds; null for what is no number of them. */
export function crawlDelayOf(values: Values): number | null {
  const delay = values["crawl-delay"] ?? "0";
  return /^\d{1,4}(\.\d{1,3})?$/.test(delay) ? Number(delay) : null;
}
