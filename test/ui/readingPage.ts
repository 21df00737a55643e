import type { FrameLocator, Locator } from "playwright-core";
import type { TextPattern, Workbench } from "../vscode/workbench";
import { until } from "./desk";

/** The reading pane in its editor, as a user meets it. */
export class ReadingPage {
  constructor(private readonly workbench: Workbench) {}

  /** The page itself: VS Code puts it into a frame within a frame. */
  get frame(): FrameLocator {
    return this.workbench.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  button(name: TextPattern): Locator {
    return this.frame.getByRole("button", { name }).first();
  }

  /** Waits until the article with this headline is shown. */
  async shows(headline: TextPattern): Promise<void> {
    await this.frame.locator("h1", { hasText: headline }).waitFor({ timeout: 30_000 });
  }

  /** Whether what is typed goes to the page: it takes the focus a moment after it is shown, and that closes questions. */
  async hasFocus(): Promise<boolean> {
    return this.frame
      .locator("body")
      .evaluate(() => (globalThis as unknown as { document: { hasFocus(): boolean } }).document.hasFocus());
  }

  /** What the page says. */
  async text(): Promise<string> {
    return (await this.frame.locator("main").innerText()).replaceAll("\u00a0", " ");
  }

  /** Waits until the page says something. */
  async says(what: RegExp): Promise<string> {
    return until(`the page says ${String(what)}`, async () => {
      const text = await this.text();
      return what.test(text) ? text : null;
    });
  }
}
