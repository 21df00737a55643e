import { RECORDS } from "../config/defaults";
import { MAX_LEAK_LINE_CHARACTERS } from "../limits";
import { CHECKED, type LeakHost, hostName } from "./leakSites";

/** The words for a host that answers and for one that does not. */
const STATUS = { active: "active", inactive: "inactive" } as const;

type Blank = "host" | "url" | "status" | "title" | "checked";
type Part = { readonly kind: "literal"; readonly text: string } | { [B in Blank]: { readonly kind: B } }[Blank];

/** A line of a record about a leak site. */
export interface LeakLine {
  readonly host: string;
  /** The line as it is to be: what the source says now; null when it does not list the host any more. Its other words stay. */
  readonly updated: (site: LeakHost | null) => string;
}

/** How lines about leak sites are written and known again. */
export interface LeakLines {
  readonly written: (site: LeakHost) => string;
  /** Null for a line that is none. */
  readonly read: (line: string) => LeakLine | null;
}

const MAX_HOST = 253;

/** Lines of a template, as `onionLine` of the configuration; lines of the shipped one, which the original wrote, are known as well. */
export function leakLines(template: string): LeakLines {
  const parts = partsOf(template);
  const forms = template === RECORDS.onionLine ? [parts] : [parts, partsOf(RECORDS.onionLine)];
  return {
    written: (site) => parts.map((part) => (part.kind === "literal" ? part.text : textOf(part.kind, site))).join(""),
    read: (line) => {
      if (line.length > MAX_LEAK_LINE_CHARACTERS) return null;
      for (const form of forms) {
        const places = placesOf(form, line);
        const [named] = places?.filter(({ kind }) => kind === "host") ?? [];
        const host = named === undefined ? null : hostName(refanged(line.slice(named.start, named.end)));
        if (places !== null && host !== null)
          return { host, updated: (site) => places.reduceRight((text, place) => withPlace(text, place, site), line) };
      }
      return null;
    },
  };
}

function partsOf(template: string): readonly Part[] {
  return template.split(/(\{(?:host|url|status|title|checked)\})/).flatMap((text, at): Part[] => {
    if (at % 2 === 1) return [{ kind: text.slice(1, -1) as Blank }];
    return text === "" ? [] : [{ kind: "literal", text }];
  });
}

function textOf(kind: Blank, site: LeakHost): string {
  return kind === "status" ? wordFor(site) : site[kind];
}

function wordFor(site: LeakHost | null): string {
  return site?.active === true ? STATUS.active : STATUS.inactive;
}

/** Somebody may have defanged a line by hand. */
function refanged(host: string): string {
  return host.replaceAll("[.]", ".");
}

/** Where something stands in a line that a template has a gap for. */
interface Place {
  readonly kind: Blank;
  readonly start: number;
  readonly end: number;
}

function withPlace(line: string, { kind, start, end }: Place, site: LeakHost | null): string {
  const now = line.slice(start, end);
  const put = (text: string): string => line.slice(0, start) + text + line.slice(end);
  if (kind === "status") return now.toLowerCase() === wordFor(site) ? line : put(wordFor(site));
  if (kind === "checked" && site !== null && site.checked !== "") return put(site.checked);
  return line;
}

/** How far a line was read, and what was found on the way. */
interface Read {
  readonly end: number;
  readonly places: readonly Place[];
}

/**
 * The gaps of a template in a line, or null when the line is not of it. Every end that a part can have is followed at once, part by part:
 * the time grows with the lengths of template and line alone, whatever stands there.
 */
function placesOf(parts: readonly Part[], line: string): readonly Place[] | null {
  const whole = line.trimEnd();
  // Blanks before the line are skipped where the template has none.
  let reads: readonly Read[] = [...new Set([0, skipBlanks(whole, 0)])].map((end) => ({ end, places: [] }));
  for (const part of parts) {
    reads = part.kind === "title" ? anyText(reads, whole.length) : readPart(reads, part, whole);
    if (reads.length === 0) return null;
  }
  return reads.find(({ end }) => end === whole.length)?.places ?? null;
}

/** What was read so far, and a part behind it: the best of each end, in the order of the ends. */
function readPart(reads: readonly Read[], part: Exclude<Part, { kind: "title" }>, line: string): readonly Read[] {
  const byEnd = new Map<number, Read>();
  for (const { end: start, places } of reads) {
    for (const end of endsOf(part, line, start)) {
      const read = { end, places: part.kind === "literal" ? places : [...places, { kind: part.kind, start, end }] };
      const known = byEnd.get(end);
      if (known === undefined || isBetter(read, known)) byEnd.set(end, read);
    }
  }
  return [...byEnd.values()].sort((a, b) => a.end - b.end);
}

/** A title may be any text: it ends anywhere behind a place it can begin at. */
function anyText(reads: readonly Read[], length: number): readonly Read[] {
  const ends: Read[] = [];
  let next = 0;
  let best: Read | undefined;
  for (let end = reads[0]?.end ?? 0; end <= length; end++) {
    for (let read = reads[next]; read !== undefined && read.end <= end; read = reads[++next])
      if (best === undefined || isBetter(read, best)) best = read;
    if (best !== undefined) ends.push({ end, places: best.places });
  }
  return ends;
}

/** What begins earlier is meant, and then what is longer, of the host before all else: no host is a part of a host. */
function isBetter(read: Read, known: Read): boolean {
  for (const isHost of [true, false]) {
    for (const [at, { kind, start, end }] of read.places.entries()) {
      const other = known.places[at];
      if ((kind === "host") !== isHost || other === undefined || (start === other.start && end === other.end)) continue;
      return start === other.start ? end > other.end : start < other.start;
    }
  }
  return false;
}

const HOST = /[\p{L}\p{M}\p{N}_-]+(?:(?:\.|\[\.\])[\p{L}\p{M}\p{N}_-]+)+/uy;
const WORD = /(?:in)?active/iy;
const TIME = new RegExp(CHECKED, "y");
const ADDRESS = /https?:\/\/\S*/iy;

/** Where a part can end that begins at a place. What may be missing ends where it begins as well. */
function endsOf(part: Exclude<Part, { kind: "title" }>, line: string, start: number): readonly number[] {
  switch (part.kind) {
    case "literal": {
      const end = literalEnd(part.text, line, start);
      return end === null ? [] : [end];
    }
    case "status":
      return longest(WORD, line, start);
    case "checked":
      return [...longest(TIME, line, start), start];
    case "url":
      return [...longest(ADDRESS, line, start).flatMap((end) => downTo(start, end)), start];
    case "host":
      return longest(HOST, line, start).flatMap((end) => (end - start > MAX_HOST ? [] : downTo(start, end)));
  }
}

/** What follows directly may be of the same letters. */
function downTo(start: number, end: number): readonly number[] {
  return Array.from({ length: end - start }, (_, less) => end - less);
}

function longest(pattern: RegExp, line: string, start: number): readonly number[] {
  const own = new RegExp(pattern);
  own.lastIndex = start;
  return own.test(line) ? [own.lastIndex] : [];
}

/** Blanks of a template stand for any number of blanks: an editor may have made one of a tab, or dropped it. */
function literalEnd(literal: string, line: string, start: number): number | null {
  let at = start;
  for (let next = 0; next < literal.length; next++) {
    if (isBlank(literal, next)) at = skipBlanks(line, at);
    else if (literal[next] === line[at]) at++;
    else return null;
  }
  return at;
}

function isBlank(text: string, at: number): boolean {
  return /^\s$/.test(text.charAt(at));
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text, at)) at++;
  return at;
}
