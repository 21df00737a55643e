import * as vscode from "vscode";
import { type ExportChoice, type ExportFormat, type ExportMatches, chosenMatches } from "../../core/exports/exportRows";
import { type ExportPeriod, boundsOf, dayOf, dayStart } from "../../core/exports/period";
import { type SafeText, pickText } from "../../core/text/foreignText";
import {
  type ExportForm,
  type ExportMemory,
  exportFormats,
  exportOf,
  exportSentence,
  namesText,
  periodText,
  rowsOfNames,
} from "../../ui/exportForm";
import { localTime, t } from "../shell/l10n";
import { showInput, showPick, showPicks } from "../shell/prompts";

type ChosenRows = NonNullable<ExportChoice["rows"]>;
type Part = "export" | "format" | "period" | "unread" | "names" | "summaries";

interface PartItem extends vscode.QuickPickItem {
  readonly part: Part | null;
}

/** What an export is about. */
export interface ExportSubject {
  readonly title: SafeText;
  /** What its articles stand under; null where that is one thing. */
  readonly names: SafeText | null;
  readonly formats: readonly ExportFormat[];
  /** Its articles are marked as read or not. */
  readonly hasState: boolean;
}

/** What is exported of which rows. */
export interface AskedExport {
  readonly form: ExportForm;
  readonly choice: ExportChoice;
}

/**
 * Asks what to export: everything stands in one list as it was chosen last, so that one Enter does; each row of it changes one thing.
 *
 * @param selected the chosen rows of the view, which stand for the names; null when there are none
 * @param canRead pages may be read: in Restricted Mode none is
 * @returns undefined when the user turns away
 */
export async function askExport(
  matches: readonly ExportMatches[],
  memory: ExportMemory,
  selected: ChosenRows | null,
  canRead: boolean,
  subject: ExportSubject,
): Promise<AskedExport | undefined> {
  // Who has chosen rows means them, whatever was exported last.
  let form: ExportForm = selected === null ? memory.form : { ...memory.form, period: { kind: "all" }, unread: false };
  if (!canRead) form = { ...form, summaries: false };
  for (;;) {
    const lastExport = selected === null ? (memory.times.get(exportOf(form.names)) ?? null) : null;
    const choice: ExportChoice = {
      ...(selected === null ? rowsOfNames(form.names) : { rows: selected }),
      ...boundsOf(form.period, new Date(), lastExport),
      unread: form.unread,
    };
    const items = partItems(form, chosenMatches(matches, choice), { selected, lastExport, canRead, subject });
    const picked = await showPick(items, {
      title: subject.title,
      placeHolder: t("Enter exports; the rows below change what"),
    });
    if (picked === undefined) return undefined;
    if (picked.part === "export") return { form, choice };
    form = (picked.part === null ? undefined : await changed(form, picked.part, matches, lastExport, subject)) ?? form;
  }
}

interface About {
  readonly selected: ChosenRows | null;
  readonly lastExport: string | null;
  readonly canRead: boolean;
  readonly subject: ExportSubject;
}

function partItems(
  form: ExportForm,
  chosen: readonly ExportMatches[],
  { selected, lastExport, canRead, subject }: About,
): readonly PartItem[] {
  const { format, period, unread, names, summaries } = form;
  const sentence = exportSentence(chosen, form, t);
  const head: PartItem =
    sentence === null
      ? { label: t("Nothing to export with this choice"), iconPath: new vscode.ThemeIcon("circle-slash"), part: null }
      : {
          label: sentence.label,
          description: sentence.names,
          iconPath: new vscode.ThemeIcon("export"),
          part: "export",
        };
  const row = (part: Part, icon: string, label: string, description: string): PartItem => ({
    part,
    label,
    description,
    iconPath: new vscode.ThemeIcon(icon),
  });
  const formats = exportFormats(t);
  const of = formats.find((one) => one.format === format);
  const ofNames = (label: SafeText): PartItem =>
    selected === null
      ? row("names", "tag", label, names === null ? t("All") : namesText(names, t))
      : { ...row("export", "list-selection", label, namesText([...selected.keys()], t)), part: null };
  return [
    head,
    { label: "", kind: vscode.QuickPickItemKind.Separator, part: null },
    row("format", "file", t("Format"), of?.label ?? ""),
    row("period", "calendar", t("Period"), periodText(period, lastExport, localTime, t)),
    ...(subject.hasState ? [row("unread", "mail", t("State"), unread ? t("Unread only") : t("All"))] : []),
    ...(subject.names === null ? [] : [ofNames(subject.names)]),
    ...(canRead
      ? [
          row(
            "summaries",
            "book",
            t("Summaries"),
            summaries ? t("reads the pages of the articles first") : t("those made before"),
          ),
        ]
      : []),
  ];
}

