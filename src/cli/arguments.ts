import { parseArgs } from "node:util";
import type { ExportFormat } from "../core/exports/exportRows";
import { dayStart } from "../core/exports/period";
import { isShipped } from "../core/config/configFiles";
import { JOBS } from "../core/model/model";
import { reasonOf } from "./complain";
import type { CliCommand, InFolder, SourcesAction } from "./commands";
import { OPTIONS, type Option, type Reader, type Values, WRONG_DELAY, crawlDelayOf, placeOf, usage } from "./options";
import { JOBS_OPTIONS, readJobs } from "./jobsArguments";
import { RECORDS_OPTIONS, readRecords } from "./recordsArguments";

const FORMATS: ReadonlyMap<string, ExportFormat> = new Map([
  ["md", "markdown"],
  ["csv", "csv"],
  ["json", "json"],
  ["stix", "stix"],
]);

const READERS: ReadonlyMap<string, Reader> = new Map([
  ["scan", inFolder("scan", ["json", "job", "create", "crawl-delay", "ask-all", "max-notes"], readScan)],
  [
    "aliases",
    inFolder("aliases", ["json", "field"], ({ json = false, field = null }, place) => ({
      kind: "aliases",
      ...place,
      json,
      field,
    })),
  ],
  [
    "names",
    inFolder(
      "names",
      ["import", "name-column", "alias-columns", "yes", "search", "choose", "decide", "compact"],
      readNames,
    ),
  ],
  [
    "export",
    inFolder(
      "export",
      ["format", "job", "name", "profile", "since", "until", "unread", "out", "summaries", "crawl-delay"],
      readExport,
    ),
  ],
  ["clean", inFolder("clean", ["yes"], ({ yes = false }, place) => ({ kind: "clean", ...place, yes }))],
  ["forget", inFolder("forget", ["yes"], ({ yes = false }, place) => ({ kind: "forget", ...place, yes }))],
  ["mail", inFolder("mail", ["show", "test", "discard"], readMail)],
  ["preview", inFolder("preview", ["config", "days", "json"], readPreview)],
  ["activity", inFolder("activity", ["json", "since"], readActivity)],
  ["review", inFolder("review", ["json", "name", "known", "since", "create", "write", "discard"], readReview)],
  [
    "records",
    {
      takes: [...RECORDS_OPTIONS, "config-folder"],
      read: readRecords,
    },
  ],
  ["jobs", { takes: [...JOBS_OPTIONS, "config-folder"], read: readJobs }],
  ["sources", { takes: ["json", "page", "select", "config-folder"], read: readSources }],
  ["match", { takes: ["names", "input"], read: readMatch }],
  ["stories", { takes: ["input"], read: readStories }],
  ["parse", { takes: [], read: readParse }],
]);

/** Reads the command line; wrong usage is a value with a sentence. */
export function parseCommandLine(argv: readonly string[]): CliCommand {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return usage(reasonOf(error));
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const [name, ...words] = positionals;
  if (name === undefined) return usage(`Say what to do: ${[...READERS.keys()].join(", ")}.`);
  const reader = READERS.get(name);
  if (reader === undefined) return usage(`There is no command “${name}”.`);
  const foreign = Object.keys(values).find((option) => !reader.takes.some((taken) => taken === option));
  return foreign === undefined ? reader.read(values, words) : usage(`${name} does not take --${foreign}.`);
}

/** A command that takes the folder it works in and nothing else beside its options. */
function inFolder(
  name: string,
  takes: readonly Option[],
  read: (values: Values, place: InFolder) => CliCommand,
): Reader {
  return {
    takes: [...takes, "config-folder"],
    read: (values, words) =>
      words.length > 1 ? usage(`${name} takes one FOLDER.`) : read(values, placeOf(values, words)),
  };
}

function readScan(values: Values, place: InFolder): CliCommand {
  const crawlDelay = crawlDelayOf(values);
  if (crawlDelay === null) return usage(WRONG_DELAY);
  const { create = "none", job: jobs = [], "max-notes": most } = values;
  if (most !== undefined && !/^(?:all|\d{1,7})$/.test(most))
    return usage("--max-notes takes a number of notes, or all.");
  if (create !== "none" && create !== "all") return usage("--create takes none or all.");
  return {
    kind: "scan",
    ...place,
    json: values.json ?? false,
    create,
    jobs: [...JOBS.filter((job) => jobs.includes(job)), ...new Set(jobs.filter((job) => !isShipped(job)))],
    crawlDelay,
    askAll: values["ask-all"] ?? false,
    maxNotes: most === undefined ? null : most === "all" ? Infinity : Number(most),
  };
}

function readExport(values: Values, place: InFolder): CliCommand {
  const crawlDelay = crawlDelayOf(values);
  if (crawlDelay === null) return usage(WRONG_DELAY);
  const format = FORMATS.get(values.format ?? "");
  if (format === undefined) return usage(`export needs --format ${[...FORMATS.keys()].join("|")}.`);
  const { since = null, until = null, name: names = [], profile: profiles = [] } = values;
  for (const [option, day] of Object.entries({ since, until }))
    if (day !== null && !isDay(day)) return usage(`--${option} takes a day such as 2026-02-28, not ${day}.`);
  if (since !== null && until !== null && until < since)
    return usage(`Nothing lies between --since ${since} and --until ${until}, which is the earlier day.`);
  const { job: jobs = [], unread = false } = values;
  if (jobs.length > 1) return usage("export takes one --job.");
  const [job = "articles"] = jobs;
  if (job !== "articles" && unread)
    return usage("export takes --unread without --job: what a job has found is not marked as read.");
  return {
    kind: "export",
    ...place,
    format,
    job: job === "articles" ? null : job,
    names: [...names, ...profiles],
    since,
    until,
    unread,
    out: values.out ?? null,
    summaries: values.summaries ?? false,
    crawlDelay,
  };
}

