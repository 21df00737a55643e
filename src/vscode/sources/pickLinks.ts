import type * as vscode from "vscode";
import type { OpenPage, PickedLinks } from "../../core/sources/readNow";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import { describeSourceFailure } from "../../scan";
import { pickText, safe } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { changeSources } from "./changeSources";
import { type MeantSource, placeAndSource } from "./pickSource";
import { sourceLabel } from "../../ui/sourceText";
import { createPick } from "../shell/prompts";

/** What news stands in on most pages. Those that give links here are offered. */
const CUSTOMARY = [
  "main article",
  "article",
  "main h2",
  "main h3",
  "h2",
  "h3",
  "main li",
  ".post",
  ".entry-title",
  ".card",
];
/** Rows of a preview. */
const SHOWN = 100;
/** A pause in typing after which the links are looked for. */
const PAUSE_MS = 250;

/** **Pick Links…**: shows which links a CSS selector gives on a page while it is typed, and writes it into the configuration. */
export async function pickLinks(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Pick Links"), ({ kind }) => kind === "page");
  if (found === null) return;
  const { place, source } = found;
  const { timeoutMs } = readSettings(place.folder);
  const opened = await withProgress(t("Reading {source}", { source: safe(sourceLabel(source)) }), async (signal) => {
    const page = await place.session.sources.openPage(source.url, { timeoutMs, signal });
    return page.kind === "page" ? { ...page, offers: await offersOf(page.page, signal) } : page;
  });
  if (opened.kind === "config") return sayConfig(app, opened.state, place.folder);
  if (opened.kind === "failed") {
    notify("warning", safe(describeSourceFailure(opened.failure, t)));
    return;
  }
  if (opened.kind === "cancelled") return;
  const select = await new SelectorPick(opened.page, opened.offers, sourceLabel(source)).ask();
  if (select === undefined) return;
  const edit = { kind: "select", url: source.url, select } as const;
  await changeSources(app, place, [{ edit, homes: source.homes }]);
}

interface OfferedSelector {
  readonly select: string;
  readonly count: number;
}

async function offersOf(page: OpenPage, signal: AbortSignal): Promise<readonly OfferedSelector[]> {
  const offers: OfferedSelector[] = [];
  for (const select of CUSTOMARY) {
    const found = await page.links(select, signal);
    if (found.ok && !offers.some(({ count }) => count === found.links.length)) {
      offers.push({ select, count: found.links.length });
    }
  }
  return offers;
}

interface LinkItem extends vscode.QuickPickItem {
  readonly select?: string;
}

/** An input that lists the links of the selector in it. Enter takes the selector, on an offered one that one is filled in. */
class SelectorPick {
  private readonly pick = createPick<LinkItem>();
  private stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  /** The selector whose links are on show. */
  private shown: string | null = null;

  constructor(
    private readonly page: OpenPage,
    private readonly offers: readonly OfferedSelector[],
    label: string,
  ) {
    this.pick.title = t("Pick Links of {source}", { source: safe(label) });
    this.pick.placeholder = t("A CSS selector: only links inside what it finds are articles");
    this.pick.ignoreFocusOut = true;
    this.pick.items = this.offered();
    this.pick.value = page.select;
  }

  ask(): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.pick.onDidChangeValue(() => this.later());
      this.pick.onDidAccept(() => {
        const offered = this.pick.activeItems[0]?.select;
        if (this.pick.value.trim() === "" && offered !== undefined) {
          this.pick.value = offered;
          this.later();
        } else if (this.shown !== null && this.shown === this.pick.value.trim()) {
          resolve(this.shown);
          this.pick.hide();
        }
      });
      this.pick.onDidHide(() => {
        clearTimeout(this.timer);
        this.stop.abort();
        this.pick.dispose();
        resolve(undefined);
      });
      this.pick.show();
      if (this.pick.value !== "") this.later();
    });
  }

  private later(): void {
    clearTimeout(this.timer);
    this.stop.abort();
    this.stop = new AbortController();
    this.shown = null;
    const select = this.pick.value.trim();
    if (select === "") {
      this.pick.busy = false;
      this.pick.items = this.offered();
      return;
    }
    this.pick.busy = true;
    const { signal } = this.stop;
    this.timer = setTimeout(() => void this.look(select, signal), PAUSE_MS);
  }

  private async look(select: string, signal: AbortSignal): Promise<void> {
    const found = await this.page.links(select, signal);
    if (signal.aborted) return;
    this.pick.busy = false;
    this.pick.items = previewItems(found);
    this.shown = found.ok ? select : null;
  }

  private offered(): readonly LinkItem[] {
    return this.offers.map(({ select, count }) => ({
      label: select,
      description: count === 1 ? t("1 link") : t("{count} links", { count }),
      select,
    }));
  }
}

/** Shown whatever is typed: they are not what is looked for, but what was found. */
function previewItems(found: PickedLinks): readonly LinkItem[] {
  if (!found.ok) return [{ label: pickText(describeSourceFailure(found.failure, t)), alwaysShow: true }];
  const { links } = found;
  const items = links.slice(0, SHOWN).map(({ title, url, kept }) => ({
    label: pickText(title === "" ? url : title),
    description: kept ? "" : t("dropped by the rules of the configuration"),
    detail: pickText(url),
    alwaysShow: true,
  }));
  const head = {
    label:
      links.length === 1
        ? t("1 link. Enter takes the selector.")
        : t("{count} links. Enter takes the selector.", { count: links.length }),
    alwaysShow: true,
  };
  return [head, ...items];
}
