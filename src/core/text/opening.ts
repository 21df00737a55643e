import { MAX_OPENING_CHARACTERS } from "../limits";
import { addressSpans } from "./addressSpans";
import { firstUnits } from "./beginning";
import { GOES_ON } from "./sentences";

/** Shorter beginnings ("Breaking!", "New victim.") say nothing by themselves. */
const FEWEST_WORDS = 3;
/** A sign that ends a sentence, with what closes behind it: a blank or the end follows, but for signs of scripts without blanks. */
const SENTENCE_END = /[.!?…]{1,8}["'”’»)]{0,4}(?=\s|$)|[。！？]{1,8}[」』”）]{0,4}/gu;
/** Letters of scripts that part no words by blanks. */
const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * What a text that has no headline begins with: the first sentence of its first line that says something, or as much of it as a headline
 * may have, cut between words and never inside an address, be it made harmless or not.
 */
export function opening(lines: readonly string[]): string {
  const line = lines.find(saysSomething) ?? lines.find((one) => /\p{L}/u.test(one)) ?? "";
  const isInAddress = insideAddresses(line);
  for (const { index, 0: sign } of line.matchAll(SENTENCE_END)) {
    const end = index + sign.length;
    if (end > MAX_OPENING_CHARACTERS) break;
    const sentence = line.slice(0, end);
    if (GOES_ON.test(sentence) || isInAddress(end) || isShort(sentence)) continue;
    return sentence;
  }
  return line.length <= MAX_OPENING_CHARACTERS ? line : cut(line);
}

/** Not just an address, or signs. */
function saysSomething(line: string): boolean {
  return /\p{L}/u.test(line.replace(/\b(?:https?|hxxps?)\S+/gi, ""));
}

function isShort(sentence: string): boolean {
  return !WITHOUT_BLANKS.test(sentence) && sentence.split(/\s+/).length < FEWEST_WORDS;
}

function cut(line: string): string {
  const head = firstUnits(line, MAX_OPENING_CHARACTERS);
  if (WITHOUT_BLANKS.test(line.slice(head.length - 1, head.length + 1))) return `${head}…`;
  // A word that is longer than all that may be stays whole: it is an address.
  const isInAddress = insideAddresses(line);
  const blanks = [...`${line} `.matchAll(/\s/g)].filter(({ index }) => !isInAddress(index));
  const last = blanks.findLast(({ index }) => index <= MAX_OPENING_CHARACTERS && index > 0) ?? blanks[0];
  const kept = line.slice(0, last?.index ?? line.length);
  return kept.length < line.length ? `${kept.replace(/[\s,;:–—-]{1,8}$/u, "")}…` : kept;
}

function insideAddresses(line: string): (place: number) => boolean {
  const spans = addressSpans(line);
  return (place) => spans.some(([start, end]) => start < place && place < end);
}
