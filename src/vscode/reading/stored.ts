import * as vscode from "vscode";
import type { Indicator } from "../../core/model/indicators";
import type { Article } from "../../core/model/model";
import type { Session } from "../../core/session";
import type { ArticleModel } from "../../ui/pages/articleModel";
import { findIndicators } from "../../scan";
import type { App } from "../app";

/** What is known of an article beside its row, without asking anybody. */
export type Stored = Pick<ArticleModel, "page" | "indicators" | "hasXsoar">;

export const NOTHING_STORED: Stored = { page: null, indicators: [], hasXsoar: false };

export async function storedOf(app: App, folder: vscode.WorkspaceFolder, article: Article): Promise<Stored> {
  const session = await app.sessions.usable(folder);
  if (session === null) return { ...NOTHING_STORED, indicators: indicatorsOf(article, null) };
  const [kept, hasXsoar] = await Promise.all([session.summaries.kept(), writesNotes(app, folder, session)]);
  const page = kept.get(article.key) ?? null;
  return { page, indicators: indicatorsOf(article, page), hasXsoar };
}

/** Those of the feed, and of the page where it was read. */
export function indicatorsOf({ indicators = [] }: Article, page: Stored["page"]): readonly Indicator[] {
  if (page === null) return indicators;
  const all = [...indicators, ...findIndicators(page.paragraphs.join("\n"))];
  return [...new Map(all.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}

async function writesNotes(app: App, folder: vscode.WorkspaceFolder, session: Session): Promise<boolean> {
  // The configuration of a folder that is not trusted is not read.
  if (!vscode.workspace.isTrusted) return false;
  const notes = await session.noteConfig();
  return notes.kind === "ok" && (await app.keys.access(notes.config, folder)).kind !== "noHost";
}
