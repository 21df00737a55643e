import path from "node:path";
import { columnName } from "../core/names/columns";
import { describeNamesRefusal } from "../core/memory/namesFileText";
import { readingLines, sampleLine } from "../core/names/describeReading";
import { describeImportFailure } from "../core/names/importNames";
import type { NamesReading } from "../core/names/names";
import { type AliasChange, changeLine, tidingsLines } from "../core/names/tidings";
import type { KnowledgeSource } from "../core/names/types";
import { oneLine } from "../core/text/foreignText";
import { plainText } from "../core/text/translate";
import type { NamesCommand } from "./commands";
import { counted } from "./counted";
import type { CliWorld } from "./world";

/** Imports names, and prints how they were read. Exit code: 1 when they could not be, 2 when the user has to say which column is what. */
export async function importNames(
  location: string,
  { columns, yes }: Pick<NamesCommand, "columns" | "yes">,
  world: CliWorld,
): Promise<0 | 1 | 2> {
  const { session, signal, print, complain } = world;
  const isAddress = /^[a-z]+:\/\//i.test(location);
  const read = await session.names.readImport(isAddress ? location : path.resolve(location), signal, columns);
  if (read.kind === "read" && read.reading.isDoubtful) {
    for (const line of doubts(location, read)) complain(line);
    return 2;
  }
  const outcome = read.kind === "read" ? await read.take() : read;
  switch (outcome.kind) {
    case "failed":
      complain(`${location}: ${describeImportFailure(outcome.failure, plainText)}`);
      return outcome.failure.code === "noColumn" ? 2 : 1;
    case "cancelled":
      complain("Cancelled.");
      return 2;
    case "unchanged":
      print(namesFrom(outcome.source.title, outcome.source.entryCount, location));
      return tellChanges(outcome, yes, world);
    case "imported":
      print(namesFrom(outcome.source.title, outcome.source.entryCount, location));
      if (read.kind === "read") {
        for (const line of readingLines(read, plainText)) print(`  ${line}`);
        for (const sample of read.samples) print(`  ${oneLine(sampleLine(sample, plainText))}`);
      }
      if (outcome.tidings !== null)
        for (const line of tidingsLines(outcome.tidings, plainText)) print(`  ${oneLine(line)}`);
      return tellChanges(outcome, yes, world);
  }
}

/** What tracked names would gain or lose: taken over only when that was asked for. */
async function tellChanges(
  { source, changes }: { readonly source: KnowledgeSource; readonly changes: readonly AliasChange[] },
  takesChanges: boolean,
  { session, print, complain }: CliWorld,
): Promise<0 | 1> {
  if (changes.length === 0) return 0;
  for (const change of changes) print(`  ${oneLine(`${change.profile}: ${changeLine(change)}`)}`);
  if (!takesChanges) {
    print("  Tracked names would be looked for by other names: --yes takes that over.");
    return 0;
  }
  const done = await session.names.acceptChanges(
    source.id,
    changes.map(({ profile }) => profile),
  );
  if (done.kind !== "refused") return 0;
  complain(describeNamesRefusal(done.trouble, (await session.names.file()).path, plainText));
  return 1;
}

/** A source with the number of its names, and where they are from. */
export function namesFrom(title: string, entryCount: number, location: string): string {
  return `${title}: ${counted(entryCount, "name")} from ${location}`;
}

function doubts(location: string, { reading: { columns } }: NamesReading): readonly string[] {
  const alone = columns.length === 1;
  return [
    `${location}: nothing says which of its columns holds the names. Nothing was imported.`,
    ...columns.map(({ heading, samples }, at) => {
      const number = heading.trim() === "" ? "" : `${at + 1} `;
      return oneLine(`  ${number}${columnName(heading, at)}: ${samples.join(" · ") || "(empty)"}`);
    }),
    `--name-column COLUMN says which, by its heading or number${alone ? "." : "; --alias-columns COLUMN,COLUMN which hold other names of the same."}`,
  ];
}
