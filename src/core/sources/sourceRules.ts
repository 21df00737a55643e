import { compilePattern } from "../boundedPattern";

/** The part of an entry that a term is looked for in; null for each of them. */
type TermField = "title" | "url" | "category" | null;

/** What an entry of `include` or `exclude` asks for. */
interface Term {
  readonly field: TermField;
  readonly finds: (text: string) => boolean;
  readonly isPattern: boolean;
}

export type TermOutcome =
  | { readonly ok: true; readonly term: Term }
  | { readonly ok: false; readonly why: "blank" }
  | { readonly ok: false; readonly why: "tooLong"; readonly limit: number }
  | { readonly ok: false; readonly why: "pattern"; readonly reason: string };

/** Longer ones are no words to look for. */
const MAX_TERM = 600;

/**
 * Reads a term: words, found whatever their case as a part of title, address or a category, or `/expression/flags`. With
 * `title:`, `url:` or `category:` before it, it is looked for there only.
 */
export function readTerm(written: string): TermOutcome {
  if (written.length > MAX_TERM) return { ok: false, why: "tooLong", limit: MAX_TERM };
  const [, name, body = ""] = /^\s*(?:(title|url|category):)?\s*([^]*?)\s*$/i.exec(written) ?? [];
  const field = (name?.toLowerCase() ?? null) as TermField;
  const expression = /^\/([^]+)\/([a-z]*)$/.exec(body);
  if (expression !== null) {
    const compiled = compilePattern(expression[1] ?? "", expression[2] ?? "");
    if (!compiled.ok) return { ok: false, why: "pattern", reason: compiled.reason };
    return { ok: true, term: { field, finds: (text) => compiled.pattern.find(text), isPattern: true } };
  }
  if (body === "") return { ok: false, why: "blank" };
  const words = body.toLowerCase();
  return { ok: true, term: { field, finds: (text) => text.toLowerCase().includes(words), isPattern: false } };
}

/** As much of an entry or a link as rules look at. */
export interface RuledItem {
  readonly title: string;
  readonly url: string;
  readonly categories?: readonly string[];
}

export interface SourceRules {
  keeps(item: RuledItem): boolean;
  /** Expressions take time worth counting. */
  readonly hasPatterns: boolean;
}

/** Rules of one source: what `exclude` finds is dropped; with `include`, so is what that does not find. */
export function compileRules(include: readonly string[], exclude: readonly string[]): SourceRules {
  const terms = (written: readonly string[]): readonly Term[] =>
    written.flatMap((one) => {
      const outcome = readTerm(one);
      return outcome.ok ? [outcome.term] : [];
    });
  const wanted = terms(include);
  const unwanted = terms(exclude);
  return {
    hasPatterns: [...wanted, ...unwanted].some(({ isPattern }) => isPattern),
    keeps: (item) =>
      !unwanted.some((term) => isIn(term, item)) && (wanted.length === 0 || wanted.some((term) => isIn(term, item))),
  };
}

function isIn({ field, finds }: Term, { title, url, categories = [] }: RuledItem): boolean {
  if (field === "title") return finds(title);
  if (field === "url") return finds(url);
  if (field === "category") return categories.some(finds);
  return finds(title) || finds(url) || categories.some(finds);
}
