import { type NewSource, type SourceEdit, editSources } from "../config/editSources";
import { type Discovery, discoverFeeds } from "./discoverFeeds";
import type { Article, Source, SourceFailure, SourceReport } from "../model/model";
import { bothCategories } from "../opml/category";
import { parseOpml } from "../opml/parseOpml";
import type { OpmlOutcome } from "../opml/types";
import type { Clock, Http, Parser, WorkspaceFiles } from "../ports";
import { fetchSource, hostsOf } from "../fetching/fetchSource";
import { createFilter } from "./filter";
import { healthAfter } from "../memory/healthMemory";
import { type HostGate, createHostGate } from "../fetching/hostGate";
import { createLimiter } from "../fetching/limiter";
import type { MemoryStore } from "../memory/memory";
import { judgeInTurns } from "./judgeInTurns";
import { WITHOUT_RULES, readSource } from "./readSources";
import { sources as sourcesOf } from "../config/sources";
import type { ArticlesConfig } from "../config/types";
import type { ConfigState } from "../config/configState";
import { canonicalUrl } from "../urls/canonicalUrl";
import type { ParsedItem } from "../model/parseJob";
import { shownUrl } from "../urls/shownUrl";
import { type SourceStatus, sourceStatuses } from "./sourceStatus";

type NoConfig = { readonly kind: "config"; readonly state: Exclude<ConfigState, { kind: "ok" }> };

export interface AskOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface TestOptions extends AskOptions {
  readonly select?: string;
}

/** A link of a page that a selector gives. */
export interface PickedLink {
  readonly title: string;
  readonly url: string;
  /** False when stopwords or other rules of the configuration, the page's own among them, drop it. */
  readonly kept: boolean;
}

export type PickedLinks =
  | { readonly ok: true; readonly links: readonly PickedLink[] }
  | { readonly ok: false; readonly failure: SourceFailure };

/** A page that was read once, to try selectors on. */
export interface OpenPage {
  /** The selector that is configured, or empty. */
  readonly select: string;
  /** The links a selector gives, or all that count without one. */
  links(select: string | null, signal: AbortSignal): Promise<PickedLinks>;
}

/** What can be done with the sources of a workspace beside scanning them. */
export interface SourceDesk {
  /** The configured sources with how they fared, those that need somebody first. No network. */
  list(): Promise<{ readonly kind: "ok"; readonly sources: readonly SourceStatus[] } | NoConfig>;
  /**
   * Reads one source now, whatever its server said about asking again, with its rules, and remembers how it fared. Its articles
   * are told and not kept: they are found by the next scan. An address that is not configured is read as what it is.
   *
   * @param url as told, without a password
   * @param options.select instead of the page's own selector; how the source fared is not remembered then
   */
  test(url: string, options: TestOptions): Promise<TestOutcome | NoConfig>;
  /** Finds the feeds of an address. */
  discover(address: string, options: AskOptions): Promise<Discovery>;
  /** Reads a configured page, to try selectors on; null when there is no such page. */
  openPage(url: string, options: AskOptions): Promise<OpenPageOutcome | NoConfig>;
  /** Whether a text is a CSS selector. No network. */
  isSelector(select: string, signal: AbortSignal): Promise<boolean>;
  readOpml(bytes: Uint8Array): Promise<OpmlOutcome>;
  /** Those of some sources that are not configured yet, each once, with the folders of all places in which it stands. */
  fresh(
    candidates: readonly NewSource[],
  ): Promise<{ readonly kind: "ok"; readonly sources: readonly NewSource[]; readonly configured: number } | NoConfig>;
  /** Writes a change into the configuration file; `no` when that cannot be done for sure. */
  change(edit: SourceEdit): Promise<{ readonly kind: "written" | "no"; readonly file: string } | NoConfig>;
}

export interface TestOutcome {
  readonly kind: "done";
  readonly report: SourceReport;
  readonly articles: readonly Article[];
  /** Entries or links before any rule. */
  readonly listed: number;
}

