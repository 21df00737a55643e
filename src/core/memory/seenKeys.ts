import { MAX_SEEN_OF_SOURCE } from "../limits";
import { fingerprint, shortFingerprint } from "../text/fingerprint";
import { foldedHeadline } from "../text/plainText";

/** Where the mark of the source stands in a value: behind the day and a blank. */
const TAG_START = 11;
const TAG_LENGTH = 5;
const TAG_END = TAG_START + TAG_LENGTH;
const ID_LENGTH = 9;
/** Sources that list the same entry under identifiers of their own. */
const MOST_IDS = 4;
const MINUTE_MS = 60_000;

/** What is remembered of an entry as it was listed, so that a change of it can be told. */
export interface Version {
  /** Mark of its headline (`headMark`). */
  readonly head: string;
  /** Its latest date in minutes since 1970; null when it has none. */
  readonly date: number | null;
  /** Marks of identifiers by which it is known (`idMark`). */
  readonly ids: readonly string[];
}

/** What is remembered of a key. */
export interface Seen {
  /** When a source listed it last, give or take `SEEN_STEP_DAYS`. */
  readonly day: string;
  /** Mark of its source; empty in what an earlier version wrote, as all that follows. */
  readonly tag: string;
  /** The version that was taken last; null where none is known. */
  readonly version: Version | null;
  /** The last day on which it gained a name by a change, or only its text changed. */
  readonly gained?: string;
  readonly changed?: string;
  /** The key is an address at which the article of another key is known as well. */
  readonly leadsTo?: string;
}

/**
 * A value as it is stored: the day, a mark of the source, then short fields, each with a letter before it. Earlier versions wrote the day
 * alone, and read any of them.
 */
export function seenValue({ day, tag, version, gained, changed, leadsTo }: Seen): string {
  let value = `${day} ${tag}`;
  if (version !== null) {
    value += ` h${version.head}`;
    if (version.date !== null) value += ` d${version.date.toString(36)}`;
    for (const id of version.ids) value += ` i${id}`;
  }
  if (gained !== undefined) value += ` g${gained}`;
  if (changed !== undefined) value += ` c${changed}`;
  return leadsTo === undefined ? value : `${value} >${leadsTo}`;
}

/** A stored value, read. Fields of later versions are passed over. */
export function readSeen(value: string): Seen {
  const arrow = value.indexOf(" >");
  const leadsTo = arrow < 0 ? {} : { leadsTo: value.slice(arrow + 2) };
  const [day = "", tag = "", ...fields] = (arrow < 0 ? value : value.slice(0, arrow)).split(" ");
  const field = (letter: string): string | undefined => fields.find((one) => one.startsWith(letter))?.slice(1);
  const [head, date, gained, changed] = [field("h"), field("d"), field("g"), field("c")];
  const ids = fields.filter((one) => one.startsWith("i")).map((one) => one.slice(1));
  return {
    day,
    tag,
    version: head === undefined ? null : { head, date: date === undefined ? null : Number.parseInt(date, 36), ids },
    ...(gained === undefined ? {} : { gained }),
    ...(changed === undefined ? {} : { changed }),
    ...leadsTo,
  };
}

/** The article that an address is known to be of, where that is another one than its key says. */
export function leadsTo(value: string): string | null {
  const arrow = value.indexOf(" >");
  return arrow < 0 ? null : value.slice(arrow + 2);
}

/** The identifiers in a stored value. */
export function* idsIn(value: string): Iterable<string> {
  const length = TAG_LENGTH + ID_LENGTH;
  // Of an address that is known to be another article's, nothing else is remembered.
  if (value.includes(" >")) return;
  for (let at = value.indexOf(" i", TAG_START); at >= 0; at = value.indexOf(" i", at + length)) {
    yield value.slice(at + 2, at + 2 + length);
  }
}

/** A mark for a source. */
export function sourceTag(source: string): string {
  return fingerprint(source).slice(0, TAG_LENGTH).padEnd(TAG_LENGTH, "0");
}

/** The same for sources that are asked about again and again. */
export function sourceTags(): (source: string) => string {
  const known = new Map<string, string>();
  return (source) => {
    const tag = known.get(source) ?? sourceTag(source);
    known.set(source, tag);
    return tag;
  };
}

/** A mark for an identifier, which means something within its source alone: others must not be able to speak for it. */
export function idMark(tag: string, id: string): string {
  return tag + fingerprint(id).slice(0, ID_LENGTH).padEnd(ID_LENGTH, "0");
}

