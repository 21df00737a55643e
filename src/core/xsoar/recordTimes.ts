import { elementsOf, kindAt, memberOf, stringAt } from "./json";
import type { IndicatorRecord } from "./record";
import { fieldRaw, isUnsetTime } from "./recordFields";

/** Date, minutes, seconds with fractions, zone: as servers and the grids of records write a time. */
const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?:(:\d\d)(\.\d+)?)?\s?(?:(Z)|([+-]\d\d):?(\d\d))?)?$/i;

/** Milliseconds since 1970 of a time as a record has it; without a zone it is UTC. Null when it is none. */
export function timeOf(text: string): number | null {
  if (isUnsetTime(JSON.stringify(text))) return null;
  const [, day, minutes = "00:00", seconds = ":00", fraction = "", , hours, rest] = TIME.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const zone = hours === undefined || rest === undefined ? "Z" : `${hours}:${rest}`;
  const time = Date.parse(`${day}T${minutes}${seconds}${fraction.slice(0, 4)}${zone}`);
  return Number.isNaN(time) ? null : time;
}

/** A community note as it stands on a record. */
interface RecordNote {
  readonly text: string;
  /** As it was written; null for none. */
  readonly time: string | null;
}

/** The community notes of a record in their order, without rows that say nothing. */
export function notesOf(record: Pick<IndicatorRecord, "raw">): readonly RecordNote[] {
  const raw = fieldRaw(record, "communitynotes");
  if (raw === null) return [];
  return elementsOf(raw, { start: 0, end: raw.length }).flatMap((row): RecordNote[] => {
    const cell = (key: string): string | null => {
      const span = memberOf(raw, row, key);
      return span === null ? null : stringAt(raw, span);
    };
    const text = kindAt(raw, row) === "string" ? stringAt(raw, row) : (cell("notes") ?? cell("note"));
    if (text === null || text.trim() === "") return [];
    const time = cell("timestamp");
    return [{ text, time: isUnsetTime(time === null ? null : JSON.stringify(time)) ? null : time }];
  });
}
