import * as vscode from "vscode";
import { fileReason } from "../../core/text/fileReason";
import { badStateFolderOf } from "../../core/memory/stateFolder";
import { type SafeText, harmless, safe } from "../../core/text/foreignText";
import { isInContainerItself } from "../../scan";
import type { App } from "../app";
import { Stored } from "../shell/ids";
import { t } from "../shell/l10n";
import { notify, settingButton } from "../shell/notify";
import { STATE_SETTING, chosenStateFolder } from "../shell/stateFolder";
import { beginAnew } from "./forget";

type StateHome = App["agreements"]["home"];

/** Where VS Code runs in a container that is made anew from time to time; of its own file system nothing is left then. */
const CONTAINERS: readonly (string | undefined)[] = ["dev-container", "codespaces"];

/** Says what follows from where everything is remembered. */
export class StatePlace {
  /** The place that was spoken of last in this window. */
  private told: string | undefined;

  constructor(private readonly app: App) {}

  /** Says that something is still where it was remembered before, or that all of it goes with the container. */
  async tell(): Promise<void> {
    const { agreements, context } = this.app;
    try {
      const { home } = agreements;
      if (this.told === home.place) return;
      this.told = home.place;
      const last = context.workspaceState.get<string>(Stored.stateFolder) ?? null;
      await context.workspaceState.update(Stored.stateFolder, chosenStateFolder() ?? undefined);
      const left = await this.leftBehind(home, [agreements.homeIn(last), agreements.homeIn(null)]);
      if (left !== null) tellOfMove(this.app, home, left);
      else await tellOfContainer(context.workspaceState, home);
    } catch (error) {
      // The view says where nothing can be remembered.
      if (badStateFolderOf(error) === null) throw error;
    }
  }

  /** A folder that nothing is known of here, while something is in a place of before. */
  private async leftBehind(home: StateHome, places: readonly StateHome[]): Promise<LeftBehind | null> {
    for (const folder of this.app.folders.configured) {
      const root = folder.uri.fsPath;
      if (await home.knows(root)) continue;
      for (const before of places)
        if (before.place !== home.place && (await before.knows(root))) return { folder, before };
    }
    return null;
  }
}

interface LeftBehind {
  readonly folder: vscode.WorkspaceFolder;
  readonly before: StateHome;
}

function tellOfMove(app: App, home: StateHome, { folder, before }: LeftBehind): void {
  const places = { folder: safe(folder.name), place: path(home.place), before: path(before.place) };
  notify(
    "warning",
    t(
      "Everything is remembered in {place} now, where nothing is known of {folder} yet. What was remembered before, notes that wait included, stays in {before} unless you move it.",
      places,
    ),
    [{ label: t("Move It"), run: () => move(app, before, home) }, settingButton(STATE_SETTING)],
  );
}

async function move(app: App, before: StateHome, home: StateHome): Promise<void> {
  const places = { place: path(home.place), before: path(before.place) };
  try {
    const { moved, stayed } = await before.moveTo(home);
    if (stayed === 0) notify("info", t("Moved to {place}.", places));
    else
      notify(
        "warning",
        t(
          "Moved to {place}: {moved} of {all|folder|folders}. The others stay in {before}: somebody works in them, or they were there already.",
          {
            ...places,
            moved,
            all: moved + stayed,
          },
        ),
      );
  } catch (error) {
    // What the file system refuses is no bug of ours.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    const reason = safe(fileReason(error, t));
    notify("error", t("Not all was moved: {reason}. What was not moved is still in {before}.", { ...places, reason }));
  }
  await beginAnew(app);
}

async function tellOfContainer(memory: vscode.Memento, home: StateHome): Promise<void> {
  const isTold = memory.get<boolean>(Stored.toldOfContainer) === true;
  if (isTold || !CONTAINERS.includes(vscode.env.remoteName) || !isInContainerItself(home.place)) return;
  await memory.update(Stored.toldOfContainer, true);
  notify(
    "warning",
    t(
      "This container forgets: articles, agreements and notes that wait are remembered in {place}, which is gone when it is rebuilt. Choose a folder of a volume.",
      { place: path(home.place) },
    ),
    [settingButton(STATE_SETTING)],
  );
}

/** A path whole: what is cut cannot be gone to. */
function path(text: string): SafeText {
  return harmless(text);
}
