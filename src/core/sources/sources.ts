import type { NewSource } from "../config/addSources";
import { type SourceEdit, editSources } from "../config/editSources";
import { type FoundArticle, articlesOfSource } from "./articlesOfSource";
import { type Discovery, discoverFeeds } from "./discoverFeeds";
import { foundBySource } from "./foundBySource";
import { type Replacements, findReplacements } from "./newAddress";
import { type Article, JOBS, type Job, type JobId, OTHER_JOBS, type Source } from "../model/model";
import { bothCategories } from "../opml/category";
import { parseOpml } from "../opml/parseOpml";
import type { OpmlOutcome } from "../opml/types";
import type { HostGate } from "../fetching/hostGate";
import type { Web } from "../ports";
import type { Workspace } from "../memory/workspace";
import { healthAfter, healthOfMoved } from "../memory/healthMemory";
import { sources as sourcesOf } from "../config/sources";
import type { ConfigOf } from "../config/types";
import type { NoConfig } from "../config/configState";
import { withSources } from "../config/jobSources";
import { readJobFile, readOwnJobs, readingConfigOf } from "../config/ownJobs";
import { makesArticles } from "../config/parseOwnJob";
import { MAX_CONFIG_BYTES } from "../config/configNode";
import { readConfig } from "../config/readConfig";
import { canonicalUrl } from "../urls/canonicalUrl";
import { shownUrl } from "../urls/shownUrl";
import {
  type AskOptions,
  type Basis,
  type OpenPageOutcome,
  type TestOptions,
  type TestOutcome,
  allAddresses,
  openGate,
  openPage,
  readNow,
  readUnknown,
} from "./readNow";
import { type SourceStatus, sourceStatuses } from "./sourceStatus";
import { takingOf } from "./takenByJobs";
import { isThroughTor, torSources } from "./throughTor";

type Unconfigured = { readonly kind: "config"; readonly state: NoConfig };

/** What can be done with the sources of a workspace beside scanning them. */
export interface Sources {
  /** The configured sources of all jobs with how they fared, those that need somebody first. No network. */
  list(): Promise<{ readonly kind: "ok"; readonly sources: readonly SourceStatus[] } | Unconfigured>;
  /** The sources that something is remembered of, without a look at the configuration: all of them count as feeds. No network. */
  remembered(): Promise<readonly SourceStatus[]>;
  /**
   * Reads one source now, whatever its server said about asking again, with its rules, and remembers how it fared. Its articles
   * are told and not kept: they are found by the next scan. An address that is not configured is read as what it is.
   *
   * @param url as told, without a password
   * @param options.select instead of the page's own selector; how the source fared is not remembered then
   */
  test(url: string, options: TestOptions): Promise<TestOutcome | Unconfigured>;
  /** The stored articles of a source, newest first, with the names that were found in them. No network. */
  articlesOf(source: Pick<SourceStatus, "url" | "health">): Promise<readonly FoundArticle[]>;
  /** A source (as told) is read at another address now: what was found at the old one stays its own. */
  moved(url: string, to: string): Promise<void>;
  /**
   * Whether a source, as told, is read through Tor; with null, whether any is. Of a configuration that cannot be read what it said last
   * in this session counts.
   */
  throughTor(source: string | null): Promise<boolean>;
  /** Finds the feeds of an address. */
  discover(address: string, options: AskOptions): Promise<Discovery>;
  /** Finds what could take the place of a source that is gone, by the way by which it is read itself. */
  replacements(source: SourceStatus, options: AskOptions): Promise<Replacements | Unconfigured>;
  /** Reads a configured page, to try selectors on; null when there is no such page. */
  openPage(url: string, options: AskOptions): Promise<OpenPageOutcome | Unconfigured>;
  /** Whether a text is a CSS selector. No network. */
  isSelector(select: string, signal: AbortSignal): Promise<boolean>;
  readOpml(bytes: Uint8Array): Promise<OpmlOutcome>;
  /** Those of some sources that are not configured yet, each once, with the folders of all places in which it stands. */
  fresh(
    candidates: readonly NewSource[],
  ): Promise<
    { readonly kind: "ok"; readonly sources: readonly NewSource[]; readonly configured: number } | Unconfigured
  >;
  /**
   * Writes a change into the configuration files of jobs; `no` when that cannot be done for sure.
   *
   * @param jobs those that name the source; the articles for new ones
   */
  change(
    edit: SourceEdit,
    jobs?: readonly JobId[],
  ): Promise<{ readonly kind: "written" | "no"; readonly file: string } | Unconfigured>;
}

