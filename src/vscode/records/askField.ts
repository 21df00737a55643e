import type * as vscode from "vscode";
import type { RecordsConfig } from "../../core/config/types";
import type { RecipeOptions } from "../../core/records/types";
import { type SafeText, harmless, safe } from "../../core/text/foreignText";
import { KNOWN_FIELDS, RECIPES, knownField } from "../../scan";
import { t } from "../shell/l10n";
import { showInput, showPick, showPicks } from "../shell/prompts";

type Action = "set" | "add" | "remove" | "note";

/** Asks what of *Set a Field* is meant: what is done, to which field, with which value. Undefined when the user turns away. */
export async function askField(config: RecordsConfig, title: SafeText): Promise<RecipeOptions | undefined> {
  const action = await askAction(title);
  if (action === undefined) return undefined;
  /** What the recipe itself has to say against it. */
  const problem = (field: string, value: string): string | null =>
    RECIPES.find(({ id }) => id === "set-field")?.problem?.({ config, options: optionsOf(action, field, value), t }) ??
    null;
  const field = action === "note" ? "" : await askName(action, problem, title);
  const value = field === undefined ? undefined : await askValue(action, field, problem, title);
  return field === undefined || value === undefined ? undefined : optionsOf(action, field, value);
}

function optionsOf(action: Action, field: string, value: string): RecipeOptions {
  return new Map([["action", action], ...(field === "" ? [] : [["field", field] as const]), ["value", value]]);
}

async function askAction(title: SafeText): Promise<Action | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly action: Action })[] = [
    { action: "set", label: t("Set"), description: t("a field gets a value, in the place of what it has") },
    { action: "add", label: t("Add to a List"), description: t("what is there stays") },
    { action: "remove", label: t("Remove from a List"), description: t("everything else stays") },
    { action: "note", label: t("Write a Community Note"), description: t("the same on each record") },
  ];
  const placeHolder = t("What is to be done with the field?");
  return (await showPick(items, { title, placeHolder, ignoreFocusOut: true }))?.action;
}

async function askName(
  action: Action,
  problem: (field: string, value: string) => string | null,
  title: SafeText,
): Promise<string | undefined> {
  const other = { label: t("Another Field…"), description: t("its name as the API has it") };
  const known = KNOWN_FIELDS.filter(({ kind }) => kind === "list" || (kind === "text" && action === "set"));
  const items = [...known.map(({ field }) => ({ label: field, description: "" })), other];
  const picked = await showPick(items, {
    title,
    placeHolder: t("Which field?"),
    ignoreFocusOut: true,
  });
  if (picked !== other) return picked?.label;
  const typed = await showInput({
    title,
    prompt: t("Name of the field as the API has it, such as threatactortypes"),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const field = text.trim();
      return field === "" ? null : said(problem(field, knownField(field)?.values?.[0] ?? "x"));
    },
  });
  return typed === undefined || typed.trim() === "" ? undefined : typed.trim();
}

async function askValue(
  action: Action,
  field: string,
  problem: (field: string, value: string) => string | null,
  title: SafeText,
): Promise<string | undefined> {
  const known = knownField(field);
  if (known?.values != null) {
    const items = known.values.map((label) => ({ label }));
    const placeHolder = t("Which values of {field}?", { field: safe(known.field) });
    const picked = await showPicks(items, {
      title,
      placeHolder,
      ignoreFocusOut: true,
    });
    return picked === undefined || picked.length === 0 ? undefined : picked.map(({ label }) => label).join(";");
  }
  const prompt =
    action === "note"
      ? t("Text of the note")
      : known?.kind === "text"
        ? t("The text")
        : t("The value; of a list, several with a semicolon between them");
  const value = await showInput({
    title,
    prompt,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? null : said(problem(field, text))),
  });
  return value === undefined || value.trim() === "" ? undefined : value;
}

function said(sentence: string | null): SafeText | null {
  return sentence === null ? null : harmless(sentence);
}
