import type * as vscode from "vscode";
import type { OtherJob } from "../../core/model/model";
import { wantsNotes } from "../../core/config/noteConfig";
import type { AliasNews } from "../../core/notes/aliasNews";
import type { BackfillQuestion } from "../../core/notes/backfill";
import type { Overview } from "../../core/scan/articles";
import type { Session } from "../../core/session";
import type { OpenQuestions } from "../agreements/openQuestions";
import { ViewState, type ViewStateId } from "../shell/ids";
import type { Sessions } from "../shell/sessions";
import type { Access, XsoarKeys } from "../xsoar/xsoarKeys";
import { stateOf } from "./viewState";

/** What a look needs; loaded when it is taken. */
export interface Desk {
  readonly sessions: Sessions;
  readonly keys: XsoarKeys;
  readonly openQuestions: (folder: vscode.WorkspaceFolder, session: Session) => Promise<OpenQuestions>;
}

/** What is known about a folder of the workspace. */
export interface FolderLook {
  readonly folder: vscode.WorkspaceFolder;
  readonly id: ViewStateId;
  readonly overview: Overview | null;
  readonly xsoar: Access["kind"];
  readonly asks: OpenQuestions;
  readonly jobs: readonly OtherJob[];
  readonly aliasNews: AliasNews;
  readonly backfill: BackfillQuestion | null;
  /** Why nothing can be done here, in a sentence: a later version of the product has written it, or nothing can be remembered. */
  readonly later: string | null;
}

/** A look at a folder that has a configuration. */
export async function lookAt(desk: Desk, folder: vscode.WorkspaceFolder): Promise<FolderLook> {
  const session = await desk.sessions.opened(folder);
  if (typeof session === "string") return { ...nothingOf(folder), later: session };
  const [config, notes, jobs, aliasNews, asks, question] = await Promise.all([
    session.readConfig(),
    session.noteConfig(),
    session.jobs.configured(),
    session.notes.aliasNews(),
    desk.openQuestions(folder, session),
    session.notes.backfill(),
  ]);
  const overview = await session.articles.overview(config);
  const xsoar = notes.kind === "ok" ? (await desk.keys.access(notes.config, folder)).kind : "noHost";
  const backfill = notes.kind === "ok" && wantsNotes(notes.config) ? question : null;
  return { folder, id: stateOf(config, overview, jobs), overview, xsoar, asks, jobs, aliasNews, backfill, later: null };
}

/** What is stored of a folder, whose configuration is not read; null when that is nothing. */
export async function lookAtStored(desk: Desk, folder: vscode.WorkspaceFolder): Promise<FolderLook | null> {
  const session = await desk.sessions.usable(folder);
  const overview = session === null ? null : await session.articles.overview(null);
  return overview === null || overview.rows.length === 0
    ? null
    : { ...nothingOf(folder), id: ViewState.filled, overview };
}

function nothingOf(folder: vscode.WorkspaceFolder): FolderLook {
  return {
    folder,
    id: ViewState.noConfig,
    overview: null,
    xsoar: "noHost",
    asks: { scan: false, mail: false },
    jobs: [],
    aliasNews: [],
    backfill: null,
    later: null,
  };
}
