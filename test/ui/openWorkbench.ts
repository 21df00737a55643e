import fs from "node:fs";
import path from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser, openPage } from "../vscode/browser";
import type { Channel } from "../vscode/install";
import { ensurePackage } from "../vscode/packaging";
import { outFolder } from "../vscode/project";
import { type RunningVsCode, freshFolder, startVsCode } from "../vscode/server";
import type { Workbench } from "../vscode/workbench";
import { keepOutput } from "../world/secrecy";

export interface OpenOptions {
  /** The folder to open. */
  readonly workspace: string;
  /** The newest VS Code when not given. */
  readonly channel?: Channel;
  /** False: the folder opens in Restricted Mode. Trusted when not given. */
  readonly trust?: boolean;
  readonly theme?: "light" | "dark";
  readonly size?: { readonly width: number; readonly height: number };
  /** The display language; English when not given. */
  readonly language?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of scope `machine`. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface OpenWorkbench {
  readonly workbench: Workbench;
  readonly vscode: RunningVsCode;
  /** The user's state home (`XDG_STATE_HOME`) of this VS Code, empty at first. */
  readonly stateHome: string;
  close(): Promise<void>;
}

const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern" } as const;

const open = new Set<{ readonly workbench: Workbench; readonly vscode: RunningVsCode }>();

// What the screen showed and VS Code logged when a case failed says more than its message.
if (typeof afterEach === "function") {
  afterEach(async function () {
    if (this.currentTest?.state !== "failed") return;
    const title = this.currentTest.fullTitle();
    const name = `failed-${title.replace(/[^a-z0-9]+/gi, "-").slice(0, 80)}`;
    for (const { workbench, vscode } of open) {
      await workbench.screenshot(name).catch(() => undefined);
      fs.writeFileSync(path.join(outFolder, `${name}.log`), vscode.logs());
    }
  });
}

/** Starts a VS Code that has the packaged extension, with state and data of its own, and opens a folder in a browser page. */
export async function openWorkbench(options: OpenOptions): Promise<OpenWorkbench> {
  const stateHome = freshFolder("state");
  const vscode = await startVsCode({
    channel: options.channel ?? "newest",
    vsix: ensurePackage(),
    trust: options.trust ?? true,
    settings: { "workbench.colorTheme": THEMES[options.theme ?? "dark"], ...options.settings },
    machineSettings: options.machineSettings ?? {},
    env: { XDG_STATE_HOME: stateHome, ...options.env },
  });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const workbench = await openPage(browser, vscode.url(options.workspace), {
      ...options.size,
      ...(options.language === undefined ? {} : { language: options.language }),
    });
    const entry = { workbench, vscode };
    open.add(entry);
    const started = browser;
    return {
      workbench,
      vscode,
      stateHome,
      close: async () => {
        open.delete(entry);
        // For the search for keys: what stands on the screen, and what was copied.
        keepOutput(await workbench.page.content());
        await workbench.page.bringToFront();
        keepOutput(await workbench.clipboard());
        await workbench.close();
        await started.close();
        await vscode.close();
        fs.rmSync(stateHome, { recursive: true, force: true, maxRetries: 5 });
      },
    };
  } catch (error) {
    await browser?.close();
    await vscode.close();
    throw error;
  }
}
