import type { SourceRule } from "../config/types";
import type { ParsedRow } from "../model/parseJob";
import type { Clock } from "../ports";
import { WITHOUT_RULES } from "./articlesOf";
import { keepInTurns } from "./keepInTurns";

/** The rows of a page, as the rules of its source choose them. @param needsNames only those count that hold one of the names */
export async function keptRows(
  rows: readonly ParsedRow[],
  url: string,
  rule: Pick<SourceRule, "include" | "exclude"> | undefined,
  needsNames: boolean,
  clock: Clock,
): Promise<readonly ParsedRow[]> {
  const judge = keepInTurns(() => true, rule ?? WITHOUT_RULES, clock);
  const kept: ParsedRow[] = [];
  for (const row of rows) {
    if (needsNames && row.names.length === 0) continue;
    if ((await judge({ title: row.values.join(" "), url })) !== false) kept.push(row);
  }
  return kept;
}
