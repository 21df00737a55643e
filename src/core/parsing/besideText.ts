import { MAX_BESIDE_CHARACTERS } from "../limits";
import { decodeEntities } from "../text/entities";
import { shortText } from "../text/beginning";
import { foldSpace } from "../text/plainText";
import { isNumber, isPhrase, kindOfText, withoutCall } from "./linkWords";

/** "By Jane Doe", "von …": who wrote it. */
const BYLINE =
  /^(?:©|copyright|by|von|par|por|di|door|av|af|published|veröffentlicht|posted|updated|aktualisiert|stand|author|autor|tags?|category|kategorie)(?=[\s:]|$)/iu;

/**
 * The first of these texts that can be a headline: one of several words, else (where it need not be a phrase) any, else the number of a
 * report.
 *
 * @param markup text as it stands in the page, with a line break between blocks
 */
export function saidIn(markup: readonly string[], mustBePhrase: boolean): string | null {
  const lines = markup
    .flatMap((text) => decodeEntities(text).split("\n"))
    .map(cleaned)
    .filter((line) => line !== "" && !BYLINE.test(line));
  const own = lines.filter((line) => kindOfText(line) === "own");
  const said = own.find(isPhrase) ?? (mustBePhrase ? undefined : (own[0] ?? lines.find(isNumber)));
  return said === undefined ? null : withoutCall(shortened(said));
}

/** Without what is left of a link in brackets, a date before it, and signs at its ends. */
function cleaned(line: string): string {
  return foldSpace(line)
    .replace(/[([{]\s*[)\]}]/g, " ")
    .replace(/^\(?\d[\d./-]{5,}\)?[\s:|–—-]*/, "")
    .replace(/^[\s•·|>»–—:;,-]+|[\s•·|»>([{–—:;,-]+$/g, "")
    .replace(/\s+/g, " ");
}

/** Up to the end of the first sentence, where the whole is too long for a headline. */
function shortened(line: string): string {
  if (line.length <= MAX_BESIDE_CHARACTERS) return line;
  const sentence = /^.{20,200}?[.!?](?=\s)/u.exec(line)?.[0];
  return sentence ?? shortText(line, MAX_BESIDE_CHARACTERS);
}
