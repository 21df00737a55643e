import { MAX_INDICATORS, MAX_INDICATOR_TEXT_CHARACTERS } from "../limits";
import type { Indicator, IndicatorKind } from "../model/indicators";

/** Stand for what somebody wrote so that it is no link: a dot, an at sign, a colon, `hxxp`. */
const DOT = "\uE001";
const AT = "\uE002";
const COLON = "\uE003";
const HTTP = "\uE004";
const MARKS = /[\uE001-\uE004]/;

const BRACKETED = /[[({<]\s?(\.|dot|punkt|@|at|:|:\/\/|\/\/)\s?[\])}>]/gi;
const WRITTEN: Readonly<Record<string, string>> = {
  ".": DOT,
  dot: DOT,
  punkt: DOT,
  "@": AT,
  at: AT,
  ":": COLON,
  "://": `${COLON}//`,
  "//": "//",
};

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const HOST = `(?:${LABEL}[.${DOT}]){1,10}[a-z](?:[a-z0-9-]{0,22}[a-z])`;
const IPV4 = `(?:\\d{1,3}[.${DOT}]){3}\\d{1,3}`;

interface Pattern {
  readonly kind: IndicatorKind | "hash";
  readonly pattern: RegExp;
  /** A cheap look whether the text can hold one at all; most texts hold none. */
  readonly isWorthwhile: (text: string) => boolean;
}

const hasMarks = (text: string): boolean => MARKS.test(text);

const PATTERNS: readonly Pattern[] = [
  {
    kind: "cve",
    pattern: /(?<![a-z\d])cve[-\u2010\u2011\u2013_ ]?\d{4}[-\u2010\u2011\u2013_]\d{4,7}(?!\d)/gi,
    isWorthwhile: (text) => /cve/i.test(text),
  },
  {
    kind: "hash",
    pattern: /(?<![a-z\d])[a-f\d]{32,128}(?![a-z\d])/gi,
    isWorthwhile: (text) => /[a-f\d]{32}/i.test(text),
  },
  {
    kind: "url",
    pattern: new RegExp(
      `(?:https?|${HTTP}s?)[:${COLON}]//(?:${HOST}|${IPV4})(?:[:${COLON}]\\d{1,5})?(?:[/?#][^\\s<>"'\`|\\\\^]{0,2000})?`,
      "gi",
    ),
    isWorthwhile: hasMarks,
  },
  {
    kind: "email",
    pattern: new RegExp(`(?<![a-z\\d._%+-])[a-z\\d._%+-]{1,64}[@${AT}]${HOST}`, "gi"),
    isWorthwhile: hasMarks,
  },
  {
    kind: "ipv4",
    pattern: new RegExp(`(?<![\\d.${DOT}])${IPV4}(?![\\d${DOT}]|\\.\\d)`, "g"),
    isWorthwhile: (text) => /\d[.\uE001]\d{1,3}[.\uE001]\d/.test(text),
  },
  {
    kind: "ipv6",
    pattern: new RegExp(
      `(?<![a-z\\d:${COLON}])(?:[a-f\\d]{0,4}[:${COLON}]){2,7}[a-f\\d]{0,4}(?![a-z\\d:${COLON}])`,
      "gi",
    ),
    isWorthwhile: (text) => /[:\uE003][a-f\d]{0,4}[:\uE003]/i.test(text),
  },
  {
    kind: "domain",
    pattern: new RegExp(`(?<![a-z\\d.${DOT}@${AT}-])${HOST}(?![a-z\\d-])`, "gi"),
    isWorthwhile: hasMarks,
  },
];

const HASHES: ReadonlyMap<number, IndicatorKind> = new Map([
  [32, "md5"],
  [40, "sha1"],
  [64, "sha256"],
  [128, "sha512"],
]);

/**
 * The CVE ids, hashes and addresses in a text, each once, in the order of their kinds. Domains, URLs and mail addresses count only
 * where the author has defanged them (`evil[.]example`, `hxxp://`): what stands there as a link is a reference, not an indicator.
 * Addresses of the internet protocol count without that as well, unless they are a version number or of no public network.
 */
export function findIndicators(text: string, onCut: () => void = () => undefined): readonly Indicator[] {
  let isCut = text.length > MAX_INDICATOR_TEXT_CHARACTERS;
  let marked = text
    .slice(0, MAX_INDICATOR_TEXT_CHARACTERS)
    .replace(/[\uE001-\uE004]/g, " ")
    .replace(BRACKETED, (_whole, inner: string) => WRITTEN[inner.toLowerCase()] ?? "")
    .replace(/(?<![a-z])h(?:xx|\*\*|tt\[)p(s?)(?=[:\uE003])/gi, `${HTTP}$1`);
  const found = new Map<string, Indicator>();
  for (const { kind: wanted, pattern, isWorthwhile } of PATTERNS) {
    if (!isWorthwhile(marked)) continue;
    const text = marked;
    marked = text.replace(pattern, (written: string, ...rest: unknown[]) => {
      const at = rest.find((part) => typeof part === "number") ?? 0;
      const kind = wanted === "hash" ? HASHES.get(written.length) : wanted;
      const value = kind === undefined ? null : valueOf(kind, written, text.slice(Math.max(0, at - 12), at));
      if (kind === undefined || value === null) return written;
      const key = `${kind} ${value}`;
      if (found.size < MAX_INDICATORS) found.set(key, { kind, value });
      else isCut ||= !found.has(key);
      // What belongs to one is not another as well.
      return " ".repeat(written.length);
    });
  }
  if (isCut) onCut();
  return [...found.values()];
}

/** The refanged value; null when it is none. */
function valueOf(kind: IndicatorKind, written: string, before: string): string | null {
  const isDefanged = MARKS.test(written);
  const value = written.replaceAll(DOT, ".").replaceAll(AT, "@").replaceAll(COLON, ":").replaceAll(HTTP, "http");
  switch (kind) {
    case "cve":
      return value.toUpperCase().replace(/^CVE\D?(\d{4})\D(\d+)$/, "CVE-$1-$2");
    case "md5":
    case "sha1":
    case "sha256":
    case "sha512":
      return /\d/.test(value) && /[a-f]/i.test(value) ? value.toLowerCase() : null;
    case "url":
      return isDefanged ? withoutEnd(value) : null;
    case "email":
    case "domain":
      return isDefanged ? value.toLowerCase() : null;
    case "ipv4":
      return isAddress(value) && (isDefanged || (isPublic(value) && !isVersion(before))) ? value : null;
    case "ipv6":
      return isIpv6(value) && (isDefanged || /^[23]/.test(value)) ? value.toLowerCase() : null;
  }
}

/** Punctuation behind an address belongs to the sentence; a bracket does if it is not opened in the address. */
function withoutEnd(url: string): string {
  let end = url.replace(/(?<![.,;:!?])[.,;:!?]+$/, "");
  while (end.endsWith(")") && !end.includes("(")) end = end.slice(0, -1);
  return end.replace(/(?<![.,;:!?\]])[.,;:!?\]]+$/, "");
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

function isVersion(before: string): boolean {
  return /(?:version|build|release|firmware|\bv|\bver\.?|[<>=])\s*$/i.test(before);
}

function isIpv6(value: string): boolean {
  return /[a-f\d]{1,4}:/i.test(value) && value.split(":").length > 3 && URL.canParse(`http://[${value}]/`);
}
