import { MAIL_OUTBOX } from "./mail/mailOutbox";
import { NAMES_FILE_MEMORY } from "./memory/namesFile";
import { createMemoryStore } from "./memory/memoryStore";
import type { StateFolder } from "./memory/documents";
import type { Clock } from "./ports";
import { SUMMARIES } from "./summaries/summaries";
import type { Translate } from "./text/translate";
import { openNotes } from "./xsoar/outbox";

/** What is remembered of a folder, in numbers: what goes when it is forgotten. */
export interface KeptState {
  readonly articles: number;
  /** Articles under a name. */
  readonly matches: number;
  /** That wait to be written. */
  readonly notes: number;
  /** That wait to be sent. */
  readonly mails: number;
  /** Entries of the journal of what was sent out. */
  readonly activity: number;
  readonly summaries: number;
  /** Stories with a mark or a remark. */
  readonly triaged: number;
  /** Lines for the names file that could not be written into it. */
  readonly names: number;
}

/** Counts what a state folder holds. */
export async function keptState(folder: StateFolder & { readonly clock: Clock }): Promise<KeptState> {
  const memory = createMemoryStore(folder).with({
    mails: MAIL_OUTBOX,
    summaries: SUMMARIES,
    namesFile: NAMES_FILE_MEMORY,
  });
  const { rows, outbox, activity, triage, mails, summaries, namesFile } = await memory.load(
    "rows",
    "outbox",
    "activity",
    "triage",
    "mails",
    "summaries",
    "namesFile",
  );
  let articles = 0;
  for await (const piece of memory.archive.pieces()) articles += piece.size;
  return {
    articles,
    matches: sum([...rows.values()].map(({ items }) => items.length)),
    notes: sum([...outbox.values()].map((row) => openNotes(row).length)),
    mails: mails.length,
    activity: activity.size,
    summaries: summaries.length,
    triaged: triage.size,
    names: namesFile.waiting.split("\n").length - 1,
  };
}

/** The numbers of several folders together. */
export function sumOfKept(all: readonly KeptState[]): KeptState {
  const of = (key: keyof KeptState): number => sum(all.map((one) => one[key]));
  return {
    articles: of("articles"),
    matches: of("matches"),
    notes: of("notes"),
    mails: of("mails"),
    activity: of("activity"),
    summaries: of("summaries"),
    triaged: of("triaged"),
    names: of("names"),
  };
}

/** A line for each thing there is some of; what waits comes first, since it would be lost. */
export function describeKept(kept: KeptState, t: Translate): readonly string[] {
  const { notes, mails, names, articles, matches, activity, summaries, triaged } = kept;
  return [
    notes === 0 ? "" : t("Notes that wait to be written, and would be lost: {count}", { count: notes }),
    mails === 0 ? "" : t("Mails that wait to be sent, and would be lost: {count}", { count: mails }),
    names === 0 ? "" : t("Words about names that wait to be shared, and would be lost: {count}", { count: names }),
    articles === 0 ? "" : t("Articles: {count}", { count: articles }),
    matches === 0 ? "" : t("Matches: {count}", { count: matches }),
    activity === 0 ? "" : t("Entries of the journal of what was sent out: {count}", { count: activity }),
    triaged === 0 ? "" : t("Stories with a mark or a remark: {count}", { count: triaged }),
    summaries === 0 ? "" : t("Texts and summaries of articles: {count}", { count: summaries }),
  ].filter((line) => line !== "");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
