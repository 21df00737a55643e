import { parseArgs } from "node:util";
import type { ExportFormat } from "../core/exports/exportRows";
import type { Job } from "../core/model";

const FORMATS: ReadonlyMap<string, ExportFormat> = new Map([
  ["md", "markdown"],
  ["csv", "csv"],
  ["json", "json"],
  ["stix", "stix"],
]);

const JOBS: readonly Job[] = ["articles", "keywords", "counts", "contents"];

export type CliCommand =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | {
      readonly kind: "scan";
      readonly folder: string;
      readonly configFolder: string;
      readonly json: boolean;
      readonly create: "none" | "all";
      /** The jobs to run; those that are configured when there are none. */
      readonly jobs: readonly Job[];
      /** Seconds between two requests to one host. */
      readonly crawlDelay: number;
      /** Asks sources too whose last answer still holds. */
      readonly askAll: boolean;
    }
  | { readonly kind: "aliases"; readonly folder: string; readonly configFolder: string; readonly json: boolean }
  | {
      readonly kind: "names";
      readonly folder: string;
      readonly configFolder: string;
      /** Files and addresses to import names from. */
      readonly imports: readonly string[];
      readonly search: string | null;
      /** Configured names that stand for the imported names of the same spelling. */
      readonly choose: readonly string[];
      /** `ALIAS=NAME,NAME`: whose an ambiguous alias is. */
      readonly decide: readonly string[];
    }
  | {
      readonly kind: "mail";
      readonly folder: string;
      readonly configFolder: string;
      readonly what: "send" | "show" | "test" | "discard";
    }
  | {
      readonly kind: "preview";
      readonly folder: string;
      readonly configFolder: string;
      readonly json: boolean;
      /** The other configuration. */
      readonly file: string;
      readonly days: number;
    }
  | {
      readonly kind: "export";
      readonly folder: string;
      readonly configFolder: string;
      readonly format: ExportFormat;
      readonly profiles: readonly string[];
      /** `YYYY-MM-DD`. */
      readonly since: string | null;
      readonly out: string | null;
      /** Reads the pages of the articles for their main sentences. */
      readonly summaries: boolean;
      /** Seconds between two requests to one host. */
      readonly crawlDelay: number;
    }
  | { readonly kind: "clean"; readonly folder: string; readonly configFolder: string; readonly yes: boolean }
  | {
      readonly kind: "sources";
      readonly folder: string;
      readonly configFolder: string;
      readonly json: boolean;
      readonly action: SourcesAction;
    }
  | { readonly kind: "match"; readonly names: string; readonly input: string }
  | { readonly kind: "parse"; readonly files: readonly string[] }
  | { readonly kind: "usage"; readonly message: string };

/** What `sources` is to do. */
export type SourcesAction =
  | { readonly do: "list" | "export" }
  | { readonly do: "add"; readonly address: string; readonly page: boolean }
  | { readonly do: "import"; readonly file: string }
  | { readonly do: "test"; readonly url: string; readonly select: string | null }
  | { readonly do: "enable" | "disable" | "update"; readonly url: string }
  | { readonly do: "select"; readonly url: string; readonly select: string };

