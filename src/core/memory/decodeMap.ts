/** Entries that are not ours are left out: one bad entry must not cost the others. */
export function decodeMap<T>(data: unknown, decode: (value: unknown) => T | null): Map<string, T> | null {
  if (!Array.isArray(data)) return null;
  const map = new Map<string, T>();
  for (const entry of data as unknown[]) {
    if (!Array.isArray(entry) || typeof entry[0] !== "string") continue;
    const value = decode(entry[1]);
    if (value !== null) map.set(entry[0], value);
  }
  return map;
}
