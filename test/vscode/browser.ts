import { type Browser, chromium } from "playwright-core";
import { ensureChromium } from "./chromium";
import { READY_MS, Workbench } from "./workbench";

export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  /** The display language: that of extensions, VS Code's own words stay English without a language pack. */
  readonly language?: string;
}

const BROWSER_ARGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser of the Chromium family. Throws when there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await ensureChromium((line) => console.log(line));
  if (!executablePath) throw new Error("No browser of the Chromium family was found; set CHROMIUM_PATH.");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium.launch({ executablePath, args: [...BROWSER_ARGS, ...sandbox] });
}

/** Opens a workbench address in a fresh browser profile and waits until it can be used. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const links: string[] = [];
  // VS Code opens a link by `window.open()` and sets the address on what it gets: the very string is kept, nothing loads.
  await page.exposeFunction("tiScraperLinkOpened", (link: string) => void links.push(link));
  await page.addInitScript(() => {
    const host = globalThis as unknown as { open: unknown; tiScraperLinkOpened(link: string): void };
    host.open = (address?: string) => {
      if (address) host.tiScraperLinkOpened(address);
      const location = {
        get href(): string {
          return "about:blank";
        },
        set href(link: string) {
          host.tiScraperLinkOpened(link);
        },
      };
      return { closed: false, opener: null, location, close: () => undefined, focus: () => undefined };
    };
  });
  if (options.language !== undefined) {
    // What the messages of a language pack would set.
    await page.addInitScript((language) => {
      (globalThis as { _VSCODE_NLS_LANGUAGE?: string })._VSCODE_NLS_LANGUAGE = language;
    }, options.language);
  }
  const workbench = new Workbench(page, links);
  await page.goto(url, { timeout: READY_MS });
  await workbench.waitUntilReady();
  return workbench;
}
