import type { AliasSource, Match, RuleCode } from "../model/model";
import type { Translate } from "../text/translate";
import { FROM_ALIAS_FILE, FROM_CONFIGURATION } from "./aliasSources";

/**
 * Why a match is one, as sentences: what stands where, by which rule, and from which source the alias is. Texts and names are
 * as they came from outside: escape the result where it is shown.
 *
 * @returns one line; matches of earlier versions say what and where alone
 */
export function describeMatch(match: Match, t: Translate): string {
  return matchSentences(match, t).join(" ");
}

/** The same, sentence by sentence. */
export function matchSentences(match: Match, t: Translate): readonly string[] {
  return [place(match, t), name(match, t), ...rules(match, t), source(match, t), doubt(match, t)].filter(
    (sentence) => sentence !== "",
  );
}

/**
 * Why a match is one in a few words, for where the name stands above it and the headline beside it; empty where these two say it. The text
 * that was found is in it as it is, in quotation marks.
 */
export function briefReason({ field, text, profile, name: found, ambiguous = [] }: Match, t: Translate): string {
  const more = [
    profile === null
      ? t("an alias whose profile is not known")
      : profile === found
        ? ""
        : t("another name of {profile}", { profile }),
    ambiguous.length === 0 ? "" : t("also a name of {names}", { names: ambiguous.join(", ") }),
  ].filter((part) => part !== "");
  if (field === "title" && more.length === 0) return "";
  return [placeInWords(field, text, t), ...more].join(", ");
}

function placeInWords(field: Match["field"], text: string, t: Translate): string {
  switch (field) {
    case "title":
      return t("“{text}” in the headline", { text });
    case "url":
      return t("“{text}” in the address", { text });
    case "summary":
      return t("“{text}” in the summary", { text });
    case "content":
      return t("“{text}” in the text", { text });
  }
}

function place({ field, text, weight }: Match, t: Translate): string {
  const values = { text, percent: Math.round((weight ?? 1) * 100) };
  switch (field) {
    case "title":
      return t("“{text}” in the headline.", values);
    case "url":
      return weight === undefined
        ? t("“{text}” in the address.", values)
        : t("“{text}” in the address (weight {percent} %).", values);
    case "summary":
      return t("“{text}” in the summary (weight {percent} %).", values);
    case "content":
      return t("“{text}” in the text (weight {percent} %).", values);
  }
}

function name({ profile, name: found }: Match, t: Translate): string {
  if (profile === null) return t("{name} is an alias whose profile is not known.", { name: found });
  return profile === found
    ? t("It is the tracked name {name}.", { name: found })
    : t("{name} is another name of {profile}.", { name: found, profile });
}

function rules({ rule = [], context }: Match, t: Translate): readonly string[] {
  return rule.map((code) => ruleSentence(code, context?.text ?? "", t));
}

function ruleSentence(code: RuleCode, context: string, t: Translate): string {
  switch (code) {
    case "exact":
      return "";
    case "plural":
      return t("An s follows the name.");
    case "digits":
      return t("Digits follow the name.");
    case "compound":
      return t("A word such as Bande or Trojaner is joined to the name.");
    case "version":
      return t("A version follows the name.");
    case "shortForm":
      return t("The class word of the name is left out.");
    case "inside":
      return t("It stands inside of a longer word, as the rule for this name allows.");
    case "pattern":
      return t("The regular expression of the name finds it.");
    case "lookalike":
      return t("Letters of another script stand for Latin ones.");
    case "case":
      return t("Upper and lower case are as in the name.");
    case "context":
      return t("“{context}” stands near, as the rule of this name asks: much else is called so.", { context });
  }
}

function source({ aliasSource }: Match, t: Translate): string {
  if (aliasSource === undefined) return "";
  const { title, date } = aliasSource;
  if (date !== "") return t("The alias is from {source}, {date}.", { source: title, date });
  switch (title) {
    case FROM_CONFIGURATION.title:
      return t("The alias is from the configuration.");
    case FROM_ALIAS_FILE.title:
      return t("The alias is from the alias file of Cortex XSOAR.");
    default:
      return t("The alias is from {source}.", { source: title });
  }
}

/** Where an alias is from, in a few words. */
export function describeAliasSource({ title, date }: AliasSource, t: Translate): string {
  if (date !== "") return t("{source}, {date}", { source: title, date });
  switch (title) {
    case FROM_CONFIGURATION.title:
      return t("configuration");
    case FROM_ALIAS_FILE.title:
      return t("alias file of Cortex XSOAR");
    default:
      return title;
  }
}

/** The title of a source as a user reads it. */
export function describeSourceTitle(title: string, t: Translate): string {
  const isWritten = title === FROM_CONFIGURATION.title || title === FROM_ALIAS_FILE.title;
  return isWritten ? describeAliasSource({ title, date: "" }, t) : title;
}

function doubt({ ambiguous = [] }: Match, t: Translate): string {
  return ambiguous.length === 0 ? "" : t("Ambiguous: also a name of {names}.", { names: ambiguous.join(", ") });
}
