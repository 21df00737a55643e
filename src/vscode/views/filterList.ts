import * as vscode from "vscode";
import { pickText, safe } from "../../core/text/foreignText";
import { siteName } from "../../core/urls/siteName";
import {
  type ListFilter,
  NO_FILTER,
  type SavedFilter,
  asksFor,
  daysText,
  filterText,
  isFiltered,
  readSaved,
  toggled,
  withSaved,
} from "../../ui/listFilter";
import type { App } from "../app";
import { Stored } from "../shell/ids";
import { t } from "../shell/l10n";
import { guarded, notify } from "../shell/notify";
import { createPick, inOwnOrder, showInput } from "../shell/prompts";

const DAYS = [1, 7, 30];
const NAME_CHARACTERS = 60;

interface FilterItem extends vscode.QuickPickItem {
  /** The filter that is shown when it is chosen; left out by what divides the rows. */
  readonly filter?: ListFilter;
  readonly saved?: SavedFilter;
}

/** **Filter…**: one wish more or less, or a filter that was saved. */
export async function filterList(app: App): Promise<void> {
  const filter = await pickFilter(app);
  if (filter !== null) await app.view.setShape({ filter });
}

/** **Clear Filter**. */
export async function clearFilter(app: App): Promise<void> {
  await app.view.setShape({ filter: NO_FILTER });
}

/** **Save Filter…**: gives the filter a name, by which *Filter…* offers it. */
export async function saveFilter(app: App): Promise<void> {
  const { filter } = app.view;
  if (!isFiltered(filter)) return;
  const name = await showInput({
    prompt: t("What is the filter to be called?"),
    value: filterText(filter, t).slice(0, NAME_CHARACTERS),
    validateInput: (typed) => (typed.trim() === "" ? t("A name is needed.") : null),
  });
  if (name === undefined) return;
  await store(app, withSaved(savedOf(app), name.trim().slice(0, NAME_CHARACTERS), filter));
  notify("info", t("Filter… offers “{name}” from now on.", { name: safe(name) }));
}

function savedOf({ context }: App): readonly SavedFilter[] {
  return readSaved(context.workspaceState.get(Stored.filters));
}

async function store({ context }: App, saved: readonly SavedFilter[]): Promise<void> {
  await context.workspaceState.update(Stored.filters, saved);
}

/** Null: the user has turned away. */
function pickFilter(app: App): Promise<ListFilter | null> {
  const { filter } = app.view;
  const pick = inOwnOrder(createPick<FilterItem>());
  const now = filterText(filter, t);
  pick.title = now === "" ? t("Filter") : t("Filter: {filter}", { filter: safe(now) });
  pick.placeholder = t(
    "Words of headlines and summaries, or what an article has to be; chosen again, it is asked for no more",
  );
  pick.matchOnDescription = true;
  const remove = { iconPath: new vscode.ThemeIcon("trash"), tooltip: t("Remove this saved filter") };
  let rows: readonly FilterItem[] = [];
  const show = (): void => {
    pick.items = [...textItems(filter, pick.value), ...rows];
  };
  const read = (): void => {
    rows = [...savedItems(savedOf(app), remove), ...wishItems(filter), ...ofRows(app, filter)];
    show();
  };
  read();
  return new Promise<ListFilter | null>((resolve) => {
    pick.onDidChangeValue(show);
    pick.onDidTriggerItemButton(({ item: { saved } }) => {
      const left = savedOf(app).filter(({ name }) => name !== saved?.name);
      void guarded("filterList", () => store(app, left).then(read));
    });
    pick.onDidHide(() => resolve(null));
    pick.onDidAccept(() => {
      const chosen = pick.selectedItems[0]?.filter;
      if (chosen !== undefined) resolve(chosen);
    });
    pick.show();
  }).finally(() => pick.dispose());
}

/** What is typed, and what is asked for already. */
function textItems(filter: ListFilter, typed: string): readonly FilterItem[] {
  const text = typed.trim();
  const { text: _, ...rest } = filter;
  return [
    ...(text === ""
      ? []
      : [{ label: pickIcon("search", t("Words: {text}", { text })), alwaysShow: true, filter: { ...filter, text } }]),
    ...(filter.text === undefined
      ? []
      : [{ label: pickIcon("check", t("Words: {text}", { text: filter.text })), filter: rest }]),
    ...(isFiltered(filter) ? [{ label: t("$(clear-all) Clear Filter"), filter: NO_FILTER }] : []),
  ];
}

function savedItems(saved: readonly SavedFilter[], remove: vscode.QuickInputButton): readonly FilterItem[] {
  const items = saved.map((one) => ({
    label: pickIcon("bookmark", one.name),
    description: pickText(filterText(one.filter, t)),
    buttons: [remove],
    filter: one.filter,
    saved: one,
  }));
  return below(t("saved filters"), items);
}

/** What can be wished for in any list. */
function wishItems(filter: ListFilter): readonly FilterItem[] {
  const wishes: readonly (readonly [label: string, part: ListFilter])[] = [
    [t("With a CVE id"), { cve: true }],
    [t("With a note"), { note: "noted" }],
    [t("Without a note"), { note: "none" }],
    ...DAYS.map((days) => [daysText(days, t), { days }] as const),
  ];
  return below(
    t("articles"),
    wishes.map(([label, part]) => wishItem(filter, label, part)),
  );
}

/** The names and sites of the list, whatever is shown of it. */
function ofRows({ view }: App, filter: ListFilter): readonly FilterItem[] {
  const names = view.profiles.filter(({ articles }) => articles.size > 0).map(({ row }) => row.name);
  const sites = view.profiles.flatMap(({ articles }) =>
    [...articles.values()].map(({ item }) => siteName(item.article.source)),
  );
  return [
    ...below(
      t("names"),
      [...new Set(names)].map((name) => wishItem(filter, name, { name })),
    ),
    ...below(
      t("sources"),
      [...new Set(sites)].toSorted().map((source) => wishItem(filter, source, { source })),
    ),
  ];
}

function wishItem(filter: ListFilter, label: string, part: ListFilter): FilterItem {
  const isAsked = asksFor(filter, part);
  return { label: isAsked ? pickIcon("check", label) : pickText(label), filter: toggled(filter, part) };
}

function pickIcon(icon: string, text: string): string {
  return `$(${icon}) ${pickText(text)}`;
}

function below(label: string, items: readonly FilterItem[]): readonly FilterItem[] {
  return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}
