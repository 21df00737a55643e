/** Runs the host suite in a real VS Code: `node out/test/host/run.js floor|newest`. Exit code 0 when every case passed. */
import fs from "node:fs";
import path from "node:path";
import { format } from "node:util";
import { launchBrowser } from "../vscode/browser";
import type { Channel } from "../vscode/install";
import { outFolder, projectRoot } from "../vscode/project";
import { freshFolder, startVsCode } from "../vscode/server";
import { SUITE_LINE } from "./suiteLine";

const SUITE_TIMEOUT_MS = 6 * 60_000;

async function main(channel: Channel): Promise<number> {
  const folders = ["workspace", "state", "extensions"].map((name) => freshFolder(`host-${name}`));
  const [workspace = "", stateHome = "", extensionsDir = ""] = folders;
  const vscode = await startVsCode({
    channel,
    extensionsDir,
    trust: true,
    smokeTestDriver: true,
    env: { XDG_STATE_HOME: stateHome },
  });
  console.log(`VS Code ${vscode.vscode.version}`);
  const browser = await launchBrowser();
  const said: string[] = [];
  let code = 1;
  try {
    const page = await browser.newPage();
    const ended = new Promise<number>((resolve) => {
      const timer = setTimeout(() => {
        console.log(`The suite did not end within ${SUITE_TIMEOUT_MS / 1000} s.`);
        resolve(1);
      }, SUITE_TIMEOUT_MS);
      // VS Code's own hooks for an automated page: what the extension host prints, and the suite's end.
      void page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
        const line = format(...args);
        if (line.startsWith(SUITE_LINE)) console.log(line.slice(SUITE_LINE.length));
        else said.push(line);
      });
      void page.exposeFunction("codeAutomationExit", (exitCode: number) => {
        clearTimeout(timer);
        resolve(exitCode);
      });
    });
    const remote = vscode.origin.replace("http:", "vscode-remote:");
    await page.goto(
      vscode.url(workspace, {
        extensionDevelopmentPath: remote + projectRoot,
        extensionTestsPath: remote + path.join(outFolder, "test", "host", "suite"),
      }),
    );
    code = await ended;
    if (code !== 0) {
      await page.screenshot({ path: path.join(outFolder, `host-${channel}.png`) }).catch(() => undefined);
      fs.writeFileSync(path.join(outFolder, `host-${channel}.log`), [...said, vscode.logs()].join("\n"));
      console.log(`VS Code's logs: out/host-${channel}.log`);
    }
  } finally {
    await browser.close();
    await vscode.close();
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return code;
}

main(process.argv[2] === "floor" ? "floor" : "newest").then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
