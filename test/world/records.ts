import { demoHost } from "./knowledge";
import { oddRecords } from "./xsoar/variety";

/** Two lines of an analyst around those of an earlier search for leak sites. */
const LOCKBIT_NOTE = JSON.stringify(
  [
    "Wallpaper: see case 91",
    `${demoHost("one")},\tinactive`,
    `${demoHost("old")},\tactive`,
    "Call the CERT first",
  ].join("\n"),
);

/**
 * The records of the demo, as JSON text: one for most names, two that list BlackCat, none for Clop, Conti and Venom. They hold what
 * real ones hold and a careless edit would lose, and for each way to update records something to do (recordsTruth.ts says what).
 *
 * @param noted headline and address of an article whose note stands on its record already
 */
export function demoRecords(noted: { readonly title: string; readonly url: string }): readonly string[] {
  const note = JSON.stringify(`${noted.title}: ${noted.url}/?utm_source=newsletter`);
  return [
    record("APT", 2, `{"aliases":["APT"],"communitynotes":null,"description":"Catch-all for numbered groups"}`),
    record(
      "APT28",
      41,
      `{"aliases":["APT28","Sofacy","Forest Blizzard"],"mitreattacktechnique":["Calendar Lure ",".001","Seen in case 12"],"communitynotes":[{},{"notes":"Seen in the March review","timestamp":"2024-03-01T08:15:00.123456789+01:00"},{"notes":"without a time"}],"threatactortypes":["nation-state"],"confidence":1.0}`,
      `,"firstSeen":"0001-01-01T00:00:00Z","sequenceNumber":9223372036854775807,"primaryTerm":1.0,"sourceBrands":["Analyst"],"comments":[{"id":"c-1","version":1,"content":"checked by hand"}]`,
    ),
    record(
      "Winter Vivern",
      7,
      `{"aliases":["Winter Vivern","WinterVivern","TA473","UAC-0114"],"communitynotes":[{"notes":${note},"timestamp":"2024-01-21T10:00:00Z"}],"goals":[]}`,
      `,"firstSeen":"2021-04-12T00:00:00Z","lastSeen":"2024-01-21T13:00:00.5+03:00","investigationIDs":["1750"]`,
    ),
    record(
      "Venom Spider",
      3,
      `{"description":"Sells to others","tags":["maas","demo"]}`,
      `,"firstSeen":"2022-02-02T00:00:00Z","manualScore":true,"score":3`,
    ),
    record("Cozy Bear", 1, "null"),
    record(
      "LockBit",
      12,
      `{"aliases":["LockBit","Syrphid","Bitwise  Spider "],"communitynotes":[],"note":${LOCKBIT_NOTE},"stixid":"threat-actor--5c1f"}`,
      `,"firstSeen":null`,
    ),
    record(
      "Pinkslipbot",
      5,
      `{"aliases":["Qakbot","QBot"],"communitynotes":[{"notes":"Takedown, see case 88","timestamp":"2023-08-29T16:00:00Z"}]}`,
      `,"cacheVersn":0,"sizeInBytes":18446744073709551615,"moduleToFeedMap":{},"expirationStatus":"active"`,
    ),
    record("UNC4466", 4, `{"aliases":["BlackCat"],"communitynotes":[{}]}`),
    record("ALPHV", 9, `{"aliases":["BlackCat","Noberus"],"communitynotes":null}`),
    // As XSOAR's own feed of ATT&CK makes them, and records of other types with tracked names: none of them means a name.
    record("LockBit [Malware]", 2, `{"aliases":["LockBit"],"communitynotes":null}`, "", "Malware"),
    record(
      "APT in review",
      1,
      `{"aliases":["APT28","BlackCat"],"communitynotes":[]}`,
      `,"lastSeen":"2024-05-01T00:00:00Z"`,
      "Report",
    ),
    record("Cozy-Bear", 1, `{"aliases":["Cozy Bear","MuddyWater"],"communitynotes":null}`, "", "Location"),
    record(
      "MuddyWater",
      6,
      `{"aliases":["MuddyWater"," Mercury","Mercury\\u200b","Mercury",""],"communitynotes":[{"notes":"Quiet this year","timestamp":"2024-02-02T00:00:00Z"}]}`,
    ),
    // Called like the one before but for a blank, and without anything else: a check of the records finds it.
    record("Muddy Water", 1, "null"),
    record("Conti Leaks", 1, `{"aliases":["ContiLeaks"]}`),
    ...oddRecords(40),
  ];
}

function record(value: string, version: number, customFields: string, more = "", type = "Threat Actor"): string {
  return `{"value":${JSON.stringify(value)},"indicator_type":${JSON.stringify(type)},"version":${version},"source":"analyst","timestamp":"2023-11-05T09:30:00.000001+01:00","CustomFields":${customFields}${more}}`;
}