export type OpenPageOutcome =
  | { readonly kind: "page"; readonly page: OpenPage }
  | { readonly kind: "failed"; readonly failure: SourceFailure }
  | { readonly kind: "cancelled" };

export interface SourceDeskWorld {
  readonly http: Http;
  readonly parser: Parser;
  readonly clock: Clock;
  readonly files: WorkspaceFiles;
  readonly memory: MemoryStore;
  readonly readConfig: () => Promise<ConfigState>;
}

/** The sources of one workspace folder. */
export function createSourceDesk(world: SourceDeskWorld): SourceDesk {
  const { clock, memory, readConfig } = world;

  const remember = async (report: SourceReport, gate: HostGate): Promise<void> => {
    await memory.change(["health"], ({ health: known }) => {
      const { url } = report.source;
      // A source that answers is asked by the next scan as well; what its server wants holds for scans too.
      const hosts = new Map(known.hosts);
      if (report.failure === undefined) hosts.delete(new URL(url).host);
      for (const [host, asked] of gate.memory()) if (asked.wait?.why === "retryAfter") hosts.set(host, asked);
      // Where it leads and how long it holds is said of scans alone: only they keep what they read.
      const after = healthAfter(known.sources.get(url), { report }, clock.now());
      return { health: { hosts, sources: new Map([...known.sources, [url, after]]) } };
    });
  };

  return {
    list: async () => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      return { kind: "ok", sources: sourceStatuses(state.config, (await memory.load("health")).health, clock.now()) };
    },
    test: async (url, options) => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const configured = configuredSource(state.config, url);
      if (configured === null) return readUnknown(world, state.config, url, options);
      const gate = openGate(world);
      const outcome = await readNow(world, state.config, configured, options, gate);
      if (outcome.report.outcome !== "cancelled" && options.select === undefined) await remember(outcome.report, gate);
      return outcome;
    },
    discover: async (address, options) => {
      const state = await readConfig();
      const controllerPort = state.kind === "ok" ? state.config.controllerPort : 0;
      return discoverFeeds(world, address, { ...options, controllerPort });
    },
    openPage: async (url, options) => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const source = configuredSource(state.config, url) ?? ({ kind: "page", url } as const);
      return openPage(world, state.config, source, options);
    },
    isSelector: async (select, signal) => {
      const bytes = new TextEncoder().encode('<a href="/">A page</a>');
      const page = { kind: "page", bytes, contentType: "text/html", url: "https://page.example/", select } as const;
      const parsed = await world.parser.parse(page, signal);
      return parsed.ok || parsed.failure.code !== "selectorInvalid";
    },
    readOpml: (bytes) => parseOpml(bytes, clock),
    fresh: async (candidates) => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const known = new Set(allAddresses(state.config).map(canonicalUrl));
      const fresh = new Map<string, NewSource>();
      let configured = 0;
      for (const source of candidates) {
        const key = canonicalUrl(source.url);
        const met = fresh.get(key);
        if (known.has(key)) configured += 1;
        else if (met === undefined) fresh.set(key, source);
        else fresh.set(key, { ...met, category: bothCategories(met.category, source.category) });
      }
      return { kind: "ok", sources: [...fresh.values()], configured };
    },
    change: async (edit) => {
      const state = await readConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const text = await world.files.readText(state.file);
      const changed = text === null ? null : editSources(text, state.format, edit);
      if (changed === null) return { kind: "no", file: state.file };
      await world.files.writeText(state.file, changed);
      return { kind: "written", file: state.file };
    },
  };
}

function allAddresses({ websiteconfig }: ArticlesConfig): readonly string[] {
  const { rss_feeds, webpages, sourceRules } = websiteconfig;
  return [...rss_feeds, ...webpages, ...sourceRules.map(({ url }) => url)];
}

