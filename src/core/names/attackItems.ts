import { isRecord } from "../text/isRecord";
import type { AttackKind, AttackObject, AttackTechnique } from "./attack";

/** What one bundle says of an object or of a technique of ATT&CK, as it is kept. */
export type AttackItem = KeptObject | KeptTechnique;

export interface KeptObject extends AttackObject {
  /** When it was changed last, RFC 3339 in UTC; "" when the bundle does not say. */
  readonly modified: string;
}

export interface KeptTechnique extends AttackTechnique {
  readonly kind: "technique";
}

/** What a bundle of ATT&CK says of itself. */
export interface AttackFacts {
  /** `Enterprise ATT&CK`; "" when it does not say. */
  readonly name: string;
  /** `18.1`; of a bundle that does not say, the same as `day`. */
  readonly version: string;
  /** The newest day of its objects, `YYYY-MM-DD`; "" for none. */
  readonly day: string;
}

/** What one bundle holds of ATT&CK. */
export interface AttackBundle extends AttackFacts {
  readonly items: readonly AttackItem[];
}

const KINDS: Readonly<Record<AttackKind, true>> = { actor: true, malware: true, tool: true, campaign: true };

/** Whether what was read from a file are the facts of a bundle. */
export function isAttackFacts(value: unknown): value is AttackFacts {
  return isRecord(value) && areTexts(value, ["name", "version", "day"]);
}

/** Whether what was read from a file is an item. */
export function isAttackItem(value: unknown): value is AttackItem {
  if (!isRecord(value) || !areTexts(value, ["id", "name"]) || !areLists(value, ["domains"])) return false;
  if (value["kind"] === "technique") return isTextOrNull(value["parent"]);
  return (
    Object.hasOwn(KINDS, String(value["kind"])) &&
    areTexts(value, ["description", "url", "version", "modified"]) &&
    areLists(value, ["aliases", "techniques", "software", "campaigns"]) &&
    typeof value["deprecated"] === "boolean" &&
    typeof value["revoked"] === "boolean" &&
    isTextOrNull(value["revokedBy"])
  );
}

function areTexts(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((key) => typeof value[key] === "string");
}

function areLists(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.every((key) => {
    const list = value[key];
    return Array.isArray(list) && list.every((one) => typeof one === "string");
  });
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}
