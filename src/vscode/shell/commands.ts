import * as vscode from "vscode";
import { Command, type CommandId } from "./ids";
import { guarded } from "./notify";

export type CommandTable = Readonly<Record<CommandId, (...args: never[]) => unknown>>;

/** Registers every command behind one wrapper. The table is asked for when a command runs. */
export function registerCommands(table: () => CommandTable): vscode.Disposable {
  const run = (id: CommandId, args: readonly unknown[]): unknown => {
    const handler = table()[id] as (...args: readonly unknown[]) => unknown;
    return handler(...args);
  };
  return vscode.Disposable.from(
    ...Object.values(Command).map((id) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) => guarded(id, () => run(id, args))),
    ),
  );
}
