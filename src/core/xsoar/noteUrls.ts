import { MAX_HELD_ADDRESS_CHARACTERS, MAX_HELD_NOTE_ADDRESSES, MAX_HELD_NOTE_CHARACTERS } from "../limits";
import { articleAddress } from "../urls/articleAddress";
import { canonicalUrl } from "../urls/canonicalUrl";
import { mayLeadOn } from "../urls/redirectors";

/** Signs behind an address, each of which may belong to it; what has more ends in none of them. */
const MAX_TRAILING = 8;

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+?(?=[,;|]https?:\/\/|[\s<>"]|$)/gi;
const PLAIN_HOST = /^https?:\/\/([a-z0-9._-]+)(?::\d*)?(?:[/?#]|$)/;
const TRAILING = ".,;:!?'’”)]}*_";

/**
 * What every address in a note is known by (`articleAddress`), whoever wrote it: the old tool (`headline: https://www.heise.de//news/…`),
 * or an analyst with a full stop behind it, in brackets, escaped as HTML or defanged (`hxxps://example[.]com`).
 * A superset: where an address may end in several places, each is given. In time proportional to the text.
 *
 * @param hosts only addresses on these hosts, in the form `canonicalHostOf` gives, are wanted; others may be left out
 * @param onCut called when the beginning of the note was not read
 */
export function noteUrls(
  note: string,
  hosts: ReadonlySet<string> | null = null,
  onCut: () => void = () => undefined,
): string[] {
  const urls = new Set<string>();
  const read = note.slice(-MAX_HELD_NOTE_CHARACTERS);
  if (read.length < note.length) onCut();
  for (const text of new Set([read, refanged(read)])) {
    const all = [...text.matchAll(ADDRESS)];
    const found = all.slice(-MAX_HELD_NOTE_ADDRESSES);
    if (found.length < all.length) onCut();
    for (const [index, match] of found.entries()) {
      if (hosts !== null && !mayBeOn(match[0], hosts)) continue;
      for (const url of endings(match[0])) urls.add(articleAddress(url));
      // An address written with a blank in it: ours ends the note.
      const rest = restOfLine(text, match.index, found[index + 1]?.index ?? text.length);
      if (rest !== null && rest !== match[0]) urls.add(articleAddress(rest));
    }
  }
  return [...urls];
}

/** What an address that stands alone is known by: as it is, without signs behind it, and where `&` is escaped as HTML. */
export function addressForms(address: string): string[] {
  const [head = ""] = address.split(/[<>"]/);
  const spelled = [address, head, address.replace(/&amp;/gi, "&")];
  return [...new Set(spelled.flatMap(endings).map(articleAddress))];
}

/** The host of an address in its canonical form; empty for what is no address. */
export function canonicalHostOf(url: string): string {
  return /^https:\/\/([^/?:]+)/.exec(canonicalUrl(url))?.[1] ?? "";
}

function refanged(note: string): string {
  return note
    .replace(/\bhxxp/gi, "http")
    .replace(/\[(\.|:|:\/\/|\/\/)\]/g, "$1")
    .replace(/&amp;/gi, "&");
}

/** False only when the address is on none of the hosts: most are told by a glance. */
function mayBeOn(address: string, hosts: ReadonlySet<string>): boolean {
  const host = PLAIN_HOST.exec(address.slice(0, 300).toLowerCase())?.[1];
  // It may be a redirector's, with one on these hosts in it.
  if (host === undefined || mayLeadOn(address)) return true;
  const bare = host.replace(/(?<!\.)\.+$/, "").replace(/^www\./, "");
  // A host that ends in a number has several spellings (0x7f.1).
  return hosts.has(bare) || hosts.has(`www.${bare}`) || /(?:^|\.)\d[^.]*$/.test(bare);
}

/** The address, and what it may be without signs behind it. */
function endings(address: string): string[] {
  let end = address.length;
  const ends = [end];
  while (end > 0 && TRAILING.includes(address.charAt(end - 1))) {
    end -= 1;
    if (ends.length <= MAX_TRAILING) ends.push(end);
  }
  return [...new Set([...ends, end])]
    .filter((length) => length <= MAX_HELD_ADDRESS_CHARACTERS)
    .map((length) => address.slice(0, length));
}

/** From the last address of a line to its end, or null when it is not the last or ends far away. */
function restOfLine(text: string, start: number, next: number): string | null {
  const line = text.slice(start, Math.min(next, start + MAX_HELD_ADDRESS_CHARACTERS + 1));
  const end = line.search(/[\r\n]/);
  if (end >= 0) return line.slice(0, end).trim();
  return next === text.length && line.length <= MAX_HELD_ADDRESS_CHARACTERS ? line.trim() : null;
}
