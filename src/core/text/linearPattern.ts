import { RE2JS } from "re2js";
import type { CompilePattern, FindAll } from "./patterns";

/** Nobody writes longer ones by hand. */
const MAX_PATTERN_LENGTH = 500;
/** Steps of the compiled pattern; the engine's work grows with steps times text. */
const MAX_STEPS = 2_000;
/** The beginning of a text is what it is about. */
const MAX_TEXT_LENGTH = 50_000;
const MAX_PLACES = 100;

/** Compiles with RE2's engine: its time grows with the length of the text alone, whatever the pattern (no backtracking). */
export const compileLinearPattern: CompilePattern = (pattern, { ignoreCase }) => {
  if (pattern.length > MAX_PATTERN_LENGTH)
    return { ok: false, problem: { code: "tooLong", limit: MAX_PATTERN_LENGTH } };
  try {
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    if (compiled.programSize() > MAX_STEPS)
      return { ok: false, problem: { code: "syntax", reason: "expression too large" } };
    if (compiled.matcher("").find()) return { ok: false, problem: { code: "matchesNothing" } };
    return { ok: true, findAll: finder(compiled) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error);
    return { ok: false, problem: { code: "syntax", reason } };
  }
};

function finder(compiled: RE2JS): FindAll {
  return (text) => {
    const places: [number, number][] = [];
    const matcher = compiled.matcher(text.slice(0, MAX_TEXT_LENGTH));
    while (places.length < MAX_PLACES && matcher.find()) {
      if (matcher.end() > matcher.start()) places.push([matcher.start(), matcher.end()]);
    }
    return places;
  };
}
