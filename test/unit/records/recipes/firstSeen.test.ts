import { deepEqual, equal } from "node:assert/strict";
import { firstSeenRecipe } from "../../../../src/core/records/recipes/firstSeen";
import { outcomes, planned } from "./recipeTests";

const MADE = "2024-03-01T08:00:00.123456789Z";

/** A record with its dates as JSON, left out for none, and the times of its notes. */
function dated(first: string | null, last: string | null, notes: readonly string[] = [], made = `"${MADE}"`): string {
  const member = (key: string, value: string | null): string => (value === null ? "" : `,"${key}":${value}`);
  const rows = notes.map((time) => `{"notes":"seen","timestamp":"${time}"}`).join(",");
  return `{"id":"1","source":"Feed A"${member("firstSeen", first)}${member("lastSeen", last)}${member("timestamp", made === "" ? null : made)},"CustomFields":{"communitynotes":[{},${rows === "" ? "null" : rows}]}}`;
}

function datesAfter(text: string): readonly unknown[] {
  const { firstSeen, lastSeen } = JSON.parse(outcomes(firstSeenRecipe, text).ticked) as Record<string, unknown>;
  return [firstSeen, lastSeen];
}

describe("first seen", () => {
  it("is when the record was made, to the letter", () => deepEqual(datesAfter(dated(null, null)), [MADE, MADE]));

  it("a date that is set stays", () => {
    const text = dated('"2020-05-01T00:00:00Z"', '"2021-05-01T00:00:00Z"');
    deepEqual(planned(firstSeenRecipe, text), { changes: [], skipped: [] });
    deepEqual(datesAfter(dated('"2020-05-01T00:00:00Z"', null)), ["2020-05-01T00:00:00Z", MADE]);
  });

  for (const unset of [
    "null",
    '""',
    '" "',
    '"0001-01-01T00:00:00Z"',
    '"0001-01-01T01:00:00+01:00"',
    '"0000-12-31T19:00:00-05:00"',
    '"0001-01-01"',
  ])
    it(`${unset} is no date`, () => deepEqual(datesAfter(dated(unset, unset)), [MADE, MADE]));

  it("was seen last by its newest community note, with or without a zone", () => {
    deepEqual(datesAfter(dated(null, null, ["2025-01-02 03:04:05", "2025-01-01T00:00:00+02:00"])), [
      MADE,
      "2025-01-02T03:04:05.000Z",
    ]);
  });

  it("notes of the future, and what is no time, say nothing", () => {
    deepEqual(datesAfter(dated(null, null, ["2099-01-01T00:00:00Z", "soon", "2025-13-01", "0001-01-01T00:00:00Z"])), [
      MADE,
      MADE,
    ]);
  });

  it("is never later than last seen", () => {
    deepEqual(datesAfter(dated(null, '"2023-01-01T00:00:00+01:00"')), [
      "2023-01-01T00:00:00+01:00",
      "2023-01-01T00:00:00+01:00",
    ]);
    deepEqual(datesAfter(dated(null, null, ["2023-01-01"])), ["2023-01-01T00:00:00.000Z", "2023-01-01T00:00:00.000Z"]);
    deepEqual(datesAfter(dated('"2025-05-01T00:00:00Z"', null, ["2023-01-01"])), [
      "2025-05-01T00:00:00Z",
      "2025-05-01T00:00:00Z",
    ]);
  });

  for (const made of ["", "null", '"0001-01-01T00:00:00Z"', "17", '"yesterday"'])
    it(`without the time it was made (${made || "absent"}) the record is left out, with a reason`, () => {
      const { changes, skipped } = planned(firstSeenRecipe, dated(null, null, ["2025-01-01"], made));
      deepEqual([changes.length, skipped.length], [0, 1]);
    });

  it("leaves every other byte as it was", () => {
    const text = ` { "id":"1", "source":"Feed A","comment":"keep me", "manualScore":true,"x":1.0,"firstSeen" : "0001-01-01T00:00:00Z" ,"lastSeen":"2024-05-01T00:00:00Z","timestamp":"${MADE}"}`;
    equal(
      outcomes(firstSeenRecipe, text).all,
      text.trim().replace('"firstSeen" : "0001-01-01T00:00:00Z"', `"firstSeen" : "${MADE}"`),
    );
  });
});
