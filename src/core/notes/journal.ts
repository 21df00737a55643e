import { type Activity, type ActivityEntry, type ActivityNote, notesIn } from "../memory/activity";
import type { WrittenNotes } from "../xsoar/dueNotes";
import type { Journal } from "../xsoar/heldNotes";
import { type NoteArticle, type NoteStyle, noteText } from "../xsoar/noteText";

/** What the journal says of notes that were written. */
export function entryFor(
  { kind, record, names, articles }: WrittenNotes,
  sent: Pick<ActivityEntry, "at" | "by" | "server">,
  style: NoteStyle | undefined,
): ActivityEntry {
  return { ...sent, kind, record, names, notes: articles.map((article) => journalled(article, style)) };
}

function journalled(article: NoteArticle, style: NoteStyle | undefined): ActivityNote {
  const { key, title, url, source, asked } = article;
  return { key, title, url, source, text: noteText(article, style), ...(asked === undefined ? {} : { asked }) };
}

/** What we have written onto the records of a server, to be looked up. */
export function journalOf(activity: Activity, server: string): Journal {
  const records = new Map<string, { readonly keys: Set<string>; readonly texts: Map<string, string> }>();
  for (const entry of activity.values()) {
    if (entry.kind === "mail" || entry.kind === "fields" || entry.server !== server) continue;
    const known = records.get(entry.record.id) ?? { keys: new Set<string>(), texts: new Map<string, string>() };
    records.set(entry.record.id, known);
    for (const { key, text } of notesIn(entry)) {
      known.keys.add(key);
      known.texts.set(text, key);
    }
  }
  return {
    has: (record, key) => records.get(record)?.keys.has(key) === true,
    keyOf: (record, text) => records.get(record)?.texts.get(text),
  };
}
