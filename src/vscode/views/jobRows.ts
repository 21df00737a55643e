import * as vscode from "vscode";
import type { PageChange, PageState } from "../../core/jobs/jobReports";
import type { App } from "../app";
import { appendWords } from "../shell/markdownText";
import { Command } from "../shell/ids";
import { byChange, markedContext, pageDescription, shortAddress } from "../../ui/jobText";
import { describeSourceFailure, describeSourceSkip } from "../../scan";
import { oneLine } from "../../core/text/foreignText";
import { localTime, t } from "../shell/l10n";
import { type JobNode, MOST_DRAWN } from "../../ui/jobNodes";
import type { JobDrawing } from "./jobViews";
import { age, sourceHost } from "../../ui/rowText";

const { None, Collapsed } = vscode.TreeItemCollapsibleState;

/** Draws *Keywords*, *Counts* and *Contents* from memory: no network. */
export function jobRows(app: App): JobDrawing {
  return {
    roots: async (job) => {
      const folder = app.folders.current;
      if (folder === undefined || !vscode.workspace.isTrusted) return [];
      const session = await app.sessions.usable(folder);
      if (session === null) return [];
      const { keywords, counts, contents } = await session.jobs.overview();
      switch (job) {
        case "keywords":
          return (keywords ?? []).map((row) => ({ kind: "keyword", ...row }));
        case "counts":
          return (counts ?? []).map((row) => ({ kind: "name", row }));
        case "contents":
          return byChange(contents ?? []).map((page) => ({ kind: "content", page, url: page.url }));
      }
    },
    children,
    item: (node) => {
      const item = itemOf(node);
      item.id = idOf(node);
      return item;
    },
    tooltip: (item, node) => {
      const tip = tooltipOf(node);
      if (tip !== null) item.tooltip = tip;
      return item;
    },
  };
}

function children(node: JobNode): readonly JobNode[] {
  if (node.kind === "name") {
    return node.row.pages.map((page) => ({ kind: "place", name: node.row.name, page, url: page.url }));
  }
  if (node.kind !== "keyword") return [];
  const { keyword, articles } = node;
  const older = articles.length - MOST_DRAWN;
  return [
    ...articles
      .slice(0, MOST_DRAWN)
      .map(({ article }): JobNode => ({ kind: "hit", keyword, article, url: article.url })),
    ...(older > 0 ? [{ kind: "older" as const, keyword, count: older }] : []),
  ];
}

function idOf(node: JobNode): string {
  switch (node.kind) {
    case "keyword":
    case "older":
      return `${node.kind}\n${node.keyword}`;
    case "hit":
      return `hit\n${node.keyword}\n${node.article.key}`;
    case "name":
      return `name\n${node.row.name}`;
    case "place":
      return `place\n${node.name}\n${node.url}`;
    case "content":
      return `content\n${node.url}`;
  }
}

function itemOf(node: JobNode): vscode.TreeItem {
  switch (node.kind) {
    case "keyword": {
      const item = new vscode.TreeItem(oneLine(node.keyword), node.articles.length > 0 ? Collapsed : None);
      item.description = String(node.articles.length);
      item.iconPath = new vscode.ThemeIcon("tag");
      item.contextValue = "keyword";
      return item;
    }
    case "hit": {
      const { title, published, found, source } = node.article;
      const item = new vscode.TreeItem(titleLabel(title, node.keyword, node.url), None);
      item.description = [sourceHost(source), age(published ?? found, new Date(), t)].filter(Boolean).join(" · ");
      return page(item, node);
    }
    case "older": {
      const item = new vscode.TreeItem(t("{count} older ones", { count: node.count }), None);
      item.iconPath = new vscode.ThemeIcon("ellipsis");
      return item;
    }
    case "name": {
      const count = node.row.pages.length;
      const item = new vscode.TreeItem(oneLine(node.row.name), count > 0 ? Collapsed : None);
      item.description = count === 1 ? t("1 page") : t("{count} pages", { count });
      item.iconPath = new vscode.ThemeIcon("symbol-numeric");
      item.contextValue = "name";
      return item;
    }
    case "place": {
      const { text, mark } = markedContext(node.name, node.page.before, node.page.from, true);
      const item = new vscode.TreeItem({ label: text, highlights: [[...mark]] }, None);
      item.description = shortAddress(node.url);
      return page(item, node);
    }
    case "content": {
      const item = new vscode.TreeItem(shortAddress(node.url), None);
      item.description = pageDescription(node.page, localTime, reasonOf(node.page), t);
      item.iconPath = changeIcon(node.page.change);
      item.contextValue = node.page.changed === null ? "page content" : "page content differs";
      item.command = { command: Command.showPage, title: t("Show Page"), arguments: [node] };
      return item;
    }
  }
}

function page(item: vscode.TreeItem, node: JobNode): vscode.TreeItem {
  item.iconPath = new vscode.ThemeIcon("globe");
  item.contextValue = "page";
  item.command = { command: Command.openPage, title: t("Open Page"), arguments: [node] };
  return item;
}

/** The keyword is marked where lower case does not change the length. */
function titleLabel(title: string, keyword: string, url: string): vscode.TreeItemLabel {
  const label = oneLine(title);
  if (label === "") return { label: oneLine(url) };
  const lower = label.toLowerCase();
  const at = lower.length === label.length ? lower.indexOf(keyword.toLowerCase()) : -1;
  return at < 0 ? { label } : { label, highlights: [[at, at + keyword.length]] };
}

function changeIcon(change: PageChange): vscode.ThemeIcon {
  const icon = (id: string, color: string) => new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
  switch (change) {
    case "changed":
      return icon("diff-modified", "gitDecoration.modifiedResourceForeground");
    case "new":
      return icon("diff-added", "gitDecoration.addedResourceForeground");
    case "same":
      return icon("check", "disabledForeground");
    case "failed":
      return icon("warning", "list.warningForeground");
  }
}

function reasonOf({ failure, skipped }: PageState): string {
  if (failure !== undefined) return describeSourceFailure(failure, t);
  if (skipped === undefined) return t("not read");
  return describeSourceSkip({ ...skipped, until: localTime(skipped.until) }, t);
}

function tooltipOf(node: JobNode): vscode.MarkdownString | null {
  switch (node.kind) {
    case "hit":
      return lines(
        node.article.title,
        node.article.published === null
          ? t("No date published")
          : t("Published {date}", { date: localTime(node.article.published) }),
        t("Found {date} at {source}", { date: localTime(node.article.found), source: oneLine(node.article.source) }),
        node.url,
      );
    case "place":
      return lines(markedContext(node.name, node.page.before, node.page.from, false).text, node.url);
    case "content": {
      const { read } = node.page;
      return lines(
        node.url,
        pageDescription(node.page, localTime, reasonOf(node.page), t),
        ...(read === null ? [] : [t("Read {date}", { date: localTime(read) })]),
      );
    }
    case "keyword":
    case "older":
    case "name":
      return null;
  }
}

function lines(...texts: readonly string[]): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString("", false);
  tooltip.isTrusted = false;
  for (const [index, text] of texts.entries()) {
    if (index > 0) tooltip.appendMarkdown("\n\n");
    appendWords(tooltip, text);
  }
  return tooltip;
}