/** The form with one thing changed; undefined where the user has turned back. */
async function changed(
  form: ExportForm,
  part: Exclude<Part, "export">,
  matches: readonly ExportMatches[],
  lastExport: string | null,
  { title, formats }: ExportSubject,
): Promise<ExportForm | undefined> {
  switch (part) {
    case "unread":
      return { ...form, unread: !form.unread };
    case "summaries":
      return { ...form, summaries: !form.summaries };
    case "format": {
      const picked = await askFormat(title, formats);
      return picked && { ...form, format: picked };
    }
    case "period": {
      const period = await askPeriod(title, form.period, lastExport);
      return period && { ...form, period };
    }
    case "names": {
      const items = matches.map(({ name }) => ({
        label: pickText(name),
        name,
        picked: form.names === null || form.names.includes(name),
      }));
      const picked = await showPicks(items, { title, placeHolder: t("Which names?") });
      if (picked === undefined || picked.length === 0) return undefined;
      return { ...form, names: picked.length === items.length ? null : picked.map(({ name }) => name) };
    }
  }
}

/** Undefined when the user turns away. */
export async function askFormat(title: SafeText, formats: readonly ExportFormat[]): Promise<ExportFormat | undefined> {
  const items = exportFormats(t, formats).map(({ format, label, use }) => ({ label, description: use, format }));
  return (await showPick(items, { title, placeHolder: t("Which format?") }))?.format;
}

async function askPeriod(
  title: SafeText,
  before: ExportPeriod,
  lastExport: string | null,
): Promise<ExportPeriod | undefined> {
  const item = (period: ExportPeriod) => ({ label: periodText(period, lastExport, localTime, t), period });
  const items: readonly (vscode.QuickPickItem & { readonly period: ExportPeriod | null })[] = [
    ...(lastExport === null ? [] : [item({ kind: "sinceExport" })]),
    item({ kind: "days", days: 1 }),
    item({ kind: "days", days: 7 }),
    item({ kind: "days", days: 30 }),
    item({ kind: "all" }),
    { label: t("From one day to another…"), period: null },
  ];
  const picked = await showPick(items, { title, placeHolder: t("Which period?") });
  if (picked === undefined) return undefined;
  if (picked.period !== null) return picked.period;
  const today = dayOf(new Date());
  const from = await askDay(title, t("From"), before.kind === "range" ? before.from : today, "");
  if (from === undefined) return undefined;
  const to = await askDay(
    title,
    t("To, this day included"),
    before.kind === "range" && before.to >= from ? before.to : today,
    from,
  );
  return to === undefined ? undefined : { kind: "range", from, to };
}

/** @param first the day has to be this or a later one; empty for any */
function askDay(title: SafeText, prompt: SafeText, value: string, first: string): Thenable<string | undefined> {
  return showInput({
    title,
    prompt,
    value,
    validateInput: (text) => {
      if (dayStart(text.trim()) === null) return t("A day belongs here: YYYY-MM-DD, such as 2026-02-28.");
      return text.trim() < first ? t("That is before the first day.") : undefined;
    },
  }).then((text) => text?.trim());
}
