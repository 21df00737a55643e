import { writeObject, type Member } from "./lossless";

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

/** The partial object that a creation answers with: times unset, whatever was sent. */
export function createdAnswer(members: Map<string, Member>): string {
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
  return writeObject(keys.map((key) => ({ key, raw: times.has(key) ? zero : (members.get(key)?.raw ?? "null") })));
}

/** The server's decoder is typed: what does not fit is refused. Null fits everywhere. */
export function wrongType(members: Map<string, Member>): string | null {
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
    }
  }
  return null;
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(value);
}