const WRONG_DAY = "--since takes a day: YYYY-MM-DD.";

function isDay(text: string): boolean {
  return dayStart(text) !== null;
}

function readMail(values: Values, place: InFolder): CliCommand {
  const [what = "send", ...more] = (["show", "test", "discard"] as const).filter((option) => values[option] === true);
  return more.length > 0 ? usage("mail takes one of --show, --test and --discard.") : { kind: "mail", ...place, what };
}

function readReview(values: Values, place: InFolder): CliCommand {
  const { json = false, name: names = [], known = false, since = null, create = "none" } = values;
  const [what = "list", ...more] = (["write", "discard"] as const).filter((option) => values[option] === true);
  if (more.length > 0) return usage("review takes one of --write and --discard.");
  if (create !== "none" && create !== "all") return usage("--create takes none or all.");
  if (known && what === "discard") return usage("--discard gives up what waits; what is --known does not wait.");
  if (since !== null && !isDay(since)) return usage("--since takes a day: YYYY-MM-DD.");
  if (since !== null && !known) return usage("review takes --since with --known only.");
  return { kind: "review", ...place, json, names, known, since, create, what };
}

function readPreview({ config: file, days = "30", json = false }: Values, place: InFolder): CliCommand {
  if (file === undefined) return usage("preview needs --config FILE.");
  if (!/^[1-9]\d{0,3}$/.test(days)) return usage("--days takes a number of days.");
  return { kind: "preview", ...place, json, file, days: Number(days) };
}

function readActivity({ json = false, since }: Values, place: InFolder): CliCommand {
  if (since !== undefined && !isDay(since)) return usage(WRONG_DAY);
  return { kind: "activity", ...place, json, since: since ?? null };
}

function readNames(values: Values, place: InFolder): CliCommand {
  const { import: imports = [], yes = false, search = null, choose = [], decide = [], compact = false } = values;
  const [name, aliases] = [values["name-column"], values["alias-columns"]];
  const command = { kind: "names", ...place, imports, yes, search, choose, decide, compact } as const;
  if (name === undefined && aliases === undefined) return command;
  if (imports.length === 0)
    return usage("--name-column and --alias-columns tell what is imported: they go with --import.");
  const columns = {
    ...(name === undefined ? {} : { name }),
    ...(aliases === undefined ? {} : { aliases: aliases.split(",").filter((column) => column.trim() !== "") }),
  };
  return { ...command, columns };
}

function readMatch({ names, input }: Values, words: readonly string[]): CliCommand {
  if (names === undefined || input === undefined || words.length > 0) {
    return usage("match needs --names FILE and --input FILE.jsonl, and nothing else.");
  }
  return { kind: "match", names, input };
}

function readStories({ input }: Values, words: readonly string[]): CliCommand {
  return input === undefined || words.length > 0
    ? usage("stories needs --input FILE.jsonl, and nothing else.")
    : { kind: "stories", input };
}

function readParse(_values: Values, files: readonly string[]): CliCommand {
  return files.length === 0 ? usage("parse needs at least one FILE.") : { kind: "parse", files };
}

function readSources(values: Values, words: readonly string[]): CliCommand {
  const { action, folders } = sourcesAction(words, values.page ?? false, values.select?.trim() ?? null);
  const [what = ""] = words;
  if (action === null)
    return usage(`sources ${what} needs a URL${what === "select" ? " and a CSS selector" : " or FILE"}.`);
  if (folders.length > 1) return usage("sources takes one FOLDER.");
  if (values.page === true && action.do !== "add") return usage("Only sources add takes --page.");
  if (values.select !== undefined && (action.do !== "test" || action.select === "")) {
    return usage("Only sources test takes --select, with a CSS selector.");
  }
  return { kind: "sources", ...placeOf(values, folders), json: values.json ?? false, action };
}

/** The action with what it is about, and the folders behind it. `list` goes without saying. */
function sourcesAction(
  words: readonly string[],
  page: boolean,
  select: string | null,
): { readonly action: SourcesAction | null; readonly folders: readonly string[] } {
  const [what, object, ...folders] = words;
  switch (what) {
    case "list":
    case "export":
      return { action: { do: what }, folders: words.slice(1) };
    case "add":
      return { action: object === undefined ? null : { do: what, address: object, page }, folders };
    case "import":
      return { action: object === undefined ? null : { do: what, file: object }, folders };
    case "test":
      return { action: object === undefined ? null : { do: what, url: object, select }, folders };
    case "enable":
    case "disable":
    case "update":
      return { action: object === undefined ? null : { do: what, url: object }, folders };
    case "select": {
      const written = folders[0]?.trim() ?? "";
      const isWhole = object !== undefined && written !== "";
      return { action: isWhole ? { do: what, url: object, select: written } : null, folders: folders.slice(1) };
    }
    default:
      return { action: { do: "list" }, folders: words };
  }
}
