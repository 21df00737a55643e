/**
 * What of a source was left out or read in part because of a limit: the end of its answer, or of the markup of a page; entries or links with
 * an address that is too long, texts, categories and indicators of entries, links with much in them; names, namespaces and bases of elements
 * of a feed; the text of a page; items of a page, those without what makes one, and fields of them, for jobs of the user's own.
 */
export type CutCode = (typeof CUT_CODES)[number];

export const CUT_CODES = [
  "answer",
  "markup",
  "address",
  "text",
  "categories",
  "indicators",
  "link",
  "elements",
  "namespaces",
  "bases",
  "page",
  "items",
  "bare",
  "fields",
] as const;

/** True for what this version tells of. */
export function isCutCode(code: string): code is CutCode {
  return (CUT_CODES as readonly string[]).includes(code);
}

/** How many of each; those that there are none of are left out. Told with the source: see `describeCuts`. */
export type Cuts = Readonly<Partial<Record<CutCode, number>>>;

/** Counts them while an answer is read. */
export class CutCounter {
  private readonly counts = new Map<CutCode, number>();

  add(code: CutCode): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
  }

  /** For an answer that is read from its beginning once more. */
  clear(): void {
    this.counts.clear();
  }

  /** Undefined when nothing was cut. */
  cuts(): Cuts | undefined {
    return this.counts.size === 0 ? undefined : Object.fromEntries(this.counts);
  }
}
