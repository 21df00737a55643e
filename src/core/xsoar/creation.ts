import type { Wait } from "./client";
import { type NoteOptions, type NotesOutcome, distinct, noteRow } from "./notes";
import type { NoteArticle } from "./noteText";
import { type LookupOptions, isFieldName } from "./query";
import type { AmbiguousOutcome, CreatedOutcome } from "./reports";

export interface CreateOptions extends NoteOptions, LookupOptions {
  /** Fields the name is written into; `aliases` and those written `name[]` as a list, others as text. */
  readonly nameFields: readonly string[];
  /** Type of a new record; default `Threat Actor`. */
  readonly indicatorType?: string;
  readonly now: Date;
  readonly wait: Wait;
}

/** What became of a creation. Where there was a record meanwhile, its notes were added: `noted`. */
export type CreatedRecord = CreatedOutcome | NotesOutcome | AmbiguousOutcome | { readonly kind: "excluded" };

/** The body of `/indicator/create`. */
export function creationBody(
  name: string,
  articles: readonly NoteArticle[],
  {
    nameFields,
    indicatorType = "Threat Actor",
    now,
    style,
    setLastSeen = true,
  }: Pick<CreateOptions, "nameFields" | "indicatorType" | "now" | "style" | "setLastSeen">,
): string {
  const date = now.toISOString();
  const fields = new Map<string, unknown>();
  for (const field of nameFields) {
    const isList = field === "aliases" || field.endsWith("[]");
    const key = field.replace(/\[\]$/, "").trim();
    if (isFieldName(key) && key !== "communitynotes") fields.set(key, isList ? [name] : name);
  }
  const rows = [...distinct(articles, style).values()].map((article) => noteRow(article, now, style)).join(",");
  // Built as text where the rows are, so that both kinds of note are written by one function.
  const custom = [...fields].map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  custom.push(`"communitynotes":[${rows}]`);
  const indicator = [
    `"value":${JSON.stringify(name)}`,
    `"indicator_type":${JSON.stringify(indicatorType)}`,
    `"source":"TI Scraper"`,
    `"firstSeen":"${date}"`,
    ...(setLastSeen ? [`"lastSeen":"${date}"`] : []),
    `"CustomFields":{${custom.join(",")}}`,
  ];
  return `{"indicator":{${indicator.join(",")}},"manually":true,"seenNow":${setLastSeen}}`;
}
