import { knownKeys } from "./knownKeys";
import type { ArticlesConfig, SourceRule } from "../config/types";
import { sources as sourcesOf } from "../config/sources";
import { fetchSource } from "../fetching/fetchSource";
import { type HostGate, type HostMemory, createHostGate } from "../fetching/hostGate";
import { createLimiter } from "../fetching/limiter";
import type { Article, Source, SourceFailure, SourceReport } from "../model/model";
import type { ParsedItem } from "../model/parseJob";
import type { Web } from "../ports";
import { type SourceReading, WITHOUT_RULES, articlesOf } from "./articlesOf";
import { createFilter } from "./filter";
import { keepInTurns } from "./keepInTurns";
import { type Want, readOnce } from "./readOnce";
import { ruleFinder } from "./ruleFinder";
import type { JobSources } from "./sourceStatus";
import { type TakenByJob, type Taker, type Taking, takingWant } from "./takenByJobs";

export interface AskOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface TestOptions extends AskOptions {
  readonly select?: string;
}

/** A link of a page that a selector gives. */
interface PickedLink {
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

export interface TestOutcome {
  readonly kind: "done";
  readonly report: SourceReport;
  readonly articles: readonly Article[];
  /** Entries or links before any rule. */
  readonly listed: number;
  /** False where all jobs that read it take items out of it: there are no articles but those then. */
  readonly isPlain: boolean;
  /** What jobs of the user's own take out of it. */
  readonly taken: readonly TakenByJob[];
  /** What it calls itself and where its site is, where it says so. */
  readonly title?: string;
  readonly site?: string;
  readonly lists?: boolean;
}

export type OpenPageOutcome =
  | { readonly kind: "page"; readonly page: OpenPage }
  | { readonly kind: "failed"; readonly failure: SourceFailure }
  | { readonly kind: "cancelled" };

/** What sources are read by: of the job that names them, the articles before the others. */
export interface Basis extends JobSources {
  /** Of a job that takes items out of its pages, in place of their links or their text. */
  readonly taking?: Taking;
  readonly controllerPort: number;
  readonly rules: Pick<ArticlesConfig["websiteconfig"], "stopwords" | "specialHandling">;
}

export function allAddresses({ websiteconfig }: Pick<JobSources, "websiteconfig">): readonly string[] {
  const { rss_feeds = [], webpages, sourceRules } = websiteconfig;
  return [...rss_feeds, ...webpages, ...sourceRules.map(({ url }) => url)];
}

function filterOf(basis: Basis, source: Source) {
  return createFilter({
    ...basis.rules,
    sourceUrls: [...sourcesOf(basis).map(({ url }) => url), source.url],
  });
}

/** Holds nothing back, and knows which hosts were public. */
export function openGate({ clock }: Web, hosts: ReadonlyMap<string, HostMemory> = new Map()): HostGate {
  const open = [...hosts].map(([host, known]) => [host, { ...known, failures: 0, wait: null }] as const);
  return createHostGate(new Map(open), clock, () => 0);
}

/**
 * With nothing that a scan would hold back for the server's sake: the user asks. A page is read for the jobs that take items out of it,
 * and for the first of the others, in one request; a selector that is tried is about its links alone.
 *
 * @param bases of the jobs that read it
 */
export async function readNow(
  web: Web,
  bases: readonly [Basis, ...Basis[]],
  source: Source,
  { select, ...options }: TestOptions,
  gate = openGate(web),
): Promise<TestOutcome> {
  const takes = (one: Basis): one is Basis & Taker =>
    one.taking !== undefined && source.kind === "page" && select === undefined;
  const takings = bases.filter(takes).map((taker) => {
    return takingWant(source, taker, { filter: filterOf(taker, source), rule: ruleFor(taker, source) }, web.clock);
  });
  // Jobs that read the text of a page alone are not about its links.
  const basis = bases.find((one) => !takes(one) && (takings.length === 0 || findsArticles(one)));
  const plain = basis === undefined ? null : plainWant(web, basis, source, select);
  await readOnce(web, [...(plain === null ? [] : [plain.want]), ...takings.map(({ want }) => want)], {
    ...options,
    limiter: createLimiter({ total: 1, perHost: 1, clock: web.clock }),
    gate,
    onProgress: () => {},
  });
  const taken = takings.map((one) => one.taken());
  const [reading] = [...(plain === null ? [] : [plain.reading()]), ...takings.map((one) => one.reading())] as [
    SourceReading,
  ];
  const { report, articles, listed = 0, title, site, lists } = reading;
  const about = {
    ...(title === undefined ? {} : { title }),
    ...(site === undefined ? {} : { site }),
    ...(lists === undefined ? {} : { lists }),
  };
  const isPlain = plain !== null;
  return {
    kind: "done",
    report,
    articles: isPlain ? articles : [],
    listed: isPlain ? listed : 0,
    isPlain,
    taken,
    ...about,
  };
}

function findsArticles({ job, lists }: Basis): boolean {
  return lists === true || job === "articles" || job === "keywords";
}

/** A source as its articles are found in it. `reading` is there when it is read. */
function plainWant({ clock }: Web, basis: Basis, source: Source, select: string | undefined) {
  const rule = ruleFor(basis, source);
  const selector = select ?? rule?.select ?? "";
  const readings: SourceReading[] = [];
  const want: Want = {
    source,
    tor: rule?.tor === true,
    controllerPort: basis.controllerPort,
    parse: { detail: "summary", ...(selector === "" ? {} : { select: selector }) },
    taken: null,
    take: async (got) => {
      readings.push(await articlesOf(got, source, filterOf(basis, source), rule, knownKeys(new Map()), clock));
    },
  };
  return { want, reading: () => (readings as [SourceReading])[0] };
}

/** Also of a source that is switched off. */
function ruleFor({ websiteconfig }: Basis, source: Source): SourceRule | undefined {
  const own = websiteconfig.sourceRules.map((rule) => ({ ...rule, enabled: true }));
  return ruleFinder(own)(source);
}

/** As a feed, and when it is none, as a page. */
export async function readUnknown(web: Web, basis: Basis, url: string, options: TestOptions): Promise<TestOutcome> {
  const asFeed = await readNow(web, [basis], { kind: "feed", url }, options);
  const { taking: _, ...plain } = basis;
  return asFeed.report.failure?.code === "notFeed" ? readNow(web, [plain], { kind: "page", url }, options) : asFeed;
}

export async function openPage(
  { http, parser, clock }: Web,
  basis: Basis,
  source: Source,
  { timeoutMs, signal }: AskOptions,
  gate: HostGate,
): Promise<OpenPageOutcome> {
  const rule = ruleFor(basis, source);
  const read = await fetchSource(http, source, {
    gate,
    clock,
    timeoutMs,
    signal,
    mayCut: true,
    tor: { controllerPort: basis.controllerPort, always: rule?.tor ?? false },
  });
  if (read.kind === "failed" || read.kind === "cancelled") return read;
  // Nothing was held that could be unchanged, and the gate is open.
  if (read.kind !== "body") return { kind: "failed", failure: { code: "empty" } };
  const { bytes, contentType, finalUrl, isCut } = read;
  const filter = filterOf(basis, source);
  const isKept = (item: ParsedItem) => filter.keepsLink(item, [source.url, finalUrl]);
  const page: OpenPage = {
    select: rule?.select ?? "",
    links: async (select, stop) => {
      const shared = { kind: "page", contentType, url: finalUrl, ...(isCut === undefined ? {} : { isCut }) } as const;
      const job = { ...shared, bytes: bytes.slice() };
      const parsed = await parser.parse(select === null ? job : { ...job, select }, stop);
      if (!parsed.ok) return parsed;
      const judge = keepInTurns(isKept, rule ?? WITHOUT_RULES, clock);
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
