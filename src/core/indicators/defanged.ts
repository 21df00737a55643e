import { decodeEntities } from "../text/entities";

/**
 * How people write an address so that nothing makes a link of it: `evil[.]example`, `203(.)0(.)113(.)7`, `hxxp://`, `a[at]b`. A text is read
 * with such notation made signs of one character (of the private use area), and what is not seen gone.
 */
export const DOT = "\uE001";
export const AT = "\uE002";
export const COLON = "\uE003";
export const HTTP = "\uE004";
export const FTP = "\uE005";

const SIGNS = /[\uE001-\uE005]/g;
const BRACKETED = /[[({<]\s?(\.|dot|punkt|@|at|:\/\/|::?|\/\/|\/)\s?[\])}>]/gi;
/** Between numbers it can stand for nothing else, written apart or as in an expression. */
const BETWEEN_NUMBERS = /(?<=\d)(?:\s[[({<]\s?(?:\.|dot|punkt)\s?[\])}>]\s|\s(?:dot|punkt)\s|\\\.)(?=\d)/gi;
const WRITTEN: Readonly<Record<string, string>> = {
  ".": DOT,
  dot: DOT,
  punkt: DOT,
  "@": AT,
  at: AT,
  ":": COLON,
  "::": COLON + COLON,
  "://": `${COLON}//`,
  "//": "//",
  "/": "/",
};

/** A text with its notation as signs. */
export function markDefanged(text: string): string {
  const plain = text
    .replace(SIGNS, " ")
    .replace(/\p{Cf}+/gu, "")
    // The full stops that a host name may have as well (UTS #46).
    .replace(/[\uFF0E\uFF61]|(?<=[a-z\d])\u3002(?=[a-z\d])/gi, ".");
  return withoutReferences(plain)
    .replace(BETWEEN_NUMBERS, DOT)
    .replace(BRACKETED, (_whole, inner: string) => WRITTEN[inner.toLowerCase()] ?? "")
    .replace(/(?<=[\p{L}\p{N}])(?:\[\.|\.\])(?=[\p{L}\p{N}])/gu, DOT)
    .replace(/(?<![\p{L}\p{N}])(?:h(?:xx|tx|xt|zz|\*\*|__|tt\[)p|meow)(s?)\]?(?=[:\uE003])/giu, `${HTTP}$1`)
    .replace(/(?<![\p{L}\p{N}])fxp(s?)(?=[:\uE003])/giu, `${FTP}$1`);
}

/** References that were not resolved stand for what nothing was to make a link of. */
function withoutReferences(text: string): string {
  if (!text.includes("&")) return text;
  const marked = text
    .replace(/&(?:#0*46|#x0*2e|period);/gi, DOT)
    .replace(/&(?:#0*64|#x0*40|commat);/gi, AT)
    .replace(/&(?:#0*58|#x0*3a|colon);/gi, COLON);
  return decodeEntities(marked);
}

/** Whether a text with signs has any. */
export function hasSigns(marked: string): boolean {
  return marked.search(SIGNS) >= 0;
}

/** Signs as what they stand for. */
export function refanged(marked: string): string {
  return marked
    .replaceAll(DOT, ".")
    .replaceAll(AT, "@")
    .replaceAll(COLON, ":")
    .replaceAll(HTTP, "http")
    .replaceAll(FTP, "ftp");
}
