/**
 * Whether an IP address, written as `URL.hostname` or a resolver gives it, belongs to the public internet as far as
 * our redirect rule goes: loopback, private, link-local, shared (RFC 6598), multicast and reserved ranges do not.
 * Ranges of the IANA special-purpose registries (RFC 6890). 198.18.0.0/15 counts as public: it is a test range on
 * paper, but proxies on analysts' machines hand it out for every public name. Null when `text` is no address.
 */
export function isPublicAddress(text: string): boolean | null {
  const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const four = parseIpv4(bare);
  if (four !== null) return isPublicIpv4(four);
  const six = parseIpv6(bare);
  return six === null ? null : isPublicIpv6(six);
}

/** `localhost` and every name below it (RFC 6761 §6.3). */
export function isLocalName(hostname: string): boolean {
  return /(?:^|\.)localhost\.?$/i.test(hostname);
}

type Ipv4 = readonly [number, number, number, number];

function parseIpv4(text: string): Ipv4 | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (parts === null) return null;
  const [a = 256, b = 256, c = 256, d = 256] = parts.slice(1).map(Number);
  return Math.max(a, b, c, d) > 255 ? null : [a, b, c, d];
}

function isPublicIpv4([a, b, c]: Ipv4): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if (a === 100) return b < 64 || b > 127;
  if (a === 169) return b !== 254;
  if (a === 172) return b < 16 || b > 31;
  if (a === 192) return b !== 168 && !(b === 0 && c === 0);
  return true;
}

/** Eight groups of 16 bits, or null. Knows `::` and a trailing dotted IPv4 part. */
function parseIpv6(text: string): readonly number[] | null {
  if (!/^[\da-f:.]+$/i.test(text) || !text.includes(":")) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head === null || head === undefined || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? head : null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

function groupsOf(text: string): number[] | null {
  const groups: number[] = [];
  for (const part of text === "" ? [] : text.split(":")) {
    const four = parseIpv4(part);
    if (four !== null) groups.push(four[0] * 256 + four[1], four[2] * 256 + four[3]);
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function isPublicIpv6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups;
  const leading = (count: number): boolean => groups.slice(0, count).every((group) => group === 0);
  // `::`, `::1`, and IPv4 written inside: ::a.b.c.d, ::ffff:a.b.c.d (RFC 4291 §2.5.5), ::ffff:0:a.b.c.d (RFC 2765).
  if (leading(6) || (leading(5) && groups[5] === 0xffff) || (leading(4) && groups[4] === 0xffff && groups[5] === 0)) {
    return isPublicIpv4(embeddedIpv4(groups[6], groups[7]));
  }
  // NAT64 (RFC 6052) and 6to4 (RFC 3056) carry an IPv4 address that is reached in the end.
  if (first === 0x64 && second === 0xff9b) return isPublicIpv4(embeddedIpv4(groups[6], groups[7]));
  if (first === 0x2002) return isPublicIpv4(embeddedIpv4(second, third));
  const isUniqueLocal = (first & 0xfe00) === 0xfc00;
  const isLinkOrSiteLocal = (first & 0xff80) === 0xfe80;
  return !isUniqueLocal && !isLinkOrSiteLocal && first < 0xff00;
}

function embeddedIpv4(high = 0, low = 0): Ipv4 {
  return [high >> 8, high & 255, low >> 8, low & 255];
}
