import * as vscode from "vscode";
import { pickText } from "../../core/text/foreignText";
import { type QuestionKind, inOrder, questionLabel } from "../../ui/questions";
import type { App } from "../app";
import { Command, View } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { showPick } from "../shell/prompts";

const COMMANDS: Readonly<Record<QuestionKind, string>> = {
  scanByItself: Command.scanByItself,
  agreeMail: Command.sendWaitingMail,
  apiKey: Command.setApiKey,
  confirmHost: Command.retryRecords,
  trouble: Command.retryRecords,
  plainKey: Command.movePlainKey,
  aliases: Command.showAliases,
  backfill: Command.askBackfill,
  ambiguous: Command.decideAliases,
  failures: `${View.sources}.focus`,
  cleanUp: Command.cleanUp,
};

const ICONS: Readonly<Partial<Record<QuestionKind, string>>> = {
  scanByItself: "clock",
  agreeMail: "mail",
  trouble: "warning",
  aliases: "sync",
  backfill: "checklist",
  ambiguous: "question",
  failures: "debug-disconnect",
  cleanUp: "trash",
};

/** **Open Questions…**: what waits for somebody to decide it, as a list to choose from. */
export async function showQuestions(app: App): Promise<void> {
  const items = inOrder(app.view.questions).map((question) => ({
    label: `$(${ICONS[question.kind] ?? "key"}) ${pickText(questionLabel(question, t))}`,
    command: COMMANDS[question.kind],
  }));
  if (items.length === 0) {
    notify("info", t("There is no open question."));
    return;
  }
  const picked = await showPick(items, { title: t("Open Questions") });
  if (picked !== undefined) await vscode.commands.executeCommand(picked.command);
}
