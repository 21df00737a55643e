import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Dialog, Locator, Page } from "playwright-core";
import { outFolder } from "./project";

/** A pattern, or a part of the text. */
export type TextPattern = string | RegExp;

/** A notification on the screen. */
export interface NotificationView {
  readonly text: string;
  readonly buttons: readonly string[];
}

/** First paint of a cold VS Code on a small machine takes up to half a minute. */
export const READY_MS = 90_000;
const WAIT_MS = 30_000;
/** Rows that have not changed for so long stand still. */
const STILL_MS = 200;
/** Some never do: counts go on. */
const MOVING_MS = 5_000;
const TOOLTIP_MS = 5_000;
const TOOLTIP_TRIES = 6;
/** Without the notification that is waited for. */
const BEHIND_BELL_MS = 4000;

/** What a page tells changes of an element by, as far as it is used here. */
type ObserverClass = new (changed: () => void) => { observe(element: unknown, what: object): void; disconnect(): void };

/** Runs in the page: ends when nothing in an element has been drawn anew for a while. */
function standsStill(element: unknown, { stillMs, mostMs }: { stillMs: number; mostMs: number }): Promise<void> {
  return new Promise((resolve) => {
    const { MutationObserver } = globalThis as unknown as { readonly MutationObserver: ObserverClass };
    const end = (): void => {
      observer.disconnect();
      resolve();
    };
    let timer = setTimeout(end, stillMs);
    const observer = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(end, stillMs);
    });
    observer.observe(element, { childList: true, characterData: true, subtree: true });
    setTimeout(end, mostMs);
  });
}

/** VS Code in a browser page, driven as a user would: by keys, clicks and what stands on the screen. */
export class Workbench {
  constructor(
    readonly page: Page,
    private readonly links: string[],
  ) {}

