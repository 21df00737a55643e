import * as vscode from "vscode";
import type { Names } from "../../core/names/names";
import type { NameHit } from "../../core/names/searchNames";
import { countryWords } from "../../scan";
import { pickText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { guarded } from "../shell/notify";
import { createPick } from "../shell/prompts";

/** More cannot be looked through. */
const HITS = 50;
const ALIASES_SHOWN = 6;
const DETAIL_LENGTH = 140;

type NamesPicked =
  | { readonly kind: "names"; readonly hits: readonly NameHit[] }
  | { readonly kind: "import" }
  | { readonly kind: "refresh" }
  | { readonly kind: "remove" }
  | { readonly kind: "cancel" };

interface NameItem extends vscode.QuickPickItem {
  readonly hit: NameHit;
}

/**
 * Lets the user search the imported names and pick several; what is picked stays while the search goes on.
 * @param trackedAs the tracked name an imported one is spelled like, if there is one
 */
export function pickNames(library: Names, trackedAs: (hit: NameHit) => string | undefined): Promise<NamesPicked> {
  const pick = createPick<NameItem>();
  pick.title = t("Import Names");
  pick.placeholder = t("Search by name, country or description; tick what to track");
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  const buttons: readonly (vscode.QuickInputButton & { readonly kind: "import" | "refresh" | "remove" })[] = [
    { kind: "import", iconPath: new vscode.ThemeIcon("add"), tooltip: t("Import from a file or a web address") },
    { kind: "refresh", iconPath: new vscode.ThemeIcon("refresh"), tooltip: t("Refresh all imported names") },
    { kind: "remove", iconPath: new vscode.ThemeIcon("trash"), tooltip: t("Remove an import") },
  ];
  pick.buttons = buttons;
  let round = 0;
  const search = async (): Promise<void> => {
    const own = ++round;
    pick.busy = true;
    const hits = await library.search(pick.value, HITS);
    // The user has typed on meanwhile.
    if (own !== round) return;
    const picked = pick.selectedItems;
    const keys = new Set(picked.map(({ hit }) => keyOf(hit)));
    pick.items = [...picked, ...hits.filter((hit) => !keys.has(keyOf(hit))).map((hit) => nameItem(hit, trackedAs))];
    pick.selectedItems = picked;
    pick.busy = false;
  };
  const searchSafely = () => void guarded("importNames", search);
  return new Promise<NamesPicked>((resolve) => {
    pick.onDidChangeValue(searchSafely);
    pick.onDidTriggerButton((button) => {
      const found = buttons.find((one) => one === button);
      if (found !== undefined) resolve({ kind: found.kind });
    });
    pick.onDidHide(() => resolve({ kind: "cancel" }));
    pick.onDidAccept(() => {
      if (pick.selectedItems.length > 0) {
        resolve({ kind: "names", hits: pick.selectedItems.map(({ hit }) => hit) });
      }
    });
    pick.show();
    searchSafely();
  }).finally(() => pick.dispose());
}

function keyOf({ known }: NameHit): string {
  return JSON.stringify(known.entries.map(({ sourceId, entry }) => [sourceId, entry.name]));
}

function nameItem(hit: NameHit, trackedAs: (hit: NameHit) => string | undefined): NameItem {
  const { known, plain, plainAliases } = hit;
  const tracked = trackedAs(hit);
  const aliases = known.aliases.slice(0, ALIASES_SHOWN).join(", ");
  const more = known.aliases.length - ALIASES_SHOWN;
  const detail = [
    tracked === undefined ? "" : t("tracked as {name}", { name: tracked }),
    plain ? t("an ordinary word too: counts only beside words such as group or ransomware") : "",
    plainAliases.length === 0 ? "" : t("ordinary words too: {names}", { names: plainAliases.join(", ") }),
    known.country === undefined ? "" : (countryWords(known.country)[1] ?? known.country),
    [...new Set(known.entries.map(({ entry }) => entry.source))].join(", "),
    known.description ?? "",
  ].filter((part) => part !== "");
  return {
    label: pickText(known.name),
    description: pickText(more > 0 ? t("{aliases} and {count} more", { aliases, count: more }) : aliases),
    detail: pickText(detail.join(" · ").slice(0, DETAIL_LENGTH)),
    // The search is ours: VS Code would hide what it does not find in the label.
    alwaysShow: true,
    hit,
  };
}
