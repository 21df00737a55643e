import { formOfField, isUnsetTime, timestampOf, fieldRaw } from "../../xsoar/recordFields";
import type { IndicatorRecord } from "../../xsoar/record";
import { notesOf, timeOf } from "../../xsoar/recordTimes";
import type { ProposedChange, Recipe } from "../types";
import { NOTHING_TO_DO } from "./leftAlone";

/** Dates of a record that has none: when XSOAR got it, and when it was spoken of last. Dates that are set stay. */
export const firstSeenRecipe: Recipe = {
  id: "first-seen",
  needs: [],
  options: [],
  fields: () => ["firstSeen", "lastSeen"],
  plan({ record }, { t, now }) {
    const hasFirst = !isUnsetTime(fieldRaw(record, "firstSeen"));
    const hasLast = !isUnsetTime(fieldRaw(record, "lastSeen"));
    if (hasFirst && hasLast) return NOTHING_TO_DO;
    const made = timestampOf(record);
    const madeTime = made === null ? null : timeOf(made);
    if (made === null || madeTime === null)
      return { changes: [], skipped: [t("When the record was made is not known, so no date can be taken from it.")] };

    const changes: ProposedChange[] = [];
    let last = hasLast ? textOf(record, "lastSeen") : made;
    if (!hasLast) {
      const first = hasFirst ? textOf(record, "firstSeen") : null;
      const noted = newestNote(record, now);
      let why = t("Last seen is not set: this is when the record was made.");
      if (noted !== null) {
        last = new Date(noted).toISOString();
        why = t("Last seen is not set: this is the time of the newest community note.");
      }
      if (first !== null && last !== null && isAfter(first, last)) {
        last = first;
        why = t("Last seen is not set: this is when it was seen first, since all else is earlier.");
      }
      changes.push({ field: "lastSeen", edit: { kind: "set", value: JSON.stringify(last) }, why });
    }
    if (!hasFirst) {
      const isLater = last !== null && isAfter(made, last);
      const why = isLater
        ? t("First seen is not set: this is when it was seen last, since the record was made after that.")
        : t("First seen is not set: this is when the record was made.");
      changes.unshift({
        field: "firstSeen",
        edit: { kind: "set", value: JSON.stringify(isLater ? last : made) },
        why,
      });
    }
    return { changes, skipped: [] };
  },
};

/** The time of the newest community note, those of the future aside; null for none. */
function newestNote(record: IndicatorRecord, now: Date): number | null {
  let newest: number | null = null;
  for (const { time } of notesOf(record)) {
    const at = time === null ? null : timeOf(time);
    if (at !== null && at <= now.getTime() && (newest === null || at > newest)) newest = at;
  }
  return newest;
}

function textOf(record: IndicatorRecord, field: string): string | null {
  const form = formOfField(record, field);
  return form.kind === "text" ? form.text : null;
}

function isAfter(one: string, other: string): boolean {
  const [a, b] = [timeOf(one), timeOf(other)];
  return a !== null && b !== null && a > b;
}
