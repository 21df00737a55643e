import * as vscode from "vscode";
import type { ContextKeyId } from "./ids";

/** Sets a key that `when` clauses of package.json look at. */
export async function setContext(key: ContextKeyId, value: unknown): Promise<void> {
  await vscode.commands.executeCommand("setContext", key, value);
}
