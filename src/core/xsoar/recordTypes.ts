import { sameNameKey } from "./query";

/**
 * What two spellings of an indicator type have in common: case, blanks and hyphens aside, and `STIX` before it, as servers
 * before 6.2 call the same types.
 */
export function recordTypeKey(type: string): string {
  return sameNameKey(type.trim().replace(/^STIX[\s_-]+(?=\S)/i, ""));
}
