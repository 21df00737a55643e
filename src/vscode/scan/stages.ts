import * as vscode from "vscode";
import { onAbort } from "../../core/text/onAbort";
import { ContextKey } from "../shell/ids";
import { localTime, t } from "../shell/l10n";
import { showPick } from "../shell/prompts";

/** What runs and can be stopped. */
interface Stage {
  readonly title: string;
  readonly controller: AbortController;
  /** Tells those of one title apart. */
  readonly began: Date;
}

/**
 * The stages of runs that are under way in this window. VS Code draws no Cancel beside progress in a view: *Stop* in the view's title,
 * in the palette and behind the status bar ends exactly the stage that runs.
 */
export class Stages {
  private readonly running = new Set<Stage>();

  /** Runs a stage; its signal fires when it is stopped, here or by `cancelled`. */
  async run<T>(title: string, work: (signal: AbortSignal) => Promise<T>, cancelled: AbortSignal): Promise<T> {
    const stage: Stage = { title, controller: new AbortController(), began: new Date() };
    const forgetCancel = onAbort(cancelled, () => stage.controller.abort());
    this.running.add(stage);
    const forget = onAbort(stage.controller.signal, () => void this.tell());
    await this.tell();
    try {
      return await work(stage.controller.signal);
    } finally {
      forget();
      forgetCancel();
      this.running.delete(stage);
      await this.tell();
    }
  }

  /** Ends the stage that runs; of several the one that is picked. */
  async stop(): Promise<void> {
    const stages = this.stoppable;
    const [first] = stages;
    if (stages.length < 2) return first?.controller.abort();
    const picked = await showPick(
      stages.map(({ title, controller, began }) => ({
        label: title,
        description: localTime(began.toISOString()),
        controller,
      })),
      { title: t("Stop"), placeHolder: t("What is to be stopped?") },
    );
    picked?.controller.abort();
  }

  private get stoppable(): readonly Stage[] {
    return [...this.running].filter(({ controller }) => !controller.signal.aborted);
  }

  private async tell(): Promise<void> {
    await vscode.commands.executeCommand("setContext", ContextKey.running, this.stoppable.length > 0);
  }
}
