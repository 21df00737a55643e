import { NEWER } from "./indicator";

/**
 * Records as real servers hold them, as JSON text: null and missing custom fields, empty note rows, rows without a time, mixed
 * offsets, nanoseconds, nulls throughout, keys of newer servers, values that differ in case only, lists of aliases as one text, a
 * malware beside an actor of its name, long grids. None of them is named like the
 * demo's profiles.
 */
export function oddRecords(noteRows = 5000): readonly string[] {
  const rows = Array.from(
    { length: noteRows },
    (_, at) => `{"notes":"row ${at}","timestamp":"2023-05-0${(at % 9) + 1}T0${at % 10}:00:00Z"}`,
  );
  return [
    actor("Null Heron", "null"),
    `{"value":"Bare Heron","indicator_type":"Threat Actor","version":1}`,
    actor("Empty Heron", "{}"),
    actor("Grid Heron", `{"aliases":["Grid Heron"],"communitynotes":null}`),
    actor("Row Heron", `{"aliases":["Row Heron"],"communitynotes":[{},{},{},{"notes":"kept without a time"}]}`),
    actor(
      "Clock Heron",
      `{"aliases":["Clock Heron"],"communitynotes":[{"notes":"ns","timestamp":"2024-01-21T10:00:00.123456789+03:00"},{"notes":"local","timestamp":"2024-01-21T10:00:00"}]}`,
      `,"lastSeen":"2019-07-14T16:54:02.719044+03:00","manualSetTime":"2020-02-29T23:59:59.999999999-11:30"`,
    ),
    actor(
      "Number Heron",
      `{"aliases":["Number Heron"],"confidence":1.0,"weight":1e3,"communitynotes":[]}`,
      `,"sequenceNumber":9223372036854775807,"primaryTerm":1.0,"cacheVersn":0,"sizeInBytes":18446744073709551615,"moduleToFeedMap":{},"comments":[{"id":"c1","version":1,"content":"by hand"}]`,
    ),
    `{"value":"Hollow Heron","indicator_type":"Threat Actor","version":1,"modified":null,"sortValues":null,"CustomFields":{"aliases":null,"communitynotes":null,"tags":null},"account":null,"timestamp":null,"source":null,"investigationIDs":null,"lastSeen":null,"firstSeen":null,"score":null,"manualScore":null,"setBy":null,"insightCache":null,"calculatedTime":null,"comment":null}`,
    actor(
      "Newer Heron",
      `{"aliases":["Newer Heron"],"communitynotes":[{"notes":"a","timestamp":"","author":"b"}]}`,
      newerFields(),
    ),
    actor("Twin Heron", `{"aliases":["Twin Heron"]}`),
    actor("TWIN HERON", `{"aliases":["TWIN HERON"]}`),
    actor(
      "Graureiher Süd",
      `{"aliases":["Graureiher Süd","灰鷺","Серая цапля"],"description":"Größe \\u00fc und \\"Zitat\\""}`,
    ),
    actor("Text Heron", `{"aliases":["['Text Heron', 'Reed Heron']","Marsh Heron (giver)"],"communitynotes":[]}`),
    actor("Print Heron", `{"aliases":"[\\"Print Heron\\",\\"Shore Heron\\"]"}`),
    actor("Row Heron [Malware]", `{"aliases":["Row Heron"]}`, "", "Malware"),
    actor("Long Heron", `{"aliases":["Long Heron"],"communitynotes":[${rows.join(",")}]}`),
  ];
}

/** The fields of newer servers, as JSON text behind others. */
function newerFields(): string {
  return Object.entries(NEWER)
    .map(([key, raw]) => `,"${key}":${raw}`)
    .join("");
}

function actor(value: string, customFields: string, more = "", type = "Threat Actor"): string {
  return `{"value":${JSON.stringify(value)},"indicator_type":${JSON.stringify(type)},"version":3,"score":0,"source":"analyst","CustomFields":${customFields}${more}}`;
}
