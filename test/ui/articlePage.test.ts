import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import type { Article, ProfileArticle } from "../../src/core/model/model";
import { plainText as t } from "../../src/core/text/translate";
import type { ArticleModel } from "../../src/ui/pages/articleModel";
import { articleBody, articleParts } from "../../src/ui/pages/articlePage";
import { pageDocument } from "../../src/ui/pages/document";
import { type PageChange, wholePage } from "../../src/ui/pages/messages";
import { launchBrowser } from "../vscode/browser";
import { outFolder, projectRoot } from "../vscode/project";
import { until } from "./desk";

const THEMES = ["vscode-light", "vscode-dark", "vscode-high-contrast", "vscode-high-contrast-light"] as const;
const COLOURS: Readonly<Record<(typeof THEMES)[number], string>> = {
  "vscode-light": "#3b3b3b #ffffff #ea5c0055 #005fb8 transparent",
  "vscode-dark": "#cccccc #1f1f1f #ea5c0055 #0078d4 transparent",
  "vscode-high-contrast": "#ffffff #000000 transparent #000000 #f38518",
  "vscode-high-contrast-light": "#292929 #ffffff transparent #0f4a85 #006bbd",
};
const article: Article = {
  key: "https://harbour.example/story",
  title: "Emberfox strikes again",
  url: "https://harbour.example/story",
  source: "https://harbour.example/feed.xml",
  published: "2026-03-10T09:30:00Z",
  found: "2026-03-10T11:00:00Z",
  summary: "The crew Emberfox used evil[.]example, 45.77.12.9 and Sunwasp.",
};

