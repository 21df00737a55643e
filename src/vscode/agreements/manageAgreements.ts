import * as vscode from "vscode";
import { type Agreed, THIS_MACHINE, describeAgreement } from "../../core/memory/agreements";
import { harmless, oneLine, pickText, safe } from "../../core/text/foreignText";
import type { App } from "../app";
import { localTime, t } from "../shell/l10n";
import { ask } from "../shell/notify";
import { forgetEverything, forgetFolder } from "./forget";
import { showPick } from "../shell/prompts";

/** A row of the choice; a heading does nothing. */
interface Item extends vscode.QuickPickItem {
  readonly run?: () => Promise<void>;
}

/** A folder with what was agreed for it. */
interface OfFolder {
  /** What it is known by: its real path. */
  readonly identity: string;
  readonly name: string;
  readonly agreed: readonly Agreed[];
}

/** **Manage Agreements**: what was agreed for which folder, this window's first, to be taken back; and what is remembered, to be forgotten. */
export async function manageAgreements(app: App): Promise<void> {
  const picked = await showPick([...(await agreedItems(app)), ...forgetItems(app)], {
    title: t("Manage Agreements"),
    placeHolder: t("Pick what is to be taken back or forgotten. A question follows."),
    matchOnDescription: true,
  });
  await picked?.run?.();
}

async function agreedItems(app: App): Promise<readonly Item[]> {
  const all = new Map(await app.agreements.home.agreements.all());
  const mine: OfFolder[] = [];
  const { current } = app.folders;
  for (const folder of new Set([...(current === undefined ? [] : [current]), ...app.folders.all])) {
    const identity = app.agreements.identityOf(folder);
    const agreed = all.get(identity) ?? [];
    if (all.delete(identity)) mine.push({ identity, name: `${folder.name} (${identity})`, agreed });
  }
  const others = [...all].map(([identity, agreed]) => ({
    identity,
    name: identity === THIS_MACHINE ? t("All folders of this machine") : identity,
    agreed,
  }));
  return [...mine, ...others].flatMap((one) => [
    { label: oneLine(one.name), kind: vscode.QuickPickItemKind.Separator },
    ...one.agreed.map((agreed) => ({
      label: pickText(describeAgreement(agreed.agreement, t)),
      description: t("agreed on {date}", { date: localTime(agreed.at) }),
      run: () => takeBack(app, one, agreed),
    })),
  ]);
}

function forgetItems(app: App): readonly Item[] {
  const folder = app.folders.current ?? app.folders.all[0];
  const ofFolder =
    folder === undefined
      ? []
      : [
          {
            label: t("$(trash) Forget This Folder…"),
            description: pickText(folder.name),
            run: () => forgetFolder(app, folder),
          },
        ];
  return [
    { label: t("What is remembered"), kind: vscode.QuickPickItemKind.Separator },
    ...ofFolder,
    { label: t("$(trash) Forget Everything…"), run: () => forgetEverything(app) },
  ];
}

async function takeBack(app: App, { identity, name }: OfFolder, { agreement }: Agreed): Promise<void> {
  const what = harmless(describeAgreement(agreement, t));
  const detail = `${what}\n${t("Folder: {folder}", { folder: harmless(name) })}\n${t("You are asked again before it is done the next time.")}`;
  const yes = { label: t("Take Back") };
  if ((await ask("warning", t("Take back what you have agreed to?"), [yes], { detail })) === undefined) return;
  await app.agreements.home.agreements.takeBack(identity, agreement);
  if (agreement.kind === "script") await app.jobSecrets.clearOf(identity, agreement.job);
  app.log.info(`Taken back for ${safe(identity)}: ${what}`);
  await app.view.refresh();
}
