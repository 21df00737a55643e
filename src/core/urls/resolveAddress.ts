/**
 * The absolute address of a link. One that is written absolute stays as it is written, byte for byte, blanks around it
 * aside; others are resolved against the base.
 *
 * @returns null for what is empty, no address, or neither http nor https
 */
export function resolveAddress(written: string, base: string): string | null {
  const trimmed = written.trim();
  if (trimmed === "") return null;
  let resolved: URL;
  try {
    resolved = new URL(trimmed, base);
  } catch {
    return null;
  }
  if (resolved.protocol !== "http:" && resolved.protocol !== "https:") return null;
  // White space inside is never part of an address: the URL standard drops or escapes it.
  return /^https?:\/\/\S+$/i.test(trimmed) ? trimmed : resolved.href;
}
