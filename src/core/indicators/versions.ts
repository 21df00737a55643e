/** A stretch of a text that has the shape of an IPv4 address. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** So far before and behind is looked. */
const CONTEXT = 48;

const WORDS =
  "versions?|versionen|version[s']?nummer|vers?|v|builds?|build-nr|releases?|rev|revisions?|firmware|patch(?:es|level|stand)?|hotfix|" +
  "(?:up|prior|equal) to(?: and including)?|before|vor|bis (?:einschließlich|inklusive)|(?:earlier|older|newer|later|lower|higher|less|greater|älter|neuer|früher|später|kleiner|größer) (?:than|als)|" +
  "(?:up(?:grade|date)[ds]?|upgrading|updating|aktualisier\\p{L}*|migrate[ds]?) (?:to|auf|zu)|" +
  "(?:fixed|patched|resolved|addressed|introduced|released|shipped|available|behoben|geschlossen|beseitigt|eingeführt) (?:in|as|mit|with|by|als)|" +
  // Software whose versions have four parts.
  "chrom(?:e|ium)|(?:adobe|acrobat) reader|acrobat|flash player|exchange server|weblogic|websphere|coldfusion|vcenter|esxi|netscaler|sdk|jre|jdk|drivers?|" +
  "plug-?ins?|add-?ons?|extensions?|toolkit|" +
  // Parts of documents are numbered like that as well.
  "sections?|chapters?|clauses?|paragraphs?|abs(?:chnitt|atz)|kapitel|ziffer|tab(?:le|elle)|fig(?:ure)?|abb(?:ildung)?|controls?|requirements?|steps?|schritt|" +
  "iso(?:/iec)?(?: \\d{3,5})?(?:[-:]\\d{1,4}){0,2}";
/** Signs of comparison, none of which is an arrow or ends a tag. */
const COMPARED = `[<>=!~^]=|[≤≥~^§]|(?<![\\p{L}\\p{N}"'/=<>-])[<>]`;
const BEFORE = new RegExp(`(?:(?<![\\p{L}\\p{N}])(?:${WORDS})\\.?|${COMPARED}|\\p{L}/)[\\s:="'(*]{0,8}$`, "iu");
/** Operating systems, written as they are. */
const SYSTEM = /(?<![\p{L}\p{N}])[\p{L}-]{0,12}OS(?: X[ER])?\s$/u;
const BEHIND =
  /^(?:[\s),"']*(?:(?:and|or|und|oder|bzw\.)\s+(?:all\s+|alle\s+)?(?:older|earlier|later|newer|below|above|prior|previous|lower|higher|up|before|älter|früher|neuer|später|niedriger|höher|darunter|darüber)|(?:or|and)\s+(?:older|earlier)|\(?(?:build|release|rev|beta|alpha|preview|firmware|hotfix|patch|sp\d)(?![\p{L}]))|\s*\+(?!\p{N}))/iu;
const OID_BEFORE =
  /(?:\boids?\b|\basn\.1\b|\bsnmp|\bextended key usage\b|\beku\b|\bcertificate polic(?:y|ies)\b|object[ -]identifiers?|objekt(?:kennung(?:en)?|bezeichner))[^\n]{0,24}$/iu;
/** Of four numbers, arcs that stand for themselves: the internet's, and those of certificates, their algorithms and curves. */
const OID =
  /^(?:1\.3\.6\.1|1\.3\.(?:14|36|101|132)\.\d{1,3}|2\.5\.(?:4|8|29)\.\d{1,3}|2\.23\.(?:42|43|133|136|140)\.\d{1,3})$/;
/** What parts the items of a list. */
const LIST =
  /^\s{0,4}(?:[,;/&–-]|and|or|und|oder|sowie|to|bis|through|before|vor)?(?:\s{1,4}(?:and|or|und|oder|sowie))?\s{0,4}$/iu;

/**
 * Of stretches with the shape of an IPv4 address those that are a version number or an object identifier: the words around say so, or
 * those around another one of the same list; and so do four digits without a port.
 *
 * @param places in their order
 */
export function versionsAmong(text: string, places: readonly Place[]): ReadonlySet<Place> {
  const told = new Set(places.filter((place) => isTold(text, place)));
  const spread = (from: Place | undefined, to: Place | undefined): void => {
    if (from === undefined || to === undefined || !told.has(from) || hasPort(text, to)) return;
    const [first, second] = from.start < to.start ? [from, to] : [to, from];
    if (second.start - first.end < CONTEXT && LIST.test(text.slice(first.end, second.start))) told.add(to);
  };
  for (let at = 1; at < places.length; at++) spread(places[at - 1], places[at]);
  for (let at = places.length - 1; at > 0; at--) spread(places[at], places[at - 1]);
  const alone = places.filter(
    (place) => (OID.test(place.value) || /^\d(?:\.\d){3}$/.test(place.value)) && !hasPort(text, place),
  );
  return new Set([...told, ...alone]);
}

function isTold(text: string, { start, end }: Place): boolean {
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  if (before.endsWith("<") && text.startsWith(">", end)) return false;
  if (OID_BEFORE.test(before) || BEFORE.test(before) || SYSTEM.test(before)) return true;
  return !hasPort(text, { end }) && BEHIND.test(text.slice(end, end + CONTEXT));
}

function hasPort(text: string, { end }: Pick<Place, "end">): boolean {
  return /^:\d{2,5}(?![\d:])/.test(text.slice(end, end + 8));
}
