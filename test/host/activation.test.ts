import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extensionId } from "../vscode/project";

describe("activation", () => {
  it("works in the extension host of this VS Code", async () => {
    const extension = vscode.extensions.getExtension(extensionId());
    assert.ok(extension, `${extensionId()} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