/** What `--help` prints. */
export const HELP = `TI Scraper: finds tracked names in security news and writes the articles onto their records in Cortex XSOAR.

Usage
  ti-scraper scan [FOLDER] [--json] [--job NAME]... [--create none|all] [--crawl-delay SECONDS] [--ask-all] [--config-folder NAME]
      Reads the sources of FOLDER/config/articles_config.{json,yaml,yml} (FOLDER: the current folder), writes the result
      files, remembers what is new, and with profile2cortex adds the notes, those of the keywords as well. --create all also
      creates a Threat Actor record for each name that has none (default: none). --json prints one report object. A source
      whose server said how long its answer holds is not asked before, unless with --ask-all; --crawl-delay is a pause between
      two requests to one host (default: 0). The jobs keywords, counts and contents run as well where their configuration
      files are there; --job articles|keywords|counts|contents chooses.
  ti-scraper aliases [FOLDER] [--json] [--config-folder NAME]
      Reads the other names of each record from XSOAR into FOLDER/config/cortex_aliases.json.
  ti-scraper names [FOLDER] [--import FILE|URL]... [--search TEXT] [--choose NAME]... [--decide ALIAS=NAME[,NAME]...]...
                   [--config-folder NAME]
      Imports names from MISP galaxy clusters, ATT&CK STIX bundles, CSV or plain lists, searches them, and takes the
      aliases of an imported name along for the configured NAME of the same spelling. Without options: what is imported,
      what is chosen, and which aliases may stand for several actors. --decide says whose such an alias is, also when it was
      decided before: --decide "ALIAS=" that it is nobody's.
  ti-scraper mail [FOLDER] [--show | --test | --discard] [--config-folder NAME]
      Sends the mails that wait, shows them or gives them up, or sends a test mail to the receivers of the configuration.
  ti-scraper preview [FOLDER] --config FILE [--days N] [--json] [--config-folder NAME]
      Says what the names and rules of FILE would find in the stored articles of the last N days (default: 30), against the
      configuration of FOLDER: what each name gains and loses, and why. Reads no source and changes nothing.
  ti-scraper export [FOLDER] --format md|csv|json|stix [--profile NAME]... [--since YYYY-MM-DD] [--out FILE] [--summaries [--crawl-delay SECONDS]]
                    [--config-folder NAME]
      Writes the matches of earlier scans as Markdown, CSV, JSON or a STIX 2.1 bundle, with the summaries that were made
      before; --summaries reads the pages of the articles first, for five main sentences each.
  ti-scraper clean [FOLDER] [--yes] [--config-folder NAME]
      Lists the result files that are older than timeDelta4Delete days. --yes deletes them for good: there is no trash.
  ti-scraper sources [FOLDER] [--json] [--config-folder NAME]
      Lists the configured sources, those that fail first: when each answered last, how long it takes, what it gave, and the
      address it has moved to. Reads nothing from the network.
  ti-scraper sources add URL [FOLDER] [--page] [--config-folder NAME]
      Adds the feed at URL, or the first one the page at URL leads to, and tells the others; --page adds the page itself.
  ti-scraper sources test URL [FOLDER] [--select CSS] [--json] [--config-folder NAME]
      Reads one source now and prints what it gives, with --select only the links inside what the CSS selector finds on the
      page. Nothing is remembered but how it fared.
  ti-scraper sources select URL CSS [FOLDER] [--config-folder NAME]
      Writes the CSS selector for the links of a page into the configuration.
  ti-scraper sources enable|disable|update URL [FOLDER] [--config-folder NAME]
      Switches a source on or off, or writes the address it has moved to for good into the configuration.
  ti-scraper sources import FILE.opml [FOLDER] [--config-folder NAME]
      Adds the feeds of an OPML file that are not configured yet, with their names and folders.
  ti-scraper sources export [FOLDER] [--config-folder NAME]
      Prints the configured feeds as OPML.
  ti-scraper match --names FILE --input FILE.jsonl
      Finds names in headlines and addresses. Names: a JSON array of "name" or {"name", "aliases": [], "match": {}}, with
      "match" as in the configuration. Input: lines {"url", "title"}, also with "summary" and "content" for names whose rule
      looks there. Output: one line {"url", "title", "matches"} each; a match is
      {"profile", "name", "field", "start", "end", "text", "rule", "weight"}, with "context" where a word of threats let it
      count. Its offsets count UTF-16 units of the field; the address is raw.
  ti-scraper parse FILE...
      Reads feed files. Output: one line {"file", "ok", "items": [{"title", "link", "guid", "published"}], "error"} each.
  ti-scraper --help | --version

Environment
  TI_SCRAPER_XSOAR_API_KEY  The XSOAR key. A key in a configuration file is never used: the run ends with exit code 2.
  TI_SCRAPER_XSOAR_HOST     The XSOAR address the key belongs to. The key is sent only when the configuration names the
                            same origin, else the run ends with exit code 2. An address with http: confirms that the
                            key may be sent in clear text.
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY   Proxy for all requests.
  TI_SCRAPER_MAIL_PASSWORD  Password of the sender at the mail server, for sendMail.
  TI_SCRAPER_MAIL_SERVER    The mail server the password belongs to, as mailServer has it. It is sent to no other one.
  TI_SCRAPER_TOR_PROXY      Host and port of Tor's SOCKS port for .onion sources (default: what Tor's control port, controllerPort of
                            the configuration, says; else 127.0.0.1:9050).
  NODE_EXTRA_CA_CERTS       File with further certificate authorities, in PEM.
  XDG_STATE_HOME            Where the memory of seen articles is kept (default: the state folder of the system).

Exit codes
  0  done
  1  done, but some sources could not be read, a result file could not be written, or XSOAR could not be read or written:
     what was to be written waits for the next scan; sources: nothing could be changed, or the source failed
  2  could not run: wrong usage, an invalid configuration, another scan of the folder running, the key not usable; or
     cancelled
`;

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
  json: { type: "boolean" },
  create: { type: "string" },
  "crawl-delay": { type: "string" },
  "ask-all": { type: "boolean" },
  job: { type: "string", multiple: true },
  yes: { type: "boolean" },
  page: { type: "boolean" },
  select: { type: "string" },
  format: { type: "string" },
  profile: { type: "string", multiple: true },
  since: { type: "string" },
  out: { type: "string" },
  summaries: { type: "boolean" },
  "config-folder": { type: "string" },
  import: { type: "string", multiple: true },
  search: { type: "string" },
  choose: { type: "string", multiple: true },
  decide: { type: "string", multiple: true },
  show: { type: "boolean" },
  test: { type: "boolean" },
  discard: { type: "boolean" },
  config: { type: "string" },
  days: { type: "string" },
  names: { type: "string" },
  input: { type: "string" },
} as const;

