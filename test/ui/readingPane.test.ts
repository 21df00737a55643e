import assert from "node:assert/strict";
import { type FeedServer, startFeed, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";
import { narrow, screenshotInThemes } from "./themes";

const SENTENCES =
  "The group Emberfox broke into three shipping companies and stole their passwords. Emberfox sent forged mails to the shipping companies. The shipping companies changed all passwords of their mail servers and warned customers of Emberfox. Marsh Crew was seen there as well.";
const PAGE = `<html lang="en"><body><nav>Menu</nav><article>${Array.from(
  { length: 8 },
  (_, at) =>
    `<p>Report ${at} of the year tells of ${at + 3} harbours. ${SENTENCES} Its servers were 45.77.12.20 and lure[.]example.</p>`,
).join("")}</article></body></html>`;

/** An article is read in VS Code: from what is stored, and its page when somebody asks for it. */
describe("the reading pane", () => {
  const desk = openDesk();
  let away: FeedServer;
  const pane = () => new ReadingPage(desk.workbench);
  const row = (text: string | RegExp) => desk.workbench.treeRow(MATCHES, text);
  const page = () => desk.workbench.page;

  before(async () => {
    away = await startFeed([]);
  });
  beforeEach(async () => {
    away.clearRequests();
    const bad = `<img src="${away.origin}/img.png"><style>@import "${away.origin}/s.css"; @font-face { font-family: x; src: url(${away.origin}/f.woff) }</style><iframe src="${away.origin}/frame"></iframe><script>fetch("${away.origin}/js")</script><p style="background:url(${away.origin}/bg)">Emberfox used evil[.]example, 45.77.12.9 and CVE-2026-4711.</p>`;
    const escaped = bad.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const item = (title: string, link: string, text: string, minutes: number): string =>
      `<item><title>${title}</title><link>${link}</link><description>${text}</description><pubDate>${new Date(Date.now() - minutes * 60_000).toUTCString()}</pubDate></item>`;
    desk.feed.setPages({});
    await desk.open({
      names: ["Emberfox", "Marsh Crew"],
      pages: {
        "/feed.xml": `<rss version="2.0"><channel>${[
          item("Emberfox and Marsh Crew share servers", `${desk.feed.origin}/story`, escaped, 1),
          item(
            `&amp;lt;img src=${away.origin}/t.png&amp;gt; Emberfox \u202egnp.exe &amp;lt;b&amp;gt;`,
            `${desk.feed.origin}/gone`,
            `&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; Emberfox is text`,
            2,
          ),
          item(
            "مجموعة Emberfox تسرق البيانات (1)",
            `${desk.feed.origin}/rtl`,
            "قالت Emberfox إنها سرقت 45.77.12.10",
            3,
          ),
          item(
            "攻撃グループEmberfoxが港を襲う",
            `${desk.feed.origin}/cjk`,
            "攻撃グループEmberfoxが活動を再開した。",
            4,
          ),
        ].join("")}</channel></rss>`,
        "/story": PAGE,
      },
    });
    await desk.scan();
    await row(/^\s*Emberfox\s*4 unread/).click();
    await row(/share servers/).waitFor();
    await desk.workbench.clearNotifications();
    desk.feed.clearRequests();
  });
  after(() => away?.close());

  it("opens an article by a click from what is stored, asks nobody for anything, and leaves the focus in the tree", async () => {
    await row(/share servers/).click();
    await pane().shows("Emberfox and Marsh Crew share servers");
    const text = await pane().text();
    assert.match(text, /127\.0\.1\.7 · Published .*20\d\d/);
    assert.match(text, /Why Emberfox matches/);
    assert.match(text, /“Emberfox” in the headline\. It is the tracked name Emberfox\./);
    assert.match(text, /Other tracked names in it\s+Marsh Crew/);
    assert.match(text, /evil\[\.\]example/);
    assert.match(text, /45\[\.\]77\[\.\]12\[\.\]9/);
    assert.equal(await pane().frame.locator("h1 mark.name").first().innerText(), "Emberfox");
    assert.ok(
      await page().evaluate("document.activeElement?.closest('.monaco-list') !== null"),
      "the tree has the focus",
    );
    await until("it is read", async () =>
      /^\s*Emberfox\s*3 unread/.test((await desk.workbench.treeTexts(MATCHES))[0] ?? ""),
    );
    await pane().button("Mark Unread").waitFor();
    await screenshotInThemes(desk.workbench, "pane");
    await narrow(desk.workbench, "editor", async () => {
      await desk.workbench.screenshot("pane-narrow");
    });
    assert.deepEqual([desk.feed.requests(), away.requests()], [[], []]);
  });

  it("reads its page by one request when asked to, finds what stands there, and keeps it", async () => {
    await row(/share servers/).click();
    await pane().shows("share servers");
    // A second click takes the focus there.
    await row(/share servers/).click();
    await until("the pane has the focus", focusInPane);
    await page().keyboard.press("s");
    const text = await pane().says(/The page was read\./);
    assert.match(text, /Main sentences[\s\S]+Text of the page/);
    assert.match(text, /45\[\.\]77\[\.\]12\[\.\]20/);
    assert.match(text, /lure\[\.\]example/);
    assert.deepEqual([desk.feed.requests(), away.requests()], [["/story"], []]);
    await pane().button("Copy lure[.]example refanged").click();
    await until("the indicator", async () => (await desk.workbench.clipboard()) === "lure.example");
    await desk.workbench.screenshot("pane-page");
    await row(/rtl|تسرق/).click();
    await pane().shows("تسرق");
    await row(/share servers/).click();
    await pane().shows("share servers");
    assert.match(await pane().text(), /Text of the page/, "it is kept");
    assert.deepEqual(desk.feed.requests(), ["/story"]);
  });

  it("says in a sentence that a page gives nothing, and makes no sentences of that", async () => {
    await row(/gnp\.exe/).click();
    await pane().shows("gnp.exe");
    const before = await pane().text();
    assert.ok(before.includes(`<img src=${away.origin}/t.png> Emberfox gnp.exe <b>`), before);
    assert.ok(before.includes("<script>alert(1)</script> Emberfox is text"), before);
    assert.equal(await pane().frame.locator("img, link, a, iframe, main script, main style, main [style]").count(), 0);
    await pane().button("Read Page").click();
    const text = await pane().says(
      /The page could not be read, so this is what the feed says\. There is nothing at this address/,
    );
    assert.doesNotMatch(text, /Main sentences/);
    await desk.workbench.screenshot("pane-no-page");
    assert.deepEqual(away.requests(), []);
  });

  it("goes along with the selection and never opens by itself", async () => {
    await row(/share servers/).click();
    await pane().shows("share servers");
    // Selected without being opened: first this one no more, then that one.
    await row(/share servers/).click({ modifiers: ["ControlOrMeta"] });
    await row(/gnp\.exe/).click({ modifiers: ["ControlOrMeta"] });
    await pane().shows("gnp.exe");
    assert.ok(await focusInTree(), "the tree has the focus");
    await desk.workbench.runCommand("View: Close All Editors");
    await until("no pane", async () => (await page().locator("iframe.webview.ready").count()) === 0);
    await row(/gnp\.exe/).click({ modifiers: ["ControlOrMeta"] });
    await row(/share servers/).click({ modifiers: ["ControlOrMeta"] });
    await row(/share servers/)
      .locator("xpath=self::*[contains(@class,'selected')]")
      .waitFor();
    assert.equal(await page().locator("iframe.webview.ready").count(), 0);
  });

  it("goes on to unread articles over all names by its keys, and says when none is left", async () => {
    await row(/share servers/).click();
    await pane().shows("share servers");
    await row(/share servers/).click();
    await until("the pane has the focus", focusInPane);
    const keys = page().keyboard;
    // What was before the eyes for a moment is read.
    await pane().button("Mark Unread").waitFor();
    await keys.press("m");
    await pane().button("Mark Read").waitFor();
    await keys.press("m");
    await pane().button("Mark Unread").waitFor();
    await keys.press("p");
    // The last unread one of all: that of the other name.
    await pane().says(/Why Marsh Crew matches/);
    await until("all are read", async () => {
      if (/No unread article is left\./.test(await pane().text())) return true;
      if (await pane().button("Mark Unread").isVisible()) await keys.press("n");
      return false;
    });
    await desk.workbench.statusBarItem("No unread article is left.").waitFor();
    await until("the tree says so too", async () =>
      (await desk.workbench.treeTexts(MATCHES)).every((one) => !/unread/.test(one)),
    );
    await desk.workbench.screenshot("pane-none-left");
    const opened = desk.workbench.openedLinks().length;
    await keys.press("Control+Enter");
    assert.match(await desk.workbench.nextLink(opened), new RegExp(`^${desk.feed.origin}/`));
  });

  it("comes back after a reload where the reader left it, and asks nobody for that", async () => {
    await row(/share servers/).click();
    await pane().shows("share servers");
    await pane().button("Read Page").click();
    await pane().says(/The page was read\./);
    await pane().button("Mark Unread").waitFor();
    const scrolled = () =>
      pane()
        .frame.locator("html")
        .evaluate((page) => Math.round((page as unknown as { readonly scrollTop: number }).scrollTop));
    await pane().frame.locator("h1").hover();
    await page().mouse.wheel(0, 400);
    await until("it is scrolled", async () => (await scrolled()) >= 400);
    desk.feed.clearRequests();
    // In a browser VS Code writes down what is open every few seconds.
    await page().waitForTimeout(8000);
    await desk.workbench.reload();
    await pane().shows("share servers");
    await until("it stands where it stood", async () => Math.abs((await scrolled()) - 400) <= 40);
    assert.match(await pane().text(), /Text of the page/);
    await pane().button("Mark Unread").waitFor();
    assert.deepEqual([desk.feed.requests(), away.requests()], [[], []]);
  });

  it("has a heading, named regions and named buttons", async () => {
    await row(/share servers/).click();
    await pane().shows("share servers");
    await pane().button("Read Page").click();
    await pane().says(/The page was read\./);
    const tree = await pane().frame.locator("main").ariaSnapshot();
    for (const line of [
      /- article "Emberfox and Marsh Crew share servers":/,
      /- heading "Emberfox and Marsh Crew share servers" \[level=1\]/,
      /- group "Actions":/,
      /- button "Open in Browser"/,
      /- region "Why Emberfox matches":/,
      /- heading "Why Emberfox matches" \[level=2\]/,
      /- region "Text of the page":/,
      /- region "Indicators":/,
      /- button "Copy CVE-2026-4711"/,
      /- button "Marsh Crew"/,
    ])
      assert.match(tree, line);
  });

  const focusInPane = () => pane().hasFocus();
  const focusInTree = () => page().evaluate("document.activeElement?.closest('.monaco-list') !== null");
});
