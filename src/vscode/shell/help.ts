import * as vscode from "vscode";
import { BuiltInCommand, Walkthrough } from "./ids";

/** What tells one extension from all others; VS Code finds its walkthrough and its settings by it. */
interface Installed {
  readonly context: Pick<vscode.ExtensionContext, "extension">;
}

/** **Get Started**: the walkthrough, also where the view has long been filled. */
export async function getStarted({ context }: Installed): Promise<void> {
  await vscode.commands.executeCommand(BuiltInCommand.openWalkthrough, `${context.extension.id}#${Walkthrough}`);
}

/** **Open Settings**: all of them, in their sections. */
export async function openSettings({ context }: Installed): Promise<void> {
  await vscode.commands.executeCommand(BuiltInCommand.openSettings, `@ext:${context.extension.id}`);
}
