import { foldSpace } from "../text/plainText";
import { isCall } from "./callWords";

const lists = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(", ")));

/** What else than calls of one language's words leads to the article whose headline stands elsewhere. In lower case, signs as blanks. */
const CALLS = lists(
  "full story, full article, full post, full text, full report, full details, full advisory, full version, view all details",
  "details, detail, permalink, permanent link, weitere informationen, weitere infos, vollständiger artikel",
  "vollständiger bericht, einzelheiten, détails, detalles, dettagli, altro, detalhes, szczegóły, celý článok, tovább",
  "tovább olvasom, citește mai mult, mai mult, прочети още, ayrıntılar, اقرأ المزيد, المزيد, קרא עוד, 阅读更多, 阅读全文, 查看更多, 查看详情",
  "了解更多, 更多, 详情, 閱讀更多, 閱讀全文, 繼續閱讀, 了解更多資訊, 続きを読む, もっと見る, もっと読む, 詳細, 詳しくはこちら, 記事を読む, 더보기, 더 보기, 자세히, 자세히 보기, 더 읽기, 기사 보기",
  "xem thêm, đọc tiếp, selengkapnya, baca selengkapnya",
);

/** What is mostly beside such a call, and sometimes alone. */
const SIGNS = lists(
  "url, website, here, this link, link, links, hier, ici, lien, aquí, enlace, qui, aqui, source, original, original article, original source, quelle, zum original, originalartikel, webseite, fuente, fonte, image, photo, bild, foto",
  "report, article, advisory, bulletin, document, paper, whitepaper, white paper, slides, presentation, abstract, summary, press release, entry, post",
  "meldung, artikel, beitrag, bericht, dokument, pressemitteilung, warnmeldung, zusammenfassung, rapport, informe",
);

/** What else a link says that is no headline, and leads elsewhere. */
const OTHERS = lists(
  "comment, comments, no comments, add comment, leave a comment, share, video, new",
  "kommentare, kommentar, keine kommentare, kommentieren, teilen",
);

/** What is longer says something of the article. */
const LONGEST_CALL = 80;

/** A file in some format, with its size, its pages or its language. */
const FILE =
  /^(?:(?:view|open|read|get|als|as|zum|full|the|in|im|report|bericht|advisory|document|dokument|article|artikel|version) )*(?:pdf|html?|docx?|odt|xlsx?|csv|json|xml|txt|zip|epub|pptx?|stix|download|downloads|descargar|télécharger|scarica|baixar|herunterladen)(?: (?:pdf|html?|docx?|csv|json|xml|txt|zip|download|downloaden|herunterladen|version|format|datei|file|document|dokument|lesen|öffnen|report|bericht|en|de|fr|english|deutsch|englisch|[\d ]+(?:[kmg]i?b|bytes|pages?|seiten?)))*$/u;

/** "12 May 2024", "May 12 2024", "3 hours ago", "vor 3 Stunden". */
const DATE =
  /^(?:\p{L}{2,9} )?(?:\d{1,2} \p{L}{3,9} \d{4}|\p{L}{3,9} \d{1,2} \d{4})(?: \d{1,2} \d\d(?: [ap]m| uhr)?)?$|^(?:\d+|an?) \p{L}+ ago$|^vor (?:\d+|einer|einem) \p{L}+$/u;

/** What all of these have, found without a look at each letter's kind. */
const MAY_BE_DATE = /\d| ago$|^vor /;

