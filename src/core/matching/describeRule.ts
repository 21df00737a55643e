import type { Translate } from "../text/translate";
import type { MatchField } from "../model/model";
import type { NameRule } from "./rules";

/** How a name is looked for, in sentences. Phrases and expressions are as written: escape the result where it is shown. */
export function describeRule(rule: NameRule, t: Translate): readonly string[] {
  if (!rule.enabled) return [t("Not looked for: it is switched off.")];
  const parts = rule.matchIn.map((field) => fieldName(field, t)).join(", ");
  const { pattern, notNear } = rule;
  const phrases = notNear.map((phrase) => `“${phrase}”`).join(", ");
  return [
    pattern === null ? "" : t("By the regular expression {pattern}.", { pattern }),
    pattern === null && rule.word ? t("As whole words.") : "",
    pattern === null && !rule.word ? t("Inside of longer words too.") : "",
    pattern === null && rule.digits ? t("Digits may follow.") : "",
    rule.exactCase ? t("Upper and lower case as written.") : "",
    pattern === null && rule.word && rule.asName ? t("Written as a name is, not as words of every day.") : "",
    rule.requireContext ? t("Only where a word such as group, ransomware or attack stands near.") : "",
    notNear.length > 0 ? t("Not near {phrases}.", { phrases }) : "",
    t("Looked for in: {parts}.", { parts }),
  ].filter((sentence) => sentence !== "");
}

function fieldName(field: MatchField, t: Translate): string {
  switch (field) {
    case "title":
      return t("headline");
    case "url":
      return t("address");
    case "summary":
      return t("summary");
    case "content":
      return t("text");
  }
}
