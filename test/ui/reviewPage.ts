import type { FrameLocator, Locator } from "playwright-core";
import type { TextPattern, Workbench } from "../vscode/workbench";
import { until } from "./desk";

/** The review in its editor, as a user meets it: by what stands on its boxes and buttons. */
export class ReviewPage {
  constructor(private readonly workbench: Workbench) {}

  /** The page itself: VS Code puts it into a frame within a frame. */
  get frame(): FrameLocator {
    return this.workbench.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  button(label: TextPattern): Locator {
    return this.frame.locator("button", { hasText: label }).first();
  }

  /** The button that writes, waited for. */
  async primary(label: TextPattern): Promise<Locator> {
    const button = this.frame.locator("button.primary", { hasText: label });
    await button.waitFor({ timeout: 30_000 });
    return button;
  }

  /** Writes what is ticked, once the button says that it is this. */
  async write(label: TextPattern): Promise<void> {
    await (await this.primary(label)).click();
  }

  /** The box of a record or note, by its whole text. */
  box(label: string): Locator {
    return this.frame.getByLabel(label, { exact: true });
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

  async isClosed(): Promise<void> {
    await until("closed", async () => (await this.tab().count()) === 0);
  }

  tab(): Locator {
    return this.workbench.page.locator(".tab", { hasText: "Changes for Cortex XSOAR" });
  }
}
