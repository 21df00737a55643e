import * as vscode from "vscode";
import type { JobId } from "../../core/model/model";
import { wantsNotes } from "../../core/config/noteConfig";
import type { AliasNews } from "../../core/notes/aliasNews";
import type { BackfillQuestion } from "../../core/notes/backfill";
import type { Overview } from "../../core/scan/articles";
import type { Session } from "../../core/session";
import type { OpenQuestions } from "../agreements/openQuestions";
import { ViewState, type ViewStateId } from "../shell/ids";
import type { Folders } from "../shell/folders";
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
  readonly jobs: readonly JobId[];
  /** A configuration has mail sent. */
  readonly mail: boolean;
  readonly aliasNews: AliasNews;
  readonly backfill: BackfillQuestion | null;
  /** Why nothing can be done here, in a sentence: a later version of the product has written it, or nothing can be remembered. */
  readonly later: string | null;
}

/** The folders with a configuration or, of several, with stored matches; in Restricted Mode those with stored matches, unread else. */
export async function lookAtAll(desk: () => Desk, folders: Folders): Promise<readonly FolderLook[]> {
  if (!vscode.workspace.isTrusted) return lookAtStored(desk, folders.all);
  await folders.refresh();
  const { configured, all } = folders;
  if (configured.length === 0) return [];
  const looks = await Promise.all(configured.map((folder) => lookAt(desk(), folder)));
  const others = all.filter((folder) => !configured.includes(folder));
  return [...looks, ...(await lookAtStored(desk, others))];
}

/** A look at a folder that has a configuration. */
async function lookAt(desk: Desk, folder: vscode.WorkspaceFolder): Promise<FolderLook> {
  const session = await desk.sessions.opened(folder);
  if (typeof session === "string") return { ...nothingOf(folder), later: session };
  const [config, notes, others, own, aliasNews, asks, question, mails] = await Promise.all([
    session.readConfig(),
    session.noteConfig(),
    session.jobs.configured(),
    session.jobs.own(),
    session.notes.aliasNews(),
    desk.openQuestions(folder, session),
    session.notes.backfill(),
    session.mailConfigs(),
  ]);
  const jobs = [...others, ...own.map(({ id }) => id)];
  const mail = mails.some(({ sendMail }) => sendMail);
  const overview = await session.articles.overview(config);
  const xsoar = notes.kind === "ok" ? (await desk.keys.access(notes.config, folder)).kind : "noHost";
  const backfill = notes.kind === "ok" && wantsNotes(notes.config) ? question : null;
  return {
    folder,
    id: stateOf(config, overview, jobs),
    overview,
    xsoar,
    asks,
    jobs,
    mail,
    aliasNews,
    backfill,
    later: null,
  };
}

/** What is stored of folders whose configuration is not read; those of which nothing is are left out. */
async function lookAtStored(
  desk: () => Desk,
  folders: readonly vscode.WorkspaceFolder[],
): Promise<readonly FolderLook[]> {
  const looks = await Promise.all(
    folders.map(async (folder): Promise<readonly FolderLook[]> => {
      const overview = await (await desk().sessions.usable(folder))?.articles.overview(null);
      if (overview === undefined || overview.rows.length === 0) return [];
      return [{ ...nothingOf(folder), id: ViewState.filled, overview }];
    }),
  );
  return looks.flat();
}

function nothingOf(folder: vscode.WorkspaceFolder): FolderLook {
  return {
    folder,
    id: ViewState.noConfig,
    overview: null,
    xsoar: "noHost",
    asks: { scan: false, mail: false },
    jobs: [],
    mail: false,
    aliasNews: [],
    backfill: null,
    later: null,
  };
}
