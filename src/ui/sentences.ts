import { MAX_ALIASES, MAX_ALIASES_OF_RECORD, MAX_NAME_CHARACTERS } from "../core/limits";
import type { LostChoice, ScanReport, SourceReport } from "../core/model/model";
import type { Translate } from "../core/text/translate";
import type { AliasNews } from "../core/notes/aliasNews";
import type { BackfillQuestion } from "../core/notes/backfill";
import type { AliasOutcome } from "../core/notes/aliasOutcome";
import type { LeftToReview, PlannedWrite, RecordOutcome } from "../core/xsoar/reports";
import { writtenNotes } from "../core/xsoar/writtenNotes";
import { safe, safeList } from "../core/text/foreignText";

/** What a scan found, in one to three sentences. */
export function scanSentence(report: ScanReport, t: Translate): string {
  const articles = report.newArticles.length;
  const matches = report.newMatches.reduce((count, row) => count + row.articles.length, 0);
  const values = {
    articles,
    profiles: report.newMatches.length,
    matches,
    name: safe(report.newMatches[0]?.name ?? ""),
  };
  return [
    articles === 1 ? t("1 new article.") : t("{articles} new articles.", values),
    matches === 0
      ? t("No new match.")
      : report.newMatches.length === 1
        ? matches === 1
          ? t("1 new match for {name}.", values)
          : t("{matches} new matches for {name}.", values)
        : t("{matches|new match|new matches} for {profiles|name|names}.", values),
    ...unreadSentences(report.sources, t),
  ].join(" ");
}

/** "22 notes written to 8 records.": what a run has added to records; empty when it has added nothing. */
export function writtenSentence(outcomes: readonly RecordOutcome[], t: Translate): string {
  const { notes, records, name } = writtenNotes(outcomes);
  if (notes === 0) return "";
  if (records > 1) return t("{count|note|notes} written to {records|record|records}.", { count: notes, records });
  return notes === 1
    ? t("1 note written to {name}.", { name: safe(name) })
    : t("{count} notes written to {name}.", { count: notes, name: safe(name) });
}

/** "14 notes for 2 records wait for your review."; empty when none do. */
export function reviewSentence(left: LeftToReview | undefined, t: Translate): string {
  if (left === undefined || left.notes === 0) return "";
  const { notes, records } = left;
  if (notes === 1) return t("1 note waits for your review.");
  return records === 1
    ? t("{notes} notes for 1 record wait for your review.", { notes })
    : t("{notes} notes for {records} records wait for your review.", { notes, records });
}

/** How many sources gave nothing because they failed, or because they were not asked. */
export function unreadSentences(sources: readonly SourceReport[], t: Translate): readonly string[] {
  const total = sources.length;
  const failed = sources.filter(({ outcome }) => outcome === "failed").length;
  const fresh = sources.filter(({ skipped }) => skipped?.why === "fresh").length;
  const gone = sources.filter(({ skipped }) => skipped?.why === "gone").length;
  const count = sources.filter(({ outcome }) => outcome === "waiting").length - gone;
  return [
    ...(failed === 0 ? [] : [t("{failed} of {total|source|sources} could not be read.", { failed, total })]),
    ...(count === 0
      ? []
      : [
          t(
            "{count} of {total|source|sources} {count:was not asked: its server is|were not asked: their servers are} left alone for now.",
            { count, total },
          ),
        ]),
    ...(gone === 0
      ? []
      : [
          t(
            "{count} of {total|source|sources} {count:was not asked: it is gone for good, its server says|were not asked: they are gone for good, their servers say}.",
            {
              count: gone,
              total,
            },
          ),
        ]),
    ...(fresh === 0
      ? []
      : [
          t(
            "{count} of {total|source|sources} {count:was not asked: its last answer still holds|were not asked: their last answers still hold}.",
            { count: fresh, total },
          ),
        ]),
  ];
}

export type Missing = Extract<RecordOutcome, { kind: "missing" }>;

/** The question before records are created. */
export function createQuestion(missing: readonly Missing[], t: Translate): string {
  const first = missing[0];
  if (first === undefined) return "";
  if (missing.length > 1) {
    return t("{count} names have no record in Cortex XSOAR: {names}. Create Threat Actor records for them?", {
      count: missing.length,
      names: safeList(missing.map(({ name }) => name)),
    });
  }
  const values = { name: safe(first.name), count: first.articles.length };
  return first.articles.length === 1
    ? t("{name} has no record in Cortex XSOAR. Create a Threat Actor record with 1 article?", values)
    : t("{name} has no record in Cortex XSOAR. Create a Threat Actor record with {count} articles?", values);
}

