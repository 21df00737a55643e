import { BlockList, isIP } from "node:net";

/**
 * Loopback, private, link-local, shared (RFC 6598), multicast and reserved ranges of the IANA special-purpose registries
 * (RFC 6890). 198.18.0.0/15 counts as public: it is a test range on paper, but proxies on analysts' machines hand it out for
 * every public name.
 */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const) {
  INSIDE.addSubnet(network, bits);
}
INSIDE.addSubnet("fc00::", 7, "ipv6");
// Link-local, and the site-local of old.
INSIDE.addSubnet("fe80::", 9, "ipv6");
INSIDE.addSubnet("ff00::", 8, "ipv6");

/** Null when `text` is no IP address as `URL.hostname` or a resolver writes it. */
export function isPublicAddress(text: string): boolean | null {
  const bare = text.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  switch (isIP(bare)) {
    case 4:
      return isPublicIpv4(bare);
    case 6:
      return isPublicIpv6(bare);
    default:
      return null;
  }
}

/** `localhost` and every name below it (RFC 6761 §6.3). */
export function isLocalName(hostname: string): boolean {
  return /(?:^|\.)localhost\.?$/i.test(hostname);
}

function isPublicIpv4(address: string): boolean {
  return !isUnset(address) && !INSIDE.check(address);
}

/** 0.0.0.0/8, "this network": also what stands where no address does. */
function isUnset(address: string): boolean {
  return address.startsWith("0.");
}

function isPublicIpv6(address: string): boolean {
  const bytes = bytesOf(address);
  const within = (...prefix: readonly number[]): boolean => prefix.every((byte, at) => bytes[at] === byte);
  const ipv4 = (...at: readonly number[]): string => at.map((place) => bytes[place] ?? 0).join(".");
  const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
  // `::`, `::1`, and IPv4 written inside: ::a.b.c.d, ::ffff:a.b.c.d (RFC 4291 §2.5.5), ::ffff:0:a.b.c.d (RFC 2765).
  if (within(...zeros(12)) || within(...zeros(10), 255, 255) || within(...zeros(8), 255, 255, 0, 0))
    return isPublicIpv4(ipv4(12, 13, 14, 15));
  // NAT64, 64:ff9b::/96 and 64:ff9b:1::/48: where the IPv4 address stands depends on the network (RFC 6052 §2.2), and may lead
  // inside by none of the ways to read it.
  if (within(0, 0x64, 0xff, 0x9b)) {
    const readings = [ipv4(6, 7, 9, 10), ipv4(7, 9, 10, 11), ipv4(9, 10, 11, 12), ipv4(12, 13, 14, 15)];
    return readings.some(isPublicIpv4) && readings.every((each) => isUnset(each) || isPublicIpv4(each));
  }
  // 6to4 (RFC 3056).
  if (within(0x20, 2)) return isPublicIpv4(ipv4(2, 3, 4, 5));
  // Teredo (RFC 4380 §4): its server, and the client with all bits turned.
  if (within(0x20, 1, 0, 0)) {
    const client = bytes.slice(12).map((byte) => byte ^ 255);
    return isPublicIpv4(ipv4(4, 5, 6, 7)) && isPublicIpv4(client.join("."));
  }
  return !INSIDE.check(address, "ipv6");
}

/** The 16 bytes of an IPv6 address. */
function bytesOf(address: string): readonly number[] {
  // The URL Standard writes the end of an address as two groups as well where it came as a dotted IPv4 address.
  const [head = [], tail = []] = new URL(`http://[${address}]/`).hostname
    .slice(1, -1)
    .split("::")
    .map((half) => half.split(":").flatMap((group) => (group === "" ? [] : [Number.parseInt(group, 16)])));
  const gap = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...gap, ...tail].flatMap((group) => [group >> 8, group & 255]);
}
