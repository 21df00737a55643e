import type * as vscode from "vscode";
import type { JobsOverview, KeywordArticle, OwnOverview, PageChange, PageState } from "../../core/jobs/jobReports";
import { MAX_SHOWN_KEYWORD_ARTICLES } from "../../core/limits";
import type { App } from "../app";
import type { OtherJob } from "../../core/model/model";
import { sessionOnShow } from "../config/place";
import { linesTooltip } from "../shell/markdownText";
import { Command } from "../shell/ids";
import {
  byChange,
  contentSentence,
  countSentence,
  keywordSentence,
  markedContext,
  pageDescription,
  placeSentence,
  shortAddress,
  troubleWords,
} from "../../ui/jobText";
import { proposalText } from "../../core/records/proposalText";
import { describeSourceFailure, describeSourceSkip } from "../../scan";
import { isolated, oneLine } from "../../core/text/foreignText";
import { localTime, t } from "../shell/l10n";
import { type JobNode } from "../../ui/jobNodes";
import { drawRow, icon, warningIcon } from "./drawRow";
import type { Rows } from "./lazyView";
import { addressLine, age, dateLines, sourceHost } from "../../ui/rowText";
import { articleDate } from "../../core/model/articleDate";

/** Draws *Keywords*, *Counts* and *Contents* from memory: no network. */
export function jobRows(app: App): Readonly<Record<OtherJob | "ownJobs", Rows<JobNode>>> {
  const rowsOf = (roots: (overview: JobsOverview) => readonly JobNode[]): Rows<JobNode> => ({
    roots: async () => {
      const session = await sessionOnShow(app);
      return session === null ? [] : roots(await session.jobs.overview());
    },
    children,
    item: (node) => Object.assign(itemOf(node), { id: idOf(node) }),
    tooltip: (item, node) => {
      const tooltip = tooltipOf(node);
      return tooltip === null ? item : Object.assign(item, { tooltip });
    },
  });
  return {
    keywords: rowsOf(({ keywords }) => (keywords ?? []).map((row) => ({ kind: "keyword", ...row }))),
    counts: rowsOf(({ counts }) => (counts ?? []).map((row) => ({ kind: "name", row }))),
    contents: rowsOf(({ contents }) =>
      byChange(contents ?? []).map((page) => ({ kind: "content", page, url: page.url })),
    ),
    ownJobs: rowsOf(({ own }) => own.map((job) => ({ kind: "own", job }))),
  };
}

function children(node: JobNode): readonly JobNode[] {
  const whose = node.own === undefined ? {} : { own: node.own };
  switch (node.kind) {
    case "own":
      return rowsOfOwn(node.job);
    case "name":
      return node.row.pages.map((page) => ({ kind: "place", name: node.row.name, page, url: page.url, ...whose }));
    case "keyword":
      return articleRows(node.keyword, node.articles, whose);
    default:
      return [];
  }
}

type Whose = Pick<JobNode, "own">;

function articleRows(keyword: string, articles: readonly KeywordArticle[], whose: Whose): readonly JobNode[] {
  const shown = articles.slice(0, MAX_SHOWN_KEYWORD_ARTICLES);
  const rows = shown.map(({ article }): JobNode => ({ kind: "hit", keyword, article, url: article.url, ...whose }));
  return [...rows, ...olderRows(keyword, articles.length - shown.length, whose)];
}

function olderRows(keyword: string, count: number, whose: Whose): readonly JobNode[] {
  return count > 0 ? [{ kind: "older", keyword, count, ...whose }] : [];
}

function rowsOfOwn({ id, found }: OwnOverview): readonly JobNode[] {
  const own = { own: id };
  switch (found.kind) {
    case "keywords":
      return found.keywords.map((row) => ({ kind: "keyword", ...row, ...own }));
    case "articles":
      return articleRows("", found.articles, own);
    case "counts":
      return found.rows.map((row) => ({ kind: "name", row, ...own }));
    case "contents":
      return byChange(found.pages).map((page) => ({ kind: "content", page, url: page.url, ...own }));
    case "rows": {
      const shown = found.rows.slice(0, MAX_SHOWN_KEYWORD_ARTICLES);
      const rows = shown.map((row): JobNode => ({ kind: "row", row, url: row.url, ...own }));
      return [...rows, ...olderRows("", found.rows.length - shown.length, own)];
    }
    case "proposals":
      return found.proposals.map((proposal) => ({ kind: "proposal", proposal, ...own }));
    case "nothing":
      return [];
  }
}

/** How much a job has found. */
function countOf({ found }: OwnOverview): number {
  switch (found.kind) {
    case "keywords":
      return found.keywords.reduce((sum, { articles }) => sum + articles.length, 0);
    case "articles":
      return found.articles.length;
    case "counts":
      return found.rows.reduce((sum, { pages }) => sum + pages.length, 0);
    case "contents":
      return found.pages.length;
    case "rows":
      return found.rows.length;
    case "proposals":
      return found.proposals.length;
    case "nothing":
      return 0;
  }
}

function idOf(node: JobNode): string {
  return node.own === undefined ? ownIdOf(node) : `${JSON.stringify(node.own)}\n${ownIdOf(node)}`;
}