/** Switched off or not. */
function configuredSource(config: ArticlesConfig, url: string): Source | null {
  const { sourceRules } = config.websiteconfig;
  const all = [...sourcesOf(config), ...sourceRules.map((rule): Source => ({ kind: rule.kind, url: rule.url }))];
  return all.find((source) => shownUrl(source.url) === shownUrl(url)) ?? null;
}

function configuredHosts(config: ArticlesConfig, source: Source): ReadonlySet<string> {
  return hostsOf([...allAddresses(config), source.url]);
}

function filterOf(config: ArticlesConfig, source: Source) {
  return createFilter({
    ...config.websiteconfig,
    sourceUrls: [...sourcesOf(config).map(({ url }) => url), source.url],
  });
}

/** Holds nothing back. */
function openGate({ clock }: SourceDeskWorld): HostGate {
  return createHostGate(new Map(), clock, () => 0);
}

/** With nothing that a scan would hold back for the server's sake: the user asks. */
async function readNow(
  world: SourceDeskWorld,
  config: ArticlesConfig,
  source: Source,
  { select, ...options }: TestOptions,
  gate = openGate(world),
): Promise<TestOutcome> {
  const rule = config.websiteconfig.sourceRules.find(({ kind, url }) => kind === source.kind && url === source.url);
  const reading = await readSource(source, {
    ...world,
    ...options,
    rule: select === undefined ? rule : { ...(rule ?? WITHOUT_RULES), select },
    limiter: createLimiter({ total: 1, perHost: 1, clock: world.clock }),
    gate,
    filter: filterOf(config, source),
    configuredHosts: configuredHosts(config, source),
    controllerPort: config.controllerPort,
    detail: "summary",
    validators: new Map(),
    freshUntil: new Map(),
    onTurn: () => {},
  });
  return { kind: "done", report: reading.report, articles: reading.articles, listed: reading.listed ?? 0 };
}

/** As a feed, and when it is none, as a page. */
async function readUnknown(
  world: SourceDeskWorld,
  config: ArticlesConfig,
  url: string,
  options: TestOptions,
): Promise<TestOutcome> {
  const asFeed = await readNow(world, config, { kind: "feed", url }, options);
  return asFeed.report.failure?.code === "notFeed" ? readNow(world, config, { kind: "page", url }, options) : asFeed;
}

async function openPage(
  { http, parser, clock }: SourceDeskWorld,
  config: ArticlesConfig,
  source: Source,
  { timeoutMs, signal }: AskOptions,
): Promise<OpenPageOutcome> {
  const rule = config.websiteconfig.sourceRules.find(({ kind, url }) => kind === source.kind && url === source.url);
  const read = await fetchSource(http, source, {
    configuredHosts: configuredHosts(config, source),
    clock,
    timeoutMs,
    signal,
    tor: { controllerPort: config.controllerPort, always: rule?.tor ?? false },
  });
  if (read.kind === "failed" || read.kind === "cancelled") return read;
  // Nothing was held that could be unchanged.
  if (read.kind === "unchanged") return { kind: "failed", failure: { code: "empty" } };
  const { bytes, contentType, finalUrl } = read;
  const filter = filterOf(config, source);
  const isKept = (item: ParsedItem) => filter.keepsLink(item, [source.url, finalUrl]);
  const page: OpenPage = {
    select: rule?.select ?? "",
    links: async (select, stop) => {
      const job = { kind: "page", bytes: bytes.slice(), contentType, url: finalUrl } as const;
      const parsed = await parser.parse(select === null ? job : { ...job, select }, stop);
      if (!parsed.ok) return parsed;
      const judge = judgeInTurns(isKept, rule ?? WITHOUT_RULES, clock);
      const links: PickedLink[] = [];
      for (const item of parsed.items) {
        const kept = (await judge(item)) === true;
        links.push({ title: item.title, url: item.url, kept });
      }
      return { ok: true, links };
    },
  };
  return { kind: "page", page };
}
