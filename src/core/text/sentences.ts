import { addressSpans } from "./addressSpans";

/** What ends in a full stop and is no end: initials and other single letters, ordinals, and abbreviations of both languages. */
const WORDS = [
  // Titles and names.
  "Dr|Prof|Mr|Mrs|Ms|Mx|St|Jr|Sr|Hr|Fr|Frl|Dipl|Ing|Gen|Col|Lt|Sgt|Capt|Cmdr|Adm|Sen|Rep|Gov|Pres|Hon|Rev|Ph\\.D|Mag|geb",
  "Inc|Ltd|Co|Corp|Bros|Dept|Univ|Assn|Intl|Int|Natl|Govt|Min|Abt|Ges|Hrsg|Verl",
  // References and numbers.
  "No|Nos|Nr|Nrn|Vol|Fig|Figs|Sec|Sect|Ch|Chap|Eq|Ref|Refs|Ed|Eds|Pp|Tab|Abb|Kap|Abs|Art|Anm|Bd|Bsp|Ziff|Pos|Str|Tel|Fax",
  "Ver|Vers|Rel|Bld|Max|Min|Mio|Mrd|Tsd|Bn|Mn|Approx|Est|Ca",
  "Jan|Feb|Mar|Mär|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Okt|Nov|Dec|Dez|Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun",
  // In a sentence.
  "Bzw|Usw|Etc|Vgl|Inkl|Exkl|Ggf|Evtl|Sog|Bspw|Insb|Insbes|Bzgl|Zzgl|Zz|Gem|Lt|Mind|Höchst|Ehem|Vs|Cf|Viz|Al|Resp|Incl|Excl|Esp|Ibid|Aka",
].join("|");
/** Of these the small forms are words of their own, which end sentences. */
const CAPITAL_ONLY =
  /^(?:No|Nos|Art|Str|Co|Est|Mar|Sun|Sat|Fri|Mon|Wed|Gen|Gem|Min|Tab|Ed|Ref|Rep|Fig|Fax|Rev|Hon|Pos|Max)$/;
/** A text that ends like this ends in no sentence, whatever follows. */
export const GOES_ON = new RegExp(
  String.raw`(?:^|[\s(\[„“"'–—-])(?:\p{N}{1,2}|(?:\p{L}\.\s?){0,4}\p{L}|\p{Lu}\p{L}?\.(?:\p{L}\.)*\p{L}|${forms()})\.$`,
  "u",
);

function forms(): string {
  return WORDS.split("|")
    .flatMap((word) => (CAPITAL_ONLY.test(word) ? [word] : [word, word.toLowerCase()]))
    .join("|");
}

/**
 * The sentences of a text, each as it stands there. None ends inside a run without blanks (an address, a version number, the name of a
 * file), inside an address that was written apart (`203 [.] 0 [.] 113 [.] 7`), or behind an abbreviation.
 */
export function sentencesIn(text: string, language: "de" | "en"): readonly string[] {
  const spans = addressSpans(text);
  const sentences: string[] = [];
  let start = 0;
  for (const { segment, index } of new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)) {
    const end = index + segment.length;
    const isInside = spans.some(([from, to]) => from < end && end < to);
    if (end < text.length && (isInside || !isEnd(text, end, spans))) continue;
    const sentence = text.slice(start, end).trim();
    if (sentence !== "") sentences.push(sentence);
    start = end;
  }
  return sentences;
}

function isEnd(text: string, at: number, spans: ReturnType<typeof addressSpans>): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  // Scripts that part no words end their sentences without a blank.
  if (!/\s$/.test(before)) return /[\u3002\uFF01\uFF1F\uFF61]$/.test(before);
  const words = before.trimEnd();
  if (/[\n\u2028\u2029]/.test(before.slice(words.length))) return true;
  const stop = at - (before.length - words.length) - 1;
  if (spans.some(([, to]) => to === stop)) return true;
  return !GOES_ON.test(words) && !/^\p{Ll}/u.test(text.slice(at, at + 2));
}
