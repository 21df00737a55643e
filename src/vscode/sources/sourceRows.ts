import * as vscode from "vscode";
import type { SourceState } from "../../core/sources/sourceStatus";
import type { App } from "../app";
import { appendWords } from "../shell/markdownText";
import { describeSourceFailure, describeSourceSkip } from "../../scan";
import { age } from "../../ui/rowText";
import type { SourceRows } from "../views/sourcesView";
import { localTime, t } from "../shell/l10n";
import { type SourceWords, historyLines, sourceDescription, sourceLabel, stateWords } from "../../ui/sourceText";

const ICONS: Readonly<Record<SourceState, readonly [icon: string, color: string | null]>> = {
  failing: ["error", "list.errorForeground"],
  empty: ["warning", "list.warningForeground"],
  waiting: ["clock", null],
  new: ["circle-outline", null],
  well: ["pass", "testing.iconPassed"],
  off: ["circle-slash", "disabledForeground"],
};

const MOVED = ["arrow-circle-right", "list.warningForeground"] as const;

/** The words of this window. */
export function sourceWords(): SourceWords {
  return {
    t,
    time: localTime,
    age: (iso) => age(iso, new Date(), t),
    failure: (failure) => describeSourceFailure(failure, t),
    skip: (skip) => describeSourceSkip(skip, t),
  };
}

/** The rows of the view *Sources*. */
export function createSourceRows(app: App): SourceRows {
  return {
    list: async () => {
      if (!vscode.workspace.isTrusted) return [];
      await app.folders.refresh();
      const folder = app.folders.current;
      if (folder === undefined) return [];
      const listed = await (await app.sessions.usable(folder))?.sources.list();
      return listed?.kind === "ok" ? listed.sources : [];
    },
    item: (source) => {
      const item = new vscode.TreeItem(sourceLabel(source));
      const isMoved = source.movedTo !== null && (source.state === "well" || source.state === "empty");
      const [icon, color] = isMoved ? MOVED : ICONS[source.state];
      item.id = `${source.kind} ${source.url}`;
      item.description = sourceDescription(source, sourceWords());
      item.iconPath = new vscode.ThemeIcon(icon, color === null ? undefined : new vscode.ThemeColor(color));
      item.contextValue = [
        "source",
        source.kind,
        source.state === "off" ? "disabled" : "enabled",
        ...(source.movedTo === null ? [] : ["moved"]),
      ].join(" ");
      item.accessibilityInformation = {
        label: `${sourceLabel(source)}, ${stateWords(source, t)}, ${item.description}`,
      };
      return item;
    },
    tooltip: (item, source) => {
      const tooltip = new vscode.MarkdownString();
      for (const [index, line] of historyLines(source, sourceWords()).entries()) {
        if (index > 0) tooltip.appendMarkdown("  \n");
        appendWords(tooltip, line);
      }
      item.tooltip = tooltip;
      return item;
    },
  };
}
