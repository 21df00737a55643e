/** An address as a mail header may hold it: nothing in it can end the header or begin another one. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

/**
 * The addresses of a list parted by commas or semicolons, each `a@b.example`, `Name <a@b.example>` or `"Name, first" <a@b.example>`; null
 * when one is none.
 */
export function parseMailAddresses(text: string): readonly string[] | null {
  const parts = (text.match(/(?:"[^"]*"|[^,;])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
  const addresses = parts.map((part) => /<([^<>]*)>$/.exec(part)?.[1]?.trim() ?? part);
  return addresses.length > 0 && addresses.every((address) => ADDRESS.test(address)) ? addresses : null;
}
