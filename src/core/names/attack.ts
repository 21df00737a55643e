/** What an object of ATT&CK is. */
export type AttackKind = "actor" | "malware" | "tool" | "campaign";

/** A group, software or campaign of ATT&CK. */
export interface AttackObject {
  /** `G0007`, `S0154`, `C0024`. */
  readonly id: string;
  readonly kind: AttackKind;
  readonly name: string;
  /** Other names, without the name itself. */
  readonly aliases: readonly string[];
  /** Two paragraphs at most, plain text, without citations and link marks; "" for none. */
  readonly description: string;
  /** Its page at attack.mitre.org; "" for none. */
  readonly url: string;
  readonly version: string;
  readonly domains: readonly string[];
  /** Dropped without a successor. */
  readonly deprecated: boolean;
  readonly revoked: boolean;
  /** The id of the object in its place; null when there is none. */
  readonly revokedBy: string | null;
  /** Ids of techniques (`T1059.003`) it uses itself, each once, both ends alive, ordered by number. */
  readonly techniques: readonly string[];
  /** Ids of software it uses, and of campaigns attributed to it. */
  readonly software: readonly string[];
  readonly campaigns: readonly string[];
}

/** A technique or sub-technique. */
export interface AttackTechnique {
  /** `T1059`, `T1059.003`. */
  readonly id: string;
  readonly name: string;
  /** Of a sub-technique, the id of its technique; null for a technique. */
  readonly parent: string | null;
  readonly domains: readonly string[];
}

/** What is imported of ATT&CK, the chosen domains together. */
export interface AttackTable {
  /** `Enterprise ATT&CK 18.1 (2026-11-30)`, the day in brackets that of the import; several parted by commas. For reports. */
  readonly version: string;
  /** What MITRE asks to be put with whatever is copied of it. */
  readonly notice: string;
  /** Some object uses a technique: not so of bundles without relationships, and of other domains than the chosen ones. */
  readonly hasTechniques: boolean;
  /** By `sameNameKey`: the objects that bear the name, revoked and deprecated ones too; those called so themselves first. */
  bearers(key: string): readonly AttackObject[];
  object(id: string): AttackObject | undefined;
  technique(id: string): AttackTechnique | undefined;
  /** Whether a text is a technique of any domain, in one of `TECHNIQUE_FORMS`. */
  isTechnique(text: string): boolean;
}

/** The ways to write a technique. */
export const TECHNIQUE_FORMS = {
  name: ({ name }: AttackTechnique) => name,
  id: ({ id }: AttackTechnique) => id,
  "id name": ({ id, name }: AttackTechnique) => `${id} ${name}`,
} as const;

/** Objects and techniques in the order of their numbers. */
export const byNumber = new Intl.Collator("en", { numeric: true }).compare;
