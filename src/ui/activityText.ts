import { type ActivityBy, type ActivityEntry, type ActivityNote, notesIn } from "../core/memory/activity";
import { apart, oneLine, printable } from "../core/text/foreignText";
import type { Translate } from "../core/text/translate";
import type { SentNode, SentNoteNode, SentRunNode } from "./activityNodes";
import { fieldBlock, updateCounts, updateDescription, updateLinesOf, updateSentenceOf } from "./activityUpdates";
import { sourceHost } from "./rowText";

/** The words of a window: its language, and how it writes a time. */
export interface ActivityWords {
  readonly t: Translate;
  readonly time: (iso: string) => string;
  /** The same where there is little room. */
  readonly shortTime: (iso: string) => string;
}

type RecordEntry = Extract<ActivityEntry, { readonly kind: "notes" | "created" }>;

/** "22 notes to 8 records, 1 new record": what a run has sent. */
export function runLabel({ entries }: SentRunNode, t: Translate): string {
  return sentCounts(entries, t);
}

/** "9:04 PM · scheduled scan". */
export function runDescription({ at, by, folder }: SentRunNode, { t, shortTime }: ActivityWords): string {
  return [shortTime(at), byWords(by, t), apart(folder)].filter((part) => part !== "").join(" · ");
}

/** A run as a sentence, for its tooltip and for screen readers. */
export function runSentence(node: SentRunNode, { t, time }: ActivityWords): string {
  const values = { time: time(node.at), what: sentCounts(node.entries, t), by: byWords(node.by, t) };
  const isUpdate = node.entries.some(({ kind }) => kind === "fields");
  const sentence = isUpdate ? t("{what}, {time} ({by}).", values) : t("Sent {time} ({by}): {what}.", values);
  return node.folder === "" ? sentence : `${apart(node.folder)}: ${sentence}`;
}

/** "2 notes to Clop, 1 new record, 1 mail". */
function sentCounts(entries: readonly ActivityEntry[], t: Translate): string {
  const noted = entries.flatMap((entry) => (entry.kind === "notes" ? [entry] : []));
  const count = noted.reduce((sum, { notes }) => sum + notes.length, 0);
  const records = new Set(noted.map(({ server, record }) => `${server}\n${record.id}`)).size;
  const created = entries.filter(({ kind }) => kind === "created").length;
  const mails = entries.filter(({ kind }) => kind === "mail").length;
  const name = apart(noted[0]?.record.value ?? "");
  return [
    count === 0
      ? ""
      : records > 1
        ? t("{count|note|notes} to {records|record|records}", { count, records })
        : count === 1
          ? t("1 note to {name}", { name })
          : t("{count} notes to {name}", { count, name }),
    created === 0 ? "" : created === 1 ? t("1 new record") : t("{count} new records", { count: created }),
    mails === 0 ? "" : mails === 1 ? t("1 mail") : t("{count} mails", { count: mails }),
    updateCounts(entries, t),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function byWords(by: ActivityBy, t: Translate): string {
  switch (by) {
    case "scan":
      return t("scan");
    case "clock":
      return t("scheduled scan");
    case "person":
      return t("by hand");
    case "commandLine":
      return t("command line");
  }
}

/** The record, or the subject of a mail. */
export function sentLabel({ entry }: SentNode): string {
  return oneLine(entry.kind === "mail" ? entry.subject : entry.record.value);
}

/** "2 notes", "new record · 2 notes", "mail to analysts@example.com". */
export function sentDescription({ entry }: SentNode, t: Translate): string {
  if (entry.kind === "mail") return t("mail to {receivers}", { receivers: entry.to.map(apart).join(", ") });
  if (entry.kind === "fields") return updateDescription(entry, t);
  const notes = noteCount(entry, t);
  return entry.kind === "created" ? `${t("new record")} · ${notes}` : notes;
}

/** What was sent as a sentence. */
export function sentSentence({ entry }: SentNode, t: Translate): string {
  if (entry.kind === "mail") {
    return t("Mail “{subject}” to {receivers}.", {
      subject: apart(entry.subject),
      receivers: entry.to.map(apart).join(", "),
    });
  }
  if (entry.kind === "fields") return updateSentenceOf(entry, t);
  const values = { name: apart(entry.record.value), notes: noteCount(entry, t) };
  return entry.kind === "created"
    ? t("The record {name} was created with {notes}.", values)
    : t("{notes} added to the record {name}.", values);
}

function noteCount(entry: RecordEntry, t: Translate): string {
  const notes = notesIn(entry);
  return notes.length === 1 ? t("1 note") : t("{count} notes", { count: notes.length });
}

/** More of an entry, line by line: where to, when and by whom, which names have led there. */
export function sentLines(entry: ActivityEntry, { t, time }: ActivityWords): readonly string[] {
  const when = t("{time}, {by}", { time: time(entry.at), by: byWords(entry.by, t) });
  if (entry.kind === "mail") {
    return [
      t("Mail: {subject}", { subject: oneLine(entry.subject) }),
      t("From {sender} to {receivers}", { sender: oneLine(entry.from), receivers: entry.to.map(oneLine).join(", ") }),
      t("Mail server: {server}", { server: oneLine(entry.server) }),
      when,
    ];
  }
  const { record, server, names } = entry;
  return [
    t("{name} (record {id})", { name: oneLine(record.value), id: oneLine(record.id) }),
    oneLine(server),
    when,
    ...(names.length === 0 ? [] : [t("Tracked names: {names}", { names: names.map(oneLine).join(", ") })]),
    ...(entry.kind === "fields" ? updateLinesOf(entry, t) : []),
  ];
}

/** The headline of a note's article, or its address. */
export function noteLabel({ note }: SentNoteNode): string {
  return oneLine(note.title) || oneLine(note.url);
}

/** "darkreading.com · asked for". */
export function noteDescription({ note }: SentNoteNode, t: Translate): string {
  return [sourceHost(note.source), note.asked === true ? t("asked for") : ""].filter((part) => part !== "").join(" · ");
}

/** What was added or changed, as a text before and after: nothing of the record but what is ours. */
export function addedTexts(
  entries: readonly ActivityEntry[],
  words: ActivityWords,
): { readonly before: string; readonly after: string } {
  const parts = entries.map((entry) => {
    const head = sentLines(entry, words).join("\n");
    const notes = notesIn(entry).map(noteBlock);
    const fields = entry.kind === "fields" ? entry.fields.map((field) => fieldBlock(field, words.t)) : [];
    return {
      before: [head, ...fields.map(({ before }) => before)].join("\n\n"),
      after: [head, ...notes, ...fields.map(({ after }) => after)].join("\n\n"),
    };
  });
  return {
    before: `${parts.map(({ before }) => before).join("\n\n\n")}\n`,
    after: `${parts.map(({ after }) => after).join("\n\n\n")}\n`,
  };
}

function noteBlock({ text }: ActivityNote): string {
  return printable(text.trim());
}