/**
 * The sources of one workspace folder.
 *
 * @param keywordArticles what the keywords job has kept
 */
export function createSources(
  workspace: Workspace,
  web: Web,
  keywordArticles: () => Promise<readonly Article[]>,
): Sources {
  const { clock, files, memory } = workspace;
  const torOf = new Map<JobId, ReadonlySet<string>>();

  const remember = async ({ report, title, site, lists }: TestOutcome, gate: HostGate): Promise<void> => {
    await memory.change(["health"], ({ health: known }) => {
      const { url } = report.source;
      // A source that answers is asked by the next scan as well; what its server wants holds for scans too.
      const hosts = new Map(known.hosts);
      if (report.failure === undefined) hosts.delete(new URL(url).host);
      for (const [host, asked] of gate.memory()) {
        if (asked.wait?.why === "retryAfter") hosts.set(host, asked);
        else if (asked.wasPublic) hosts.set(host, { failures: 0, wait: null, ...hosts.get(host), wasPublic: true });
      }
      // Where it leads and how long it holds is said of scans alone: only they keep what they read.
      const about = {
        ...(title === undefined ? {} : { title }),
        ...(site === undefined ? {} : { site }),
        ...(lists === undefined ? {} : { lists }),
      };
      const after = healthAfter(known.sources.get(url), { report, ...about }, clock.now());
      return { health: { hosts, sources: new Map([...known.sources, [url, after]]) } };
    });
  };

  const gateNow = async (): Promise<HostGate> => openGate(web, (await memory.load("health")).health.hosts);

  /** The jobs with a configuration that can be used, or what is wrong with that of the articles. */
  const bases = async (): Promise<
    { readonly kind: "ok"; readonly all: readonly [Basis, ...Basis[]] } | Unconfigured
  > => {
    const articles = await readConfig(workspace, "articles");
    if (articles.kind === "invalid") return { kind: "config", state: articles };
    const all: Basis[] =
      articles.kind === "none" ? [] : [{ job: "articles", isBorrowed: false, ...basisOf(articles.config) }];
    for (const job of OTHER_JOBS) {
      const state = await readConfig(workspace, job);
      if (state.kind !== "ok") continue;
      const config = withSources(state.config, articles);
      all.push({ job, isBorrowed: config.websiteconfig.sourcesOfArticles, ...basisOf(config) });
    }
    for (const job of await readOwnJobs(workspace)) {
      for (const own of readingConfigOf(job)) {
        const config = withSources(own.config, articles);
        const lists = makesArticles(own.base) ? { lists: true as const } : {};
        const taking = takingOf(job.id, own);
        const isBorrowed = config.websiteconfig.sourcesOfArticles;
        all.push({ job: job.id, ...lists, ...(taking === null ? {} : { taking }), isBorrowed, ...basisOf(config) });
      }
    }
    const [first, ...others] = all;
    return first === undefined ? { kind: "config", state: { kind: "none" } } : { kind: "ok", all: [first, ...others] };
  };

  return {
    list: async () => {
      const found = await bases();
      if (found.kind !== "ok") return found;
      const { health } = await memory.load("health");
      const given = await foundBySource(workspace, await keywordArticles());
      return { kind: "ok", sources: sourceStatuses(found.all, health, clock.now(), given) };
    },
    remembered: async () => {
      const { health } = await memory.load("health");
      const websiteconfig = { rss_feeds: [...health.sources.keys()].filter(isHttp), webpages: [], sourceRules: [] };
      const given = await foundBySource(workspace, await keywordArticles());
      return sourceStatuses([{ job: "articles", isBorrowed: false, websiteconfig }], health, clock.now(), given);
    },
    articlesOf: async ({ url, health }) => {
      const addresses = new Set([url, ...(health?.formerly ?? [])]);
      const { rows, articles: matched } = await memory.load("rows", "articles");
      return articlesOfSource(workspace, addresses, { rows, matched, ofKeywords: await keywordArticles() });
    },
    moved: async (url, to) => {
      await memory.change(["health"], ({ health }) => {
        const old = health.sources.get(url);
        const formerly = [...new Set([url, ...(old?.formerly ?? [])])].filter((one) => one !== to);
        const now = health.sources.get(to) ?? healthOfMoved(old);
        return { health: { ...health, sources: new Map(health.sources).set(to, { ...now, formerly }) } };
      });
    },
    test: async (url, options) => {
      const found = await bases();
      if (found.kind !== "ok") return found;
      const configured = configuredSource(found.all, url);
      if (configured === null) return readUnknown(web, found.all[0], url, options);
      const { source, basis } = configured;
      const gate = await gateNow();
      const takers = found.all.filter((one) => one !== basis && one.taking !== undefined && reads(one, source));
      const outcome = await readNow(web, [basis, ...takers], source, options, gate);
      if (outcome.report.outcome !== "cancelled" && options.select === undefined) await remember(outcome, gate);
      return outcome;
    },
    throughTor: async (source) => {
      for (const job of JOBS) {
        const state = await readConfig(workspace, job);
        if (state.kind === "invalid") continue;
        torOf.set(job, new Set(state.kind === "ok" ? torSources(state.config.websiteconfig) : []));
      }
      for (const job of await readOwnJobs(workspace)) {
        for (const { config } of readingConfigOf(job)) torOf.set(job.id, new Set(torSources(config.websiteconfig)));
      }
      return [...torOf.values()].some((told) => (source === null ? told.size > 0 : isThroughTor(source, told)));
    },
    discover: async (address, options) => {
      const state = await readConfig(workspace, "articles");
      const controllerPort = state.kind === "ok" ? state.config.controllerPort : 0;
      return discoverFeeds(web, address, { ...options, controllerPort });
    },
    replacements: async (source, options) => {
      const found = await bases();
      if (found.kind !== "ok") return found;
      const { websiteconfig, controllerPort } = configuredSource(found.all, source.url)?.basis ?? found.all[0];
      const throughTor = isThroughTor(source.url, new Set(torSources(websiteconfig)));
      const configured = new Set(found.all.flatMap(allAddresses).map(canonicalUrl));
      return findReplacements(source, configured, (page) =>
        discoverFeeds(web, page, { ...options, controllerPort, throughTor }),
      );
    },
    openPage: async (url, options) => {
      const found = await bases();
      if (found.kind !== "ok") return found;
      const configured = configuredSource(found.all, url);
      const source = configured?.source ?? ({ kind: "page", url } as const);
      return openPage(web, configured?.basis ?? found.all[0], source, options, await gateNow());
    },
    isSelector: async (select, signal) => {
      const bytes = new TextEncoder().encode('<a href="/">A page</a>');
      const page = { kind: "page", bytes, contentType: "text/html", url: "https://page.example/", select } as const;
      const parsed = await web.parser.parse(page, signal);
      return parsed.ok || parsed.failure.code !== "selectorInvalid";
    },
    readOpml: (bytes) => parseOpml(bytes, clock),
    fresh: async (candidates) => {
      const state = await readConfig(workspace, "articles");
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
    change: async (edit, jobs = ["articles"]) => {
      const written: string[] = [];
      for (const job of jobs) {
        const state = await readJobFile(workspace, job);
        if (state.kind !== "ok") return { kind: "config", state };
        const text = await files.readText(state.file, MAX_CONFIG_BYTES);
        const changed = typeof text !== "string" ? null : editSources(text, state.format, edit, job);
        if (changed === null) return { kind: "no", file: state.file };
        await files.writeText(state.file, changed);
        written.push(state.file);
      }
      return { kind: "written", file: written.join(", ") };
    },
  };
}

function isHttp(url: string): boolean {
  return /^https?:/i.test(url) && URL.canParse(url);
}

function basisOf(config: ConfigOf[Job]): Pick<Basis, "websiteconfig" | "controllerPort" | "rules"> {
  const { websiteconfig, controllerPort } = config;
  const rules = "stopwords" in websiteconfig ? websiteconfig : { stopwords: [], specialHandling: {} };
  return { websiteconfig, controllerPort, rules };
}

function reads({ websiteconfig }: Basis, { kind, url }: Source): boolean {
  return sourcesOf({ websiteconfig }).some((one) => one.kind === kind && shownUrl(one.url) === shownUrl(url));
}

/** Switched off or not. */
function configuredSource(
  bases: readonly Basis[],
  url: string,
): { readonly source: Source; readonly basis: Basis } | null {
  for (const basis of bases) {
    const { sourceRules } = basis.websiteconfig;
    const all = [...sourcesOf(basis), ...sourceRules.map((rule): Source => ({ kind: rule.kind, url: rule.url }))];
    const source = all.find((one) => shownUrl(one.url) === shownUrl(url));
    if (source !== undefined) return { source, basis };
  }
  return null;
}