/** The options each command takes. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  scan: ["json", "job", "create", "crawl-delay", "ask-all", "config-folder"],
  aliases: ["json", "config-folder"],
  names: ["import", "search", "choose", "decide", "config-folder"],
  export: ["format", "profile", "since", "out", "summaries", "crawl-delay", "config-folder"],
  clean: ["yes", "config-folder"],
  mail: ["show", "test", "discard", "config-folder"],
  preview: ["config", "days", "json", "config-folder"],
  sources: ["json", "page", "select", "config-folder"],
  match: ["names", "input"],
  parse: [],
};

/** Reads the command line; wrong usage is a value with a sentence. */
export function parseCommandLine(argv: readonly string[]): CliCommand {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    return { kind: "usage", message: error instanceof Error ? error.message : String(error) };
  }
  const { values, positionals } = parsed;
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  const [name, ...rest] = positionals;
  if (name === undefined) return { kind: "usage", message: `Say what to do: ${Object.keys(TAKES).join(", ")}.` };
  const takes = TAKES[name];
  if (takes === undefined) return { kind: "usage", message: `There is no command “${name}”.` };
  const foreign = Object.keys(values).find((option) => !takes.includes(option));
  if (foreign !== undefined) return { kind: "usage", message: `${name} does not take --${foreign}.` };

  if (name === "parse") {
    return rest.length === 0
      ? { kind: "usage", message: "parse needs at least one FILE." }
      : { kind: "parse", files: rest };
  }
  if (name === "match") {
    if (values.names === undefined || values.input === undefined || rest.length > 0) {
      return { kind: "usage", message: "match needs --names FILE and --input FILE.jsonl, and nothing else." };
    }
    return { kind: "match", names: values.names, input: values.input };
  }
  if (name === "sources") {
    const { action, folders } = sourcesAction(rest, values.page ?? false, values.select?.trim() ?? null);
    if (action === null)
      return {
        kind: "usage",
        message: `sources ${rest[0] ?? ""} needs a URL${rest[0] === "select" ? " and a CSS selector" : " or FILE"}.`,
      };
    if (folders.length > 1) return { kind: "usage", message: "sources takes one FOLDER." };
    if (values.page === true && action.do !== "add") {
      return { kind: "usage", message: "Only sources add takes --page." };
    }
    if (values.select !== undefined && (action.do !== "test" || action.select === "")) {
      return { kind: "usage", message: "Only sources test takes --select, with a CSS selector." };
    }
    return {
      kind: "sources",
      folder: folders[0] ?? ".",
      configFolder: values["config-folder"] ?? "config",
      json: values.json ?? false,
      action,
    };
  }
  if (rest.length > 1) return { kind: "usage", message: `${name} takes one FOLDER.` };
  const delay = values["crawl-delay"] ?? "0";
  if (!/^\d{1,4}(\.\d{1,3})?$/.test(delay))
    return { kind: "usage", message: "--crawl-delay takes a number of seconds." };
  if (name === "names") {
    return {
      kind: "names",
      folder: rest[0] ?? ".",
      configFolder: values["config-folder"] ?? "config",
      imports: values.import ?? [],
      search: values.search ?? null,
      choose: values.choose ?? [],
      decide: values.decide ?? [],
    };
  }
  if (name === "export") {
    const format = FORMATS.get(values.format ?? "");
    if (format === undefined)
      return { kind: "usage", message: `export needs --format ${[...FORMATS.keys()].join("|")}.` };
    if (values.since !== undefined && !isDay(values.since))
      return { kind: "usage", message: "--since takes a day: YYYY-MM-DD." };
    return {
      kind: "export",
      folder: rest[0] ?? ".",
      configFolder: values["config-folder"] ?? "config",
      format,
      profiles: values.profile ?? [],
      since: values.since ?? null,
      out: values.out ?? null,
      summaries: values.summaries ?? false,
      crawlDelay: Number(delay),
    };
  }
  if (name === "clean") {
    return {
      kind: "clean",
      folder: rest[0] ?? ".",
      configFolder: values["config-folder"] ?? "config",
      yes: values.yes ?? false,
    };
  }
  if (name === "mail") {
    const asked = (["show", "test", "discard"] as const).filter((option) => values[option] === true);
    if (asked.length > 1) return { kind: "usage", message: "mail takes one of --show, --test and --discard." };
    return {
      kind: "mail",
      folder: rest[0] ?? ".",
      configFolder: values["config-folder"] ?? "config",
      what: asked[0] ?? "send",
    };
  }
  const common = {
    folder: rest[0] ?? ".",
    configFolder: values["config-folder"] ?? "config",
    json: values.json ?? false,
  };
  if (name === "aliases") return { kind: "aliases", ...common };
  if (name === "preview") {
    const days = values.days ?? "30";
    if (values.config === undefined) return { kind: "usage", message: "preview needs --config FILE." };
    if (!/^[1-9]\d{0,3}$/.test(days)) return { kind: "usage", message: "--days takes a number of days." };
    return { kind: "preview", ...common, file: values.config, days: Number(days) };
  }
  const create = values.create ?? "none";
  if (create !== "none" && create !== "all") return { kind: "usage", message: "--create takes none or all." };
  const jobs = values.job ?? [];
  const unknown = jobs.find((job) => !JOBS.some((known) => known === job));
  if (unknown !== undefined) return { kind: "usage", message: `--job takes ${JOBS.join(", ")}, not ${unknown}.` };
  return {
    kind: "scan",
    jobs: JOBS.filter((job) => jobs.includes(job)),
    ...common,
    create,
    crawlDelay: Number(delay),
    askAll: values["ask-all"] ?? false,
  };
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
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
