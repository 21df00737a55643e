import { RE2JS } from "re2js";

/** A regular expression that cannot hang whoever uses it. */
export interface BoundedPattern {
  /** Looks at the first 1,000 characters. */
  find(text: string): boolean;
}

export type PatternOutcome =
  | { readonly ok: true; readonly pattern: BoundedPattern }
  | { readonly ok: false; readonly reason: string };

const MAX_SOURCE = 500;
/** Steps of the compiled expression: with the longest text, some ten milliseconds of work. */
const MAX_PROGRAM = 1_000;
const MAX_TEXT = 1_000;

const FLAGS: ReadonlyMap<string, number> = new Map([
  ["i", RE2JS.CASE_INSENSITIVE],
  ["m", RE2JS.MULTILINE],
  ["s", RE2JS.DOTALL],
  // All text is Unicode here.
  ["u", 0],
]);

/**
 * Compiles an expression in the syntax of RE2 (no look-around, no back references), which takes time that only grows with the
 * lengths of expression and text; both are limited.
 *
 * @param flags `i`, `m`, `s`, `u`
 * @returns the reason in the engine's own words when it is none
 */
export function compilePattern(source: string, flags: string): PatternOutcome {
  if (source.length > MAX_SOURCE) return { ok: false, reason: `> ${MAX_SOURCE}` };
  let bits = 0;
  for (const flag of flags) {
    const bit = FLAGS.get(flag);
    if (bit === undefined) return { ok: false, reason: `/${flag}` };
    bits |= bit;
  }
  try {
    const compiled = RE2JS.compile(source, bits);
    if (compiled.programSize() > MAX_PROGRAM) return { ok: false, reason: `> ${MAX_PROGRAM}` };
    return { ok: true, pattern: { find: (text) => compiled.test(text.slice(0, MAX_TEXT)) } };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    return { ok: false, reason };
  }
}
