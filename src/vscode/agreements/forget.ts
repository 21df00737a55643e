import * as vscode from "vscode";
import { describeAgreement } from "../../core/memory/agreements";
import { type KeptState, describeKept, sumOfKept } from "../../core/keptState";
import { type SafeText, harmless, safe } from "../../core/text/foreignText";
import { mailTarget } from "../../scan";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { ask, notify } from "../shell/notify";

/** **Forget This Folder**: lists what is remembered of it, asks, and removes it. Files of the folder, keys and passwords stay. */
export async function forgetFolder(app: App, folder: vscode.WorkspaceFolder): Promise<void> {
  const name = safe(folder.name);
  const remembered = await app.agreements.home.rememberedOf(folder.uri.fsPath);
  const agreed = await app.agreements.of(folder);
  if (remembered === null && agreed.length === 0) {
    notify("info", t("Nothing is remembered of {folder}.", { folder: name }));
    return;
  }
  const lines = [
    ...keptLines(remembered === null ? [] : [remembered.kept]),
    ...agreed.map(({ agreement }) =>
      t("Agreement: {agreement}", { agreement: harmless(describeAgreement(agreement, t)) }),
    ),
  ];
  const stays = t("The files of the folder, API keys and mail passwords stay. Nothing brings back what is forgotten.");
  if (!(await isWanted(t("Forget what is remembered of {folder}?", { folder: name }), lines, stays))) return;
  if (!(await app.agreements.home.forget(folder.uri.fsPath))) {
    notify("warning", inUse());
    return;
  }
  app.log.info(`Forgotten: ${folder.uri.fsPath}`);
  await beginAnew(app);
  notify("info", t("{folder} was forgotten.", { folder: name }));
}

/** **Forget Everything**: the same of all folders, with imported names, and the keys and passwords this extension has stored. */
export async function forgetEverything(app: App): Promise<void> {
  const { home } = app.agreements;
  const remembered = await home.rememberedOfAll();
  const agreed = [...(await home.agreements.all()).values()].flat();
  const accounts = await mailAccounts(app);
  const origins = app.keys.owners;
  const leakSites = app.leakSitesKeys.owners;
  const jobs = app.jobSecrets.owners;
  const lines = [
    t("Folders: {count}", { count: remembered.length }),
    ...keptLines(remembered.map(({ kept }) => kept)),
    t("Agreements: {count}", { count: agreed.length }),
    t("Imported names"),
    ...origins.map((origin) => t("API key for {origin}", { origin: harmless(origin) })),
    ...leakSites.map((origin) => t("Key of ransomware.live PRO for {origin}", { origin: harmless(origin) })),
    ...(jobs.length === 0 ? [] : [t("Secrets of scripts: {count}", { count: jobs.length })]),
    ...accounts.map((account) => t("Mail password of {account}", { account: harmless(account) })),
  ];
  const stays = t("The files of the folders stay. Nothing brings back what is forgotten.");
  if (!(await isWanted(t("Forget everything that TI Scraper remembers on this machine?"), lines, stays))) return;
  if (!(await home.forgetAll())) {
    // What nobody works in is forgotten all the same.
    await beginAnew(app);
    notify("warning", inUse());
    return;
  }
  for (const origin of origins) await app.keys.clear(origin);
  for (const origin of leakSites) await app.leakSitesKeys.clear(origin);
  for (const owner of jobs) await app.jobSecrets.clear(owner);
  for (const account of accounts) await app.mailPasswords.clear(account);
  app.log.info("Everything was forgotten.");
  await beginAnew(app);
  notify("info", t("TI Scraper has forgotten everything."));
}

function keptLines(all: readonly (KeptState | null)[]): readonly SafeText[] {
  const known = all.filter((kept) => kept !== null);
  const later = known.length < all.length ? [t("What a later version of TI Scraper has written")] : [];
  return [...describeKept(sumOfKept(known), t).map(harmless), ...later];
}

async function isWanted(question: SafeText, lines: readonly SafeText[], stays: SafeText): Promise<boolean> {
  const detail = `${lines.join("\n")}\n\n${stays}`;
  return (await ask("warning", question, [{ label: t("Forget") }], { detail })) !== undefined;
}

function inUse(): SafeText {
  return t("A scan, another window or the command line is at work. What it works with was not forgotten.");
}

/** Accounts with a stored password: those that are known by name, and those the configurations on show name. */
async function mailAccounts(app: App): Promise<readonly string[]> {
  const known = new Set(app.mailPasswords.owners);
  for (const agreed of (await app.agreements.home.agreements.all()).values()) {
    for (const { agreement } of agreed) if (agreement.kind === "mail") known.add(agreement.account);
  }
  for (const folder of vscode.workspace.isTrusted ? app.folders.configured : []) {
    const session = await app.sessions.of(folder);
    for (const target of (await session.mailConfigs()).map(mailTarget)) if (target.ok) known.add(target.account);
  }
  const stored: string[] = [];
  for (const account of known) if ((await app.mailPasswords.stored(account)) !== undefined) stored.push(account);
  return stored;
}

/** As a window that was just opened. */
export async function beginAnew(app: App): Promise<void> {
  app.sessions.forget();
  app.pages.closeAll();
  app.reviews.put(new Map());
  app.view.forget();
  await app.view.refresh();
}
