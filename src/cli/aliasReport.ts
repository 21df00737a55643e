import { MAX_ALIASES, MAX_ALIASES_OF_RECORD, MAX_NAME_CHARACTERS } from "../core/limits";
import { oneLine } from "../core/text/foreignText";
import type { AliasOutcome } from "../core/notes/aliasOutcome";
import type { AliasChange } from "../core/xsoar/reports";
import { counted } from "./counted";

/** What an alias sync did, for people. */
export function aliasText(outcome: Extract<AliasOutcome, { kind: "done" }>): string {
  const lines = [`${counted(outcome.count, "alias", "aliases")} in the alias file.`];
  if (outcome.setAside !== undefined)
    lines.push(
      `The alias file was not a JSON array of names, or too large. It is kept as ${outcome.setAside}; a new one was written.`,
    );
  if (outcome.added.length > 0) lines.push(`Added: ${outcome.added.join(", ")}`);
  if (outcome.removed.length > 0) lines.push(`Removed: ${outcome.removed.join(", ")}`);
  for (const { name, aliases, added } of outcome.names) {
    const isNew = new Set(added);
    const texts = aliases.map((alias) => (isNew.has(alias) ? `${alias} (new)` : alias));
    if (texts.length > 0) lines.push(`${name ?? "Of unknown owner"}: ${texts.join(", ")}`);
  }
  for (const { name, why } of outcome.kept) {
    const reason = {
      missing: "has no record",
      ambiguous: "has several records",
      failed: "could not be looked up",
    }[why];
    lines.push(`${name} ${reason}; its aliases stay as they were.`);
  }
  for (const { name, count } of outcome.left.ofRecords)
    lines.push(
      `${name}: ${counted(count, "more alias", "more aliases")} of its record left out; ${MAX_ALIASES_OF_RECORD} of a record are taken, with ${MAX_NAME_CHARACTERS} characters at most.`,
    );
  if (outcome.left.ofAll > 0)
    lines.push(
      `${counted(outcome.left.ofAll, "alias", "aliases")} left out: the alias file holds ${MAX_ALIASES} at most.`,
    );
  return lines.join("\n");
}

/** What would be written if the field were agreed to, and how to do that. */
export function unreadFieldText({ field, names }: Extract<AliasOutcome, { kind: "field" }>): string {
  const added = names.flatMap(({ name, added: texts }) =>
    texts.length === 0 ? [] : [`  ${name ?? "Of unknown owner"}: ${texts.join(", ")}`],
  );
  return [
    `The configuration has the field ${field} of the records read into the alias file (search_field), and it may hold anything.`,
    ...(added.length === 0 ? ["It holds nothing new now."] : ["Nothing was written. It would be:", ...added]),
    `To agree, repeat the field: --field ${field}`,
  ].join("\n");
}

/** What the records that were read say of aliases and the alias file does not. */
export function aliasNewsLines(news: readonly AliasChange[]): readonly string[] {
  const of = (what: "added" | "removed") =>
    news
      .filter((change) => change[what].length > 0)
      .map((change) => `${oneLine(change.name)}: ${change[what].map(oneLine).join(", ")}`);
  const count = (what: "added" | "removed") => news.reduce((sum, change) => sum + change[what].length, 0);
  const line = (what: "added" | "removed", sentence: string) =>
    count(what) === 0
      ? []
      : [`XSOAR: ${counted(count(what), "alias", "aliases")} ${sentence} (ti-scraper aliases): ${of(what).join("; ")}`];
  return [...line("added", "of records not in the alias file"), ...line("removed", "of the alias file on no record")];
}
