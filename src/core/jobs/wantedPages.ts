import type { ContentsConfig, SourceRule } from "../config/types";
import type { Source, SourceReport } from "../model/model";
import type { ParseJob, ParseOutcome } from "../model/parseJob";
import type { Want } from "../sources/readOnce";
import { ruleFinder } from "../sources/ruleFinder";

/** What became of a page. */
export interface PageReading {
  readonly report: SourceReport;
  /** Null when the page could not be read. */
  readonly outcome: Extract<ParseOutcome, { ok: true }> | null;
}

/** The pages of a job that looks into their text: each is read whole each time. `readings` are complete when all is read. */
export function wantedPages(
  { websiteconfig, controllerPort }: Pick<ContentsConfig, "websiteconfig" | "controllerPort">,
  read: NonNullable<ParseJob["read"]>,
): { readonly wants: readonly Want[]; readonly readings: () => readonly PageReading[] } {
  const ruleOf = ruleFinder(websiteconfig.sourceRules);
  const pages = [...new Set(websiteconfig.webpages)].map((url): Source => ({ kind: "page", url }));
  const readings = new Map<number, PageReading>();
  const isExtracted = typeof read === "object" && "extract" in read;
  return {
    wants: pages.map((source, index) => ({
      source,
      tor: ruleOf(source)?.tor === true,
      controllerPort,
      parse: { read, ...(isExtracted ? selectOf(ruleOf(source)) : {}) },
      taken: null,
      take: ({ report, answer }) => {
        readings.set(index, { report: { ...report, articles: 0 }, outcome: answer?.parsed ?? null });
      },
    })),
    readings: () => pages.flatMap((_page, index) => readings.get(index) ?? []),
  };
}

/** Where on its page items are looked for, if its source says so. */
function selectOf(rule: Pick<SourceRule, "select"> | undefined): { readonly select?: string } {
  return rule === undefined || rule.select === "" ? {} : { select: rule.select };
}
