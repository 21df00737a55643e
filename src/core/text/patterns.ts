import type { Translate } from "./translate";

/** Places in a text, start and end, in their order. */
export type FindAll = (text: string) => readonly (readonly [start: number, end: number])[];

type CompiledPattern =
  | { readonly ok: true; readonly findAll: FindAll }
  | { readonly ok: false; readonly problem: PatternProblem };

/** What is wrong with a regular expression. */
export type PatternProblem =
  /** The engine is not there. */
  | { readonly code: "noEngine" }
  | { readonly code: "tooLong"; readonly limit: number }
  | { readonly code: "syntax"; readonly reason: string }
  /** It would find something in every text. */
  | { readonly code: "matchesNothing" }
  /** It took longer than that for one text. */
  | { readonly code: "tooSlow"; readonly limitMs: number }
  /** A text was longer than is looked at. */
  | { readonly code: "textTooLong"; readonly limit: number };

/** Reads a regular expression for an engine that takes no longer than the text is long. */
export type CompilePattern = (pattern: string, options: { readonly ignoreCase: boolean }) => CompiledPattern;

/** A rule that cannot be followed, or not to the end of a text. */
export interface RuleProblem {
  readonly profile: string | null;
  readonly name: string;
  readonly pattern: string;
  readonly problem: PatternProblem;
}

/** Words a rule that cannot be followed. */
export function describeRuleProblem({ name, pattern, problem }: RuleProblem, t: Translate): string {
  switch (problem.code) {
    case "noEngine":
      return t("The pattern of {name} is not looked for: regular expressions are not available here.", { name });
    case "tooLong":
      return t("The pattern of {name} is not looked for: it has more than {limit} characters.", {
        name,
        limit: problem.limit,
      });
    case "syntax":
      return t("The pattern {pattern} of {name} is not looked for: {reason}.", {
        pattern,
        name,
        reason: problem.reason,
      });
    case "tooSlow":
      return t("The pattern {pattern} of {name} was switched off: it took more than {limit} ms for one text.", {
        pattern,
        name,
        limit: problem.limitMs,
      });
    case "textTooLong":
      return t(
        "The pattern {pattern} of {name} is looked for in the first {limit} characters of a text, and one is longer.",
        {
          pattern,
          name,
          limit: problem.limit,
        },
      );
    case "matchesNothing":
      return t("The pattern {pattern} of {name} is not looked for: it matches the empty text.", { pattern, name });
  }
}
