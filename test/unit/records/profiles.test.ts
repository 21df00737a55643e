import { deepEqual } from "node:assert/strict";
import { RECORDS } from "../../../src/core/config/defaults";
import { profileOf } from "../../../src/core/records/profiles";
import { recordOf } from "./recipes/recipeTests";

const profile = (text: string): ReturnType<typeof profileOf> => profileOf(recordOf(text), RECORDS);

describe("profiles of records", () => {
  it("are read whole, notes newest first", () => {
    const note = (notes: string, timestamp: string | null): object => ({ notes, timestamp });
    const text = JSON.stringify({
      id: "7",
      value: "APT28",
      indicator_type: "Threat Actor",
      firstSeen: "2020-01-01T00:00:00Z",
      lastSeen: "0001-01-01T00:00:00Z",
      timestamp: "2020-02-02T00:00:00Z",
      modified: "2024-01-01T00:00:00Z",
      CustomFields: {
        aliases: ["Fancy Bear (CrowdStrike)", null, " ", "A, B"],
        description: "Two\n\nparagraphs",
        mitreattacktechnique: ["Phishing"],
        communitynotes: [
          note("old", "2024-01-01T23:00:00-05:00"),
          {},
          note("undated", null),
          note("new", "2024-01-02 05:00:00"),
          note("same time, later row", "2024-01-02T05:00:00Z"),
          note("odd time", "soon"),
        ],
      },
    });
    deepEqual(profile(text), {
      id: "7",
      value: "APT28",
      type: "Threat Actor",
      aliases: ["Fancy Bear (CrowdStrike)", "A, B"],
      description: "Two\n\nparagraphs",
      techniques: ["Phishing"],
      firstSeen: "2020-01-01T00:00:00Z",
      lastSeen: null,
      timestamp: "2020-02-02T00:00:00Z",
      modified: "2024-01-01T00:00:00Z",
      notes: [
        { text: "same time, later row", time: "2024-01-02T05:00:00Z" },
        { text: "new", time: "2024-01-02 05:00:00" },
        { text: "old", time: "2024-01-01T23:00:00-05:00" },
        { text: "odd time", time: "soon" },
        { text: "undated", time: null },
      ],
    });
  });

  it("of records with nothing in them, or odd things, are empty", () => {
    const empty = {
      id: "1",
      value: "",
      type: "",
      aliases: [],
      description: "",
      techniques: [],
      firstSeen: null,
      lastSeen: null,
      timestamp: null,
      modified: null,
      notes: [],
    };
    for (const rest of ["", ',"CustomFields":null', ',"CustomFields":"odd","firstSeen":5,"timestamp":{}'])
      deepEqual(profile(`{"id":"1"${rest}}`), empty, rest);
    const odd = '{"aliases":7,"description":["x"],"mitreattacktechnique":{"a":1},"communitynotes":"x"}';
    deepEqual(profile(`{"id":"1","CustomFields":${odd}}`), empty);
  });

  it("names in one text are told apart", () => {
    const { aliases, techniques } = profile(
      `{"id":"1","CustomFields":{"aliases":"['Turla', 'Snake']","mitreattacktechnique":"Phishing, DNS"}}`,
    );
    deepEqual(
      [aliases, techniques],
      [
        ["Turla", "Snake"],
        ["Phishing", "DNS"],
      ],
    );
  });
});
