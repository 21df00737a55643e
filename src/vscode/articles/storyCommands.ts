import * as vscode from "vscode";
import { articleDate } from "../../core/model/articleDate";
import type { Session } from "../../core/session";
import { type SafeText, harmless, pickText, safe } from "../../core/text/foreignText";
import { type Node, byFolder, folderOf } from "../../ui/nodes";
import { headline, sourceHost } from "../../ui/rowText";
import { type StoryRow, headlineOf, keyOfRow, storyChoices, storyRows } from "../../ui/storyChoices";
import type { App } from "../app";
import { placeToWork, whereOf } from "../config/place";
import { Command } from "../shell/ids";
import { shortTime, t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { showPick } from "../shell/prompts";
import type { Undo } from "./undo";

/** Stories and articles in the list: it has a field to search them by. */
const SHOWN = 1_000;

type Decision = Awaited<ReturnType<Session["articles"]["tellApart"]>>;

/** **Not the Same Story**: each of the chosen articles leaves its story for good. */
export async function notSameStory(app: App, undo: Undo, nodes: readonly Node[]): Promise<void> {
  const chosen = nodes.filter((node) => node.kind === "article" || node.kind === "carried");
  if (chosen.length === 0 && nodes.length > 0) notify("info", t("Choose the article that tells another story."));
  for (const rows of byFolder(chosen)) {
    const keys = [...new Set(rows.map(keyOfRow))];
    await decide(app, undo, rows[0], {
      decisions: keys.map((key) => (session) => session.articles.tellApart(key)),
      done:
        keys.length === 1
          ? t("“{title}” is of a story of its own from now on.", { title: safe(headlineOf(rows[0])) })
          : t("{count} articles are of stories of their own from now on.", { count: keys.length }),
      nothing: t("No other article tells it."),
    });
  }
}

/** **Same Story…**: the chosen stories and articles are one from now on; of a single one, it is asked which other is the same. */
export async function sameStory(app: App, undo: Undo, nodes: readonly Node[]): Promise<void> {
  const [rows] = byFolder(storyRows(nodes));
  if (rows === undefined) return;
  const [first, ...others] = rows;
  const keys = others.length > 0 ? others.map(keyOfRow) : await askWhich(first);
  await decide(app, undo, first, {
    decisions: keys.map((key) => (session) => session.articles.tellSame(keyOfRow(first), key)),
    done: t("They are one story from now on."),
    nothing: t("They are one story already."),
  });
}

/** **Why This Story?**: the articles of a story with what speaks for each. Enter opens one. */
export async function whyStory(app: App, node?: Node): Promise<void> {
  const [row] = storyRows(node === undefined ? [] : [node]);
  const place = row === undefined ? null : await placeToWork(app, whereOf(app, row), null);
  if (row === undefined || place === null) return;
  const told = await place.session.articles.explainStory(keyOfRow(row));
  const [only, second] = told;
  if (second === undefined) {
    notify("info", harmless(only?.why ?? t("No other article tells it.")));
    return;
  }
  const items = told.map(({ article, why }) => ({
    label: pickText(headline({ article })),
    description: pickText([sourceHost(article.url), shortTime(articleDate(article))].join(" · ")),
    detail: pickText(why),
    article,
  }));
  const picked = await showPick(items, {
    placeHolder: t("Why these articles tell one story. Enter opens one."),
    matchOnDetail: true,
  });
  const shown = picked === undefined ? undefined : app.view.rowOf(folderOf(row)?.id ?? "", picked.article.key);
  if (shown !== undefined) await vscode.commands.executeCommand(Command.readArticle, shown);
}

/** The key of the story or article that is the same as one; none where the user turns away. */
async function askWhich(row: StoryRow): Promise<readonly string[]> {
  const folder = folderOf(row);
  const choices = folder === undefined ? [] : storyChoices(folder, row);
  if (choices.length === 0) {
    notify("info", t("There is no other story of these days."));
    return [];
  }
  const items = choices.slice(0, SHOWN).map(({ lead, outlets, names, date }) => ({
    label: pickText(headline({ article: lead })),
    description: pickText([...names, shortTime(date)].join(" · ")),
    detail: outlets > 1 ? t("{count|outlet|outlets}", { count: outlets }) : pickText(sourceHost(lead.url)),
    key: lead.key,
  }));
  const title = t("What tells the same as “{title}”?", { title: safe(headlineOf(row)) });
  const picked = await showPick(items, { title, matchOnDescription: true });
  return picked === undefined ? [] : [picked.key];
}

interface Deciding {
  readonly decisions: readonly ((session: Session) => Promise<Decision>)[];
  readonly done: SafeText;
  /** Where there was nothing to decide. */
  readonly nothing: SafeText;
}

async function decide(app: App, undo: Undo, row: StoryRow, { decisions, done, nothing }: Deciding): Promise<void> {
  const place = decisions.length === 0 ? null : await placeToWork(app, whereOf(app, row), null);
  if (place === null) return;
  const ways: NonNullable<Decision>[] = [];
  for (const one of decisions) {
    const back = await one(place.session);
    if (back !== null) ways.unshift(back);
  }
  if (ways.length === 0) {
    notify("info", nothing);
    return;
  }
  await app.view.refresh();
  const takeBack = async (): Promise<void> => {
    for (const back of ways) await back();
    await app.view.refresh();
  };
  notify("info", done, [await undo.add(takeBack)]);
}
