import assert from "node:assert/strict";
import { type FeedServer, startFeed, until } from "./desk";
import { MATCHES, openDesk } from "./openDesk";
import { ReadingPage } from "./readingPage";

const SENTENCES =
  "The group Emberfox broke into three shipping companies and stole their passwords. Emberfox sent forged mails to the shipping companies. The shipping companies changed all passwords of their mail servers and warned customers of Emberfox. Marsh Crew was seen there as well.";
const PAGE = `<html lang="en"><body><nav>Menu</nav><article>${Array.from(
  { length: 8 },
  (_, at) =>
    `<p>Report ${at} of the year tells of ${at + 3} harbours. ${SENTENCES} Its servers were 203.0.113.9 and lure[.]example.</p>`,
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
    await desk.workbench.screenshot("pane");
    assert.deepEqual([desk.feed.requests(), away.requests()], [[], []]);
  });
});