/** A mark for a headline, however its blanks and capitals are set. */
export function headMark(title: string): string {
  return shortFingerprint(foldedHeadline(title));
}

/** A date of an entry as versions have it; null for none. */
export function minutesOf(iso: string | null | undefined): number | null {
  const time = Date.parse(iso ?? "");
  return Number.isNaN(time) ? null : Math.floor(time / MINUTE_MS);
}

/** Remembered like a key: an identifier that several articles of its source have had, and that says nothing any more. */
export function worthlessIdKey(mark: string): string {
  return ` ${mark}`;
}

/** Whether a stored value says that the headline was another one; most say the same. */
export function hasOtherHead(value: string, { head }: Version): boolean {
  const end = TAG_END + 2 + head.length;
  return !(
    value.startsWith(" h", TAG_END) &&
    value.startsWith(head, TAG_END + 2) &&
    (end === value.length || value[end] === " ")
  );
}

/** Whether an entry has changed since the version that was taken last: another headline, at a later date. */
export function isRevised(known: Version | null, now: Version): boolean {
  return known?.date != null && now.date !== null && now.date > known.date && now.head !== known.head;
}

/** What a scan has to say of a key. */
export interface Listing {
  readonly today: string;
  /** What was listed before this day is noted anew. */
  readonly recent: string;
  /** Of its source (`sourceTag`). */
  readonly tag: string;
  readonly version: Version | null;
  /** What became of a change of the entry; null where it was not taken over, or there was none. */
  readonly change: "gained" | "changed" | null;
  readonly leadsTo: string | null;
}

/** The value of a key after it was listed: the same as before wherever that says as much, so that little is written anew. */
export function seenAfter(before: string | undefined, listing: Listing): string {
  const { today, recent, tag, version, change, leadsTo: target } = listing;
  if (before === undefined || before.length <= TAG_START) {
    const fresh = { day: today, tag, version };
    return seenValue(target === null ? fresh : { ...fresh, leadsTo: target });
  }
  if (isSaid(before, listing)) return before;
  const known = readSeen(before);
  const taken = known.version === null || change !== null ? (version ?? known.version) : known.version;
  const ids = [...(known.version?.ids ?? []), ...(version?.ids ?? [])];
  const after: Seen = {
    ...known,
    day: known.day < recent ? today : known.day,
    version: taken === null ? null : { ...taken, ids: oneOfEach(taken.ids, ids) },
    ...(change === null ? {} : { [change]: today }),
    ...(target === null ? {} : { leadsTo: target }),
  };
  return seenValue(after);
}

/** Most entries are listed as they were: told without reading all of a value. */
function isSaid(value: string, { recent, version, change, leadsTo: target }: Listing): boolean {
  if (change !== null || target !== null || value < recent) return false;
  if (version === null) return true;
  return value.startsWith(" h", TAG_END) && version.ids.every((id) => value.includes(id));
}

/** The identifiers of a version, then one of each other source that has listed it. */
function oneOfEach(first: readonly string[], all: readonly string[]): readonly string[] {
  const bySource = new Map<string, string>();
  for (const id of [...first, ...all]) {
    const tag = id.slice(0, TAG_LENGTH);
    if (!bySource.has(tag)) bySource.set(tag, id);
  }
  return [...bySource.values()].slice(0, MOST_IDS);
}

/**
 * Keys to be forgotten so that no source has more than it may: those it no longer lists first, the oldest of them first; then those
 * that are new and not kept. What is stored and still listed never goes: it would come back as news.
 *
 * @param seen in the order in which they came
 * @param mayGo of a key that is listed: whether it is new and was not kept
 */
export function seenToForget(
  seen: ReadonlyMap<string, string>,
  isListed: (key: string) => boolean,
  mayGo: (key: string) => boolean,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const value of seen.values()) {
    const tag = tagIn(value);
    if (tag !== "") counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const excess = new Map(
    [...counts].flatMap(([tag, count]) =>
      count > MAX_SEEN_OF_SOURCE ? [[tag, count - MAX_SEEN_OF_SOURCE] as const] : [],
    ),
  );
  const gone = new Set<string>();
  if (excess.size === 0) return gone;
  for (const canGo of [(key: string) => !isListed(key), mayGo]) {
    for (const [key, value] of seen) {
      const over = excess.get(tagIn(value)) ?? 0;
      if (over === 0 || gone.has(key) || !canGo(key)) continue;
      gone.add(key);
      excess.set(tagIn(value), over - 1);
    }
  }
  return gone;
}

function tagIn(value: string): string {
  return value.slice(TAG_START, TAG_START + TAG_LENGTH);
}
