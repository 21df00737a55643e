import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { oneLine } from "../../core/text/foreignText";
import { pageDocument } from "../../ui/pages/document";
import type { Html } from "../../ui/pages/html";
import { type PageChange, type PageMessage, readPageMessage, wholePage } from "../../ui/pages/messages";
import type { PageTypeId } from "./ids";
import { guarded } from "./notify";

/** What an editor shows, and what is done with what happens there. */
export interface Page {
  readonly title: string;
  /** All of it as it is now, and the id of what gets the focus. Asked for again whenever the editor comes back to sight. */
  readonly body: () => { readonly html: Html; readonly focus: string };
  /** Of what is shown where that changes: its place is remembered by it, and it is told when it was seen. */
  readonly key?: string;
  readonly act: (message: Exclude<PageMessage, { kind: "ready" }>) => unknown;
}

/** A page on show. After its editor was closed, or shows something else, it does nothing. */
export interface ShownPage {
  readonly isOpen: boolean;
  /** It is in sight. */
  readonly isVisible: boolean;
  change(changes: readonly PageChange[]): void;
  /** All of it anew, its title as well. */
  draw(): void;
  close(): void;
}

interface Open {
  readonly panel: vscode.WebviewPanel;
  page: Page;
}

/** The editors that show pages: one for each type. They load nothing, run the one script of all pages and may not run commands. */
export class Pages implements vscode.Disposable {
  private readonly open = new Map<PageTypeId, Open>();
  private files: Promise<{ readonly style: string; readonly script: string }> | undefined;

  constructor(private readonly extension: vscode.Uri) {}

  /** Shows a page, in place of the one of its type when there is one. @param preserveFocus the focus stays where it is */
  async show(type: PageTypeId, page: Page, preserveFocus = false): Promise<ShownPage> {
    const files = await this.filesOfPages();
    const known = this.open.get(type);
    const panel =
      known?.panel ??
      vscode.window.createWebviewPanel(
        type,
        oneLine(page.title),
        { viewColumn: vscode.ViewColumn.Active, preserveFocus },
        OPTIONS,
      );
    if (known !== undefined) panel.reveal(undefined, preserveFocus);
    return this.fill(type, panel, page, files);
  }

  /** Fills an editor that VS Code has brought back. */
  async restore(type: PageTypeId, panel: vscode.WebviewPanel, page: Page): Promise<ShownPage> {
    panel.webview.options = OPTIONS;
    return this.fill(type, panel, page, await this.filesOfPages());
  }

  closeAll(): void {
    for (const { panel } of this.open.values()) panel.dispose();
  }

  dispose(): void {
    this.closeAll();
  }

  private fill(
    type: PageTypeId,
    panel: vscode.WebviewPanel,
    page: Page,
    files: { readonly style: string; readonly script: string },
  ): ShownPage {
    const known = this.open.get(type);
    const open = known?.panel === panel ? known : { panel, page };
    open.page = page;
    panel.title = oneLine(page.title);
    const isOpen = (): boolean => this.open.get(type) === open && open.page === page;
    const post = (changes: readonly PageChange[]): void => {
      if (isOpen()) void panel.webview.postMessage(changes);
    };
    const draw = (top = false): void => {
      if (isOpen()) panel.title = oneLine(page.title);
      post([drawn(page, top)]);
    };
    if (open !== known) {
      this.open.set(type, open);
      panel.onDidDispose(() => {
        if (this.open.get(type) === open) this.open.delete(type);
      });
      panel.webview.onDidReceiveMessage((message: unknown) => guarded(type, () => receive(open, message)));
      const nonce = randomBytes(16).toString("hex");
      panel.webview.html = pageDocument({ title: panel.title, language: vscode.env.language, nonce, ...files });
    } else draw(page.key === undefined);
    return {
      get isOpen() {
        return isOpen();
      },
      get isVisible() {
        return isOpen() && panel.visible;
      },
      change: post,
      draw: () => draw(),
      close: () => {
        if (isOpen()) panel.dispose();
      },
    };
  }

  private filesOfPages(): Promise<{ readonly style: string; readonly script: string }> {
    const read = async (name: string): Promise<string> =>
      new TextDecoder().decode(
        await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.extension, "media", "pages", name)),
      );
    this.files ??= Promise.all([read("page.css"), read("page.js")]).then(([style, script]) => ({ style, script }));
    return this.files;
  }
}

/** Style and script stand in the document, so that a page may read no file. */
const OPTIONS: vscode.WebviewOptions & vscode.WebviewPanelOptions = {
  enableScripts: true,
  enableCommandUris: false,
  enableForms: false,
  localResourceRoots: [],
};

function drawn(page: Page, top = false): PageChange {
  const { html, focus } = page.body();
  return wholePage(html, focus, top, page.key);
}

function receive({ panel, page }: Open, value: unknown): unknown {
  const message = readPageMessage(value);
  if (message === null) return undefined;
  return message.kind === "ready" ? panel.webview.postMessage([drawn(page)]) : page.act(message);
}
