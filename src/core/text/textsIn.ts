/** The texts of a list from outside; what is none is left out, and what is no list has none. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === "string") : [];
}
