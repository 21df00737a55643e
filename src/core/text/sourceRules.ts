import { MAX_TERM_CHARACTERS } from "../limits";
import { compileTermPattern } from "./linearPattern";

/** The part of an entry that a term is looked for in; null for each of them. */
type TermField = "title" | "url" | "category" | null;

/** What an entry of `include` or `exclude` asks for. */
interface Term {
  readonly field: TermField;
  readonly finds: (text: string) => boolean;
  readonly isPattern: boolean;
}

type TermOutcome =
  | { readonly ok: true; readonly term: Term }
  | { readonly ok: false; readonly why: "blank" }
  | { readonly ok: false; readonly why: "tooLong"; readonly limit: number }
  | { readonly ok: false; readonly why: "pattern"; readonly reason: string };

/**
 * Reads a term: words, found whatever their case as a part of title, address or a category, or `/expression/flags`. With
 * `title:`, `url:` or `category:` before it, it is looked for there only.
 */
export function readTerm(written: string): TermOutcome {
  if (written.length > MAX_TERM_CHARACTERS) return { ok: false, why: "tooLong", limit: MAX_TERM_CHARACTERS };
  const [, name, body = ""] = /^\s*(?:(title|url|category):)?\s*([^]*?)\s*$/i.exec(written) ?? [];
  const field = (name?.toLowerCase() ?? null) as TermField;
  const expression = /^\/([^]+)\/([a-z]*)$/.exec(body);
  if (expression !== null) {
    const compiled = compileTermPattern(expression[1] ?? "", expression[2] ?? "");
    if (!compiled.ok) return { ok: false, why: "pattern", reason: compiled.reason };
    return { ok: true, term: { field, finds: compiled.finds, isPattern: true } };
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

/** Whether an item is kept, found out in steps: a single expression may take some milliseconds. */
type Judgement = Generator<void, boolean>;

/** Rules of one source: what `exclude` finds is dropped; with `include`, so is what that does not find. */
export function compileRules(include: readonly string[], exclude: readonly string[]): (item: RuledItem) => Judgement {
  const terms = (written: readonly string[]): readonly Term[] =>
    written.flatMap((one) => {
      const outcome = readTerm(one);
      return outcome.ok ? [outcome.term] : [];
    });
  const wanted = terms(include);
  const unwanted = terms(exclude);
  return function* (item) {
    if (yield* isFound(unwanted, item)) return false;
    return wanted.length === 0 || (yield* isFound(wanted, item));
  };
}

function* isFound(terms: readonly Term[], item: RuledItem): Judgement {
  for (const { field, finds, isPattern } of terms) {
    for (const text of textsOf(field, item)) {
      if (finds(text)) return true;
      if (isPattern) yield;
    }
  }
  return false;
}

function textsOf(field: TermField, { title, url, categories = [] }: RuledItem): readonly string[] {
  if (field === "title") return [title];
  if (field === "url") return [url];
  return field === "category" ? categories : [title, url, ...categories];
}
