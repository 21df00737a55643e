type Language = "de" | "en";

/** They join others and stand in no name: *RAT on Windows* is not `RatOn`. */
const JOINING: Readonly<Record<Language, string>> = {
  en: `
    am an and are as at be by can do does for from had has have he her his if in is it its no not of off on or our out she so than that
    the their then they this to up was we will with you your
  `,
  de: `
    am an auf aus bei das der die ein eine im in ist mit nach nicht oder sich sind so und von vor was will wird zu zum zur
  `,
};

/** With those: they stand beside anything, and tell nothing of what a word means there. */
const BESIDE_ANYTHING: Readonly<Record<Language, string>> = {
  en: `a how into new over s says these were what when which who why`,
  de: `aber als beim dem den des durch einem einen einer es für neue neuer neues um unter vom wie über`,
};

/** With those: they say nothing of what a sentence is about. */
const SAYING_NOTHING: Readonly<Record<Language, string>> = {
  en: `
    about above after again against all also although any because been before being below between both but could did doing down during
    each even few first further having here hers him however i itself just last like made make many may me might more most much must my
    nor now once one only other own per said same say should since some still such them there those through too two under until upon us
    use used using very via well where while whom within without would yet
  `,
  de: `
    alle allem allen aller alles also ander andere anderen anderer anderes auch bereits bis bisher da dabei dadurch dafür daher damit
    danach dann daran darauf dass dazu denen denn deren deshalb dessen dies diese diesem diesen dieser dieses doch dort du eines er etwa
    etwas gegen gibt habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ins ja je jede jedem jeden
    jeder jedes jedoch jetzt kann kein keine keinen können könnte man mehr mehrere müssen neben nichts noch nun nur ob ohne sehr sei
    sein seine seinem seinen seiner seit sie sogar soll sollen sollte sondern sowie uns viele war waren weil weiter welche wenn wer
    werden wieder wir wo wurde wurden während zwar zwei zwischen
  `,
};

const words = (...texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== ""));

/** Words that say nothing of what a sentence is about. */
export const STOPWORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: words(JOINING.en, BESIDE_ANYTHING.en, SAYING_NOTHING.en),
  de: words(JOINING.de, BESIDE_ANYTHING.de, SAYING_NOTHING.de),
};
const FUNCTION_WORDS = words(JOINING.en, JOINING.de);
const UNTELLING = words(JOINING.en, JOINING.de, BESIDE_ANYTHING.en, BESIDE_ANYTHING.de);

/** Whether a word does nothing but join others. @param word caseless */
export function isFunctionWord(word: string): boolean {
  return FUNCTION_WORDS.has(word);
}

/** Whether a word may stand beside any other, so that it tells nothing of what that means. @param word caseless */
export function standsBesideAnything(word: string): boolean {
  return UNTELLING.has(word);
}

/** German or English by which of their small words a text has more of; English when it has neither. */
export function guessLanguage(text: string): Language {
  let german = 0;
  let english = 0;
  for (const word of text
    .slice(0, 20_000)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    if (STOPWORDS.de.has(word)) german += 1;
    if (STOPWORDS.en.has(word)) english += 1;
  }
  return german > english ? "de" : "en";
}
