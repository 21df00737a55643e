import { MAX_ALIASES_OF_ENTRY, MAX_IMPORT_ENTRIES, MAX_IMPORT_NAMES, MAX_NAME_CHARACTERS } from "../limits";
import { oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import { columnName } from "./columns";
import type { NamesReading } from "./names";
import type { ColumnRole, ImportReading, KnowledgeEntry, LeftOut, ReadColumn } from "./types";

/** What a sample shows of the other names of one name. */
const ALIASES_SHOWN = 6;

/** How a file of names was read, a sentence a line: counts, columns, what was left out and why. Foreign text stands in lines of its own. */
export function readingLines(read: Pick<NamesReading, "count" | "reading">, t: Translate): readonly string[] {
  return [countLine(read, t), ...columnLines(read.reading.columns, t), ...leftOutLines(read.reading, t)];
}

/** "312 names of 320 entries." */
export function countLine({ count, reading }: Pick<NamesReading, "count" | "reading">, t: Translate): string {
  const { total, leftOut } = reading;
  const joined = total - count - leftOut.reduce((sum, one) => sum + one.count, 0);
  return joined > 0
    ? t("{count|name|names} of {total|entry|entries}; {joined|goes|go} together with others of the same name.", {
        count,
        total,
        joined,
      })
    : t("{count|name|names} of {total|entry|entries}.", { count, total });
}

function columnLines(columns: readonly ReadColumn[], t: Translate): readonly string[] {
  const called = (role: ColumnRole | null): string =>
    columns.flatMap((column, at) => (column.role === role ? [columnName(column.heading, at)] : [])).join(", ");
  const [name, aliases, rest] = [called("name"), called("aliases"), called(null)];
  if (name === "") return [];
  return [
    t("Column of the names: {columns}.", { columns: oneLine(name) }),
    aliases === ""
      ? t("Columns of other names: none.")
      : t("Columns of other names: {columns}.", { columns: oneLine(aliases) }),
    ...(rest === "" ? [] : [t("Columns left out: {columns}.", { columns: oneLine(rest) })]),
  ];
}

/** Why some entries were left out, each with some of them; and how many aliases of those that were not. */
export function leftOutLines({ leftOut, cutAliases }: ImportReading, t: Translate): readonly string[] {
  const lines = leftOut.map(({ reason, count, samples }) => {
    const sentence = leftOutSentence(reason, count, t);
    return samples.length === 0
      ? sentence
      : t("{sentence} Such as: {samples}", { sentence, samples: samples.join(" · ") });
  });
  if (cutAliases === 0) return lines;
  const values = { count: cutAliases, limit: MAX_NAME_CHARACTERS, most: MAX_ALIASES_OF_ENTRY };
  return [
    ...lines,
    t("Other names left out, with more than {limit} characters or beyond the {most} of one name: {count}.", values),
  ];
}

function leftOutSentence(reason: LeftOut["reason"], count: number, t: Translate): string {
  switch (reason) {
    case "revoked":
      return t("Left out, since the source has revoked them: {count}.", { count });
    case "noName":
      return t("Left out, since there is no name in them: {count}.", { count });
    case "tooLong":
      return t("Left out, since more than {limit} characters are no name: {count}.", {
        count,
        limit: MAX_NAME_CHARACTERS,
      });
    case "notJson":
      return t("Left out, lines that are no JSON: {count}.", { count });
    case "otherTable":
      return t("Left out, rows of a further table with other headings: {count}.", { count });
    case "outsideList":
      return t("Left out, lines outside of the list: {count}.", { count });
    case "tooMany":
      return t("Left out, beyond the {limit} entries with {names} names and aliases that a source may have: {count}.", {
        count,
        limit: MAX_IMPORT_ENTRIES,
        names: MAX_IMPORT_NAMES,
      });
  }
}

/** A name with its other names: `Slate Heron = Grey Heron, Blue Heron`. */
export function sampleLine({ name, aliases }: KnowledgeEntry, t: Translate): string {
  const shown = aliases.slice(0, ALIASES_SHOWN).join(", ");
  const more = aliases.length - ALIASES_SHOWN;
  if (aliases.length === 0) return name;
  return `${name} = ${more > 0 ? t("{aliases} and {count} more", { aliases: shown, count: more }) : shown}`;
}
