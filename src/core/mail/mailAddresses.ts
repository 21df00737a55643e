import { oneLine } from "../text/foreignText";

/** An address as a mail header may hold it: nothing in it can end the header or begin another one. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

/** An address, and the name it is shown with: empty for none. */
export interface NamedAddress {
  readonly name: string;
  readonly address: string;
}

/**
 * The addresses of a list parted by commas or semicolons, each `a@b.example`, `Name <a@b.example>` or `"Name, first" <a@b.example>`; null
 * when one is none.
 */
export function parseMailAddresses(text: string): readonly string[] | null {
  return parseNamedAddresses(text)?.map(({ address }) => address) ?? null;
}

/** The same with their names. */
export function parseNamedAddresses(text: string): readonly NamedAddress[] | null {
  const parts = (text.match(/(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^,;"])+/g) ?? []).map((part) => part.trim());
  const addresses = parts.filter((part) => part !== "").map(namedAddress);
  return addresses.length > 0 && addresses.every(({ address }) => ADDRESS.test(address)) ? addresses : null;
}

function namedAddress(part: string): NamedAddress {
  const [, before, address] = /^(.*)<([^<>]*)>$/s.exec(part) ?? [];
  if (before === undefined || address === undefined) return { name: "", address: part };
  const quoted = /^\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(before)?.[1]?.replace(/\\(.)/g, "$1");
  return { name: oneLine(quoted ?? before), address: address.trim() };
}