/** The page of an article in a browser: what its script does, how it reads aloud, and how it looks. */
describe("the page of an article in a browser", () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());

  const modelOf = (shown: Article, more: Partial<ArticleModel> = {}): ArticleModel => {
    const matches = [
      {
        profile: "Emberfox",
        name: "Emberfox",
        field: "title" as const,
        start: shown.title.indexOf("Emberfox"),
        end: shown.title.indexOf("Emberfox") + 8,
        text: "Emberfox",
      },
    ];
    const item: ProfileArticle = { article: shown, matches, read: false, note: "pending" };
    return {
      article: shown,
      why: {
        kind: "match",
        row: { name: "Emberfox", owner: true, record: { kind: "unknown" }, articles: [item] },
        item,
      },
      page: null,
      indicators: [
        { kind: "domain", value: "evil.example" },
        { kind: "sha256", value: "0123456789abcdef".repeat(4) },
      ],
      others: ["Sunwasp"],
      folder: "",
      message: "",
      isReading: false,
      isGone: false,
      isTrusted: true,
      hasXsoar: true,
      hasLetterKeys: true,
      ...more,
    };
  };
  const words = { t, date: (iso: string) => iso.slice(0, 10) };
  const bodyOf = (model: ArticleModel): PageChange =>
    wholePage(articleBody(articleParts(model, words), words), "", false, model.article.key);
  const long = (key: string): ArticleModel => {
    const paragraphs = Array.from(
      { length: 60 },
      (_, at) => `Paragraph ${at} of the report names Emberfox and evil.example.`,
    );
    return modelOf(
      { ...article, key },
      { page: { sentences: paragraphs.slice(0, 2), paragraphs, language: "en", from: "page" } },
    );
  };
  /** A fresh page, with what VS Code would have kept of it. */
  const open = async (theme: (typeof THEMES)[number] = "vscode-dark", state?: unknown, width = 800): Promise<void> => {
    await page?.close();
    page = await browser.newPage({ viewport: { width, height: 600 } });
    const [read, style] = ["page.js", "page.css"].map((name) =>
      fs.readFileSync(path.join(projectRoot, "media", "pages", name), "utf8"),
    );
    const host = `globalThis.sent = []; globalThis.kept = ${JSON.stringify(state ?? null)} ?? undefined; globalThis.acquireVsCodeApi = () => ({ postMessage: (m) => sent.push(m), getState: () => kept, setState: (s) => { kept = structuredClone(s); } });`;
    const [text, back, mark, accent, contrast] = (COLOURS[theme] ?? "").split(" ");
    const vars = `:root { --vscode-foreground: ${text}; --vscode-editor-background: ${back}; --vscode-editor-findMatchHighlightBackground: ${mark}; --vscode-button-background: ${accent}; --vscode-button-foreground: #fff; --vscode-contrastBorder: ${contrast}; --vscode-contrastActiveBorder: ${contrast}; --vscode-focusBorder: ${accent}; --vscode-font-family: sans-serif; --vscode-font-size: 13px; --vscode-descriptionForeground: ${text}; --vscode-textLink-foreground: ${text}; }`;
    await page.setContent(
      pageDocument({ title: "", language: "en", nonce: "0", style: `${vars}${style}`, script: `${host}${read}` }),
    );
    await page.evaluate(
      (name) =>
        ((globalThis as unknown as { document: { body: { className: string } } }).document.body.className = name),
      theme,
    );
    await until("it is ready", async () => JSON.stringify(await sent()).includes("ready"));
  };
  const show = async (...changes: readonly PageChange[]) => {
    await page.evaluate(
      (all) => (globalThis as unknown as { postMessage(data: unknown, to: string): void }).postMessage(all, "*"),
      changes,
    );
    await page.locator("h1").waitFor();
  };
  const sent = () =>
    page.evaluate<readonly { readonly kind: string; readonly action?: string; readonly key?: string }[]>("sent");
  const done = async () => (await sent()).flatMap(({ action }) => action ?? []);
  const scrolled = () => page.evaluate<number>("Math.round(document.scrollingElement.scrollTop)");
  const picture = (name: string) => page.screenshot({ path: path.join(outFolder, "screenshots", `${name}.png`) });

  it("remembers where each article was left, also after the window was loaded anew", async () => {
    await open();
    await show(bodyOf(long("one")));
    await page.mouse.move(400, 400);
    await page.mouse.wheel(0, 300);
    await until("it is scrolled", async () => (await scrolled()) === 300);
    await show(bodyOf(long("two")));
    await until("the other begins at its top", async () => (await scrolled()) === 0);
    await show(bodyOf(long("one")));
    await until("the first one is where it was", async () => (await scrolled()) === 300);
    const kept = await page.evaluate<unknown>("kept");
    await open("vscode-dark", kept);
    // VS Code goes to the top of a page that it has loaded.
    await page.evaluate('addEventListener("message", () => setTimeout(() => scroll(0, 0), 50))');
    await show(bodyOf(long("one")));
    await until("it is where it was", async () => (await scrolled()) === 300);
  });

  it("tells what was before the eyes, once for each article", async () => {
    await open();
    await show(bodyOf(long("one")));
    const seen = async () => (await sent()).filter(({ kind }) => kind === "seen").map(({ key }) => key);
    await until("it was seen", async () => (await seen()).join() === "one");
    await show(bodyOf(long("two")), bodyOf(long("three")));
    await until("what was passed by was not", async () => (await seen()).join() === "one,three");
  });

  it("does by keys what its buttons do, whatever letters the keyboard writes", async () => {
    await open();
    await show(bodyOf(modelOf(article)));
    for (const key of ["m", "N", "p", "s", "a", "x", "u", "Control+Enter"]) await page.keyboard.press(key);
    await page.evaluate(
      'document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ь", code: "KeyM", bubbles: true }))',
    );
    for (const key of ["Control+m", "Alt+m", "Shift+m", "q"]) await page.keyboard.press(key);
    // A capital letter without the shift key is one of Caps Lock.
    assert.deepEqual(await done(), [
      "mark",
      "next",
      "previous",
      "readPage",
      "addNote",
      "notHere",
      "undo",
      "browser",
      "mark",
    ]);
    await show(bodyOf(modelOf(article, { hasLetterKeys: false })));
    const before = (await done()).length;
    await page.keyboard.press("m");
    await page.keyboard.press("Control+Enter");
    assert.deepEqual((await done()).slice(before), ["browser"]);
    await show(bodyOf(modelOf(article, { isTrusted: false })));
    await page.keyboard.press("s");
    assert.equal((await done()).length, before + 1, "what is switched off does nothing by its key either");
  });

  it("has a heading, named regions and named buttons", async () => {
    await open();
    await show(bodyOf(modelOf(article)));
    const tree = await page.locator("main").ariaSnapshot();
    for (const line of [
      /- article "Emberfox strikes again":/,
      /- heading "Emberfox strikes again" \[level=1\]/,
      /- group "Actions":/,
      /- button "Open in Browser"/,
      /- region "Why Emberfox matches":/,
      /- heading "Why Emberfox matches" \[level=2\]/,
      /- region "What the feed says":/,
      /- region "Indicators":/,
      /- button "Copy evil\[\.\]example refanged"/,
      /- region "Other tracked names in it":/,
      /- button "Sunwasp"/,
    ])
      assert.match(tree, line);
    // Everything is reached by Tab, in the order in which it stands there.
    const labels: string[] = [];
    const stops = await page.locator("main :is(button, a[href]):visible").count();
    for (let at = 0; at < stops; at++) {
      await page.keyboard.press("Tab");
      labels.push(await page.evaluate<string>("document.activeElement.textContent.trim()"));
    }
    assert.deepEqual([labels[0], labels.at(-1)], ["Read Page", "Sunwasp"]);
    assert.equal(await page.locator("[style]").count(), 0);
  });

  it("looks right in every theme, at 300 pixels, from right to left and in Chinese characters", async () => {
    const overflow = () =>
      page.evaluate<number>("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth");
    for (const theme of THEMES) {
      await open(theme);
      await show(bodyOf(modelOf(article)));
      await picture(`article-${theme}`);
    }
    for (const [name, title, direction] of [
      ["rtl", "مجموعة Emberfox تسرق البيانات (1)", "rtl"],
      ["cjk", "攻撃グループEmberfoxが港を襲う", "ltr"],
      ["long", `Emberfox ${"x".repeat(400)}`, "ltr"],
    ] as const) {
      await open("vscode-dark", undefined, 300);
      await show(bodyOf(modelOf({ ...article, title, summary: title })));
      assert.equal(
        await page
          .locator("h1")
          .evaluate(
            (heading) =>
              (globalThis as unknown as { getComputedStyle(of: unknown): { direction: string } }).getComputedStyle(
                heading,
              ).direction,
          ),
        direction,
      );
      assert.equal(await page.locator("h1 mark").innerText(), "Emberfox");
      assert.ok((await overflow()) <= 0, name);
      await picture(`article-${name}`);
    }
  });
});
