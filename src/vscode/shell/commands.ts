import * as vscode from "vscode";
import { Command, type CommandId } from "./ids";
import { harmless } from "../../core/text/foreignText";
import { guarded } from "./notify";
import { titled } from "./prompts";

export type CommandTable = Readonly<Record<CommandId, (...args: never[]) => unknown>>;

/** Registers every command behind one wrapper. The table is asked for when a command runs. */
export function registerCommands({ extension }: vscode.ExtensionContext, table: () => CommandTable): vscode.Disposable {
  const { commands } = extension.packageJSON.contributes as {
    commands: readonly { readonly command: string; readonly title: Title }[];
  };
  const titles = new Map(commands.map(({ command, title }) => [command, harmless(shown(title).replace(/…$/, ""))]));
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

/** As VS Code gives the texts of package.json: where the user's language is not English, with the English one beside. */
type Title = string | { readonly value: string };

function shown(title: Title): string {
  return typeof title === "string" ? title : title.value;
}
