import * as vscode from "vscode";
import type { Names } from "../../core/names/names";
import type { NameFilter, NameHit } from "../../core/names/searchNames";
import { oneLine, pickText, safe, type SafeText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { guarded } from "../shell/notify";
import { createPick, showPick } from "../shell/prompts";
import { aliasesText, countryText, detailTexts, kindText } from "./knownText";
import type { ToTrack } from "./track";

/** More rows cannot be looked through; all that were found can be taken by the one above them. */
const ROWS = 50;
const DETAIL_LENGTH = 140;

/** What is searched for, among what, and what is picked already. */
export interface Searched {
  readonly query: string;
  readonly filter: NameFilter;
  readonly picked: readonly NameHit[];
}

/** The search of a user who has just come. */
export const EVERY_NAME: Searched = { query: "", filter: {}, picked: [] };

type NamesPicked =
  | { readonly kind: "names"; readonly names: readonly ToTrack[] }
  | { readonly kind: "filter"; readonly searched: Searched }
  | { readonly kind: "import" | "refresh" | "remove" }
  | { readonly kind: "cancel" };

interface NameItem extends vscode.QuickPickItem {
  /** Null: all that the search has found. */
  readonly hit: NameHit | null;
}

/**
 * Lets the user search the imported names and pick several, or all that a search has found; what is picked stays while the search goes on.
 *
 * @param trackedAs the tracked name an imported one is spelled like, if there is one
 */
export function pickNames(
  library: Names,
  { query, filter, picked: before }: Searched,
  trackedAs: (wanted: ToTrack) => string | undefined,
): Promise<NamesPicked> {
  const pick = createPick<NameItem>();
  pick.title = titleOf(filter);
  pick.placeholder = t("Search by name, country or description; tick what to track");
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.value = query;
  const buttons: readonly (vscode.QuickInputButton & { readonly kind: "filter" | "import" | "refresh" | "remove" })[] =
    [
      { kind: "filter", iconPath: new vscode.ThemeIcon("filter"), tooltip: t("Show one country or kind alone") },
      { kind: "import", iconPath: new vscode.ThemeIcon("add"), tooltip: t("Import from a file or a web address") },
      { kind: "refresh", iconPath: new vscode.ThemeIcon("refresh"), tooltip: t("Refresh all imported names") },
      { kind: "remove", iconPath: new vscode.ThemeIcon("trash"), tooltip: t("Remove an import") },
    ];
  pick.buttons = buttons;
  const itemOf = (hit: NameHit): NameItem => nameItem(hit, trackedAs);
  // All of one search are not all of the next one.
  const single = (): readonly NameItem[] => pick.selectedItems.filter(({ hit }) => hit !== null);
  pick.items = before.map(itemOf);
  pick.selectedItems = pick.items;
  let round = 0;
  const search = async (): Promise<void> => {
    const own = ++round;
    pick.busy = true;
    const [hits, count] = await Promise.all([
      library.search(pick.value, ROWS, filter),
      library.count(pick.value, filter),
    ]);
    // The user has typed on meanwhile.
    if (own !== round) return;
    const picked = single();
    const keys = new Set(picked.map(keyOfItem));
    const rows = hits.map(itemOf).filter((item) => !keys.has(keyOfItem(item)));
    pick.items = [...(count > 1 ? [allItem(count, hits.length)] : []), ...picked, ...rows];
    pick.selectedItems = picked;
    pick.busy = false;
  };
  const searchSafely = () => void guarded("importNames", search);
  return new Promise<NamesPicked>((resolve) => {
    pick.onDidChangeValue(searchSafely);
    pick.onDidTriggerButton((button) => {
      const found = buttons.find((one) => one === button);
      if (found === undefined) return;
      const picked = single().flatMap(({ hit }) => hit ?? []);
      resolve(
        found.kind === "filter"
          ? { kind: "filter", searched: { query: pick.value, filter, picked } }
          : { kind: found.kind },
      );
    });
    pick.onDidHide(() => resolve({ kind: "cancel" }));
    const accept = async (): Promise<void> => {
      const items = pick.selectedItems;
      const isAll = items.some(({ hit }) => hit === null);
      const all = isAll ? await library.search(pick.value, Infinity, filter) : [];
      const hits = [...items.flatMap(({ hit }) => hit ?? []), ...all];
      const names = new Map(hits.map((hit) => [keyOf(hit), { name: hit.known.name, known: hit.known }]));
      if (names.size > 0) resolve({ kind: "names", names: [...names.values()] });
    };
    pick.onDidAccept(() => void guarded("importNames", accept));
    pick.show();
    searchSafely();
  }).finally(() => pick.dispose());
}

/** Asks for one kind or country that is searched alone, beside the other that is set already; Escape leaves it as it was. */
export async function pickFilter(library: Names, filter: NameFilter): Promise<NameFilter> {
  const { kinds, countries } = await library.facets();
  const { kind: _kind, ...ofCountry } = filter;
  const { country: _country, ...ofKind } = filter;
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator, filter });
  const items = [
    separator(t("kinds")),
    { label: t("All kinds"), filter: ofCountry },
    ...kinds.map(([kind, count]) => ({
      label: kindText(kind),
      description: t("{count}", { count }),
      filter: { ...filter, kind },
    })),
    separator(t("countries")),
    { label: t("All countries"), filter: ofKind },
    ...countries.map(([country, count]) => ({
      label: pickText(countryText(country)),
      description: pickText(`${country} ${count}`),
      filter: { ...filter, country },
    })),
  ];
  const picked = await showPick(items, {
    title: t("Import Names"),
    placeHolder: t("Which of the imported names are to be shown?"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.filter ?? filter;
}

function titleOf({ kind, country }: NameFilter): SafeText {
  const parts = [kind === undefined ? "" : kindText(kind), country === undefined ? "" : countryText(country)];
  const only = parts.filter((part) => part !== "").join(", ");
  return only === "" ? t("Import Names") : t("Import Names: {filter}", { filter: safe(only) });
}

function keyOf({ known }: NameHit): string {
  return JSON.stringify(known.entries.map(({ sourceId, entry }) => [sourceId, entry.name]));
}

/** The key of an item; that of all has none. */
function keyOfItem({ hit }: NameItem): string {
  return hit === null ? "" : keyOf(hit);
}

/** The row that stands for all that a search has found, also where not all of them have a row. */
function allItem(count: number, shown: number): NameItem {
  const values = { count, shown };
  return {
    label: t("$(checklist) All {count|name|names} of this search", values),
    description: count > shown ? t("{shown} of {count} {shown:is|are} shown below", values) : "",
    alwaysShow: true,
    hit: null,
  };
}

function nameItem(hit: NameHit, trackedAs: (wanted: ToTrack) => string | undefined): NameItem {
  const { known } = hit;
  const tracked = trackedAs({ name: known.name, known });
  const detail = [...(tracked === undefined ? [] : [t("tracked as {name}", { name: tracked })]), ...detailTexts(hit)];
  return {
    label: pickText(known.name),
    description: pickText(aliasesText(known)),
    detail: pickText(oneLine(detail.join(" · ")).slice(0, DETAIL_LENGTH)),
    // The search is ours: VS Code would hide what it does not find in the label.
    alwaysShow: true,
    hit,
  };
}
