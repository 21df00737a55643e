import type { KnownName } from "../../core/names/mergeNames";
import type { NameHit } from "../../core/names/searchNames";
import type { NameKind } from "../../core/names/types";
import { countryWords } from "../../scan";
import { t } from "../shell/l10n";

const ALIASES_SHOWN = 6;

/** The first other names of an imported name. */
export function aliasesText({ aliases }: KnownName): string {
  const shown = aliases.slice(0, ALIASES_SHOWN).join(", ");
  const more = aliases.length - ALIASES_SHOWN;
  return more > 0 ? t("{aliases} and {count} more", { aliases: shown, count: more }) : shown;
}

/** What is told of an imported name beside its other names, the most important first. */
export function detailTexts({ known, plain, plainAliases }: NameHit): readonly string[] {
  return [
    plain ? t("an ordinary word too: counts only beside words such as group or ransomware") : "",
    plainAliases.length === 0 ? "" : t("ordinary words too: {names}", { names: plainAliases.join(", ") }),
    known.country === undefined ? "" : countryText(known.country),
    [...new Set(known.entries.map(({ entry }) => entry.source))].join(", "),
    known.description ?? "",
  ].filter((part) => part !== "");
}

/** A country in words, as a source gives it. */
export function countryText(country: string): string {
  return countryWords(country)[1] ?? country;
}

/** Names of one kind. */
export function kindText(kind: NameKind): string {
  switch (kind) {
    case "actor":
      return t("actors");
    case "malware":
      return t("malware");
    case "ransomware":
      return t("ransomware");
    case "tool":
      return t("tools");
    case "campaign":
      return t("campaigns");
    case "name":
      return t("names of no certain kind");
  }
}
