import * as vscode from "vscode";
import type { NameEntry } from "../../core/matching/nameEntry";
import type { NameInsight } from "../../core/scan/nameInsight";
import type { App } from "../app";
import { appendLines, appendWords } from "../shell/markdownText";
import { describeAliasSource, describeRule, describeRuleProblem, profileNodes } from "../../scan";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { namesIn } from "./previewChange";

/** Other names told by name; the rest is counted. */
const SHOWN_ALIASES = 12;

/** What is known of the name under the pointer in a configuration: its other names, its rule, and what it finds. */
export async function nameHover(
  app: App,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.Hover | null> {
  const names = vscode.workspace.isTrusted ? namesIn(document) : null;
  if (names === null) return null;
  const offset = document.offsetAt(position);
  const isAt = ({ start, end }: { readonly start: number; readonly end: number }) => start <= offset && offset <= end;
  const profiles = profileNodes(names.config.text, names.config.format);
  const profile = profiles.find((one) => isAt(one) || one.aliases.some(isAt));
  if (profile === undefined) return null;
  const alias = isAt(profile) ? null : (profile.aliases.find(isAt) ?? null);
  const session = await app.sessions.usable(names.folder);
  if (session === null) return null;
  const { previewDays } = readSettings(names.folder);
  const insight = await session.articles.explainName(names.config, profile.name, alias?.name ?? null, previewDays);
  if (insight === null || token.isCancellationRequested) return null;
  const { start, end } = alias ?? profile;
  return new vscode.Hover(content(insight), new vscode.Range(document.positionAt(start), document.positionAt(end)));
}

/** Foreign text goes in by `appendWords` alone. */
function content({
  profile,
  name,
  names,
  rule,
  articles,
  hits,
  days,
  recent,
  problems,
}: NameInsight): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown("**");
  appendWords(text, name);
  text.appendMarkdown("**");
  const own = names.find((entry) => entry.name === name);
  const others = names.filter((entry) => entry.name !== profile);
  const about =
    name === profile
      ? othersSentence(others)
      : t("Another name of {profile} ({source}).", { profile, source: own === undefined ? "" : sourceOf(own) });
  const found =
    hits === 1
      ? t("1 of {articles|stored article|stored articles} of the last {days} days.", { articles, days })
      : t("{hits} of {articles|stored article|stored articles} of the last {days} days.", { hits, articles, days });
  const broken = problems.map((problem) => describeRuleProblem(problem, t));
  appendLines(text, [about, describeRule(rule, t).join(" "), ...broken, found]);
  const [first = [], ...more] = recent.map(({ title, url }) => [title.trim() === "" ? url : title]);
  appendLines(text, first, "\n\n- ");
  appendLines(text, more.flat(), "\n- ");
  return text;
}

function othersSentence(others: readonly NameEntry[]): string {
  if (others.length === 0) return t("No other names.");
  const shown = others.slice(0, SHOWN_ALIASES).map((entry) => `${entry.name} (${sourceOf(entry)})`);
  const values = { names: shown.join(", "), more: others.length - shown.length };
  return values.more === 0 ? t("Other names: {names}.", values) : t("Other names: {names} and {more} more.", values);
}

function sourceOf(entry: NameEntry): string {
  const { aliasSource, ambiguous = [], rule } = entry;
  if (rule?.enabled === false) return t("switched off");
  const source = aliasSource === undefined ? "" : describeAliasSource(aliasSource, t);
  return ambiguous.length === 0 ? source : t("{source}, ambiguous", { source });
}
