import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import * as vscode from "vscode";
import type * as Scan from "../../src/scan";
import { extensionId } from "../vscode/project";

/** The extension's own bundle, loaded from its own folder as VS Code's patches expect it. */
function distFile(name: string): string {
  const extension = vscode.extensions.getExtension(extensionId());
  assert.ok(extension);
  return path.join(extension.extensionPath, "dist", name);
}

export const scan = () => createRequire(distFile("extension.js"))("./scan.js") as typeof Scan;
export const workerFile = () => distFile("worker.js");
