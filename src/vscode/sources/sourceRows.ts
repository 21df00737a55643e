import * as vscode from "vscode";
import type { SourceState, SourceStatus } from "../../core/sources/sourceStatus";
import type { App } from "../app";
import { linesTooltip } from "../shell/markdownText";
import { describeSourceFailure, describeSourceSkip } from "../../scan";
import { age } from "../../ui/rowText";
import { drawRow, icon } from "../views/drawRow";
import type { Rows } from "../views/lazyView";
import { Command, Stored } from "../shell/ids";
import { localTime, t } from "../shell/l10n";
import {
  type SourceGroup,
  type SourceNode,
  type SourceOrder,
  type SourceRow,
  isSourceRow,
  sourceNodes,
  sourceOrder,
  workspaceNodes,
} from "../../ui/sourceNodes";
import {
  type SourceWords,
  asksForPrivate,
  groupDescription,
  historyLines,
  isLeftFailing,
  sourceDescription,
  sourceLabel,
  stateWords,
} from "../../ui/sourceText";

type Icon = readonly [icon: string, color?: string];

const ICONS: Readonly<Record<SourceState, Icon>> = {
  failing: ["error", "list.errorForeground"],
  empty: ["warning", "list.warningForeground"],
  waiting: ["clock"],
  new: ["circle-outline"],
  well: ["pass", "testing.iconPassed"],
  off: ["circle-slash", "disabledForeground"],
};

const MOVED: Icon = ["arrow-circle-right", "list.warningForeground"];
/** It answers, and no tracked name was in it lately. */
const WITHOUT_MATCH: Icon = ["pass", "disabledForeground"];

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

/** What the section is sorted by in this workspace. */
export function orderOf(app: App): SourceOrder {
  return sourceOrder(app.context.workspaceState.get(Stored.sourceOrder));
}

/** The rows of the view *Sources*: how each configured source fares. */
export function sourceRows(app: App): Rows<SourceNode> {
  return {
    roots: () => roots(app),
    children: (node) => (isSourceRow(node) ? [] : node.children),
    item: (node) => (isSourceRow(node) ? sourceItem(node) : groupItem(node)),
    tooltip: (item, node) =>
      isSourceRow(node)
        ? Object.assign(item, { tooltip: linesTooltip(historyLines(node, sourceWords()), "  \n") })
        : item,
  };
}

async function roots(app: App): Promise<readonly SourceNode[]> {
  const { isTrusted } = vscode.workspace;
  const folders = isTrusted ? app.folders.configured : app.folders.all;
  const listed = await Promise.all(
    folders.map(async (folder) => {
      const session = await app.sessions.usable(folder);
      const found = isTrusted ? await session?.sources.list() : undefined;
      // In Restricted Mode the configuration is not read, and what is stored is shown.
      const sources =
        found?.kind === "ok" ? found.sources : isTrusted ? [] : ((await session?.sources.remembered()) ?? []);
      return { root: folder.uri.toString(), name: folder.name, sources };
    }),
  );
  const [first] = listed;
  const order = orderOf(app);
  if (first === undefined) return [];
  return listed.length === 1 ? sourceNodes(first.sources, order, first.root) : workspaceNodes(listed, order);
}

function sourceItem(source: SourceRow): vscode.TreeItem {
  const description = sourceDescription(source, sourceWords());
  const item = drawRow(sourceLabel(source), {
    description,
    iconPath: icon(...iconOf(source)),
    contextValue: [
      vscode.workspace.isTrusted ? "source" : "stored",
      source.kind,
      source.state === "off" ? "disabled" : "enabled",
      ...(source.movedTo === null ? [] : ["moved"]),
      ...(asksForPrivate(source) ? ["private"] : []),
      ...(isLeftFailing(source) ? ["gone"] : []),
    ].join(" "),
    command: { command: Command.showSourceArticles, title: t("Show Its Articles"), arguments: [source] },
    accessibilityInformation: { label: `${sourceLabel(source)}, ${stateWords(source, t)}, ${description}` },
  });
  return Object.assign(item, { id: source.id });
}

function iconOf(source: SourceStatus): Icon {
  const { state, movedTo, found } = source;
  if (movedTo !== null && (state === "well" || state === "empty")) return MOVED;
  return state === "well" && found?.matches === 0 ? WITHOUT_MATCH : ICONS[state];
}

function groupItem(group: SourceGroup): vscode.TreeItem {
  const description = groupDescription(group, t);
  const item = drawRow(group.label, {
    description,
    iconPath: icon(group.kind === "workspace" ? "root-folder" : "folder"),
    contextValue: group.kind,
    accessibilityInformation: { label: `${group.label}, ${description}` },
  });
  return Object.assign(item, { id: group.id, collapsibleState: vscode.TreeItemCollapsibleState.Expanded });
}
