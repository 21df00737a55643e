import * as vscode from "vscode";
import { Command, type CommandId } from "./ids";
import { t } from "./words";

export type CommandTable = Readonly<Record<CommandId, (...args: never[]) => unknown>>;

/** Registers every command of the table behind one wrapper. */
export function registerCommands(table: CommandTable, log: vscode.LogOutputChannel): vscode.Disposable {
  const entries = Object.entries(table) as [CommandId, (...args: unknown[]) => unknown][];
  return vscode.Disposable.from(
    ...entries.map(([id, handler]) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => guarded(id, log, () => handler(...args))),
    ),
  );
}

/** Runs work that nobody awaits: a thrown error is a bug, so it is logged whole and said in one short sentence. */
export async function guarded(name: string, log: vscode.LogOutputChannel, work: () => unknown): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    if (isCancellation(error)) return undefined;
    log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const show = t("Show Log");
    const message = t("TI Scraper ran into an unexpected error. The log has the details.");
    void vscode.window.showErrorMessage(message, show).then((answer) => {
      if (answer === show) void vscode.commands.executeCommand(Command.showLog);
    });
    return undefined;
  }
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof vscode.CancellationError ||
    (error instanceof Error && (error.name === "AbortError" || error.name === "Canceled"))
  );
}
