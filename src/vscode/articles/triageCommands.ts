import { MAX_LATER_DAYS, MAX_REMARK_CHARACTERS } from "../../core/limits";
import type { Mark } from "../../core/model/triage";
import type { TriageChange } from "../../core/notes/decideTriage";
import { safe } from "../../core/text/foreignText";
import { inDays, nextWeek, typedDay } from "../../ui/later";
import { type Node, byFolder } from "../../ui/nodes";
import { type StoryRow, headlineOf, isListed, keyOfRow, storyOfRow, storyRows } from "../../ui/storyChoices";
import { dayOf } from "../../ui/worklist";
import type { App } from "../app";
import { placeToWork, whereOf } from "../config/place";
import { shortTime, t } from "../shell/l10n";
import { showInput, showPick } from "../shell/prompts";
import type { Undo } from "./undo";

/** What a command is meant for. */
export interface Meant {
  readonly nodes: readonly Node[];
  /** It was called by a key of the list, so that the focus stays in there. */
  readonly byKey: boolean;
}

/** **Important**, **Dismiss** and **Remove Mark**: of the chosen stories and articles. */
export async function markStories(app: App, undo: Undo, meant: Meant, mark: Mark | null): Promise<void> {
  await decide(app, undo, meant, { mark });
}

/** **Later…**: asks until when; then they are back by themselves. */
export async function putOff(app: App, undo: Undo, meant: Meant): Promise<void> {
  const [row] = storyRows(meant.nodes);
  if (row === undefined) return;
  const until = await askUntil(row);
  if (until !== null) await decide(app, undo, meant, { mark: { kind: "later", until: until.toISOString() } });
}

/** **Dismiss with Reason…** */
export async function dismissWithReason(app: App, undo: Undo, meant: Meant): Promise<void> {
  const [row] = storyRows(meant.nodes);
  if (row === undefined) return;
  const reason = await showInput({
    prompt: t("Why “{title}” is dismissed", { title: safe(headlineOf(row)) }),
    validateInput: tooLong,
  });
  if (reason !== undefined) await decide(app, undo, meant, { mark: { kind: "dismissed", reason } });
}

/** **Add Remark…** and **Change Remark…**: one line; an empty one takes it away. */
export async function remarkStories(app: App, undo: Undo, meant: Meant): Promise<void> {
  const [row] = storyRows(meant.nodes);
  if (row === undefined) return;
  const remark = await showInput({
    prompt: t("Remark on “{title}”", { title: safe(headlineOf(row)) }),
    value: remarkOf(row),
    validateInput: tooLong,
  });
  if (remark !== undefined) await decide(app, undo, meant, { remark });
}

async function askUntil(row: StoryRow): Promise<Date | null> {
  const now = new Date();
  const date = { label: t("Another day…"), description: "", until: null };
  const choices = [
    [t("Tomorrow"), inDays(now, 1)],
    [t("In three days"), inDays(now, 3)],
    [t("Next week"), nextWeek(now)],
  ] as const;
  const items = choices.map(([label, until]) => ({ label, description: shortTime(until.toISOString()), until }));
  const title = t("When should “{title}” come back?", { title: safe(headlineOf(row)) });
  const picked = await showPick([...items, date], { title });
  if (picked === undefined || picked.until !== null) return picked?.until ?? null;
  const last = dayOf(inDays(now, MAX_LATER_DAYS));
  const typed = await showInput({
    title,
    value: dayOf(inDays(now, 1)),
    prompt: t("A day, such as {date}", { date: safe(dayOf(nextWeek(now))) }),
    validateInput: (text) =>
      typedDay(text, now) === null ? t("Write a day to come, at most {date}.", { date: safe(last) }) : null,
  });
  return typed === undefined ? null : typedDay(typed, now);
}

const tooLong = (text: string) =>
  text.trim().length > MAX_REMARK_CHARACTERS
    ? t("At most {limit} characters.", { limit: MAX_REMARK_CHARACTERS })
    : null;

async function decide(app: App, undo: Undo, { nodes, byKey }: Meant, change: TriageChange): Promise<void> {
  const rows = storyRows(nodes);
  const next = rowBehind(app, rows);
  const ways: (() => Promise<void>)[] = [];
  for (const own of byFolder(rows)) {
    const place = await placeToWork(app, whereOf(app, own[0]), null);
    if (place === null) return;
    const back = await place.session.articles.decide(own.map(keyOfRow), change);
    if (back !== null) ways.unshift(back);
  }
  if (ways.length === 0) return;
  await app.view.refresh();
  await undo.add(async () => {
    for (const back of ways) await back();
    await app.view.refresh();
  });
  // What has left the list had the focus: whoever goes on stands at the next one.
  const isGone = rows.every((row) => !isListed(row));
  if (isGone && next !== undefined && isListed(next)) await app.view.select(next, byKey);
}

/** The story or article that stands behind some rows, else the one before them. */
function rowBehind(app: App, rows: readonly StoryRow[]): StoryRow | undefined {
  const stories = new Set(rows.map(storyOfRow));
  const all = app.view.rowsInOrder().filter((node): node is StoryRow => {
    return node.kind === "story" || (node.kind === "article" && node.parent?.kind !== "story");
  });
  const isMeant = (row: StoryRow): boolean => stories.has(storyOfRow(row));
  const last = all.findLastIndex(isMeant);
  return all.find((row, at) => at > last && !isMeant(row)) ?? all.findLast((row) => !isMeant(row));
}

function remarkOf(row: StoryRow): string {
  const article = row.kind === "carried" ? row.parent.lead : row.kind === "story" ? row.lead : row;
  return article.item.triage?.remark ?? "";
}
