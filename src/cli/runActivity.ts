import { MAX_ACTIVITY_ENTRIES } from "../core/limits";
import {
  type ActivityBy,
  type ActivityEntry,
  type ActivityUpdate,
  isFullJournal,
  notesIn,
} from "../core/memory/activity";
import { namesLeakSites, withDefangedHosts } from "../core/records/shownValues";
import { oneLine, shortLine } from "../core/text/foreignText";
import { recordPage } from "../core/xsoar/connection";
import type { ActivityCommand } from "./commands";
import { counted } from "./counted";
import type { CliWorld } from "./world";

const BY: Readonly<Record<ActivityBy, string>> = {
  scan: "scan",
  clock: "scheduled scan",
  person: "by hand",
  commandLine: "command line",
};

/** `activity`: what was sent out, newest first. Exit code 0. */
export async function runActivity({ json, since }: ActivityCommand, { session, print }: CliWorld): Promise<number> {
  const all = await session.activity();
  const entries = since === null ? all : all.filter(({ at }) => at.slice(0, 10) >= since);
  const isFull = isFullJournal(all.length);
  if (json) print(JSON.stringify({ entries: entries.map(entryJson), ...(isFull ? { olderGone: true } : {}) }));
  else
    print(
      entries.length === 0
        ? `Nothing was sent${since === null ? "" : ` since ${since}`}.`
        : [
            ...entries.map(entryText),
            ...(isFull ? [`Older entries are gone: ${MAX_ACTIVITY_ENTRIES} are kept.`] : []),
          ].join("\n"),
    );
  return 0;
}

/** With the page of the record. */
function entryJson(entry: ActivityEntry): Record<string, unknown> {
  return entry.kind === "mail" ? { ...entry } : { ...entry, page: recordPage(entry.server, entry.record.id) };
}

function entryText(entry: ActivityEntry): string {
  const when = `${entry.at.slice(0, 19).replace("T", " ")} UTC, ${BY[entry.by]}:`;
  if (entry.kind === "mail") {
    return `${when} mail "${oneLine(entry.subject)}" to ${entry.to.map(oneLine).join(", ")} over ${oneLine(entry.server)}`;
  }
  if (entry.kind === "fields") return updateText(entry, when);
  const { kind, record, server } = entry;
  const notes = notesIn(entry);
  const what =
    kind === "created"
      ? `record ${oneLine(record.value)} created with ${counted(notes.length, "note")}`
      : `${counted(notes.length, "note")} added to ${oneLine(record.value)}`;
  return [
    `${when} ${what}`,
    `  ${recordPage(server, record.id)}`,
    ...notes.flatMap(({ title, url }) => [`    ${oneLine(title)}`, `      ${oneLine(url)}`]),
  ].join("\n");
}

/** The fields of a record that an update has changed. */
function updateText({ record, server, fields, state, undoes, undone }: ActivityUpdate, when: string): string {
  const of = `${counted(fields.length, "field")} of ${oneLine(record.value)}`;
  const what = undoes === undefined ? `${of} updated` : `an update of ${of} taken back`;
  const told = {
    planned: "",
    confirmed: "",
    sent: ", sent and not confirmed",
    unknown: ", and whether it was written is not known",
  }[state];
  return [
    `${when} ${what}${told}${undone === true ? ", taken back since" : ""}`,
    `  ${recordPage(server, record.id)}`,
    ...fields.flatMap(({ field, recipes, texts }) => [
      `    ${oneLine(field)} (${recipes.map(oneLine).join(", ")})`,
      ...(texts === undefined
        ? []
        : [`      before: ${shownText(texts.before, recipes)}`, `      after:  ${shownText(texts.after, recipes)}`]),
    ]),
  ].join("\n");
}

function shownText(json: string | null, recipes: readonly string[]): string {
  const text = shortLine(json ?? "none", 300);
  return recipes.includes("leak-sites") || namesLeakSites(text) ? withDefangedHosts(text) : text;
}
