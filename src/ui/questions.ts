import type { Translate } from "../core/text/translate";
import { apart } from "../core/text/foreignText";
import { type AliasCount, aliasCount } from "./aliasText";

/** What waits for somebody to decide it or to look at it. The most important comes first. */
const QUESTIONS = [
  "confirmHost",
  "apiKey",
  "trouble",
  "plainKey",
  "agreeMail",
  "scanByItself",
  "backfill",
  "ambiguous",
  "aliases",
  "failures",
  "cleanUp",
] as const;
export type QuestionKind = (typeof QUESTIONS)[number];

export interface Question {
  readonly kind: QuestionKind;
  /** Of `aliases`: how many there are to be taken over, and how many to be given up. */
  readonly aliases?: AliasCount;
  /** Of `backfill`: how many articles were found and are not noted. Of `failures`: how many sources could not be read. */
  readonly count?: number;
  /** Of `trouble`: why several names wait. */
  readonly message?: string;
}

/** The most important first. */
export function inOrder(questions: readonly Question[]): readonly Question[] {
  return questions.toSorted((a, b) => QUESTIONS.indexOf(a.kind) - QUESTIONS.indexOf(b.kind));
}

/** A question as the list of them says it. */
export function questionLabel({ kind, aliases, count = 0, message = "" }: Question, t: Translate): string {
  switch (kind) {
    case "scanByItself":
      return t("Let this folder scan by itself");
    case "agreeMail":
      return t("A mail waits for your agreement");
    case "apiKey":
      return t("Set the API key of Cortex XSOAR");
    case "confirmHost":
      return t("Notes wait for your agreement");
    case "plainKey":
      return t("Move the plain-text API key to secret storage");
    case "aliases":
      return t("{aliases}: Show", { aliases: aliasCount(aliases ?? { added: 0, removed: 0 }, t) });
    case "backfill":
      return count === 1
        ? t("1 article found so far is not in XSOAR")
        : t("{count} articles found so far are not in XSOAR", { count });
    case "ambiguous":
      return t("Say whose an ambiguous alias is");
    case "trouble":
      return apart(message);
    case "failures":
      return count === 1 ? t("1 source could not be read") : t("{count} sources could not be read", { count });
    case "cleanUp":
      return t("Clean up old result files");
  }
}

/** "To do: Set the API key of Cortex XSOAR, and 2 more": what the view's message says of them; new aliases and sources it counts by themselves. */
export function questionSentence(questions: readonly Question[], t: Translate): string {
  const [first, ...more] = inOrder(questions).filter(({ kind }) => kind !== "aliases" && kind !== "failures");
  if (first === undefined) return "";
  const question = questionLabel(first, t);
  return more.length === 0
    ? t("To do: {question}", { question })
    : t("To do: {question}, and {count} more", { question, count: more.length });
}
