/**
 * What the SOCKS library asks of the package `ip-address`, forty times as large: numeric destinations as numbers. The build puts this in
 * its place.
 */

/** @param ip as `net.isIPv4` takes it */
export class Address4 {
  constructor(private readonly ip: string) {}

  toArray(): readonly number[] {
    return this.ip.split(".").map(Number);
  }
}

/** @param ip as `net.isIPv6` takes it */
export class Address6 {
  constructor(private readonly ip: string) {}

  static fromByteArray(bytes: readonly number[]): Address6 {
    const hex = Buffer.from(bytes).toString("hex");
    return new Address6((hex.match(/.{4}/g) ?? []).join(":"));
  }

  /** Eight groups of hexadecimal digits. */
  canonicalForm(): string {
    const { hostname } = new URL(`http://[${this.ip.replace(/%.*/, "")}]/`);
    const [head = "", tail] = hostname.slice(1, -1).split("::");
    const groups = (part: string) => (part === "" ? [] : part.split(":"));
    if (tail === undefined) return head;
    const missing = 8 - groups(head).length - groups(tail).length;
    return [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)].join(":");
  }
}
