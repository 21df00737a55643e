import * as vscode from "vscode";
import { harmless } from "../../core/text/foreignText";
import { type LaterState, describeLaterState, laterStateOf } from "../../core/memory/laterState";
import { Command, type CommandId } from "./ids";
import { t } from "./l10n";

export type CommandTable = Readonly<Record<CommandId, (...args: never[]) => unknown>>;

/** Registers every command behind one wrapper. The table is asked for when a command runs. */
export function registerCommands(table: () => CommandTable, log: vscode.LogOutputChannel): vscode.Disposable {
  const run = (id: CommandId, args: readonly unknown[]): unknown => {
    const handler = table()[id] as (...args: readonly unknown[]) => unknown;
    return handler(...args);
  };
  return vscode.Disposable.from(
    ...Object.values(Command).map((id) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => guarded(id, log, () => run(id, args))),
    ),
  );
}

/** Runs work that nobody awaits: a thrown error is a bug, so it is logged whole and said in one short sentence. */
export async function guarded(name: string, log: vscode.LogOutputChannel, work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (isCancellation(error)) return undefined;
    const later = laterStateOf(error);
    if (later !== null) {
      sayLater(later, log);
      return undefined;
    }
    log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const show = t("Show Log");
    const message = t("TI Scraper ran into an unexpected error. The log has the details.");
    void vscode.window.showErrorMessage(message, show).then((answer) => {
      if (answer === show) void vscode.commands.executeCommand(Command.showLog);
    });
    return undefined;
  }
}

/** Says that a later version of the product has written what is remembered, so that nothing is done here. */
export function sayLater(later: LaterState, log: vscode.LogOutputChannel): void {
  const sentence = harmless(describeLaterState(later, t));
  log.warn(sentence);
  void vscode.window.showErrorMessage(sentence);
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && (error.name === "AbortError" || error.name === "Canceled"))
  );
}
