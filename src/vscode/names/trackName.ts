import * as vscode from "vscode";
import { MAX_NAME_CHARACTERS } from "../../core/limits";
import type { NameHit } from "../../core/names/searchNames";
import { oneLine, pickText } from "../../core/text/foreignText";
import { ready } from "../config/place";
import type { App } from "../app";
import type { Teacher } from "../rules/teacher";
import { nameKey } from "../../scan";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { guarded } from "../shell/notify";
import { createPick } from "../shell/prompts";
import type { Ready } from "../shell/ready";
import { aliasesText, detailTexts } from "./knownText";
import { type ToTrack, mutedNames, track, tracker } from "./track";

/** Each row is looked for in all stored articles. */
const HITS = 12;
const DETAIL_LENGTH = 140;

interface TrackItem extends vscode.QuickPickItem {
  /** Null: names are imported first. */
  readonly wanted: ToTrack | null;
  readonly hit?: NameHit;
}

/** **Track Name…**: a name as it is typed or as imports know it, with what it would find in the stored articles. */
export async function trackName(app: App, teacher: Teacher): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  const picked = await pickName(place);
  if (picked === undefined) return;
  if (picked === null) await vscode.commands.executeCommand(Command.importNames);
  else await track(app, teacher, place, [picked]);
}

/** Undefined: the user has turned away. Null: names are to be imported. */
async function pickName({ session, state }: Ready): Promise<ToTrack | null | undefined> {
  const hasImports = (await session.names.sources()).length > 0;
  const describe = describer(state.config);
  const pick = createPick<TrackItem>();
  pick.title = t("Track Name");
  pick.placeholder = hasImports
    ? t("A name, one of its other names, or a country: imported names are searched for it")
    : t("The name as the news spell it");
  pick.ignoreFocusOut = true;
  let counting = new AbortController();
  const search = async (): Promise<void> => {
    counting.abort();
    const { signal } = (counting = new AbortController());
    pick.busy = true;
    const typed = oneLine(pick.value);
    const hits = hasImports && nameKey(typed) !== "" ? await session.names.search(typed, HITS) : [];
    if (signal.aborted) return;
    const rows = rowsFor(typed, hits);
    const shown = (finds: (at: number) => string) => [
      ...rows.map((row, at) => ({ ...row, ...describe(row, finds(at)) })),
      ...(hasImports ? [] : [importItem()]),
    ];
    pick.items = shown(() => "");
    if (rows.length === 0) {
      // Nothing is counted, so no row may be drawn anew under the pointer.
      pick.busy = false;
      return;
    }
    const { hits: counts, articles } = await session.articles.wouldFind(
      rows.map(({ wanted }) => [wanted.name, ...(wanted.known?.aliases ?? [])]),
      signal,
    );
    // The user has typed on meanwhile.
    if (signal.aborted) return;
    const active = pick.items.findIndex((item) => item === pick.activeItems[0]);
    pick.items = shown((at) => t("finds {hits} of {articles} stored articles", { hits: counts[at] ?? 0, articles }));
    const item = pick.items[active];
    if (item !== undefined) pick.activeItems = [item];
    pick.busy = false;
  };
  const searchSafely = () => void guarded("trackName", search);
  return new Promise<ToTrack | null | undefined>((resolve) => {
    pick.onDidChangeValue(searchSafely);
    pick.onDidHide(() => resolve(undefined));
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item !== undefined) resolve(item.wanted);
    });
    pick.show();
    searchSafely();
  }).finally(() => {
    counting.abort();
    pick.dispose();
  });
}

interface Row {
  readonly wanted: ToTrack;
  readonly hit?: NameHit;
}

/** The name as it was typed, where no import has it, and what imports have. */
function rowsFor(typed: string, hits: readonly NameHit[]): readonly Row[] {
  const key = nameKey(typed);
  const isName = key !== "" && typed.length <= MAX_NAME_CHARACTERS;
  const isKnown = hits.some(({ known }) => nameKey(known.name) === key);
  return [
    ...(isName && !isKnown ? [{ wanted: { name: typed } }] : []),
    ...hits.map((hit) => ({ wanted: { name: hit.known.name, known: hit.known }, hit })),
  ];
}

function describer(config: Ready["state"]["config"]): (row: Row, finds: string) => vscode.QuickPickItem {
  const trackedAs = tracker(config);
  const muted = mutedNames(config);
  return ({ wanted, hit }, finds) => {
    const tracked = trackedAs(wanted);
    const state =
      tracked === undefined
        ? ""
        : muted.has(tracked)
          ? t("tracked as {name}, and muted: choose it to look for it again", { name: tracked })
          : t("tracked as {name}", { name: tracked });
    const detail = [finds, state, ...(hit === undefined ? [] : detailTexts(hit))].filter((part) => part !== "");
    return {
      label: pickText(wanted.name),
      description: hit === undefined ? t("as typed") : pickText(aliasesText(hit.known)),
      detail: pickText(oneLine(detail.join(" · ")).slice(0, DETAIL_LENGTH)),
      // The search is ours: VS Code would hide what it does not find in the label.
      alwaysShow: true,
    };
  };
}

function importItem(): TrackItem {
  return {
    label: t("$(cloud-download) Import names, to track them with their other names…"),
    alwaysShow: true,
    wanted: null,
  };
}
