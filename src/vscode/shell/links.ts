import * as vscode from "vscode";

/**
 * Opens an address in the browser, byte for byte as published; false when it is none of http(s) or the user turned away. For
 * `openLink` alone, which asks before that where it has to.
 * `Uri.parse` would decode and encode again (`%26`, `%2F`, `+`, `=` change). VS Code takes a string as well, which its types
 * do not say, and then opens that string.
 */
export async function openExternal(url: string): Promise<boolean> {
  if (!/^https?:\/\//i.test(url)) return false;
  return vscode.env.openExternal(url as unknown as vscode.Uri);
}
