import { ATTACK_DAY, DESCRIPTIONS, demoHost } from "./knowledge";

/** What the command line calls the ways to change records, and those that only read. */
export const RECIPES = [
  "first-seen",
  "name-into-aliases",
  "tidy-aliases",
  "attack",
  "leak-sites",
  "set-field",
  "check",
  "read-out",
] as const;
export type DemoRecipe = (typeof RECIPES)[number];

/** A field is set with these options. */
export const SET_FIELD_OPTIONS = ["action=add", "field=tags", "value=demo"] as const;

/** A field of a record that recipes must want to change, and what of it must come. */
export interface TrueChange {
  /** The record's value. */
  readonly record: string;
  readonly field: string;
  readonly recipes: readonly DemoRecipe[];
  readonly after: unknown;
  /** It loses something or is a guess, so nobody writes it unasked. */
  readonly isGuess?: true;
}

const MADE = "2023-11-05T09:30:00.000001+01:00";

/**
 * Everything that updating all tracked names must plan once the first scan is over, and nothing more. Several recipes come to one
 * change of a field; guesses stand for themselves.
 */
export const PLANNED: readonly TrueChange[] = [
  ...["APT", "APT28", "Cozy Bear", "LockBit", "Pinkslipbot", "MuddyWater"].map((record): TrueChange => ({
    record,
    field: "firstSeen",
    recipes: ["first-seen"],
    after: MADE,
  })),
  // The scan writes no note on it, so nothing else has set this.
  { record: "MuddyWater", field: "lastSeen", recipes: ["first-seen"], after: "2024-02-02T00:00:00.000Z" },
  {
    record: "Winter Vivern",
    field: "aliases",
    recipes: ["tidy-aliases"],
    after: ["Winter Vivern", "TA473", "UAC-0114"],
    isGuess: true,
  },
  { record: "Venom Spider", field: "aliases", recipes: ["name-into-aliases"], after: ["Venom Spider"] },
  {
    record: "Pinkslipbot",
    field: "aliases",
    recipes: ["name-into-aliases"],
    after: ["Qakbot", "QBot", "Pinkslipbot"],
  },
  {
    record: "Cozy Bear",
    field: "aliases",
    recipes: ["name-into-aliases", "attack"],
    after: ["Cozy Bear", "Velvet Tram"],
  },
  {
    record: "LockBit",
    field: "aliases",
    recipes: ["tidy-aliases"],
    after: ["LockBit", "Syrphid", "Bitwise Spider"],
  },
  { record: "MuddyWater", field: "aliases", recipes: ["tidy-aliases"], after: ["MuddyWater", "Mercury"] },
  {
    record: "APT28",
    field: "aliases",
    recipes: ["attack"],
    after: ["APT28", "Sofacy", "Forest Blizzard", "Harbour Lantern"],
  },
  {
    record: "APT28",
    field: "aliases",
    recipes: ["attack"],
    after: ["APT28", "Sofacy", "Forest Blizzard", "Paper Otter"],
    isGuess: true,
  },
  {
    record: "APT28",
    field: "mitreattacktechnique",
    recipes: ["attack"],
    after: ["Calendar Lure", ".001", "Seen in case 12", "Borrowed Relay"],
  },
  {
    record: "APT28",
    field: "mitreattacktechnique",
    recipes: ["attack"],
    after: ["Calendar Lure ", "Seen in case 12"],
    isGuess: true,
  },
  {
    record: "Cozy Bear",
    field: "mitreattacktechnique",
    recipes: ["attack"],
    after: ["Calendar Lure", "Token Replay"],
  },
  {
    record: "LockBit",
    field: "mitreattacktechnique",
    recipes: ["attack"],
    after: ["Locked Backups"],
    isGuess: true,
  },
  { record: "APT28", field: "description", recipes: ["attack"], after: description("APT28", "groups/G9101") },
  { record: "Cozy Bear", field: "description", recipes: ["attack"], after: description("Cozy Bear", "groups/G9102") },
  {
    record: "LockBit",
    field: "description",
    recipes: ["attack"],
    after: description("LockBit", "software/S9101"),
    isGuess: true,
  },
  {
    record: "LockBit",
    field: "note",
    recipes: ["leak-sites"],
    after: [
      "Wallpaper: see case 91",
      `${demoHost("one")},\tactive`,
      `${demoHost("old")},\tinactive`,
      "Call the CERT first",
      `${demoHost("two")},\tinactive`,
    ].join("\n"),
  },
  {
    record: "LockBit",
    field: "note",
    recipes: ["leak-sites"],
    after: [
      "Wallpaper: see case 91",
      `${demoHost("one")},\tinactive`,
      `${demoHost("old")},\tactive`,
      "Call the CERT first",
      `${demoHost("three")},\tactive`,
    ].join("\n"),
    isGuess: true,
  },
  ...["APT", "APT28", "Winter Vivern", "Cozy Bear", "LockBit", "Pinkslipbot", "MuddyWater"].map(
    (record): TrueChange => ({ record, field: "tags", recipes: ["set-field"], after: ["demo"] }),
  ),
];

function description(name: keyof typeof DESCRIPTIONS, page: string): string {
  const id = page.replace(/^.*\//, "");
  const notice = `© ${ATTACK_DAY.slice(0, 4)} The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.`;
  const source = `MITRE ATT&CK ${id} v1.0 https://attack.mitre.org/${page} ${notice}`;
  return [...DESCRIPTIONS[name], source].join("\n\n");
}

/** Names that lead to no record, or to several. */
export const PASSED_OVER = ["BlackCat", "Clop", "Conti", "Venom"] as const;

/** Which records the names must lead to before anything is changed, by their values. */
export const CHECKED = {
  names: {
    Clop: ["none"],
    Conti: ["none"],
    APT: ["one", "APT"],
    APT28: ["one", "APT28"],
    WinterVivern: ["one", "Winter Vivern"],
    BlackCat: ["several", "ALPHV", "UNC4466"],
    VenomSpider: ["valueOnly", "Venom Spider"],
    Venom: ["none"],
    CozyBear: ["valueOnly", "Cozy Bear"],
    LockBit: ["one", "LockBit"],
    Qakbot: ["one", "Pinkslipbot"],
    MuddyWater: ["one", "MuddyWater"],
  },
  twins: [["Muddy Water", "MuddyWater"]],
  // A name is shared as well where another record is called by it.
  shared: {
    BlackCat: ["ALPHV", "UNC4466"],
    LockBit: ["LockBit", "LockBit [Malware]"],
    MuddyWater: ["Muddy Water", "MuddyWater"],
  },
} as const;

/** Records that reading out must give. */
export const READ_OUT = [
  "APT",
  "APT28",
  "Cozy Bear",
  "LockBit",
  "MuddyWater",
  "Pinkslipbot",
  "Venom Spider",
  "Winter Vivern",
] as const;