/** Names the records that one name fits; empty when there is no such name. */
export function ambiguousSentence(outcomes: readonly RecordOutcome[], t: Translate): string {
  return outcomes
    .flatMap((outcome) =>
      outcome.kind === "ambiguous"
        ? [
            outcome.lost !== undefined
              ? lostSentence(outcome.name, outcome.lost, t)
              : outcome.twins === true
                ? t("{name} has twin records ({values}): nothing was written for it. Merge them in Cortex XSOAR.", {
                    name: safe(outcome.name),
                    values: safeList(outcome.values),
                  })
                : t("{name} fits several records ({values}): nothing was written for it.", {
                    name: safe(outcome.name),
                    values: safeList(outcome.values),
                  }),
          ]
        : [],
    )
    .join(" ");
}

/** Why nothing was written for a name although a record was chosen for it. */
function lostSentence(of: string, lost: LostChoice, t: Translate): string {
  const name = safe(of);
  switch (lost) {
    case "gone":
      return t("The record chosen for {name} is no longer there: nothing was written. Choose again on its row.", {
        name,
      });
    case "renamed":
      return t("The record chosen for {name} has another value now: nothing was written. Choose again on its row.", {
        name,
      });
    case "type":
      return t("The record chosen for {name} has another type now: nothing was written. Choose again on its row.", {
        name,
      });
  }
}

/** What became of the records the user asked for. `failure` words the first one that failed. */
export function createdSentence(
  outcomes: readonly RecordOutcome[],
  failure: (outcome: Extract<RecordOutcome, { kind: "failed" }>) => string,
  t: Translate,
): string {
  const created = outcomes.filter((outcome) => outcome.kind === "created");
  const noted = outcomes.filter((outcome) => outcome.kind === "noted");
  const excluded = outcomes.filter((outcome) => outcome.kind === "excluded");
  const missing = outcomes.filter((outcome) => outcome.kind === "missing");
  const failed = outcomes.filter((outcome) => outcome.kind === "failed");
  const one = created[0];
  const sentences: string[] = [];
  if (one !== undefined && created.length === 1) {
    const values = { name: safe(one.name), count: one.notes };
    sentences.push(
      one.notes === 1
        ? t("Created the Threat Actor record {name} with 1 note.", values)
        : t("Created the Threat Actor record {name} with {count} notes.", values),
    );
  } else if (created.length > 1) {
    sentences.push(
      t("Created {count|Threat Actor record|Threat Actor records}: {names}.", {
        count: created.length,
        names: safeList(created.map(({ name }) => name)),
      }),
    );
  }
  const twins = created.filter((outcome) => outcome.twins !== undefined);
  if (twins.length > 0) {
    sentences.push(
      t("Somebody else made a record of the same name at the same time: merge them in Cortex XSOAR ({names}).", {
        names: safeList(twins.map(({ name }) => name)),
      }),
    );
  }
  for (const outcome of noted) {
    const values = { name: safe(outcome.name), count: outcome.added };
    sentences.push(
      outcome.added === 1
        ? t("{name} has a record by now; 1 note was added to it.", values)
        : t("{name} has a record by now; {count} notes were added to it.", values),
    );
  }
  if (excluded.length > 0) {
    sentences.push(
      t("On the exclusion list of Cortex XSOAR, so not created: {names}.", {
        names: safeList(excluded.map(({ name }) => name)),
      }),
    );
  }
  if (missing.length > 0)
    sentences.push(t("Not created: {names}.", { names: safeList(missing.map(({ name }) => name)) }));
  for (const outcome of failed.slice(0, 1)) sentences.push(`${safe(outcome.name)}: ${failure(outcome)}`);
  return [...sentences, ambiguousSentence(outcomes, t)].filter((part) => part !== "").join(" ");
}

/** What became of notes the user asked for. */
export function notedSentence(outcomes: readonly RecordOutcome[], t: Translate): string {
  const noted = outcomes.filter((outcome) => outcome.kind === "noted");
  const added = noted.reduce((count, outcome) => count + outcome.added, 0);
  if (noted.length === 0) return "";
  const changed = noted.filter((outcome) => outcome.added > 0);
  const name = safe((changed[0] ?? noted[0])?.value ?? "");
  if (added === 0) return t("{name} holds this already.", { name });
  if (changed.length > 1)
    return t("Added {count|note|notes} to {records|record|records}.", { count: added, records: changed.length });
  return added === 1
    ? t("Added 1 note to {name}.", { name })
    : t("Added {count} notes to {name}.", { name, count: added });
}

/** What a dry run would have sent. */
export function drySentence(planned: readonly PlannedWrite[], t: Translate): string {
  return planned.length === 0
    ? t("Dry run: there is nothing to send to Cortex XSOAR.")
    : t("Dry run, nothing was sent to Cortex XSOAR. It would have been: {what}", { what: writesSentence(planned, t) });
}

