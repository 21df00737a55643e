import { MAX_INDICATORS, MAX_INDICATOR_TEXT_CHARACTERS, MAX_INDICATOR_URL_CHARACTERS } from "../limits";
import type { Indicator, IndicatorKind } from "../model/indicators";
import { firstUnits } from "../text/beginning";
import { AT, COLON, DOT, FTP, HTTP, hasSigns, markDefanged, refanged } from "./defanged";
import { ANOTHER_HOST, readHost } from "./hosts";
import { HASHES_OF_NOTHING } from "./hashesOfNothing";
import { type Place, versionsAmong } from "./versions";

/** What belongs to a word: beside one of these nothing is whole. */
const WORD = String.raw`\p{Alphabetic}\p{M}\p{N}_`;
/** Between two words it joins them to one, be it a sign for a letter, a hyphen or a dot of another kind: each of them is a part. */
const JOINT = String.raw`!$*+~^°¡¿´·‧․‐‑‒–−﹣－\p{Sc}`;
/** The same, but a name may end before it: *evil[.]example's*. */
const APOSTROPHE = "'‘’&";
/** Pictures, which a name may begin or end with. Arrows, boxes and ticks are signs of lists. */
const PICTURE = String.raw`(?![\u2190-\u21FF\u25A0-\u25FF\u2713-\u2718\u2794-\u27BE])\p{So}`;
const LABEL = `[${WORD}](?:[${WORD}-]{0,61}[${WORD}])?`;
const HOST = `(?:${LABEL}[.${DOT}]){1,10}(?:xn--[a-z\\d-]{1,58}[a-z\\d]|\\p{L}[\\p{L}\\p{M}]{1,62})`;
const IPV4 = `\\d{1,3}(?:[.${DOT}]\\d{1,3}){3}`;
const IPV6 = `(?:[a-f\\d]{0,4}[:${COLON}]){2,7}(?:${IPV4}|[a-f\\d]{0,4})`;

/** No address begins here: something before it belongs to it. */
const BEGINS = `(?<![${WORD}.%@\\\\${DOT}${AT}]|\\S-|[${WORD}][${JOINT}${APOSTROPHE}]|${PICTURE}|(?:[${DOT}${AT}]|\\\\\\.)\\s|\\b(?:dot|punkt)\\s|\\.[\\])}])`;
/** A host name goes on here, however the next full stop is written. */
const CONTINUES = `[${WORD}@%${AT}-]|[${JOINT}][${WORD}]|${PICTURE}|[.${DOT}][${WORD}-]|\\s?${DOT}\\s?[${WORD}]|\\s(?:dot|punkt)\\s|[[({]\\s?\\.|\\\\\\.`;
/** What an address leads to on its host: up to a blank, a quotation mark, a bracket that was opened before it or the next address. */
const PATH_SIGN = `(?!\\]\\(|[,;|](?:https?|ftps?|[${HTTP}${FTP}]s?)[:${COLON}]|'(?![${WORD}]))[^\\s<>"\`|\\\\^“”„«»、，。；！？）】」』》]`;
const PATH = `[/?#](?:${PATH_SIGN})*`;

interface Pattern {
  readonly kind: IndicatorKind | "hash";
  readonly pattern: RegExp;
  /** A cheap look whether the text can hold one at all; most texts hold none. */
  readonly isWorthwhile: (text: string) => boolean;
}

