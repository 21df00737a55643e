import { type CsvForm, csvTable } from "../exports/csv";
import type { Block, Line, TextDocument } from "../exports/document";
import { MAX_REPORT_TEXT_CHARACTERS } from "../limits";
import type { Translate } from "../text/translate";
import { describeXsoarFailure } from "../xsoar/describeFailure";
import type { Profile } from "./profiles";
import { type JsonValue, jsonText } from "./rawJson";
import { skippedJson } from "./reportData";
import { countOf, heading, listed, recordLink, recordUrl, shownTime } from "./reportDocument";
import { namesLeakSites, shortened, withDefangedHosts } from "./shownValues";
import type { SkippedRecord } from "./types";

const VERSION = 1;

/** Profiles that were read out. */
export interface ProfilesReport {
  readonly server: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly profiles: readonly Profile[];
  readonly skipped: readonly SkippedRecord[];
}

/** Profiles to be read by people: a heading for each, notes newest first. */
export function profilesDocument({ server, at, profiles, skipped }: ProfilesReport, t: Translate): TextDocument {
  const title = t("Profiles");
  const blocks: readonly Block[] = [
    {
      kind: "list",
      items: [
        t("Server: {server}", { server }),
        t("Time: {time}", { time: shownTime(at) }),
        countOf(t("Profiles"), profiles.length, t),
      ],
    },
    ...profiles.flatMap((profile) => profileBlocks(profile, server, t)),
    ...listed(
      t("Skipped"),
      skipped.map(({ name, why, failure }) =>
        t("{name}: {why}", { name, why: failure === undefined ? why : describeXsoarFailure(failure, t) }),
      ),
    ),
  ];
  return { title, created: new Date(at), header: title, footer: shownTime(at), blocks };
}

function profileBlocks(profile: Profile, server: string, t: Translate): readonly Block[] {
  const { id, value, type, aliases, description, techniques, notes } = profile;
  const dates: readonly (readonly [string, string | null])[] = [
    [t("First seen"), profile.firstSeen],
    [t("Last seen"), profile.lastSeen],
    [t("In Cortex XSOAR since"), profile.timestamp],
    [t("Modified"), profile.modified],
  ];
  const facts: readonly Line[] = [
    [t("Record:"), " ", recordLink(server, id, id), type === "" ? "" : ` (${type})`],
    ...(aliases.length === 0 ? [] : [t("Aliases: {names}", { names: aliases.join(", ") })]),
    ...dates.flatMap(([what, time]) => (time === null ? [] : [t("{what}: {time}", { what, time })])),
  ];
  return [
    heading(value),
    { kind: "list", items: facts },
    ...below(t("Description"), textBlocks(description, t)),
    ...below(t("Techniques"), techniques.length === 0 ? [] : [{ kind: "list", items: techniques }]),
    ...below(t("Community notes, newest first"), noteBlocks(notes, t)),
  ];
}

function noteBlocks(notes: Profile["notes"], t: Translate): readonly Block[] {
  if (notes.length === 0) return [];
  const rows = notes.map(({ text, time }) => [time === null ? [] : [time], textLines(text, t)]);
  return [{ kind: "table", columns: [t("Time"), t("Note")], widths: [1, 4], rows }];
}

function textBlocks(text: string, t: Translate): readonly Block[] {
  const lines = textLines(text, t);
  return lines.length === 0 ? [] : [{ kind: "paragraph", lines }];
}

function textLines(text: string, t: Translate): readonly string[] {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== "");
  const shown = lines.map((line) => shortened(line, MAX_REPORT_TEXT_CHARACTERS, t));
  return namesLeakSites(text) ? shown.map(withDefangedHosts) : shown;
}

function below(title: string, blocks: readonly Block[]): readonly Block[] {
  return blocks.length === 0 ? [] : [{ kind: "heading", level: 2, text: title }, ...blocks];
}

const COLUMNS = [
  "name",
  "id",
  "type",
  "url",
  "aliases",
  "description",
  "techniques",
  "firstSeen",
  "lastSeen",
  "timestamp",
  "modified",
  "notes",
];

/** Profiles as CSV, a line for each. */
export function profilesCsv({ server, profiles }: ProfilesReport, form?: CsvForm): Iterable<string> {
  const hosts = (text: string): string => (namesLeakSites(text) ? withDefangedHosts(text) : text);
  return csvTable(
    COLUMNS,
    profiles.map((profile) => [
      profile.value,
      profile.id,
      profile.type,
      recordUrl(server, profile.id),
      profile.aliases.join("; "),
      hosts(profile.description),
      profile.techniques.join("; "),
      profile.firstSeen ?? "",
      profile.lastSeen ?? "",
      profile.timestamp ?? "",
      profile.modified ?? "",
      hosts(profile.notes.map(({ text, time }) => (time === null ? text : `${time} ${text}`)).join("; ")),
    ]),
    form,
  );
}

/** Profiles as one JSON object: `{version, kind: "profiles", at, server, profiles: [{name, id, type, url, aliases, …, notes}], skipped}`. */
export function profilesJson({ server, at, profiles, skipped }: ProfilesReport, t: Translate): string {
  const whole: JsonValue = {
    version: VERSION,
    kind: "profiles",
    at,
    server,
    profiles: profiles.map(({ value, id, type, notes, ...rest }) => ({
      name: value,
      id,
      type,
      url: recordUrl(server, id),
      ...rest,
      notes: notes.map(({ text, time }) => ({ text, time })),
    })),
    skipped: skippedJson(skipped, t),
  };
  return `${jsonText(whole)}\n`;
}
