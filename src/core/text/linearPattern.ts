import { RE2JS } from "re2js";
import {
  MAX_ADDRESS_CHARACTERS,
  MAX_NAME_PATTERN_STEPS,
  MAX_NAME_PATTERN_TEXT_CHARACTERS,
  MAX_PATTERN_CHARACTERS,
  MAX_PATTERN_PLACES,
  MAX_TERM_PATTERN_STEPS,
} from "../limits";
import type { CompilePattern, FindAll, PatternProblem } from "./patterns";

/** What one expression may cost: the engine's work grows with the steps of the compiled expression times the text. */
interface Bounds {
  readonly steps: number;
  /** The beginning of a text is what it is about. */
  readonly textLength: number;
}

/** For names, in all that is kept of an article. */
const FOR_NAMES: Bounds = { steps: MAX_NAME_PATTERN_STEPS, textLength: MAX_NAME_PATTERN_TEXT_CHARACTERS };
/** For rules of sources, each of which looks at every entry: nothing of one is longer than an address may be. */
const FOR_TERMS: Bounds = { steps: MAX_TERM_PATTERN_STEPS, textLength: MAX_ADDRESS_CHARACTERS };

type Compiled =
  | { readonly ok: true; readonly compiled: RE2JS }
  | { readonly ok: false; readonly problem: PatternProblem };

/**
 * Compiles in the syntax of RE2 (no look-around, no back references), whose time grows with the lengths of expression and text alone
 * (no backtracking).
 */
function compile(pattern: string, flags: number, { steps }: Bounds): Compiled {
  if (pattern.length > MAX_PATTERN_CHARACTERS)
    return { ok: false, problem: { code: "tooLong", limit: MAX_PATTERN_CHARACTERS } };
  try {
    const compiled = RE2JS.compile(pattern, flags);
    if (compiled.programSize() <= steps) return { ok: true, compiled };
    return { ok: false, problem: { code: "syntax", reason: "expression too large" } };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    return { ok: false, problem: { code: "syntax", reason } };
  }
}

/** The expression of a name. */
export const compileLinearPattern: CompilePattern = (pattern, { ignoreCase }) => {
  const outcome = compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0, FOR_NAMES);
  if (!outcome.ok) return outcome;
  if (outcome.compiled.matcher("").find()) return { ok: false, problem: { code: "matchesNothing" } };
  return { ok: true, findAll: finder(outcome.compiled) };
};

function finder(compiled: RE2JS): FindAll {
  return (text) => {
    const places: [number, number][] = [];
    const matcher = compiled.matcher(text.slice(0, FOR_NAMES.textLength));
    while (places.length < MAX_PATTERN_PLACES && matcher.find()) {
      if (matcher.end() > matcher.start()) places.push([matcher.start(), matcher.end()]);
    }
    return places;
  };
}

type FieldPattern =
  | { readonly ok: true; readonly first: (text: string) => string | null }
  | { readonly ok: false; readonly reason: string };

/** The expression of a field: gives what its first group holds, or all it finds where it has no group; null where it finds nothing. */
export function compileFieldPattern(pattern: string): FieldPattern {
  const outcome = compile(pattern, 0, FOR_TERMS);
  if (!outcome.ok) {
    const { problem } = outcome;
    return { ok: false, reason: problem.code === "syntax" ? problem.reason : `> ${MAX_PATTERN_CHARACTERS}` };
  }
  const { compiled } = outcome;
  const group = Math.min(1, compiled.groupCount());
  return {
    ok: true,
    first: (text) => {
      const matcher = compiled.matcher(text.slice(0, FOR_TERMS.textLength));
      return matcher.find() ? (matcher.group(group) ?? "") : null;
    },
  };
}

/** The engine's flag for a letter. Its library is read with the first expression, so that no list of them stands ready. */
function bitOf(flag: string): number | undefined {
  switch (flag) {
    case "i":
      return RE2JS.CASE_INSENSITIVE;
    case "m":
      return RE2JS.MULTILINE;
    case "s":
      return RE2JS.DOTALL;
    // All text is Unicode here.
    case "u":
      return 0;
    default:
      return undefined;
  }
}

type TermPattern =
  | { readonly ok: true; readonly finds: (text: string) => boolean }
  | { readonly ok: false; readonly reason: string };

/**
 * The expression of a source's rule.
 *
 * @param flags `i`, `m`, `s`, `u`
 * @returns the reason in the engine's own words when it is none
 */
export function compileTermPattern(pattern: string, flags: string): TermPattern {
  let bits = 0;
  for (const flag of flags) {
    const bit = bitOf(flag);
    if (bit === undefined) return { ok: false, reason: `/${flag}` };
    bits |= bit;
  }
  const outcome = compile(pattern, bits, FOR_TERMS);
  if (outcome.ok) return { ok: true, finds: (text) => outcome.compiled.test(text.slice(0, FOR_TERMS.textLength)) };
  const { problem } = outcome;
  return { ok: false, reason: problem.code === "syntax" ? problem.reason : `> ${MAX_PATTERN_CHARACTERS}` };
}
