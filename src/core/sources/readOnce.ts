import { type AnswerHints, type FetchOutcome, type Validators, fetchSource } from "../fetching/fetchSource";
import type { ScanOptions } from "../fetching/scanOptions";
import type { HostGate } from "../fetching/hostGate";
import type { Limiter } from "../fetching/limiter";
import type { Source, SourceReport } from "../model/model";
import type { FeedDetail, ParseJob, ParseOutcome } from "../model/parseJob";
import type { Web } from "../ports";
import { isOnion } from "../urls/onion";
import { shownUrl } from "../urls/shownUrl";

/** Sources that are begun before other work of the process gets its turn. */
const SOURCES_PER_TURN = 100;

/** What one job wants of one source. */
export interface Want {
  readonly source: Source;
  /** Through Tor, whatever its address is. */
  readonly tor: boolean;
  /** Tor's control port; 0 for none. */
  readonly controllerPort: number;
  /** What the answer is to be made into. */
  readonly parse: Pick<ParseJob, "detail" | "select" | "read">;
  /** What the job knows of the last answer, if it has taken that one; null: it has to be read whole. */
  readonly taken: TakenAnswer | null;
  /** Takes over what came of it, as soon as it is there. */
  readonly take: (got: Got) => void | Promise<void>;
}

/** A last answer that need not come again. */
export interface TakenAnswer {
  readonly validators?: Validators;
  /** Until when the source need not be asked: ISO 8601 UTC. */
  readonly freshUntil?: string;
}

/** What came of a want: its line of the report, what the answer holds, and what to ask with next time. */
export interface Got extends Partial<AnswerHints> {
  readonly report: Omit<SourceReport, "articles">;
  /** Null when nothing was read. */
  readonly answer: {
    readonly parsed: Extract<ParseOutcome, { ok: true }>;
    /** After redirects. */
    readonly url: string;
  } | null;
  readonly validators: Validators | null;
}

interface ReadOnceOptions {
  readonly limiter: Limiter;
  /** Hosts that are to be left alone are not asked. */
  readonly gate: HostGate;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Until when a source, as told, is not asked since it is gone for good, in ISO 8601 UTC; null when it is asked. */
  readonly goneUntil?: (url: string) => string | null;
  /** Called when a source starts and when it ends. */
  readonly onProgress: ScanOptions["onProgress"];
}

/**
 * Reads sources side by side, each once: jobs that want the same address by the same way (directly, or through Tor) as the same kind
 * share one request, and one parse where they want the same of it. A server is asked whether anything has changed, or not at all, only
 * when every job that wants the source has taken its last answer. A source that fails is a line in its report.
 */
export async function readOnce(web: Web, wants: readonly Want[], options: ReadOnceOptions): Promise<void> {
  const groups = new Map<string, Want[]>();
  for (const want of wants) {
    const key = requestKey(want);
    groups.set(key, [...(groups.get(key) ?? []), want]);
  }
  let done = 0;
  /** What is waited for, longest first. */
  const asked = new Set<string>();
  const progress = () => {
    const [slowest = null] = asked;
    options.onProgress({ url: slowest === null ? null : shownUrl(slowest), done, total: groups.size });
  };
  await Promise.all(
    [...groups.values()].map(async (group, index) => {
      for (let turn = Math.floor(index / SOURCES_PER_TURN); turn > 0; turn--) await web.clock.wait(0);
      const { url } = (group[0] as Want).source;
      await readGroup(web, group, options, () => {
        asked.add(url);
        progress();
      });
      asked.delete(url);
      done += 1;
      progress();
    }),
  );
}

function requestKey(want: Want): string {
  const { kind, url } = want.source;
  return `${isThroughTor(want) ? "tor" : "direct"} ${kind} ${url}`;
}

function isThroughTor({ source: { url }, tor }: Want): boolean {
  return tor || (URL.canParse(url) && isOnion(new URL(url).hostname));
}

