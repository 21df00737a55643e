import type { Match } from "../model/model";

/** How articles spell a name, each spelling once; of addresses without their percent-encoding. */
export function spellingsOf(matches: readonly Match[]): string[] {
  return [...new Set(matches.map(({ field, text }) => (field === "url" ? decoded(text) : text)))];
}

/** What is no valid encoding stays as it is written. */
function decoded(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
