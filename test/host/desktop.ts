/** Runs the host suite in a desktop VS Code that `@vscode/test-electron` downloads: `npm run test:desktop`. */
import fs from "node:fs";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { outFolder, projectRoot } from "../vscode/project";
import { freshFolder } from "../vscode/server";

async function main(): Promise<void> {
  const folders = ["workspace", "state"].map((name) => freshFolder(`desktop-${name}`));
  const [workspace = "", stateHome = ""] = folders;
  try {
    await runTests({
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(outFolder, "test", "host", "suite"),
      launchArgs: [workspace, "--disable-extensions", "--disable-workspace-trust"],
      extensionTestsEnv: { XDG_STATE_HOME: stateHome },
    });
  } finally {
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
