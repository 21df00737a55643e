/**
 * The query language of indicator searches: `field:"phrase"`, `field:(…)`, AND, OR, NOT, `-`, parentheses, `*` in unquoted
 * words, comparisons such as `modified:>="…"`. Clauses side by side without a word between them are alternatives.
 * Everything is compared without case.
 */

/** Tells whether a record (as `JSON.parse` gives it) is meant. */
export type Query = (record: Readonly<Record<string, unknown>>) => boolean;

export type QueryOutcome =
  /** `terms`: how many values the query names. */
  { readonly ok: true; readonly query: Query; readonly terms: number } | { readonly ok: false; readonly why: string };

export interface QueryOptions {
  /** One of `( ) [ ] ^ :` inside quotes needs a backslash. */
  readonly strictEscapes: boolean;
}

class QueryError extends Error {}

/** Compiles a query; an empty one means every record. What cannot be read is an error, never an empty result. */
export function compileQuery(text: string, options: QueryOptions = { strictEscapes: false }): QueryOutcome {
  if (text.trim() === "") return { ok: true, query: () => true, terms: 0 };
  try {
    const found = tokens(text, options);
    const query = new QueryParser(found).parse();
    return { ok: true, query, terms: found.filter(({ kind }) => kind === "term").length };
  } catch (error) {
    if (error instanceof QueryError) return { ok: false, why: error.message };
    throw error;
  }
}

type Token =
  | { readonly kind: "(" | ")" | "-" | "and" | "or" | "not" }
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "compare"; readonly sign: Sign }
  | { readonly kind: "term"; readonly text: string; readonly pattern: boolean };

type Sign = ">" | ">=" | "<" | "<=";

function tokens(text: string, { strictEscapes }: QueryOptions): Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    const last = found.at(-1);
    if (/\s/.test(char)) at++;
    else if (char === "(" || char === ")") {
      found.push({ kind: char });
      at++;
    } else if (char === "-" && last?.kind !== "field") {
      found.push({ kind: "-" });
      at++;
    } else if (char === '"') {
      const { term, end } = quoted(text, at, strictEscapes);
      found.push({ kind: "term", text: term, pattern: false });
      at = end;
    } else if ((char === ">" || char === "<") && last?.kind === "field") {
      const sign: Sign = text[at + 1] === "=" ? `${char}=` : char;
      found.push({ kind: "compare", sign });
      at += sign.length;
    } else {
      const { token, end } = bare(text, at);
      found.push(token);
      at = end;
    }
  }
  return found;
}

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function quoted(text: string, from: number, strict: boolean): { term: string; end: number } {
  let term = "";
  let at = from + 1;
  for (;;) {
    const char = text[at];
    if (char === undefined) throw new QueryError("unbalanced quote");
    if (char === '"') return { term, end: at + 1 };
    if (char === "\\") {
      const next = text[at + 1];
      if (next === undefined) throw new QueryError("unbalanced quote");
      term += ESCAPED[next] ?? next;
      at += 2;
    } else {
      if (strict && "()[]^:".includes(char)) throw new QueryError(`"${char}" inside quotes needs a backslash`);
      term += char;
      at++;
    }
  }
}

function bare(text: string, from: number): { token: Token; end: number } {
  let word = "";
  let pattern = false;
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === "\\" && text[at + 1] !== undefined) {
      word += text[at + 1];
      at += 2;
      continue;
    }
    if (char === '"') throw new QueryError(`a quote inside the word ${word}`);
    if (char === undefined || /[\s():]/.test(char)) break;
    if (char === "*") pattern = true;
    word += char;
    at++;
  }
  if (text[at] === ":") {
    if (!/^[A-Za-z][A-Za-z0-9_.]*$/.test(word)) throw new QueryError(`"${word}" is no field name`);
    return { token: { kind: "field", name: word }, end: at + 1 };
  }
  const lower = word.toLowerCase();
  if (lower === "and" || lower === "or" || lower === "not") return { token: { kind: lower }, end: at };
  return { token: { kind: "term", text: word, pattern }, end: at };
}

/** A part of a query; `exact` when it asks for one whole value of one field. */
interface Part {
  readonly matches: Query;
  readonly exact?: { readonly field: string; readonly wanted: string };
}

