import {
  MAX_ADDRESS_CHARACTERS,
  MAX_CATEGORIES,
  MAX_CATEGORY_CHARACTERS,
  MAX_CONTENT_CHARACTERS,
  MAX_ELEMENT_NAMES,
  MAX_EXTRACTED_CHARACTERS,
  MAX_EXTRACTED_ITEMS,
  MAX_FEED_BYTES,
  MAX_FEED_FIELD_BYTES,
  MAX_INDICATORS,
  MAX_INDICATOR_TEXT_CHARACTERS,
  MAX_LINK_CHARACTERS,
  MAX_LINK_TAGS,
  MAX_MARKUP_CHARACTERS,
  MAX_NAME_SCOPES,
  MAX_NESTED_NAME_SCOPES,
  MAX_PAGE_TEXT_CHARACTERS,
  MAX_XML_BASES,
  MAX_XML_BASE_CHARACTERS,
} from "../limits";
import { CUT_CODES, type CutCode, type Cuts } from "../model/cuts";
import type { Translate } from "../text/translate";

/** What of a source was left out or read in part, a sentence for each kind. */
export function describeCuts(cuts: Cuts, t: Translate): readonly string[] {
  return CUT_CODES.flatMap((code) => {
    const count = cuts[code] ?? 0;
    return count === 0 ? [] : [sentence(code, count, t)];
  });
}

function sentence(code: CutCode, count: number, t: Translate): string {
  switch (code) {
    case "answer":
      return t("Its answer is longer than {limit} MB: only that was read.", { limit: MAX_FEED_BYTES / 1_000_000 });
    case "markup":
      return t("Its markup is longer than {limit} characters: only that was read.", { limit: MAX_MARKUP_CHARACTERS });
    case "address":
      return t("Passed over, since their address is longer than {limit} characters: {count}.", {
        count,
        limit: MAX_ADDRESS_CHARACTERS,
      });
    case "text":
      return t("Texts of entries read in part, up to {bytes} bytes or {limit} characters: {count}.", {
        count,
        bytes: MAX_FEED_FIELD_BYTES,
        limit: MAX_CONTENT_CHARACTERS,
      });
    case "categories":
      return t("Entries with more categories than {limit}, or longer ones than {characters} characters: {count}.", {
        count,
        limit: MAX_CATEGORIES,
        characters: MAX_CATEGORY_CHARACTERS,
      });
    case "indicators":
      return t("Entries with more indicators than {limit}, or in more text than {characters} characters: {count}.", {
        count,
        limit: MAX_INDICATORS,
        characters: MAX_INDICATOR_TEXT_CHARACTERS,
      });
    case "link":
      return t("Links read in part, up to {limit} tags or {characters} characters: {count}.", {
        count,
        limit: MAX_LINK_TAGS,
        characters: MAX_LINK_CHARACTERS,
      });
    case "elements":
      return t(
        "It has more names of elements than {limit}: what stands in elements with further ones was passed over.",
        {
          limit: MAX_ELEMENT_NAMES,
        },
      );
    case "namespaces":
      return t(
        "It declares namespaces in more than {limit} ways, or more than {depth} deep: further ones were passed over.",
        {
          limit: MAX_NAME_SCOPES,
          depth: MAX_NESTED_NAME_SCOPES,
        },
      );
    case "bases":
      return t(
        "It has bases of addresses more than {limit} deep or longer than {characters} characters: further ones were passed over.",
        {
          limit: MAX_XML_BASES,
          characters: MAX_XML_BASE_CHARACTERS,
        },
      );
    case "page":
      return t("Of its text the first {limit} characters are kept; whether the rest has changed is noticed.", {
        limit: MAX_PAGE_TEXT_CHARACTERS,
      });
    case "items":
      return t("It has more items than {limit}: those behind them were passed over.", { limit: MAX_EXTRACTED_ITEMS });
    case "bare":
      return t("Items in which none of the wanted fields stands were passed over: {count}.", { count });
    case "fields":
      return t("Fields read in part, up to {limit} characters: {count}.", { count, limit: MAX_EXTRACTED_CHARACTERS });
  }
}
