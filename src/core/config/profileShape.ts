import { compileLinearPattern } from "../text/linearPattern";
import { MATCH_FIELDS, type MatchField } from "../model/model";
import type { RuleSettings } from "../matching/rules";
import { type ConfigNode, entryOf } from "./configNode";
import { isBlank, trackedName, url } from "./rules";
import {
  type Reading,
  type Shape,
  type Trail,
  field,
  filledList,
  flag,
  list,
  mapped,
  report,
  section,
  text,
} from "./shape";
import type { AliasConfig, ProfileConfig } from "./types";

/** What `match` may hold, as read; a key that is left out is undefined. */
type WrittenSettings = { readonly [K in keyof RuleSettings]-?: RuleSettings[K] | undefined };

type WrittenMatch = WrittenSettings & { readonly notHere: readonly string[] | undefined };

/** A regular expression for a name, as the matcher takes it. */
const pattern: Shape<string> = text((value, node, trail, reading) => {
  if (isBlank(value, node, trail, reading)) return undefined;
  const compiled = compileLinearPattern(value, { ignoreCase: true });
  if (compiled.ok) return value;
  const { problem } = compiled;
  const args = {
    pattern: value,
    why: problem.code,
    reason: problem.code === "syntax" ? problem.reason.replace(/^error parsing regexp: /, "") : "",
    limit: problem.code === "tooLong" ? problem.limit : 0,
  };
  report(reading, node, trail, { code: "badPattern", args });
  return undefined;
});

const matchField: Shape<MatchField> = {
  read(node, trail, reading) {
    const value = text().read(node, trail, reading);
    const known = MATCH_FIELDS.find((one) => one === value);
    if (known === undefined && value !== undefined) {
      const args = { value, choices: MATCH_FIELDS.join(", ") };
      report(reading, node, trail, { code: "notOneOf", args });
    }
    return known;
  },
};

const commonFields = {
  word: field(flag, undefined),
  digits: field(flag, undefined),
  exactCase: field(flag, undefined),
  requireContext: field(flag, undefined),
  shortForm: field(flag, undefined),
  asName: field(flag, undefined),
  // None at all takes the well-known ones away.
  notNear: field(list(trackedName), undefined),
  matchIn: field(filledList(matchField, "error"), undefined),
};

const match: Shape<WrittenMatch> = section<WrittenMatch>({
  ...commonFields,
  notHere: field(filledList(url, "warning"), undefined),
  pattern: field(pattern, undefined),
  enabled: field(flag, undefined),
});

/** What holds for all names that say nothing else: not what one name looks like, and whether it is looked for. */
export const matchDefaults: Shape<RuleSettings> = mapped(
  section<Pick<WrittenSettings, keyof typeof commonFields>>(commonFields),
  settings,
);

interface WrittenEntry {
  readonly name: string;
  readonly match: WrittenMatch | undefined;
  readonly comment: string;
}

const entryFields = {
  name: field(trackedName, ""),
  match: field(match, undefined),
  comment: field(text(), ""),
};

const aliasSection = section<WrittenEntry>(entryFields);

/** Another name: text, or a section with its own rules. */
const alias: Shape<AliasConfig> = {
  fields: aliasSection.fields ?? {},
  read(node, trail, reading) {
    const entry = readEntry(aliasSection, node, trail, reading);
    return entry === undefined ? undefined : { name: entry.name, ...settingsOf(entry.match) };
  },
};

const profileSection = section<WrittenEntry & { readonly aliases: readonly AliasConfig[] }>({
  ...entryFields,
  aliases: field(list(alias), []),
});

/** A tracked name: text, or a section with its other names and its rules. */
export const profile: Shape<ProfileConfig> = {
  fields: profileSection.fields ?? {},
  read(node, trail, reading) {
    const entry = readEntry(profileSection, node, trail, reading);
    if (entry === undefined) return undefined;
    const aliases = "aliases" in entry ? entry.aliases : [];
    return { name: entry.name, aliases, ...settingsOf(entry.match) };
  },
};

/** A name as text stands for a section with nothing but the name. */
function readEntry<T extends WrittenEntry>(
  whole: Shape<T>,
  node: ConfigNode,
  trail: Trail,
  reading: Reading,
): T | WrittenEntry | undefined {
  if (node.kind !== "section") {
    if (node.kind === "text") {
      const name = trackedName.read(node, trail, reading);
      return name === undefined ? undefined : { name, match: undefined, comment: "" };
    }
    report(reading, node, trail, { code: "wrongType", args: { expected: "name", actual: node.kind } });
    return undefined;
  }
  const entry = whole.read(node, trail, reading);
  if (entryOf(node, "name") === undefined) report(reading, node, trail, { code: "nameMissing" });
  return entry === undefined || entry.name === "" ? undefined : entry;
}

const NOTHING_SAID: Pick<ProfileConfig, "match" | "notHere"> = { match: {}, notHere: [] };

function settingsOf(written: WrittenMatch | undefined): Pick<ProfileConfig, "match" | "notHere"> {
  if (written === undefined) return NOTHING_SAID;
  const { notHere = [], ...rest } = written;
  return { match: settings(rest), notHere };
}

/** Those keys that are written. */
function settings(written: Partial<WrittenSettings>): RuleSettings {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)) as RuleSettings;
}