class QueryParser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  parse(): Query {
    const query = this.alternatives(null);
    if (this.at < this.tokens.length) throw new QueryError("unbalanced parenthesis");
    return query.matches;
  }

  private alternatives(field: string | null): Part {
    const parts = [this.conjunction(field)];
    for (;;) {
      const next = this.tokens[this.at];
      if (next?.kind === "or") this.at++;
      else if (next === undefined || next.kind === ")") break;
      parts.push(this.conjunction(field));
    }
    return anyOf(parts);
  }

  private conjunction(field: string | null): Part {
    const first = this.clause(field);
    const parts = [first];
    while (this.tokens[this.at]?.kind === "and") {
      this.at++;
      parts.push(this.clause(field));
    }
    return parts.length === 1 ? first : { matches: (record) => parts.every((part) => part.matches(record)) };
  }

  private clause(field: string | null): Part {
    const token = this.tokens[this.at++];
    switch (token?.kind) {
      case "not":
      case "-": {
        const inner = this.clause(field);
        return { matches: (record) => !inner.matches(record) };
      }
      case "(": {
        const inner = this.alternatives(field);
        if (this.tokens[this.at++]?.kind !== ")") throw new QueryError("unbalanced parenthesis");
        return inner;
      }
      case "field": {
        if (field !== null) throw new QueryError(`field ${token.name} inside the list of ${field}`);
        return this.clause(token.name);
      }
      case "compare": {
        const bound = this.tokens[this.at++];
        if (field === null || bound?.kind !== "term") throw new QueryError("a comparison without a value");
        return {
          matches: (record) => valuesOf(record, field).some((value) => compare(value, token.sign, bound.text)),
        };
      }
      case "term":
        return termQuery(field, token.text, token.pattern);
      case ")":
      case "and":
      case "or":
      case undefined:
        break;
    }
    throw new QueryError(`a value is missing before "${token?.kind ?? "the end"}"`);
  }
}

/** Alternatives; those that ask for whole values are looked up together, so that a thousand of them cost little more than one. */
function anyOf(parts: readonly Part[]): Part {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const wanted = new Map<string, Set<string>>();
  const others: Query[] = [];
  for (const { exact, matches } of parts) {
    if (exact === undefined) others.push(matches);
    else wanted.set(exact.field, (wanted.get(exact.field) ?? new Set()).add(exact.wanted));
  }
  return {
    matches: (record) =>
      [...wanted].some(([field, values]) => valuesOf(record, field).some((value) => values.has(value.toLowerCase()))) ||
      others.some((other) => other(record)),
  };
}

/** Fields whose text is cut into words, so that a phrase matches a part of it. All others match as a whole. */
const LONG_TEXT = new Set(["description", "comment", "comments", "communitynotes"]);

function termQuery(field: string | null, text: string, pattern: boolean): Part {
  if (field === null) {
    const words = ` ${wordsOf(text)} `;
    return { matches: (record) => valuesOf(record, "value").some((value) => ` ${wordsOf(value)} `.includes(words)) };
  }
  if (pattern) {
    const wild = new RegExp(`^${text.toLowerCase().split("*").map(escapeRegExp).join("[^]*")}$`);
    return { matches: (record) => valuesOf(record, field).some((value) => wild.test(value.toLowerCase())) };
  }
  if (LONG_TEXT.has(field)) {
    const words = ` ${wordsOf(text)} `;
    return { matches: (record) => valuesOf(record, field).some((value) => ` ${wordsOf(value)} `.includes(words)) };
  }
  const wanted = text.toLowerCase();
  return {
    matches: (record) => valuesOf(record, field).some((value) => value.toLowerCase() === wanted),
    exact: { field, wanted },
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}

/** Queries call the type `type`, records call it `indicator_type`. Names of custom fields need no prefix. */
function valuesOf(record: Readonly<Record<string, unknown>>, field: string): string[] {
  if (field === "indicator_type") return [];
  const name = field === "type" ? "indicator_type" : field;
  const custom = record["CustomFields"];
  const found = record[name] ?? (custom as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return flatten(found);
}

function flatten(value: unknown): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(flatten);
  if (typeof value === "object") return Object.values(value).flatMap(flatten);
  return [typeof value === "string" ? value : JSON.stringify(value)];
}

function compare(value: string, sign: Sign, bound: string): boolean {
  const order = orderOf(value, bound);
  if (sign === ">") return order > 0;
  if (sign === ">=") return order >= 0;
  return sign === "<" ? order < 0 : order <= 0;
}

function orderOf(value: string, bound: string): number {
  const numbers = [Number(value), Number(bound)] as const;
  const [left, right] = numbers.some(Number.isNaN) ? [Date.parse(value), Date.parse(bound)] : numbers;
  return left - right;
}
