import { extractionOf } from "../config/extraction";
import { type ReadingConfig, shownName } from "../config/ownTypes";
import type { SourceRule } from "../config/types";
import type { JobId, Source } from "../model/model";
import type { Extract } from "../model/parseJob";
import type { Clock } from "../ports";
import { type SourceReading, articlesOf } from "./articlesOf";
import type { Filter } from "./filter";
import { heldKeywords } from "./heldKeywords";
import { keptRows } from "./keptRows";
import { knownKeys } from "./knownKeys";
import type { Got, Want } from "./readOnce";

/** What a job of the user's own takes out of its pages. */
export interface Taking {
  /** As the job is shown. */
  readonly name: string;
  readonly extract: Extract;
  /** Only articles with one of them count; null for all. */
  readonly keywords: readonly string[] | null;
}

/** A job that takes items out of its pages. */
export interface Taker {
  readonly job: JobId;
  readonly taking: Taking;
  readonly controllerPort: number;
}

/** What a job takes out of one page now. */
export interface TakenByJob {
  readonly job: JobId;
  readonly name: string;
  /** Foreign texts, one line each: a headline, or the fields of a row. An address where it has one of its own. */
  readonly items: readonly { readonly text: string; readonly url: string }[];
}

/** What a job of the user's own takes out of its pages; null for one that reads them as others do. */
export function takingOf(id: JobId, own: ReadingConfig): Taking | null {
  const extract = extractionOf(own);
  if (extract === null) return null;
  const keywords = own.base === "keywords" ? own.config.websiteconfig.keywords : null;
  return { name: shownName(id, own.head), extract, keywords };
}

/** A page as a job takes items out of it. `taken` and `reading` are there when it is read. */
export function takingWant(
  source: Source,
  { job, taking, controllerPort }: Taker,
  { filter, rule }: { readonly filter: Filter; readonly rule: SourceRule | undefined },
  clock: Clock,
) {
  const readings: SourceReading[] = [];
  let items: TakenByJob["items"] = [];
  const take = async (got: Got): Promise<void> => {
    const reading = await articlesOf(got, source, filter, rule, knownKeys(new Map()), clock, true);
    if (taking.extract.as === "articles") {
      const held = taking.keywords === null ? null : heldKeywords(taking.keywords);
      const meant = reading.articles.filter((article) => held === null || held(article).length > 0);
      items = meant.map((article) => ({ text: article.title, url: article.ownAddress === false ? "" : article.url }));
      readings.push(reading);
      return;
    }
    const needsNames = taking.extract.names.length > 0;
    const rows = await keptRows(got.answer?.parsed.rows ?? [], source.url, rule, needsNames, clock);
    items = rows.map(({ values }) => ({ text: values.filter((value) => value !== "").join(" · "), url: "" }));
    readings.push({ ...reading, lists: false });
  };
  const select = rule?.select ?? "";
  const parse = { detail: "summary", read: { extract: taking.extract }, ...(select === "" ? {} : { select }) } as const;
  const want: Want = { source, tor: rule?.tor === true, controllerPort, parse, taken: null, take };
  return {
    want,
    reading: () => (readings as [SourceReading])[0],
    taken: (): TakenByJob => ({ job, name: taking.name, items }),
  };
}