/** In this order: what belongs to one is not another as well. */
const PATTERNS: readonly Pattern[] = [
  {
    kind: "url",
    pattern: new RegExp(
      `(?<![${WORD}])(?<scheme>https?|ftps?|[${HTTP}${FTP}]s?)[:${COLON}]//(?<user>[^\\s/?#<>"@${AT}]{1,128}[@${AT}])?` +
        `(?:\\[${IPV6}\\]|(?<host>[${WORD}.${DOT}-]+)(?![${WORD}.${DOT}-]))(?:[:${COLON}]\\d{1,5}(?!\\d))?` +
        `(?:(?<rest>${PATH})|(?![:${COLON}]\\d|${CONTINUES}))`,
      "giu",
    ),
    isWorthwhile: (text) => /[:\uE003]\/\//.test(text),
  },
  {
    kind: "email",
    pattern: new RegExp(
      `(?<![${WORD}][.%#${JOINT}${APOSTROPHE}-]{0,8}|[@${AT}])[${WORD}][${WORD}.%+'&!#$~-]{0,63}(?:[@${AT}]|\\s?${AT}\\s?(?=[${WORD}.-]{0,253}${DOT}))(?<host>${HOST})(?!${CONTINUES})`,
      "giu",
    ),
    isWorthwhile: hasSigns,
  },
  {
    kind: "ipv6",
    pattern: new RegExp(`(?<![${WORD}:${COLON}.${DOT}])${IPV6}(?![${WORD}:${COLON}%]|[.${DOT}][${WORD}]|/\\d)`, "giu"),
    isWorthwhile: (text) => /[:\uE003][a-f\d]{0,4}[:\uE003]/i.test(text),
  },
  {
    kind: "ipv4",
    pattern: new RegExp(
      `(?<![${WORD}.%${DOT}]|${DOT}\\s|\\b(?:dot|punkt)\\s|[${WORD}]-(?<!${IPV4}-))${IPV4}` +
        // A range of addresses has two, a network's is none.
        `(?!/\\d{1,2}(?![${WORD}/]|[.${DOT}][${WORD}]))(?:(?=[-–]${IPV4})|(?!${CONTINUES}))` +
        `(?<rest>/(?!${IPV4}(?![${WORD}]))(?:${PATH_SIGN})*)?`,
      "gu",
    ),
    isWorthwhile: (text) => /\d[.\uE001]\d{1,3}[.\uE001]\d/.test(text),
  },
  {
    kind: "domain",
    pattern: new RegExp(
      `${BEGINS}(?<host>${HOST})(?!${CONTINUES})(?<rest>(?::\\d{1,5})?/(?!${ANOTHER_HOST})(?:${PATH_SIGN})*)?`,
      "giu",
    ),
    isWorthwhile: hasSigns,
  },
  {
    kind: "hash",
    pattern: new RegExp(
      `(?<![${WORD}.%@\\\\${DOT}${AT}]|(?<![a-f\\d]{32})/|(?<!md5|sha-?\\d{1,3})-)[a-f\\d]{32,128}(?![${WORD}@\\\\%${AT}-]|[.${DOT}][${WORD}]|/(?![a-f\\d]{32}))`,
      "giu",
    ),
    isWorthwhile: (text) => /[a-f\d]{32}/i.test(text),
  },
];

const CVE =
  /(?<![\p{L}\p{M}\p{N}])cve[-\u2010\u2011\u2013_ ]?\d{4}[-\u2010\u2011\u2013_]\d{4,7}(?![\p{L}\p{M}\p{N}]|\.\p{N})/giu;

const HASHES: ReadonlyMap<number, IndicatorKind> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [128, "sha512"],
]);

/** In this order they are told, those of one group as they stand in the text. */
const GROUPS: readonly (readonly IndicatorKind[])[] = [
  ["cve"],
  [...HASHES.values()],
  ...(["url", "email", "ipv4", "ipv6", "domain"] as const).map((kind) => [kind]),
];

/** A cheap look whether a text, markup and all, can hold any. */
export function mayHoldIndicators(text: string): boolean {
  return /[[({<]\s?(?:\.|dot|punkt|@|at|:)|\.[\])}]|&(?:#|period|commat|colon)|h(?:[xtyz]{2}|\*\*|__)p|meow|fxp|cve|[a-f\d]{32}|\d\.\d{1,3}\.\d|\d(?:\\\.|\s(?:dot|punkt)\s)\d|:[a-f\d]{0,4}:/i.test(
    text,
  );
}

