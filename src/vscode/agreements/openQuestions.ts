import type * as vscode from "vscode";
import type { Session } from "../../core/session";
import { mailTarget, waitingTargets } from "../../scan";
import { readSettings } from "../shell/settings";
import { type FolderAgreements, mailAgreement } from "./folderAgreements";

/** What a folder waits for to be agreed to; the view asks. */
export interface OpenQuestions {
  /** Its settings ask for scans by the clock. */
  readonly scan: boolean;
  /** A mail waits for receivers that were not agreed to. */
  readonly mail: boolean;
}

/** Looks at settings and memory alone. */
export async function openQuestions(
  agreements: FolderAgreements,
  folder: vscode.WorkspaceFolder,
  session: Session,
): Promise<OpenQuestions> {
  const isWanted = readSettings(folder).everyMinutes > 0;
  return {
    scan: isWanted && !(await agreements.has(folder, { kind: "scan" })),
    mail: await hasUnagreedMail(agreements, folder, session),
  };
}

async function hasUnagreedMail(
  agreements: FolderAgreements,
  folder: vscode.WorkspaceFolder,
  session: Session,
): Promise<boolean> {
  const mails = await session.mail.waiting();
  if (mails.length === 0) return false;
  for (const config of await session.mailConfigs()) {
    const target = mailTarget(config);
    if (!target.ok) continue;
    for (const one of waitingTargets(target, mails, false)) {
      if (!(await agreements.has(folder, mailAgreement(one)))) return true;
    }
  }
  return false;
}
