import { defang } from "../model/indicators";
import { describeMatch } from "../matching/describeMatch";
import { oneLine } from "../text/foreignText";
import { codeSpan, readableMarkdown } from "../text/readableMarkdown";
import type { Translate } from "../text/translate";
import { siteName } from "../urls/siteName";
import { isLinkable } from "./document";
import type { ExportItem, ExportRow } from "./exportRows";
import { articleDate } from "../model/articleDate";

/** The matches as Markdown, in pieces: a heading for each name, a list item for each article. Foreign text stays text. */
export function* toMarkdown(rows: readonly ExportRow[], t: Translate): Iterable<string> {
  for (const [index, { name, articles, sentences }] of rows.entries()) {
    yield `${index === 0 ? "" : "\n"}## ${escapeText(name)}\n\n`;
    for (const item of articles) yield `${articleItem(item, sentences.get(item.article.key) ?? [], t)}\n`;
  }
}

function articleItem({ article, matches }: ExportItem, sentences: readonly string[], t: Translate): string {
  const { title, url, source, updated, indicators = [] } = article;
  const date = articleDate(article).slice(0, 10);
  const reasons = [...new Set(matches.map((match) => describeMatch(match, t)))];
  const lines = [
    `- **${escapeText(title) || escapeText(url)}**`,
    `  ${address(url)}`,
    `  ${escapeText(`${siteName(source)}, ${updated === undefined ? date : t("updated {date}", { date })}`)}`,
    ...reasons.map((reason) => `  ${escapeText(reason)}`),
    ...(sentences.length === 0 ? [] : [`  ${escapeText(sentences.join(" "))}`]),
    ...(indicators.length === 0
      ? []
      : [`  ${indicators.map((indicator) => codeSpan(oneLine(defang(indicator)))).join(", ")}`]),
  ];
  // Two blanks end a line within the item.
  return lines.join("  \n");
}

function address(url: string): string {
  return isLinkable(url) ? `<${url}>` : escapeText(url);
}

function escapeText(text: string): string {
  return readableMarkdown(oneLine(text));
}
