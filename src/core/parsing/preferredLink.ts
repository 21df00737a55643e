import type { Attributes } from "../text/xmlText";

/** An address that no browser opens as a page. */
const OTHER_SCHEME_RANK = 1;
/** What is ranked below is a last resort anyway. */
const LEAST_RANK = 10;

/** The twin of a page for phones: `/amp`, `?amp=1`, `1.amp`, `amp.site.example`, or that of a service that keeps them. */
const AMP =
  /^https?:\/\/[^/]*\.ampproject\.org\/|\.amp(?:\.html?)?(?:[?#]|$)|\/amp(?:\/|\.html?)?(?:[?#]|$)|[?&](?:amp|outputtype=amp)(?:=(?:1|true))?(?:[&#]|$)|^https?:\/\/amp\./i;

/**
 * Of several links of one entry that are of one rank the one in the entry's language, then one that says nothing of its language, and the
 * page itself rather than its AMP twin; of equal ones the first is taken.
 *
 * @param language what `hreflang` says
 * @param wanted the language of the entry; empty when nobody knows
 */
export function preferredRank(rank: number, address: string, language?: string, wanted = ""): number {
  if (!address.startsWith("http") && /^(?!https?:)[a-z][a-z0-9+.-]*:/i.test(address))
    return Math.min(rank, OTHER_SCHEME_RANK);
  if (rank < LEAST_RANK) return rank;
  const of = language === undefined || wanted === "" ? "" : primary(language);
  const inLanguage = of === "" || of === "x" ? 0 : of === wanted ? 2 : -2;
  return rank + inLanguage - (/[/?&=.]amp/i.test(address) && AMP.test(address) ? 1 : 0);
}

/** The primary language that an element declares (`xml:lang`); empty for none. */
export function languageOf(attributes: Attributes): string {
  const tag = attributes.get("xml:lang");
  return tag === undefined ? "" : primary(tag);
}

/** The primary language of a tag as written; empty for none. */
export function primary(tag: string): string {
  return /^[a-z]+/i.exec(tag.trim())?.[0].toLowerCase() ?? "";
}
