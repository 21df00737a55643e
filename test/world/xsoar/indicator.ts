import { type Member, readObject, writeObject } from "./lossless";

const ZERO_TIME = "0001-01-01T00:00:00Z";
/** What every search row holds; a full replacement that leaves one out sets it to this. */
const BUILT_IN: Readonly<Record<string, unknown>> = {
  id: "",
  version: 1,
  modified: ZERO_TIME,
  sortValues: null,
  CustomFields: null,
  account: "",
  timestamp: ZERO_TIME,
  indicator_type: "",
  value: "",
  source: "",
  investigationIDs: null,
  lastSeen: ZERO_TIME,
  firstSeen: ZERO_TIME,
  lastSeenEntryID: "",
  firstSeenEntryID: "",
  score: 0,
  manualScore: false,
  setBy: "",
  manualSetTime: ZERO_TIME,
  insightCache: null,
  calculatedTime: ZERO_TIME,
  lastReputationRun: ZERO_TIME,
  comment: "",
  manuallyEditedFields: null,
};

/** The keys of an indicator that a creation takes over; whatever else the request holds is ignored. */
export const CREATABLE = ["value", "indicator_type", "score", "source", "firstSeen", "lastSeen", "CustomFields"];
CREATABLE.push("comment", "comments", "manualScore", "account", "investigationIDs", "expiration");

/** Fields of newer servers with the JSON text of what a new record has in them; several hold more digits than a double. */
export const NEWER: Readonly<Record<string, string>> = {
  aggregatedReliability: '"A - Completely reliable"',
  cacheVersn: "0",
  comments: "[]",
  deletedFeedFetchTime: JSON.stringify(ZERO_TIME),
  expiration: JSON.stringify(ZERO_TIME),
  expirationSource: "null",
  expirationStatus: '"active"',
  highlight: "null",
  isShared: "false",
  manualExpirationTime: JSON.stringify(ZERO_TIME),
  modifiedTime: JSON.stringify(ZERO_TIME),
  moduleToFeedMap: "{}",
  numericId: "0",
  primaryTerm: "1",
  relatedIncCount: "0",
  sequenceNumber: "9007199254740993",
  sizeInBytes: "18446744073709551615",
  sourceBrands: "[]",
  sourceInstances: "null",
};

const TIMES = [
  "modified",
  "timestamp",
  "lastSeen",
  "firstSeen",
  "manualSetTime",
  "calculatedTime",
  "lastReputationRun",
];

/** A member with this JSON text as its value. */
export function member(key: string, raw: string): Member {
  return { key, raw, value: JSON.parse(raw) };
}

/** Adds what every row holds: a full replacement that leaves a field out sets it to its zero value. */
export function withBuiltIns(members: Map<string, Member>): Map<string, Member> {
  for (const [key, value] of Object.entries(BUILT_IN)) {
    if (!members.has(key)) members.set(key, member(key, JSON.stringify(value)));
  }
  return members;
}

/** What a creation answers with. The partial object has its times unset, whatever was sent. */
export function createdAnswer(members: Map<string, Member>, form: "partial" | "sparse" | "full" = "partial"): string {
  if (form === "full") return writeObject(members.values());
  const zero = JSON.stringify(ZERO_TIME);
  const keys = [
    "id",
    "version",
    "modified",
    "value",
    "indicator_type",
    "score",
    "CustomFields",
    "firstSeen",
    "lastSeen",
  ];
  keys.push("firstSeenEntryID", "lastSeenEntryID");
  const times = new Set(["modified", "firstSeen", "lastSeen"]);
  const all = keys.map((key) => ({ key, raw: times.has(key) ? zero : (members.get(key)?.raw ?? "null") }));
  return writeObject(form === "sparse" ? all.filter(({ raw }) => raw !== "null" && raw !== zero) : all);
}

/** A record as a search row: without the fields that are not given there, and with the empty ones as the server has them. */
export function rowMembers(
  members: Iterable<Member>,
  { searchOmits, emptyFields }: { readonly searchOmits: readonly string[]; readonly emptyFields: string },
): readonly Member[] {
  const shown = [...members].filter(({ key }) => !searchOmits.includes(key));
  if (emptyFields === "stored") return shown;
  const row = shown.map((entry) => {
    if (isEmpty(entry.value)) return member(entry.key, "null");
    if (entry.key !== "CustomFields") return entry;
    const fields = rowMembers(readObject(entry.raw) ?? [], { searchOmits: [], emptyFields });
    return member(entry.key, writeObject(fields));
  });
  return emptyFields === "null" ? row : row.filter(({ value }) => !isEmpty(value));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === "" || value === ZERO_TIME) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Blanks the times without a zone in the community notes. */
export function withoutZones(members: Map<string, Member>): void {
  const custom = readObject(members.get("CustomFields")?.raw ?? "");
  const notes = custom?.find(({ key }) => key === "communitynotes");
  if (custom === null || !Array.isArray(notes?.value)) return;
  const rows = (notes.value as Readonly<Record<string, unknown>>[]).map((row) =>
    isNaive(row["timestamp"]) ? { ...row, timestamp: "" } : row,
  );
  const fields = custom.map((entry) => (entry === notes ? member(entry.key, JSON.stringify(rows)) : entry));
  members.set("CustomFields", member("CustomFields", writeObject(fields)));
}

function isNaive(time: unknown): boolean {
  return typeof time === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/.test(time);
}

/** The server's decoder is typed: what does not fit is refused. Null fits everywhere. */
export function wrongType(members: Map<string, Member>, refuseNaive = false): string | null {
  for (const [key, { value }] of members) {
    if (value === null) continue;
    if (TIMES.includes(key) && !isTime(value)) return `${key} is no RFC 3339 time`;
    if ((key === "version" || key === "score") && !Number.isInteger(value)) return `${key} is no whole number`;
    if (["value", "indicator_type", "source", "comment"].includes(key) && typeof value !== "string")
      return `${key} is no string`;
    if (key === "CustomFields") {
      if (typeof value !== "object" || Array.isArray(value)) return "CustomFields is no object";
      const notes = (value as Record<string, unknown>)["communitynotes"] ?? [];
      if (
        !Array.isArray(notes) ||
        !notes.every((row) => typeof row === "object" && row !== null && !Array.isArray(row))
      ) {
        return "communitynotes is no list of rows";
      }
      if (refuseNaive && notes.some((row) => isNaive((row as Record<string, unknown>)["timestamp"]))) {
        return "a time of communitynotes has no zone";
      }
    }
  }
  return null;
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(value);
}
