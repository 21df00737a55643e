import type { SourceRule } from "../config/types";
import type { Source } from "../model/model";
import type { Extract, FeedDetail } from "../model/parseJob";
import type { Clock } from "../ports";
import { shownUrl } from "../urls/shownUrl";
import { type SourceReading, articlesOf } from "./articlesOf";
import type { Filter } from "./filter";
import type { KnownKeys } from "./knownKeys";
import type { TakenAnswer, Want } from "./readOnce";
import { ruleFinder } from "./ruleFinder";

/** How a job that wants articles looks at its sources. */
export interface ArticleRules {
  readonly sourceRules: readonly SourceRule[];
  readonly controllerPort: number;
  readonly filter: Filter;
  /** How much of a feed's entries is read. */
  readonly detail: FeedDetail;
  readonly taken: (url: string) => TakenAnswer | null;
  readonly known: KnownKeys;
  /** What of a page is an article, in place of its links. */
  readonly extract?: Extract;
}

/** The sources of a job that wants articles. `readings` are complete when all is read, in the order of the sources. */
export function wantedArticles(
  sources: readonly Source[],
  { sourceRules, controllerPort, filter, detail, taken, known, extract }: ArticleRules,
  clock: Clock,
): { readonly wants: readonly Want[]; readonly readings: () => readonly SourceReading[] } {
  const ruleOf = ruleFinder(sourceRules);
  const readings = new Map<number, SourceReading>();
  return {
    wants: sources.map((source, index) => {
      const rule = ruleOf(source);
      const isExtracted = extract !== undefined && source.kind === "page";
      return {
        source,
        tor: rule?.tor === true,
        controllerPort,
        parse: {
          detail,
          ...(rule === undefined || rule.select === "" ? {} : { select: rule.select }),
          ...(isExtracted ? { read: { extract } } : {}),
        },
        taken: taken(shownUrl(source.url)),
        take: async (got) => {
          readings.set(index, await articlesOf(got, source, filter, rule, known, clock, isExtracted));
        },
      };
    }),
    readings: () => sources.flatMap((_source, index) => readings.get(index) ?? []),
  };
}
