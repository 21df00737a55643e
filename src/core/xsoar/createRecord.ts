import type { XsoarClient } from "./client";
import { createTogether } from "./createTogether";
import type { CreatedRecord, CreateOptions } from "./creation";
import { findRecord, type LookupName } from "./lookup";
import { addNotes, distinctArticles } from "./notes";
import type { NoteArticle } from "./noteText";

/**
 * Makes a record for a name with a note for each article, unless there is one by now, which then gets the notes.
 * Safe to repeat: whatever leaves it open whether a record was made is followed by a search before it is tried again.
 */
export async function createRecord(
  client: XsoarClient,
  name: LookupName,
  articles: readonly NoteArticle[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  const lookup = await findRecord(client, name, { searchField: options.searchField }, signal);
  if (lookup.kind === "found") {
    const outcome = await addNotes(client, lookup.record, articles, options, signal);
    return outcome.kind === "failed" ? outcome : { kind: "noted", outcome };
  }
  if (lookup.kind !== "missing") return lookup;
  const creation = { name, articles: distinctArticles(articles), sentAt: null };
  const outcomes = await createTogether(client, [creation], options, signal, { stop: () => false });
  return outcomes.get(creation) ?? { kind: "failed", failure: { code: "aborted" } };
}
