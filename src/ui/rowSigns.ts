import type { NoteState, ProfileArticle, ProfileMatches } from "../core/model/model";
import type { Translate } from "../core/text/translate";
import { reviewCount, unreadCount } from "./rowStates";

/** Where a note can stand so that its row has a sign for it: it is written, or will be. */
export type SignedNote = Exclude<NoteState, "off" | "held">;

/** What a row tells by a colour, and by a letter or its icon. What a person has said comes first, then what is to be done: its colour counts. */
const SIGNS = [
  "important",
  "later",
  "dismissed",
  "review",
  "ambiguous",
  "pending",
  "unread",
  "noted",
  "theirs",
] as const;
export type Sign = (typeof SIGNS)[number];

/** The letter of each, as wide as a letter; that an article is unread its icon tells. */
const LETTERS: Readonly<Record<Sign, string>> = {
  important: "!",
  later: "↺",
  dismissed: "×",
  review: "?",
  ambiguous: "≈",
  pending: "…",
  unread: "",
  noted: "✓",
  theirs: "✎",
};

/** The colours of package.json, without what all ids begin with. */
export const SIGN_COLORS: Readonly<Record<Sign, string>> = {
  important: "importantForeground",
  later: "asideForeground",
  dismissed: "asideForeground",
  review: "reviewForeground",
  ambiguous: "ambiguousForeground",
  pending: "waitingForeground",
  unread: "unreadForeground",
  noted: "notedForeground",
  theirs: "notedForeground",
};

/** A row has room for two letters. */
const LETTERS_SHOWN = 2;

/** Whether a row has a sign for its note. */
export function isSigned(note: NoteState): note is SignedNote {
  return note !== "off" && note !== "held";
}

/** Whether every name an article was found by may stand for another actor as well. */
export function isAmbiguous({ matches }: Pick<ProfileArticle, "matches">): boolean {
  return matches.length > 0 && matches.every(({ ambiguous = [] }) => ambiguous.length > 0);
}

/** What the row of an article tells. */
export function articleSigns(item: ProfileArticle): readonly Sign[] {
  const signs = [
    ...(item.triage?.mark == null ? [] : [item.triage.mark.kind]),
    ...(isSigned(item.note) ? [item.note] : []),
    ...(isAmbiguous(item) ? ["ambiguous" as const] : []),
    ...(item.read ? [] : ["unread" as const]),
  ];
  return signs.toSorted((a, b) => SIGNS.indexOf(a) - SIGNS.indexOf(b));
}

/** What the row of a story tells: what one of its articles does, and that all of them are ambiguous. */
export function storySigns(items: readonly ProfileArticle[]): readonly Sign[] {
  const all = items.map(articleSigns);
  return SIGNS.filter((sign) =>
    sign === "ambiguous" ? all.every((signs) => signs.includes(sign)) : all.some((signs) => signs.includes(sign)),
  );
}

/** What the row of a name tells: what is to be done about it, and whether something is unread below. */
export function profileSigns(row: ProfileMatches): readonly Sign[] {
  // What was not tried yet is written in a moment.
  const waits = row.pending !== undefined && row.pending.why.kind !== "notTried" && reviewCount(row) === 0;
  return [
    ...(reviewCount(row) > 0 ? ["review" as const] : []),
    ...(row.record.kind === "ambiguous" ? ["ambiguous" as const] : []),
    ...(waits ? ["pending" as const] : []),
    ...(unreadCount(row) > 0 ? ["unread" as const] : []),
  ];
}

/** The letters, the colour and the words of signs; null for none. */
export function shownSigns(
  signs: readonly Sign[],
  t: Translate,
): { readonly letters: string; readonly color: string; readonly words: string } | null {
  const [first] = signs;
  if (first === undefined) return null;
  const letters = signs.map((sign) => LETTERS[sign]).filter((letter) => letter !== "");
  return {
    letters: letters.slice(0, LETTERS_SHOWN).join(""),
    color: SIGN_COLORS[first],
    words: signs.map((sign) => signWord(sign, t)).join(", "),
  };
}

/** The signs that an address names; whatever else stands there is none. */
export function readSigns(text: string): readonly Sign[] {
  const named = text.split("+");
  return SIGNS.filter((sign) => named.includes(sign));
}

/** A sign in a word or three. */
export function signWord(sign: Sign, t: Translate): string {
  switch (sign) {
    case "important":
      return t("important");
    case "later":
      return t("put off");
    case "dismissed":
      return t("dismissed");
    case "noted":
      return t("noted");
    case "pending":
      return t("waiting");
    case "review":
      return t("held for review");
    case "theirs":
      return t("in your notes");
    case "ambiguous":
      return t("ambiguous");
    case "unread":
      return t("unread");
  }
}