/** One request for all that want its answer. */
async function readGroup(
  { http, parser, clock }: Web,
  group: readonly Want[],
  { limiter, gate, timeoutMs, signal, goneUntil }: ReadOnceOptions,
  onStart: () => void,
): Promise<void> {
  const { source, tor } = group[0] as Want;
  let started = clock.now().getTime();
  const elapsed = () => clock.now().getTime() - started;
  const got = (rest: Omit<SourceReport, "source" | "articles" | "durationMs">, hints?: AnswerHints): Got => ({
    report: { source: { kind: source.kind, url: shownUrl(source.url) }, durationMs: elapsed(), ...rest },
    answer: null,
    validators: null,
    ...hints,
  });
  const all = async (one: Got, takers = group): Promise<void> => {
    for (const { take } of takers) await take(one);
  };

  const until = earliest(group.map(({ taken }) => taken?.freshUntil));
  if (until !== null && until > clock.now().toISOString() && !signal.aborted) {
    return all(got({ outcome: "unchanged", skipped: { why: "fresh", until } }));
  }
  const gone = goneUntil?.(shownUrl(source.url)) ?? null;
  if (gone !== null && gone > clock.now().toISOString() && !signal.aborted) {
    return all(got({ outcome: "waiting", skipped: { why: "gone", until: gone } }));
  }
  const known = sameValidators(group);
  const fetched = await fetchSource(http, source, {
    clock,
    limiter,
    gate,
    timeoutMs,
    tor: { controllerPort: Math.max(...group.map(({ controllerPort }) => controllerPort)), always: tor },
    signal,
    mayCut: true,
    onStart: () => {
      started = clock.now().getTime();
      onStart();
    },
    ...(known === null ? {} : { validators: known }),
  });
  switch (fetched.kind) {
    case "cancelled":
      return all(got({ outcome: "cancelled" }));
    case "waiting":
      started = clock.now().getTime();
      return all(got({ outcome: "waiting", skipped: fetched.wait }));
    case "failed":
      return all(got({ outcome: "failed", failure: fetched.failure }));
    case "unchanged":
      return all(got({ outcome: "unchanged" }, fetched.hints));
    case "body":
      break;
  }

  const { bytes, contentType, finalUrl: url, hints, isCut } = fetched;
  const parses = sharedParses(group);
  await Promise.all(
    parses.map(async ({ parse, sharers }, index) => {
      // The parser takes the bytes over.
      const own = index === parses.length - 1 ? bytes : bytes.slice();
      const job = {
        kind: source.kind,
        bytes: own,
        contentType,
        url,
        ...(isCut === undefined ? {} : { isCut }),
        ...parse,
      };
      const parsed = await parser.parse(job, signal);
      if (signal.aborted) return all(got({ outcome: "cancelled" }), sharers);
      if (!parsed.ok) return all(got({ outcome: "failed", failure: parsed.failure }), sharers);
      const { cuts } = parsed;
      const report = { outcome: "read", ...(cuts === undefined ? {} : { cuts }) } as const;
      const read = { ...got(report, hints), validators: validatorsOf(fetched) };
      for (const want of sharers) {
        await want.take({ ...read, answer: { parsed: withDetail(parsed, want.parse.detail), url } });
      }
    }),
  );
}

/** The first of several moments; null when one of them is not known. */
function earliest(moments: readonly (string | undefined)[]): string | null {
  return moments.reduce<string | null>(
    (first, moment) => (first === null || moment === undefined ? null : moment < first ? moment : first),
    "9999",
  );
}

/** What was said of the one answer that all have taken. */
function sameValidators(group: readonly Want[]): Validators | null {
  const [first = null, ...others] = group.map(({ taken }) => taken?.validators ?? null);
  const text = JSON.stringify(first);
  return others.every((one) => JSON.stringify(one) === text) ? first : null;
}

const DETAILS: readonly (FeedDetail | undefined)[] = [undefined, "headline", "summary", "content"];

interface SharedParse {
  readonly parse: Want["parse"];
  readonly sharers: readonly Want[];
}

/** Entries are read once, with as much detail as anybody wants; pages once for each thing that is looked for in them. */
function sharedParses(group: readonly Want[]): readonly SharedParse[] {
  const byParse = new Map<string, SharedParse>();
  for (const want of group) {
    const { detail, ...rest } = want.parse;
    const key = JSON.stringify(rest);
    const { parse, sharers } = byParse.get(key) ?? { parse: want.parse, sharers: [] };
    const more = DETAILS.indexOf(detail) > DETAILS.indexOf(parse.detail) ? want.parse : parse;
    byParse.set(key, { parse: more, sharers: [...sharers, want] });
  }
  return [...byParse.values()];
}

/** Without the texts that only another job has asked for. */
function withDetail(
  parsed: Extract<ParseOutcome, { ok: true }>,
  detail: FeedDetail | undefined,
): Extract<ParseOutcome, { ok: true }> {
  if (detail !== "summary" || parsed.items.every(({ content }) => content === undefined)) return parsed;
  return { ...parsed, items: parsed.items.map(({ content: _content, ...item }) => item) };
}

function validatorsOf({ finalUrl, etag, lastModified }: Extract<FetchOutcome, { kind: "body" }>): Validators | null {
  if (etag === undefined && lastModified === undefined) return null;
  return {
    url: finalUrl,
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}
