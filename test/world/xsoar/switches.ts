/** Behaviours that servers differ in, or that no document settles. The default is the strictest. */
export interface StoreOptions {
  /**
   * Creating a value that exists: give the existing record with its version raised and nothing else changed (`merge`), the
   * same with the lists of the new one joined to its own (`append`), refuse (`409`), or make a second one (`duplicate`).
   */
  readonly duplicates: "merge" | "append" | "409" | "duplicate";
  /** Values that are never created; the answer is 200 `null`. Compared without case. */
  readonly excluded: readonly string[];
  /** What an excluded value is answered with: `null`, or nothing at all. */
  readonly excludedAnswer: "null" | "empty";
  /** How long a created record stays invisible to searches, in ms. */
  readonly indexLagMs: number;
  /** How long searches give an edited record as it was before, in ms. */
  readonly editLagMs: number;
  /** What a creation answers: a few fields and zero times; the same without the fields that are null; the whole record. */
  readonly createAnswer: "partial" | "sparse" | "full";
  /** An edit without `version`. */
  readonly missingVersion: "refuse" | "accept";
  /** Whether an edit's version is compared at all: `ignored` is a server without the optimistic lock on indicators. */
  readonly versions: "checked" | "ignored";
  /** How a stale version is refused: as recorded, as another 400, or as 409. */
  readonly lockAnswer: "errOptimisticLock" | "badRequest" | "409";
  /** An edit replaces the whole object, or keeps the fields (of the record and of its custom fields) that it leaves out. */
  readonly edits: "replace" | "patch";
  /** An edit of an id nobody has. */
  readonly unknownId: 404 | 400;
  /** A note's time without a zone: kept as it is, stored as an empty text, or refused. */
  readonly naiveDates: "keep" | "blank" | "refuse";
  /** Rows for a search that gives no size; 0 is what the interface description says. */
  readonly defaultSize: number;
  /** Rows for a search of size 0: none, or as many as without a size (to Go, null and 0 are the same). */
  readonly zeroSize: "none" | "default";
  /** Reading past the first 10,000 rows by page number: an error, or an empty page. */
  readonly window: "refuse" | "truncate";
  /** `iocObjects` of a search that finds nothing. */
  readonly noRows: "null" | "array" | "absent";
  /** Fields that no search row has, for example `CustomFields` or `sortValues`. */
  readonly searchOmits: readonly string[];
  /** Fields of a search row that say nothing (null, "", {}, [], the zero time): as stored, left out, or null. */
  readonly emptyFields: "stored" | "absent" | "null";
  /** A search with an empty query finds every record, or none, or is an error. */
  readonly emptyQuery: "all" | "none" | "refuse";
  /** Fields a query finds nothing by, for example `id`: a server need not have them in its index. */
  readonly unsearchable: readonly string[];
  /** Terms in one query; beyond, the search fails. */
  readonly maxTerms: number;
  /** Characters in one query; beyond, the search fails. */
  readonly maxQueryLength: number;
  /** `strict`: one of `( ) [ ] ^ :` inside quotes without a backslash is an error. */
  readonly escapes: "lenient" | "strict";
  /** New records have the fields of newer servers. */
  readonly newerKeys: boolean;
  /** Ids of new records: digits, or texts that mean nothing. */
  readonly ids: "digits" | "opaque";
  /** Times the server sets: UTC, or local with an offset, both with more digits than a JavaScript date holds. */
  readonly times: "utc" | "offset";
}

export const STORE_DEFAULTS: StoreOptions = {
  duplicates: "merge",
  excluded: [],
  excludedAnswer: "null",
  indexLagMs: 0,
  editLagMs: 0,
  createAnswer: "partial",
  missingVersion: "refuse",
  versions: "checked",
  lockAnswer: "errOptimisticLock",
  edits: "replace",
  unknownId: 404,
  naiveDates: "keep",
  defaultSize: 50,
  zeroSize: "none",
  window: "refuse",
  noRows: "null",
  searchOmits: [],
  emptyFields: "stored",
  emptyQuery: "all",
  unsearchable: [],
  maxTerms: 1024,
  maxQueryLength: 262_144,
  escapes: "lenient",
  newerKeys: false,
  ids: "digits",
  times: "utc",
};

/** The values each switch takes, for those who set one by its name. */
export const SWITCH_VALUES: {
  readonly [Name in keyof StoreOptions]: readonly StoreOptions[Name][] | "number" | "list";
} = {
  duplicates: ["merge", "append", "409", "duplicate"],
  excluded: "list",
  excludedAnswer: ["null", "empty"],
  indexLagMs: "number",
  editLagMs: "number",
  createAnswer: ["partial", "sparse", "full"],
  missingVersion: ["refuse", "accept"],
  versions: ["checked", "ignored"],
  lockAnswer: ["errOptimisticLock", "badRequest", "409"],
  edits: ["replace", "patch"],
  unknownId: [404, 400],
  naiveDates: ["keep", "blank", "refuse"],
  defaultSize: "number",
  zeroSize: ["none", "default"],
  window: ["refuse", "truncate"],
  noRows: ["null", "array", "absent"],
  searchOmits: "list",
  emptyFields: ["stored", "absent", "null"],
  emptyQuery: ["all", "none", "refuse"],
  unsearchable: "list",
  maxTerms: "number",
  maxQueryLength: "number",
  escapes: ["lenient", "strict"],
  newerKeys: [true, false],
  ids: ["digits", "opaque"],
  times: ["utc", "offset"],
};

/**
 * Reads `name=value` (a list is separated by commas).
 * @throws with a sentence when there is no such switch or value
 */
export function readSwitch(text: string): Partial<StoreOptions> {
  const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  if (!Object.hasOwn(SWITCH_VALUES, name)) throw new Error(`there is no switch "${name || text}"`);
  const allowed: readonly unknown[] | "number" | "list" = SWITCH_VALUES[name as keyof StoreOptions];
  if (allowed === "list") return { [name]: value.split(",").filter((part) => part !== "") };
  if (allowed === "number") {
    if (!/^\d+$/.test(value)) throw new Error(`${name} is a whole number`);
    return { [name]: Number(value) };
  }
  const found = allowed.find((one) => String(one) === value);
  if (found === undefined) throw new Error(`${name} is one of ${allowed.join(", ")}`);
  return { [name]: found };
}