/**
 * The CVE ids, hashes and addresses in a text, each once and whole. Domains, URLs and mail addresses count only where the author has
 * defanged them (`evil[.]example`, `hxxp://`): what stands there as a link is a reference, not an indicator. Addresses of the internet
 * protocol count without that as well, unless they are a version number or of no public network. What is part of something longer (a
 * word, the name of a file, another address or id) is none.
 *
 * @param onCut called when there are more than are told, longer ones, or text that was not looked at
 */
export function findIndicators(text: string, onCut: () => void = () => undefined): readonly Indicator[] {
  let isCut = text.length > MAX_INDICATOR_TEXT_CHARACTERS;
  const marked = markDefanged(firstUnits(text, MAX_INDICATOR_TEXT_CHARACTERS));
  const found = new Map<string, Indicator>();
  const add = (indicator: Indicator): void => {
    const key = `${indicator.kind} ${indicator.punycode ?? indicator.value}`;
    // Written in both ways, it is shown in the one that people read.
    if (found.get(key)?.punycode === undefined) found.set(key, indicator);
  };
  for (const { 0: id, index } of marked.matchAll(CVE)) {
    // Behind one in capitals a number makes it another id; in an address words follow, of which one may be a number.
    if (id.startsWith("CVE") && /^[-\u2010\u2011\u2013_]\p{N}/u.test(marked.slice(index + id.length))) continue;
    add({ kind: "cve", value: id.toUpperCase().replace(/^CVE\D?(\d{4})\D(\d+)$/, "CVE-$1-$2") });
  }
  let left = marked;
  for (const { kind, pattern, isWorthwhile } of PATTERNS) {
    if (!isWorthwhile(left)) continue;
    const versions = kind === "ipv4" ? versionNumbers(left, pattern) : NONE;
    const whole = left;
    left = whole.replace(pattern, (written: string, ...rest: unknown[]) => {
      const at = rest.find((part) => typeof part === "number") ?? 0;
      const found = read(kind, written, rest.at(-1) as Parts, versions.has(at));
      if (found === null) return written;
      if (found === "too long") isCut = true;
      else if (found !== "address") add(found);
      // What stands beside it without a blank is a part of it.
      return "_".repeat(written.length);
    });
  }
  const all = [...found.values()];
  if (isCut || all.length > MAX_INDICATORS) onCut();
  return GROUPS.flatMap((kinds) => all.filter(({ kind }) => kinds.includes(kind))).slice(0, MAX_INDICATORS);
}

const NONE: ReadonlySet<number> = new Set();

/** Where addresses begin that are version numbers. */
function versionNumbers(text: string, pattern: RegExp): ReadonlySet<number> {
  const places = Array.from(text.matchAll(pattern), ({ 0: written, index, groups }): Place => {
    const value = written.slice(0, written.length - (groups?.["rest"]?.length ?? 0));
    return { start: index, end: index + value.length, value };
  });
  return new Set(Array.from(versionsAmong(text, places), ({ start }) => start));
}

/** The named groups of a pattern. */
type Parts = { readonly [K in "scheme" | "user" | "host" | "rest"]?: string };