/** "3 notes for 2 records. 1 new record: Heron.": what writes come to. */
export function writesSentence(writes: readonly PlannedWrite[], t: Translate): string {
  const edits = writes.filter(({ kind }) => kind === "edit");
  const notes = edits.reduce((count, write) => count + write.notes.length, 0);
  const creates = writes.length - edits.length;
  const parts: string[] = [];
  if (edits.length > 0) {
    const values = { notes, records: edits.length, name: safe(edits[0]?.value ?? "") };
    parts.push(
      edits.length > 1
        ? t("{notes} notes for {records} records.", values)
        : notes === 1
          ? t("1 note for {name}.", values)
          : t("{notes} notes for {name}.", values),
    );
  }
  if (creates > 0) {
    parts.push(
      creates === 1
        ? t("1 new record: {name}.", { name: safe(writes.find(({ kind }) => kind === "create")?.value ?? "") })
        : t("{count} new records.", { count: creates }),
    );
  }
  return parts.join(" ");
}

/** Why nothing was written although it could be. */
export function busySentence(t: Translate): string {
  return t(
    "Another window or the command line is writing to Cortex XSOAR for this folder; what waits is kept for the next time.",
  );
}

/** What of the news was written into the alias file; empty when nothing was. */
export function takenSentence(written: AliasNews, t: Translate): string {
  const texts = (what: "added" | "removed") => {
    const owners = new Map<string, string[]>();
    for (const change of written)
      for (const alias of change[what]) owners.set(alias, [...(owners.get(alias) ?? []), change.name]);
    return [...owners].map(([alias, names]) => withOwners(alias, names));
  };
  return changeSentences(texts("added"), texts("removed"), t).join(" ");
}

/** "Forest Blizzard (APT28)": an alias with whose it is. */
function withOwners(alias: string, names: readonly string[]): string {
  return names.length === 0 ? alias : `${alias} (${names.join(", ")})`;
}

function changeSentences(added: readonly string[], removed: readonly string[], t: Translate): readonly string[] {
  const sentences: string[] = [];
  if (added.length === 1) sentences.push(t("Added 1 alias: {names}.", { names: safeList(added) }));
  if (added.length > 1) {
    sentences.push(t("Added {count} aliases: {names}.", { count: added.length, names: safeList(added) }));
  }
  if (removed.length === 1) sentences.push(t("Removed 1 alias: {names}.", { names: safeList(removed) }));
  if (removed.length > 1) {
    sentences.push(t("Removed {count} aliases: {names}.", { count: removed.length, names: safeList(removed) }));
  }
  return sentences;
}

/** What a sync of aliases changed. */
export function aliasSentence(outcome: Extract<AliasOutcome, { kind: "done" }>, t: Translate): string {
  const { added, removed, kept, names } = outcome;
  const sentences: string[] = [];
  if (added.length === 0 && removed.length === 0) {
    sentences.push(t("Aliases are up to date: {count} known.", { count: outcome.count }));
  }
  const whose = (what: "added" | "removed") => (alias: string) =>
    withOwners(
      alias,
      names.flatMap((one) => (one.name !== null && one[what].includes(alias) ? [one.name] : [])),
    );
  sentences.push(...changeSentences(added.map(whose("added")), removed.map(whose("removed")), t));
  const keptFor = (reason: "failed" | "ambiguous") => kept.filter(({ why }) => why === reason).map(({ name }) => name);
  const [failed, ambiguous] = [keptFor("failed"), keptFor("ambiguous")];
  if (ambiguous.length > 0) {
    sentences.push(t("Several records, aliases kept: {names}.", { names: safeList(ambiguous) }));
  }
  if (failed.length > 0) sentences.push(t("Not checked, aliases kept: {names}.", { names: safeList(failed) }));
  const { ofRecords, ofAll } = outcome.left;
  if (ofRecords.length > 0) {
    const values = {
      names: safeList(ofRecords.map(({ name }) => name)),
      limit: MAX_ALIASES_OF_RECORD,
      characters: MAX_NAME_CHARACTERS,
    };
    sentences.push(
      t("Of their records the first {limit} aliases of up to {characters} characters were taken: {names}.", values),
    );
  }
  if (ofAll > 0)
    sentences.push(
      t("{count} aliases were left out: the alias file holds {limit} at most.", { count: ofAll, limit: MAX_ALIASES }),
    );
  return sentences.join(" ");
}

/** What was found before notes were written, as a question. */
export function backfillSentence({ articles }: Pick<BackfillQuestion, "articles">, t: Translate): string {
  return articles === 1
    ? t("1 article found so far is not in XSOAR.")
    : t("{count} articles found so far are not in XSOAR.", { count: articles });
}
