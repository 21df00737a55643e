/** A field of records whose form is known: the same on every server that has the vendor's common types. */
export interface KnownField {
  readonly field: string;
  readonly kind: "list" | "text" | "table";
  /** What its values may be; null for any text. */
  readonly values: readonly string[] | null;
}

const MOTIVATIONS = [
  "accidental",
  "coercion",
  "dominance",
  "ideology",
  "notoriety",
  "organizational-gain",
  "personal-gain",
  "personal-satisfaction",
  "revenge",
  "unpredictable",
];

/** Fields to offer where one is to be set, with their values. */
export const KNOWN_FIELDS: readonly KnownField[] = [
  { field: "aliases", kind: "list", values: null },
  { field: "tags", kind: "list", values: null },
  { field: "goals", kind: "list", values: null },
  {
    field: "threatactortypes",
    kind: "list",
    values: [
      "activist",
      "competitor",
      "crime-syndicate",
      "criminal",
      "hacker",
      "insider-accidental",
      "insider-disgruntled",
      "nation-state",
      "sensationalist",
      "spy",
      "terrorist",
      "unknown",
    ],
  },
  { field: "primarymotivation", kind: "list", values: MOTIVATIONS },
  { field: "secondarymotivations", kind: "list", values: MOTIVATIONS },
  {
    field: "resourcelevel",
    kind: "list",
    values: ["individual", "club", "contest", "team", "organization", "government"],
  },
  {
    field: "sophistication",
    kind: "list",
    values: ["none", "minimal", "intermediate", "advanced", "expert", "innovator", "strategic"],
  },
  { field: "description", kind: "text", values: null },
  { field: "stixid", kind: "text", values: null },
  { field: "communitynotes", kind: "table", values: null },
  { field: "publications", kind: "table", values: null },
];

/** What is known of a field; undefined for one that a tenant has made. */
export function knownField(field: string): KnownField | undefined {
  return KNOWN_FIELDS.find((known) => known.field === field);
}
