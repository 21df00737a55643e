/** One key of a sort order. */
export interface SortKey {
  readonly field: string;
  readonly asc: boolean;
}

/** The sort order of a filter; null when it is none. */
export function readSort(value: unknown): readonly SortKey[] | null {
  if (value === null) return [];
  if (!Array.isArray(value)) return null;
  const keys = value.map((entry: { field?: unknown; asc?: unknown } | null) => ({
    field: entry?.field,
    asc: entry?.asc === true,
  }));
  return keys.every((key): key is SortKey => typeof key.field === "string") ? keys : null;
}

/** What a row is sorted by, as it stands in `sortValues`. */
export function sortKey(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

/** By the sort keys, then by id; digits by size. */
export function orderOf(left: readonly string[], right: readonly string[], sort: readonly SortKey[]): number {
  for (let at = 0; at < left.length; at++) {
    const [a, b] = [left[at] ?? "", right[at] ?? ""];
    const digits = /^\d+$/.test(a) && /^\d+$/.test(b);
    const order = digits && a.length !== b.length ? a.length - b.length : a < b ? -1 : Number(a > b);
    if (order !== 0) return sort[at]?.asc === false ? -order : order;
  }
  return 0;
}

/** A page or a size: a whole number, or null for none given. */
export function isCount(value: unknown): value is number | null {
  return value === null || (typeof value === "number" && Number.isInteger(value) && value >= 0);
}

/** True for a list of strings. */
export function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}