/** What a stretch is: an indicator, an address that is none or too long a one (then nothing in it is one either), or neither. */
function read(
  wanted: Pattern["kind"],
  written: string,
  parts: Parts,
  isVersion: boolean,
): Indicator | "address" | "too long" | null {
  const value = refanged(written);
  switch (wanted) {
    case "url":
      return readUrl(written, parts) ?? "address";
    case "email": {
      const host = hasSigns(written) ? readHost(parts.host ?? "") : null;
      if (host === null) return null;
      const local = refanged(written.slice(0, written.length - (parts.host ?? "").length))
        .replace(/\s/g, "")
        .toLowerCase();
      return { kind: "email", ...mapped(host, (name) => local + name) };
    }
    case "domain": {
      const { host: name = "" } = parts;
      const host = hasSigns(name) ? readHost(name) : null;
      return host === null ? null : { kind: "domain", ...host };
    }
    case "ipv4": {
      const { rest = "" } = parts;
      const end = written.length - rest.length;
      const address = value.slice(0, value.length - refanged(rest).length);
      if (!isAddress(address)) return null;
      const isMeant = hasSigns(written.slice(0, end)) || (isPublic(address) && !isVersion);
      return isMeant ? { kind: "ipv4", value: address } : null;
    }
    case "ipv6":
      return isIpv6(value) && (hasSigns(written) || /^[23]/.test(value))
        ? { kind: "ipv6", value: value.toLowerCase() }
        : null;
    case "hash": {
      const kind = HASHES.get(value.length);
      const hash = value.toLowerCase();
      const isHash = kind !== undefined && /\d/.test(hash) && /[a-f]/.test(hash) && !HASHES_OF_NOTHING.has(hash);
      return isHash ? { kind, value: hash } : null;
    }
    default:
      return null;
  }
}

function mapped(
  { value, punycode }: { readonly value: string; readonly punycode?: string },
  make: (host: string) => string,
): Pick<Indicator, "value" | "punycode"> {
  return { value: make(value), ...(punycode === undefined ? {} : { punycode: make(punycode) }) };
}

/** Only what is defanged before its path: a path may tell of other addresses. A link that leads to a number names its address. */
function readUrl(written: string, { scheme = "", user = "", host, rest = "" }: Parts): Indicator | "too long" | null {
  const head = written.slice(0, written.length - rest.length);
  if (!hasSigns(head)) {
    const address = host ?? "";
    return isIpv4(address) && isPublic(address) ? { kind: "ipv4", value: address } : null;
  }
  if (written.length > MAX_INDICATOR_URL_CHARACTERS) return "too long";
  const path = refanged(rest);
  const port =
    /[:\uE003]\d{1,5}$/.exec(
      host === undefined ? head.slice(head.indexOf("]")) : head.slice(head.indexOf(host)),
    )?.[0] ?? "";
  const whole = (name: string): string =>
    withoutEnd(`${refanged(scheme).toLowerCase()}://${refanged(user)}${name}${refanged(port)}${path}`);
  if (host === undefined) {
    const address = refanged(head.slice(head.indexOf("["), head.indexOf("]") + 1));
    return URL.canParse(`http://${address}/`) ? { kind: "url", value: whole(address) } : null;
  }
  const name = refanged(host).replace(/(?<!\.)\.+$/, "");
  if (isIpv4(name)) return { kind: "url", value: whole(name) };
  if (!new RegExp(`^${HOST}$`, "iu").test(name)) return null;
  const known = readHost(host);
  if (known === null) return null;
  // Written in ASCII, it stays as it was written.
  return { kind: "url", ...mapped(known.punycode === undefined ? { value: name } : known, whole) };
}

/** Punctuation behind an address belongs to the sentence; a bracket does if it is not opened in the address. */
function withoutEnd(url: string): string {
  let end = url.replace(/(?<![.,;:!?'])[.,;:!?']+$/, "");
  while (end.endsWith(")") && !end.includes("(")) end = end.slice(0, -1);
  return end.replace(/(?<![.,;:!?\]'])[.,;:!?\]']+$/, "");
}

function isIpv4(value: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(value) && isAddress(value);
}

function isAddress(value: string): boolean {
  return value.split(".").every((part) => Number(part) <= 255 && (part === "0" || !part.startsWith("0")));
}

/** Not private, loopback, link-local, for documentation, multicast or reserved (RFC 6890). */
function isPublic(value: string): boolean {
  const [a = 0, b = 0, c = 0] = value.split(".").map(Number);
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return false;
  if (a === 100 && b >= 64 && b < 128) return false;
  return !((a === 192 && b === 0) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113));
}

function isIpv6(value: string): boolean {
  return /[a-f\d]{1,4}:/i.test(value) && value.split(":").length > 3 && URL.canParse(`http://[${value}]/`);
}