  async waitUntilReady(): Promise<void> {
    await this.page.waitForSelector(".monaco-workbench .part.statusbar .statusbar-item", { timeout: READY_MS });
    await this.page.waitForSelector(".monaco-workbench .part.activitybar .action-item", { timeout: READY_MS });
    // Colours come late: until then it is white, whatever the theme.
    await this.page.waitForSelector('.monaco-workbench[class*="vscode-theme-"]', { timeout: READY_MS });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  async reload(): Promise<void> {
    await this.leaveFor(() => this.page.reload({ timeout: READY_MS }));
  }

  /** Opens another folder: the window begins anew. */
  async goTo(url: string): Promise<void> {
    await this.leaveFor(() => this.page.goto(url, { timeout: READY_MS }));
  }

  private async leaveFor(load: () => Promise<unknown>): Promise<void> {
    // A dirty editor would ask whether to leave.
    const accept = (dialog: Dialog): void => void dialog.accept();
    this.page.on("dialog", accept);
    await load();
    this.page.off("dialog", accept);
    await this.waitUntilReady();
  }

  /** Runs a command by its title as the palette shows it ("TI Scraper: Scan"); waits for extensions to bring it. */
  async runCommand(title: string): Promise<void> {
    const deadline = Date.now() + READY_MS;
    for (;;) {
      await this.page.keyboard.press("F1");
      await this.quickInput()
        .waitFor({ timeout: 10_000 })
        .catch(() => undefined);
      if (await this.quickInput().isVisible()) {
        await this.quickInput().fill(`>${title}`);
        const row = this.quickRows()
          .filter({ has: this.page.getByText(title, { exact: true }) })
          .first();
        // An editor that opens just now takes the focus and closes the palette.
        const chosen = await row.click({ timeout: 3000 }).then(
          () => true,
          () => false,
        );
        if (chosen) return;
        await this.page.keyboard.press("Escape");
      }
      if (Date.now() > deadline) throw new Error(`The command palette has no "${title}".`);
      await sleep(500);
    }
  }

  /** The text field of the quick input or input box that is open. */
  quickInput(): Locator {
    return this.page
      .locator(".quick-input-widget:visible input[type='text'], .quick-input-widget:visible input[type='password']")
      .first();
  }

  /** Rows of the quick pick that is open. */
  quickRows(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }

  async quickLabels(): Promise<readonly string[]> {
    return await this.quickRows().locator(".quick-input-list-label, .label-name").allInnerTexts().then(trimmed);
  }

  /** Everything the open quick input says: title, prompt, validation message, rows. */
  async quickText(): Promise<string> {
    return clean(await this.page.locator(".quick-input-widget:visible").first().innerText());
  }

  /** Types into the input box that is open and presses Enter. */
  async answerInput(text: string): Promise<void> {
    await this.quickInput().waitFor({ timeout: WAIT_MS });
    await this.quickInput().fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Picks one row of the quick pick that is open, once its rows stand still: a row that is drawn anew under the pointer loses the click. */
  async pick(label: TextPattern): Promise<void> {
    const row = this.quickRows().filter({ hasText: label }).first();
    await row.waitFor({ timeout: WAIT_MS });
    await this.page
      .locator(".quick-input-widget:visible .quick-input-list")
      .first()
      .evaluate(standsStill, { stillMs: STILL_MS, mostMs: MOVING_MS });
    await row.click({ timeout: WAIT_MS });
  }

  /** Changes the tick of one row of a quick pick with several choices. */
  async toggle(label: TextPattern): Promise<void> {
    await this.quickRows()
      .filter({ hasText: label })
      .first()
      .locator("input[type='checkbox'], .monaco-checkbox, .monaco-custom-toggle")
      .first()
      .click({ timeout: WAIT_MS });
  }

  /** Whether the command palette has a command now. */
  async offers(title: string): Promise<boolean> {
    await this.page.keyboard.press("F1");
    await this.quickInput().waitFor();
    await this.quickInput().fill(`>${title}`);
    await this.quickRows().first().waitFor();
    const row = this.quickRows().filter({ has: this.page.getByText(title, { exact: true }) });
    const isThere = await row
      .first()
      .waitFor({ timeout: 2000 })
      .then(
        () => true,
        () => false,
      );
    await this.page.keyboard.press("Escape");
    return isThere;
  }

  /** The notification that holds the text, waited for. */
  notification(text: TextPattern): Locator {
    return this.notificationItems().filter({ hasText: text }).first();
  }

  /** All notifications on the screen: as they came, or behind the bell when that is open. */
  notificationItems(): Locator {
    return this.page.locator(
      ".notifications-toasts .notification-list-item, .notifications-center.visible .notification-list-item",
    );
  }

  async waitForNotification(text: TextPattern, timeoutMs = WAIT_MS): Promise<NotificationView> {
    return await readNotification(await this.shownNotification(text, timeoutMs));
  }

  /** Presses a button of the notification that holds the text. */
  async clickNotification(text: TextPattern, button: string, timeoutMs = WAIT_MS): Promise<void> {
    const item = await this.shownNotification(text, timeoutMs);
    await item.locator(".monaco-button", { hasText: button }).first().click({ timeout: timeoutMs });
  }

  /** Looks behind the bell for what VS Code does not show: more than three notifications in a moment, which a quick test brings about. */
  private async shownNotification(text: TextPattern, timeoutMs: number): Promise<Locator> {
    const item = this.notification(text);
    const comes = (timeout: number): Promise<boolean> =>
      item.waitFor({ timeout }).then(
        () => true,
        () => false,
      );
    const deadline = Date.now() + timeoutMs;
    while (!(await comes(Math.min(BEHIND_BELL_MS, timeoutMs)))) {
      if (Date.now() > deadline) throw new Error(`No notification says "${String(text)}".`);
      const dot = this.page.locator(".part.statusbar .codicon-bell-dot");
      if (!(await this.page.locator(".notifications-center.visible").isVisible()) && (await dot.isVisible())) {
        await dot.click();
        // A hint of what the mouse rests on would cover the buttons.
        await this.page.mouse.move(1, 1);
      }
    }
    return item;
  }

  /** All notifications that can be seen, newest first. */
  async notifications(): Promise<readonly NotificationView[]> {
    const items = await this.notificationItems().all();
    return await Promise.all(items.map(readNotification));
  }

  async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
  }

  /** Opens a view container by its name in the activity bar. */
  async openContainer(name: string): Promise<void> {
    const tab = this.page
      .locator(".part.activitybar .action-item", { has: this.page.locator(`[aria-label^="${name}"]`) })
      .first();
    await tab.waitFor({ timeout: READY_MS });
    const sidebar = this.page.locator(".part.sidebar", { hasText: new RegExp(name, "i") });
    // After a reload VS Code brings the container back by itself: a click in that moment closes it, and the next one opens it.
    for (let tries = 0; tries < 3; tries++) {
      if (!(await tab.evaluate((element) => element.classList.contains("checked")))) await tab.click();
      const opened = await sidebar.waitFor({ timeout: WAIT_MS / 3 }).then(
        () => true,
        () => false,
      );
      if (opened) return;
    }
    await sidebar.waitFor({ timeout: WAIT_MS / 3 });
  }

  /** The sentence a screen reader gets for a container's icon, badge included. */
  async containerLabel(name: string): Promise<string> {
    return (
      (await this.page
        .locator(`.part.activitybar .action-item [aria-label^="${name}"]`)
        .first()
        .getAttribute("aria-label")) ?? ""
    );
  }

  /** The number on a container's icon, or "". */
  async badge(name: string): Promise<string> {
    const item = this.page
      .locator(".part.activitybar .action-item", { has: this.page.locator(`[aria-label^="${name}"]`) })
      .first();
    const content = item.locator(".badge-content");
    return (await content.count()) > 0 ? clean(await content.first().innerText()) : "";
  }

  /** The rows of a tree that are on the screen, by the name of its view. */
  treeRows(view: string): Locator {
    return this.page.locator(`.part.sidebar .monaco-list[aria-label="${view}"] .monaco-list-row`);
  }

  treeRow(view: string, text: TextPattern): Locator {
    return this.treeRows(view).filter({ hasText: text }).first();
  }

  /** The row of a tree that a screen reader reads with these words. */
  spokenRow(view: string, words: string): Locator {
    return this.treeRows(view)
      .and(this.page.locator(`[aria-label*="${words}"]`))
      .first();
  }

  async treeTexts(view: string): Promise<readonly string[]> {
    return await this.treeRows(view).allInnerTexts().then(trimmed);
  }

  /** The tooltip of a row that holds the text. A row drawn anew under the pointer loses it: the pointer comes again then. */
  async tooltip(row: Locator, text: string): Promise<Locator> {
    const shown = this.page.locator(".workbench-hover:visible", { hasText: text });
    for (let tries = 1; ; tries += 1) {
      await this.page.mouse.move(0, 0);
      await row.hover();
      try {
        await shown.waitFor({ timeout: TOOLTIP_MS });
        return shown;
      } catch (error) {
        if (tries === TOOLTIP_TRIES) throw error;
      }
    }
  }

  /** What stands in the side bar: welcome texts, messages and rows. */
  async sidebarText(): Promise<string> {
    return clean(await this.page.locator(".part.sidebar").innerText());
  }

  /** Opens the menu of a row and picks an entry. */
  async contextMenu(row: Locator, entry: string): Promise<void> {
    await row.click({ button: "right", timeout: WAIT_MS });
    const item = this.page.locator(".monaco-menu .action-menu-item", { hasText: entry }).first();
    await item.waitFor({ timeout: WAIT_MS });
    // A menu takes a click that comes at once for the end of the one that opened it.
    await sleep(400);
    await item.click({ timeout: WAIT_MS });
  }

  /** Presses an icon on a row, by its label; icons show while the pointer is on the row. */
  async inlineAction(row: Locator, label: string): Promise<void> {
    await row.hover({ timeout: WAIT_MS });
    await row
      .locator(`.action-label[aria-label^="${label}"], .action-label[title^="${label}"]`)
      .first()
      .click({ timeout: WAIT_MS });
  }

  /** What the active editor shows of its text. */
  async editorText(): Promise<string> {
    const texts = await this.page.locator(".editor-group-container.active .view-lines").allInnerTexts();
    return texts.join("\n").replaceAll("\u00a0", " ");
  }

  /** Shows the Problems panel and reads its rows, the files' own rows included. */
  async problems(): Promise<readonly string[]> {
    if (!(await this.page.locator(".markers-panel").isVisible()))
      await this.runCommand("Problems: Focus on Problems View");
    await this.page.locator(".markers-panel").waitFor({ timeout: WAIT_MS });
    return await this.page.locator(".markers-panel .monaco-list-row").allInnerTexts().then(trimmed);
  }

  /** Waits for a row of the Problems panel. */
  async waitForProblem(text: TextPattern, timeoutMs = WAIT_MS): Promise<string> {
    await this.problems();
    const row = this.page.locator(".markers-panel .monaco-list-row").filter({ hasText: text }).first();
    await row.waitFor({ timeout: timeoutMs });
    return clean(await row.innerText());
  }

  /** What the entry of TI Scraper in the status bar tells when it is pointed at: what runs, or what came of the last scan. */
  async report(): Promise<string> {
    const entry = this.page.locator('.part.statusbar .statusbar-item [aria-label*="TI Scraper"]').first();
    return clean((await entry.getAttribute("aria-label")) ?? "");
  }

  /** The status bar entry that holds the text. */
  statusBarItem(text: TextPattern): Locator {
    return this.page.locator(".part.statusbar .statusbar-item").filter({ hasText: text }).first();
  }

  /** The modal dialog that is open. */
  dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  async clickDialog(button: string): Promise<void> {
    await this.dialog().locator(".monaco-button", { hasText: button }).first().click({ timeout: WAIT_MS });
  }

  /** The addresses given to the browser so far, byte for byte. */
  openedLinks(): readonly string[] {
    return [...this.links];
  }

  /** Waits for the next link after `already` of them, answering the question whether to open an outside web site. */
  async nextLink(already: number): Promise<string> {
    const deadline = Date.now() + WAIT_MS;
    while (Date.now() < deadline) {
      const link = this.links[already];
      if (link !== undefined) return link;
      const open = this.dialog()
        .locator(".monaco-button", { hasText: /^Open$/ })
        .first();
      if (await open.isVisible()) await open.click().catch(() => undefined);
      await sleep(100);
    }
    throw new Error("No link was opened.");
  }

  /** What was copied last. */
  async clipboard(): Promise<string> {
    // A page within an editor may have the focus, without which a document may not read it.
    await this.page.evaluate(
      "document.activeElement?.tagName === 'IFRAME' && document.activeElement.blur(), window.focus()",
    );
    return await this.page.evaluate<string>("navigator.clipboard.readText()");
  }

  /** Saves `out/screenshots/NAME.png` and gives its path. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(outFolder, "screenshots", `${name}.png`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
    return file;
  }

  /** The same in the light theme, where the dark one is on. */
  async screenshotInLight(name: string): Promise<void> {
    const toggle = "Preferences: Toggle between Light/Dark Themes";
    await this.runCommand(toggle);
    await sleep(1000);
    await this.screenshot(name);
    await this.runCommand(toggle);
  }
}

async function readNotification(item: Locator): Promise<NotificationView> {
  const text = clean(await item.locator(".notification-list-item-message").first().innerText());
  const buttons = await item.locator(".notification-list-item-buttons-container .monaco-button").allInnerTexts();
  return { text, buttons: trimmed(buttons).filter(Boolean) };
}

function trimmed(texts: readonly string[]): string[] {
  return texts.map(clean);
}

function clean(text: string): string {
  return text.replaceAll("\u00a0", " ").replace(/\s+/g, " ").trim();
}
