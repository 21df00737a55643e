import type * as vscode from "vscode";
import { filterText, isFiltered } from "../../ui/listFilter";
import { CHOICES, type Shape, readShape } from "../../ui/worklist";
import { Command, ContextKey, type ContextKeyId, Stored } from "../shell/ids";
import { t } from "../shell/l10n";

type Choosing = "mode" | "sort" | "group";

/** What of *Profile Matches* is shown and how, remembered in each workspace. */
export class Shapes {
  constructor(private readonly memory: vscode.Memento) {}

  get stored(): Shape {
    return readShape(this.memory.get(Stored.shape));
  }

  async store(shape: Shape): Promise<void> {
    await this.memory.update(Stored.shape, shape);
  }
}

/** What `when` clauses know of a shape: which entries have the tick. */
export function shapeContexts(
  shape: Shape,
  isEmptied: boolean,
): readonly (readonly [key: ContextKeyId, value: unknown])[] {
  return [
    [ContextKey.mode, shape.mode],
    [ContextKey.sort, shape.sort],
    [ContextKey.group, shape.group],
    [ContextKey.hideRead, shape.hideRead],
    [ContextKey.filtered, isFiltered(shape.filter)],
    [ContextKey.showAside, shape.showAside],
    [ContextKey.emptied, isEmptied],
  ];
}

/** The commands that choose; those with the tick choose the same anew, so that what was read meanwhile is left out. */
export function shapeCommands(
  choose: (change: Partial<Shape>) => Promise<void>,
): Readonly<Record<ShapeCommand, () => Promise<void>>> {
  const commands = CHOOSE.flatMap(([plain, ticked, change]) =>
    [plain, ticked].map((id) => [id, () => choose(change)] as const),
  );
  return Object.fromEntries(commands) as ReturnType<typeof shapeCommands>;
}

type ShapeCommand = (typeof CHOOSE)[number][0 | 1];

const CHOOSE = [
  [Command.showAll, Command.showAllTicked, { mode: "all", hideRead: false }],
  [Command.showUnread, Command.showUnreadTicked, { mode: "unread" }],
  [Command.showToday, Command.showTodayTicked, { mode: "today" }],
  [Command.sortByConfig, Command.sortByConfigTicked, { sort: "configuration" }],
  [Command.sortByNewest, Command.sortByNewestTicked, { sort: "newest" }],
  [Command.sortByMost, Command.sortByMostTicked, { sort: "most" }],
  [Command.sortByOutlets, Command.sortByOutletsTicked, { sort: "outlets" }],
  [Command.groupByName, Command.groupByNameTicked, { group: "name" }],
  [Command.groupByStory, Command.groupByStoryTicked, { group: "story" }],
  [Command.groupBySource, Command.groupBySourceTicked, { group: "source" }],
  [Command.groupByDay, Command.groupByDayTicked, { group: "day" }],
  [Command.hideReadNames, Command.hideReadNames, { hideRead: true }],
  [Command.showReadNames, Command.showReadNames, { hideRead: false }],
  [Command.showDismissed, Command.showDismissed, { showAside: true }],
  [Command.hideDismissed, Command.hideDismissed, { showAside: false }],
] as const satisfies readonly (readonly [string, string, Partial<Shape>])[];

/** What differs from the usual, for beside the view's title. */
export function shapeText(shape: Shape): string {
  const chosen = (key: Choosing): string => (shape[key] === CHOICES[key][0] ? "" : (WORDS[key][shape[key]]?.() ?? ""));
  const filter = filterText(shape.filter, t);
  return [
    filter === "" ? "" : t("filter: {filter}", { filter }),
    chosen("mode"),
    shape.hideRead ? t("with unread only") : "",
    shape.showAside ? t("with dismissed ones") : "",
    chosen("group"),
    chosen("sort"),
  ]
    .filter((word) => word !== "")
    .join(" · ");
}

const WORDS: Readonly<Record<Choosing, Readonly<Record<string, () => string>>>> = {
  mode: { unread: () => t("Unread"), today: () => t("Today") },
  sort: { newest: () => t("newest first"), most: () => t("most unread first"), outlets: () => t("most outlets first") },
  group: { story: () => t("by story"), source: () => t("by source"), day: () => t("by day") },
};

/** Why nothing stands there although there are names. */
export function emptiedSentence({ mode, filter, hideRead }: Shape): string {
  if (isFiltered(filter)) return t("No article passes the filter.");
  if (mode === "all" && !hideRead) return t("All articles are dismissed or put off.");
  return mode === "today"
    ? t("No article of today names a tracked profile.")
    : t("No unread article names a tracked profile.");
}
