import * as vscode from "vscode";
import { choiceWith, choiceWithHeadings, columnName } from "../../core/names/columns";
import { countLine, leftOutLines } from "../../core/names/describeReading";
import type { NamesReading, ReadOutcome } from "../../core/names/names";
import type { ColumnChoice, ColumnRole, ImportReading, ReadColumn } from "../../core/names/types";
import { pickText, safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { withProgress } from "../shell/progress";
import { showPick, showPicks } from "../shell/prompts";

interface ReadingItem extends vscode.QuickPickItem {
  /** What choosing it does: takes the names, takes the first row otherwise, or asks what a column is. Others only show something. */
  readonly does?: "take" | "headings" | number;
}

/**
 * Shows how a file of names was read, and lets the user say of a table what its columns hold.
 *
 * @returns what to take; undefined when nothing is to be taken
 */
export async function confirmReading(first: NamesReading): Promise<ReadOutcome | undefined> {
  let read = first;
  for (;;) {
    const choice = read.reading.isDoubtful ? await askColumns(read.reading) : await askToTake(read);
    if (choice === undefined) return undefined;
    if (choice === "take") return read;
    if (choice === "again") continue;
    const again = await withProgress(t("Reading the names again"), (signal) => read.again(choice, signal));
    if (again.kind !== "read") return again;
    read = again;
  }
}

/** Nothing says which column holds the names: the user does, and which hold other names of the same. */
async function askColumns(reading: ImportReading): Promise<ColumnChoice | undefined> {
  // What each holds is what is asked here.
  const items = reading.columns.map((column, at) => ({ ...columnItem(column, at), description: "" }));
  const name = await showPick(items, {
    title: t("Import Names: Columns (1 of 2)"),
    placeHolder: t("Nothing says which column holds the names: which is it?"),
    ignoreFocusOut: true,
  });
  if (name === undefined) return undefined;
  const others = items.filter(({ does }) => does !== name.does);
  const aliases =
    others.length === 0
      ? []
      : await showPicks(others, {
          title: t("Import Names: Columns (2 of 2)"),
          placeHolder: t("Tick the columns that hold other names of the same; none is fine"),
          ignoreFocusOut: true,
        });
  if (aliases === undefined) return undefined;
  const columns = reading.columns.map((column, at): ReadColumn => ({
    ...column,
    role: aliases.some(({ does }) => does === at) ? "aliases" : null,
  }));
  return choiceWith({ ...reading, columns }, name.does, "name");
}

async function askToTake(read: NamesReading): Promise<ColumnChoice | "take" | "again" | undefined> {
  const { columns, isTable, hasHeadings } = read.reading;
  const left = leftOutLines(read.reading, t);
  const separator = (label: string): ReadingItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: readonly ReadingItem[] = [
    {
      label: read.count === 1 ? t("$(check) Take 1 name") : t("$(check) Take {count} names", { count: read.count }),
      detail: pickText(countLine(read, t)),
      does: "take",
    },
    separator(t("for example")),
    ...read.samples.map(({ name, aliases }) => ({ label: pickText(name), description: pickText(aliases.join(", ")) })),
    ...(columns.length === 0
      ? []
      : [separator(isTable ? t("columns: choose one to say what it holds") : t("where they stand"))]),
    ...columns.map((column, at) => {
      const { does, ...item } = columnItem(column, at);
      return isTable ? { ...item, does } : item;
    }),
    ...(canHaveHeadings(read)
      ? [
          {
            label: hasHeadings ? t("The first row holds headings") : t("The first row is a name, like the others"),
            description: t("choose this to change it"),
            does: "headings" as const,
          },
        ]
      : []),
    ...(left.length === 0 ? [] : [separator(t("left out"))]),
    ...left.map((line) => ({ label: pickText(line) })),
  ];
  const picked = await showPick(items, {
    title: t("Import Names: {source}", { source: safe(read.title) }),
    placeHolder: t("This was read. Nothing is taken before you say so"),
    ignoreFocusOut: true,
  });
  if (picked === undefined) return undefined;
  if (picked.does === "take") return "take";
  if (picked.does === "headings") return choiceWithHeadings(read.reading, !hasHeadings);
  return picked.does === undefined ? "again" : askRole(read.reading, picked.does);
}

/** Tables of text begin with headings or without; the keys of objects are theirs. */
function canHaveHeadings({ format, reading }: NamesReading): boolean {
  return reading.isTable && format === "csv";
}

async function askRole(reading: ImportReading, at: number): Promise<ColumnChoice | "again"> {
  const column = reading.columns[at];
  const roles = (["name", "aliases", null] as const).filter((role) => role !== null || column?.role !== "name");
  const picked = await showPick(
    roles.map((role) => ({ label: roleWord(role), role })),
    {
      title: t("Import Names: {source}", { source: safe(columnName(column?.heading ?? "", at)) }),
      placeHolder: t("What does this column hold?"),
      ignoreFocusOut: true,
    },
  );
  return picked === undefined ? "again" : choiceWith(reading, at, picked.role);
}

function columnItem({ heading, role, samples }: ReadColumn, at: number) {
  const label = heading.trim() === "" ? t("Column {number}", { number: at + 1 }) : pickText(heading);
  return { label, description: roleWord(role), detail: pickText(samples.join(" · ")), does: at };
}

function roleWord(role: ColumnRole | null): string {
  switch (role) {
    case "name":
      return t("the name");
    case "aliases":
      return t("other names");
    case "country":
      return t("the country");
    case "description":
      return t("a description");
    case "kind":
      return t("the kind");
    case "id":
      return t("an identifier");
    case null:
      return t("left out");
  }
}
