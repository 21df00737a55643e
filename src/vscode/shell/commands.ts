import * as vscode from "vscode";
import { Command, type CommandId } from "./ids";
import { harmless } from "../../core/text/foreignText";
import { guarded } from "./notify";
import { titled } from "./prompts";

export type CommandTable = Readonly<Record<CommandId, (...args: never[]) => unknown>>;

/** Registers every command behind one wrapper. The table is asked for when a command runs. */
export function registerCommands({ extension }: vscode.ExtensionContext, table: () => CommandTable): vscode.Disposable {
  // VS Code gives package.json with its texts in the user's language.
  const { commands } = extension.packageJSON.contributes as { commands: readonly { command: string; title: string }[] };
  const titles = new Map(commands.map(({ command, title }) => [command, harmless(title.replace(/…$/, ""))]));
  const run = (id: CommandId, args: readonly unknown[]): unknown => {
    const handler = table()[id] as (...args: readonly unknown[]) => unknown;
    return handler(...args);
  };
  return vscode.Disposable.from(
    ...Object.values(Command).map((id) =>
      vscode.commands.registerCommand(id, (...args: unknown[]) =>
        guarded(id, () => titled(titles.get(id) ?? harmless(""), () => run(id, args))),
      ),
    ),
  );
}
