import { describeMatch } from "../matching/describeMatch";
import { describeRuleProblem } from "../text/patterns";
import { oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { NamePreview, PreviewArticle, RulesPreview } from "./previewRules";

/** Articles told of one name on each side; the rest is counted. */
const SHOWN = 50;

/** A preview as the lines of a plain text: a line for each name; below, each with what it gains (+) and loses (-), and why. */
export function describePreview({ days, articles, names, against, problems }: RulesPreview, t: Translate): string {
  const lines = [
    t("Looked at: {articles|stored article|stored articles} of the last {days} days.", { articles, days }),
  ];
  if (against === "scan") lines.push(t("Compared with the names that the last scan looked for."));
  if (against === "file") lines.push(t("Compared with the file as it is saved."));
  if (against === null) lines.push(t("The saved configuration cannot be read, so all that is found counts as gained."));
  lines.push(...problems.map((problem) => oneLine(describeRuleProblem(problem, t))));
  if (names.length === 0) lines.push(t("The change gains and loses nothing."));
  else lines.push("", ...names.map((name) => nameLine(name, t)));
  for (const name of names) {
    lines.push("", oneLine(name.name), ...articleLines("+", name.gained, t), ...articleLines("-", name.lost, t));
  }
  return `${lines.join("\n")}\n`;
}

function nameLine({ name, before, after, gained, lost }: NamePreview, t: Translate): string {
  const values = { name: oneLine(name), before, after, gained: gained.length, lost: lost.length };
  return t("{name}: {before} → {after|article|articles}, {gained} gained, {lost} lost", values);
}

function articleLines(sign: "+" | "-", items: readonly PreviewArticle[], t: Translate): readonly string[] {
  const lines = items
    .slice(0, SHOWN)
    .flatMap(({ article, matches }) => [
      `  ${sign} ${oneLine(article.title)}`,
      `    ${oneLine(article.url)}`,
      ...new Set(matches.map((match) => `    ${oneLine(describeMatch(match, t))}`)),
    ]);
  const more = items.length - SHOWN;
  return more > 0 ? [...lines, `  ${sign} ${t("and {count} more", { count: more })}`] : lines;
}
