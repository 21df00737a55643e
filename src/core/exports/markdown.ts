import { defang } from "../model/indicators";
import { describeMatch } from "../matching/describeMatch";
import type { Article } from "../model/model";
import { leadOf, outletsOf } from "../stories/leadOf";
import { oneLine } from "../text/foreignText";
import { codeSpan, readableMarkdown } from "../text/readableMarkdown";
import type { Translate } from "../text/translate";
import { siteName } from "../urls/siteName";
import { isLinkable } from "./document";
import type { ExportItem, ExportRow } from "./exportRows";
import { articleDate } from "../model/articleDate";

/**
 * The matches as Markdown, in pieces: a heading for each name, a list item for each story with the outlets that tell it below its
 * headline, or for an article alone. Foreign text stays text.
 */
export function* toMarkdown(rows: readonly ExportRow[], t: Translate): Iterable<string> {
  for (const [index, row] of rows.entries()) {
    yield `${index === 0 ? "" : "\n"}## ${escapeText(row.name)}\n\n`;
    const told = byStory(row);
    for (const item of row.articles) {
      const story = told.get(row.stories.get(item.article.key) ?? item.article.key) ?? [item];
      if (story[0] === item) yield `${story.length > 1 ? storyItem(story, row, t) : articleItem(item, row, t)}\n`;
    }
  }
}

/** The articles of each story, in their order. */
function byStory({ articles, stories }: ExportRow): ReadonlyMap<string, Told> {
  const told = new Map<string, [ExportItem, ...ExportItem[]]>();
  for (const item of articles) {
    const story = stories.get(item.article.key) ?? item.article.key;
    const others = told.get(story);
    if (others === undefined) told.set(story, [item]);
    else others.push(item);
  }
  return told;
}

type Told = readonly [ExportItem, ...ExportItem[]];

/** Its headline once, that of the lead; who tells it below. */
function storyItem(told: Told, row: ExportRow, t: Translate): string {
  const [first, ...others] = told;
  const articles = [first.article, ...others.map(({ article }) => article)] as const;
  const lead = leadOf(articles);
  const items = told.toSorted((a, b) => Number(b.article === lead) - Number(a.article === lead));
  return [
    itemText([
      `- ${headline(lead)}`,
      `  ${t("{count|outlet|outlets}", { count: outletsOf(articles).length })}`,
      ...remarkLines(first, t).map((line) => `  ${line}`),
    ]),
    ...items.map((item) => {
      const [site = "", ...lines] = articleLines(item, row, t);
      return itemText([`  - ${site}`, ...lines.map((line) => `    ${line}`)]);
    }),
  ].join("\n");
}

function articleItem(item: ExportItem, row: ExportRow, t: Translate): string {
  const [site = "", link = "", ...lines] = articleLines(item, row, t);
  return itemText([
    `- ${headline(item.article)}`,
    ...[link, site, ...lines, ...remarkLines(item, t)].map((line) => `  ${line}`),
  ]);
}

/** What stands beside its story; nothing where that is nothing. */
function remarkLines({ triage }: ExportItem, t: Translate): readonly string[] {
  const remark = triage?.remark ?? "";
  return remark === "" ? [] : [escapeText(t("Remark: {remark}", { remark }))];
}

/** Two blanks end a line within an item. */
function itemText(lines: readonly string[]): string {
  return lines.join("  \n");
}

function headline({ title, url }: Article): string {
  return `**${escapeText(title) || escapeText(url)}**`;
}

/** What stands below a headline: the site with the date, the address, and what else there is to say. */
function articleLines({ article, matches }: ExportItem, row: ExportRow, t: Translate): readonly string[] {
  const { key, url, source, updated, indicators = [] } = article;
  const sentences = row.sentences.get(key) ?? [];
  const date = articleDate(article).slice(0, 10);
  const reasons = [...new Set(matches.map((match) => describeMatch(match, t)))];
  return [
    escapeText(`${siteName(source)}, ${updated === undefined ? date : t("updated {date}", { date })}`),
    address(url),
    ...reasons.map(escapeText),
    ...(sentences.length === 0 ? [] : [escapeText(sentences.join(" "))]),
    ...(indicators.length === 0
      ? []
      : [indicators.map((indicator) => codeSpan(oneLine(defang(indicator)))).join(", ")]),
  ];
}

function address(url: string): string {
  return isLinkable(url) ? `<${url}>` : escapeText(url);
}

function escapeText(text: string): string {
  return readableMarkdown(oneLine(text));
}