function ownIdOf(node: JobNode): string {
  switch (node.kind) {
    case "own":
      return `own\n${node.job.id}`;
    case "row":
      return `row\n${node.row.key}`;
    case "proposal": {
      const { record, action, field } = node.proposal;
      return `proposal\n${record.id}\n${action}\n${field}`;
    }
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
    case "own": {
      const { name, trouble } = node.job;
      const count = countOf(node.job);
      const isProposing = node.job.found.kind === "proposals";
      const counted = isProposing ? t("{count} to review", { count }) : t("{count}", { count });
      const description = [trouble === "broken" ? "" : counted, troubleWords(trouble, t)]
        .filter((part) => part !== "")
        .join(" · ");
      const label = oneLine(name);
      const parts = {
        description,
        iconPath: trouble === null ? icon("tools") : warningIcon(),
        contextValue: isProposing && count > 0 ? "own proposals" : "own",
        accessibilityInformation: { label: `${label}, ${description}` },
      };
      return drawRow(label, parts, count > 0);
    }
    case "proposal": {
      const label = oneLine(node.proposal.record.value);
      const description = proposalText(node.proposal, t);
      return drawRow(label, {
        description,
        iconPath: icon("edit"),
        contextValue: "proposal",
        accessibilityInformation: { label: `${label}, ${description}` },
        command: { command: Command.reviewJobChanges, title: t("Review Proposed Changes"), arguments: [node] },
      });
    }
    case "row": {
      const [first = "", ...rest] = node.row.values.filter((value) => value !== "").map(oneLine);
      const description = rest.join(" · ");
      const parts = {
        description,
        iconPath: icon("list-unordered"),
        contextValue: node.url === "" ? "row" : "page row",
        accessibilityInformation: { label: [first, ...rest].join(", ") },
        ...(node.url === ""
          ? {}
          : { command: { command: Command.openPage, title: t("Open Page"), arguments: [node] } }),
      };
      return drawRow(first, parts);
    }
    case "keyword": {
      const description = t("{count}", { count: node.articles.length });
      const spoken = { label: keywordSentence(node.keyword, node.articles.length, t) };
      const parts = {
        description,
        iconPath: icon("tag"),
        contextValue: "keyword",
        accessibilityInformation: spoken,
      };
      return drawRow(oneLine(node.keyword), parts, node.articles.length > 0);
    }
    case "hit": {
      const { title, updated, source } = node.article;
      const parts = [updated === undefined ? "" : t("updated"), sourceHost(source)];
      const description = [...parts, age(articleDate(node.article), new Date(), t)].filter(Boolean).join(" · ");
      return drawRow(titleLabel(title, node.keyword, node.url), {
        description,
        iconPath: icon("globe"),
        contextValue: "page",
        command: { command: Command.readArticle, title: t("Read Article"), arguments: [node] },
      });
    }
    case "older":
      return drawRow(t("{count} older ones", { count: node.count }), { iconPath: icon("ellipsis") });
    case "name": {
      const count = node.row.pages.length;
      const description = count === 1 ? t("1 page") : t("{count} pages", { count });
      const spoken = { label: countSentence(node.row.name, count, t) };
      const parts = {
        description,
        iconPath: icon("symbol-numeric"),
        contextValue: "name",
        accessibilityInformation: spoken,
      };
      return drawRow(oneLine(node.row.name), parts, count > 0);
    }
    case "place": {
      const { text, mark } = markedContext(node.name, node.page.before, node.page.from, true);
      const spoken = placeSentence(node.name, node.url, text, t);
      return pageRow({ label: text, highlights: [[...mark]] }, isolated(shortAddress(node.url)), node, spoken);
    }
    case "content": {
      const description = pageDescription(node.page, localTime, reasonOf(node.page), t);
      return drawRow(shortAddress(node.url), {
        description,
        accessibilityInformation: { label: contentSentence(node.url, description, t) },
        iconPath: changeIcon(node.page.change),
        contextValue: node.page.changed === null ? "page content" : "page content differs",
        command: { command: Command.showPage, title: t("Show Page"), arguments: [node] },
      });
    }
  }
}

function pageRow(label: vscode.TreeItemLabel, description: string, node: JobNode, spoken = ""): vscode.TreeItem {
  const command = { command: Command.openPage, title: t("Open Page"), arguments: [node] };
  const accessibilityInformation = { label: spoken || `${label.label}, ${description}` };
  return drawRow(label, {
    description,
    iconPath: icon("globe"),
    contextValue: "page",
    command,
    accessibilityInformation,
  });
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
  switch (change) {
    case "changed":
      return icon("diff-modified", "gitDecoration.modifiedResourceForeground");
    case "new":
      return icon("diff-added", "gitDecoration.addedResourceForeground");
    case "same":
      return icon("check", "disabledForeground");
    case "failed":
      return warningIcon();
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
      return linesTooltip([
        node.article.title,
        ...dateLines(node.article, localTime, t),
        t("Found {date} at {source}", { date: localTime(node.article.found), source: oneLine(node.article.source) }),
        addressLine(node.article, t),
      ]);
    case "place":
      return linesTooltip([markedContext(node.name, node.page.before, node.page.from, false).text, node.url]);
    case "content": {
      const { read } = node.page;
      return linesTooltip([
        node.url,
        pageDescription(node.page, localTime, reasonOf(node.page), t),
        ...(read === null ? [] : [t("Read {date}", { date: localTime(read) })]),
      ]);
    }
    case "row":
      return linesTooltip([
        ...node.row.values,
        t("Found {date} at {source}", { date: localTime(node.row.found), source: oneLine(node.url) }),
      ]);
    case "proposal":
      return linesTooltip([node.proposal.record.value, proposalText(node.proposal, t), node.proposal.why]);
    case "own":
      return linesTooltip([node.job.name, node.job.file]);
    case "keyword":
    case "older":
    case "name":
      return null;
  }
}
