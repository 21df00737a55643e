import { isOnion } from "./onion";

/**
 * An address as somebody types it, with the scheme that is meant where there is none: https, and http for an onion service. Of
 * `feed:` the address behind it. Empty for what is empty or blank; whether the rest is an address is not looked at.
 */
export function typedAddress(typed: string): string {
  const address = typed.trim().replace(/^feeds?:(?:\/\/)?/i, "");
  if (address === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address;
  return `${isOnion(address.split(/[:/]/)[0] ?? "") ? "http" : "https"}://${address}`;
}
