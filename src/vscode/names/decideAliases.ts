import * as vscode from "vscode";
import type { AliasQuestion } from "../../core/names/choices";
import { describeSourceTitle } from "../../core/matching/describeMatch";
import type { ProfileMatches } from "../../core/model/model";
import { nameKey } from "../../core/matching/nameKey";
import { ready } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { oneLine, pickText, safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { isRefused } from "./namesFile";
import { showPick } from "../shell/prompts";

/** So many headlines help to decide. */
const HEADLINES_SHOWN = 3;

/**
 * **Decide Ambiguous Aliases**: asks about each alias that may stand for several tracked or known actors; where all are decided,
 * offers to decide one of them anew.
 */
export async function decideAliases(app: App): Promise<void> {
  const place = await ready(app, true, "configuration", "notes");
  if (place === null) return;
  if ((await askAliases(app, place)) > 0) return;
  const decided = await place.session.aliasQuestions(place.state.config.profiling, true);
  if (decided.length === 0) {
    notify("info", t("No alias of a tracked name is ambiguous."));
    return;
  }
  const items = decided.map((question) => ({
    label: pickText(question.alias),
    description: pickText(question.decided?.join(", ") ?? "") || t("Nobody"),
    question,
  }));
  const picked = await showPick(items, {
    title: t("Decided Aliases"),
    placeHolder: t("Nothing is open. Which decision do you want to change?"),
  });
  if (picked !== undefined) await ask(app, place, [picked.question]);
}

/** Asks about what nobody has decided yet, and applies the answers to the matches on screen; Escape leaves the rest open. Gives the number of open questions. */
export async function askAliases(app: App, place: Ready): Promise<number> {
  const questions = await place.session.aliasQuestions(place.state.config.profiling);
  await ask(app, place, questions);
  return questions.length;
}

async function ask(app: App, place: Ready, questions: readonly AliasQuestion[]): Promise<void> {
  const { session, state } = place;
  const { rows } = await session.articles.overview();
  let decided = 0;
  for (const [index, question] of questions.entries()) {
    const owners = await askOwners(question, headlinesWith(question.alias, rows), index + 1, questions.length);
    if (owners === null) break;
    if (await isRefused(await session.names.decide(question, owners), place)) break;
    decided += 1;
    app.log.info(`${oneLine(question.alias)} stands for ${owners.map(oneLine).join(", ") || "nobody"}`);
  }
  if (decided > 0) await session.articles.rematch();
  const open = await session.aliasQuestions(state.config.profiling);
  app.view.setOffers({ ambiguous: open.length > 0 });
  await app.view.refresh();
  if (decided === 0) return;
  const left = open.length;
  notify(
    "info",
    left === 0
      ? t("{count|alias|aliases} decided. Nothing is open.", { count: decided })
      : t("{count|alias|aliases} decided, {left|is|are} still open.", { count: decided, left }),
  );
}

/** The headlines of the shown articles that an alias stands in, each once. */
function headlinesWith(alias: string, rows: readonly ProfileMatches[]): readonly string[] {
  const key = nameKey(alias);
  const found = rows
    .flatMap(({ articles }) => articles)
    .filter(({ matches }) => matches.some(({ name }) => nameKey(name) === key));
  return [...new Map(found.map(({ article }) => [article.key, article.title])).values()];
}

/** The names the user says the alias stands for, none for nobody; null when the user turned away. */
async function askOwners(
  question: AliasQuestion,
  headlines: readonly string[],
  step: number,
  steps: number,
): Promise<readonly string[] | null> {
  const owners = question.owners.map(({ name, sources, country, tracked }) => ({
    label: pickText(name),
    description: [tracked ? t("tracked") : "", pickText(country ?? "")].filter((part) => part !== "").join(" · "),
    detail: pickText(sources.map((title) => describeSourceTitle(title, t)).join(", ")),
    names: [name],
  }));
  const items: (vscode.QuickPickItem & { readonly names: readonly string[] })[] = [
    ...owners,
    { label: "", kind: vscode.QuickPickItemKind.Separator, names: [] },
    {
      label: t("All of them"),
      description: t("an article is shown under each"),
      detail: pickText(headlines.slice(0, HEADLINES_SHOWN).join(" · ")),
      names: question.owners.map(({ name }) => name),
    },
    { label: t("Nobody"), description: t("the alias is not looked for"), names: [] },
  ];
  const picked = await showPick(items, {
    title: steps === 1 ? t("Ambiguous Alias") : t("Ambiguous Alias ({step} of {steps})", { step, steps }),
    placeHolder: t("Several go by “{alias}”, which stands in {count|article|articles}. Whom does it stand for?", {
      alias: safe(question.alias),
      count: headlines.length,
    }),
    ignoreFocusOut: true,
  });
  return picked?.names ?? null;
}
