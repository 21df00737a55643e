const NOT_ASCII = /[^\0-\x7f]/;
/** Soft hyphens, zero-width and direction marks: as if they were not there. */
const IGNORED = /\p{Default_Ignorable_Code_Point}+/gu;
const NO_WORD = /[^\p{L}\p{N}\p{M}]+/u;

/**
 * A text in the caseless form in which names are compared (see `matching/fold.ts`): `Ü` is `ü` however it is composed, `ß` is `ss`, full-width
 * letters are plain ones. An umlaut is no plain vowel.
 */
export function foldText(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  return (
    text
      .replace(IGNORED, "")
      .normalize("NFKC")
      // Upper case first: it is what brings `ß` and `ı` to a common form.
      .toUpperCase()
      .toLowerCase()
      .replaceAll("i\u0307", "i")
      .replaceAll("ς", "σ")
      .normalize("NFKC")
  );
}

/** The words of a text in that form, as they are searched for. */
export function wordsToFind(text: string): readonly string[] {
  return [...new Set(foldText(text).split(NO_WORD))].filter((word) => word !== "");
}