/** A call, then what it is about: "Read more about …", "Continue reading “…”", "Weiterlesen: …". */
const ABOUT =
  /^(?:(?:read|learn|find out|see|view) more|read (?:the )?full (?:article|story|report|post)|read (?:article|story|report|post)|mehr (?:lesen|erfahren|dazu|infos|informationen)|lire la suite|lire plus|en savoir plus|leer más|saber más|más información|leggi (?:tutto|di più)|scopri di più|leia mais|ler mais|saiba mais|lees meer|lees verder|czytaj (?:więcej|dalej)|läs mer|les mer|læs mere|подробнее|читать далее)(?:\s*[:–—-]|\s+(?:about|on|of|in|over|zu|zum|zur|über|von|sur|de|à propos de|sobre|su|o|om|о|про)(?=\s)|(?=\s*["“„«‹]))\s*(.+)$/iu;
const GOES_ON =
  /^(?:continue reading|keep reading|weiterlesen|weiter lesen|seguir leyendo|continua a leggere|continuar lendo|lees verder)(?:\s*[:–—-]|\s+(?:about|of|von)(?=\s))?\s+(.+)$/iu;
/** "„…“ weiterlesen", "… Read more". */
const ENDS =
  /^(.*(?:[.!?…:»”“"]|\[…\]|\[\.\.\.\]))\s*(?:(?:read|learn) more|continue reading|weiterlesen|mehr lesen|mehr erfahren|lire la suite|en savoir plus|leer más|leggi tutto|lees verder|lees meer)[\s.»›→>…]*$/iu;

/**
 * What the text of a link is: `call`, it leads to an article whose headline stands beside it ("Read more", "PDF (1 MB)"); `number`, the
 * number of a report ("AB-2026-01"), which does not say what it is about; `sign`, "»", "101", a date, "Source"; `other`, "12 comments",
 * "Share"; `own`, a text of its own.
 */
export type LinkText = "own" | "call" | "number" | "sign" | "other";

/** @param text its white space is folded */
export function kindOfText(text: string): LinkText {
  if (text.length > LONGEST_CALL) return "own";
  const words = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
  if (!/\p{L}/u.test(words) || (MAY_BE_DATE.test(words) && DATE.test(words)) || SIGNS.has(words)) return "sign";
  if (CALLS.has(words) || FILE.test(words) || isCall(words)) return "call";
  if (OTHERS.has(words.replace(/^\d+ | \d+$/g, ""))) return "other";
  return isNumber(text) ? "number" : "own";
}

/** One word of letters and two digits or more, with a sign between them that is none of an address. */
export function isNumber(text: string): boolean {
  const word = text.replace(/^(?:no|nr|vol|issue|ausgabe)\.? ?(?=\d)/i, "#");
  if (word.length > 40 || !/^[\p{L}\d#][\p{L}\d_.:/#-]*$/u.test(word) || text.includes("://")) return false;
  return /[-_.:/#]/.test(word) && (word.match(/\d/g)?.length ?? 0) >= 2;
}

const QUOTES = " \"“”„«»‹›'‘’‚→";

/** True for what a link says when the headline stands elsewhere. */
function isFiller(text: string): boolean {
  const kind = kindOfText(text);
  return kind !== "own" && kind !== "number";
}

/** What a link says of the article without the call around it; null when that is nothing. White space is folded. */
export function withoutCall(text: string): string | null {
  const folded = foldSpace(text);
  if (folded === "" || isFiller(folded)) return null;
  const rest = (ABOUT.exec(folded) ?? GOES_ON.exec(folded) ?? ENDS.exec(folded))?.[1];
  if (rest === undefined) return folded;
  const said = trimmed(rest, QUOTES);
  return said === "" || isFiller(said) ? null : said;
}

/** Without these characters at both ends. An expression would begin anew at each of them. */
export function trimmed(text: string, marks: string): string {
  let [start, end] = [0, text.length];
  while (start < end && marks.includes(text[start] ?? "")) start += 1;
  while (end > start && marks.includes(text[end - 1] ?? "")) end -= 1;
  return text.slice(start, end);
}

/** Whether a text has words enough to be a headline: three, or as many letters of a script that parts no words. */
export function isPhrase(text: string): boolean {
  return (
    wordCount(text) >= 3 ||
    /(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\P{L}?){6}/u.test(text)
  );
}

/** Of a text whose white space is folded. */
export function wordCount(text: string): number {
  return text.split(" ").length;
}
