import assert from "node:assert/strict";
import { articleText } from "../../../src/core/parsing/articleText";
import { boilerplateOf } from "../../../src/core/parsing/boilerplate";

const SAID = "went from the mail server to the backup host";
const article = (paragraphs: number, who = "Emberfox"): string =>
  Array.from(
    { length: paragraphs },
    (_, at) =>
      `<p>On day ${at + 1} the ${who} crew ${SAID}, and responders noted which tools were left behind and which accounts had been used for it.</p>`,
  ).join("");

const LETTER =
  "<h3>Newsletter</h3><p>Get our weekly letter with the best of our reporting straight into your inbox, and help us keep the news open.</p>" +
  "<p>We will only send you what you asked for, and you can unsubscribe at any time by the link at the end of each letter.</p>" +
  "<p>By signing up you agree to our privacy policy and to how we handle your data, as it is told there in detail.</p>" +
  "<p>Choose your language and the form of the letter, and whether you want the daily one as well, which we send before breakfast.</p>" +
  "<p>If it does not arrive, look into the folder for unwanted mail and put our address on your list of known senders.</p>";
const CONSENT =
  "<h2>We value your privacy</h2><p>We and our 812 partners store and/or access information on a device, such as cookies, and process personal data for personalised ads.</p>" +
  "<p>With your consent we and our partners may use precise location data and identification through scanning of your device.</p>" +
  "<p>You may click to consent to our and our partners' processing as described above, or refuse to consent.</p>" +
  "<p>Your choices will apply to this website only, and you can change your privacy settings at any time by returning to this site.</p>";
const ZUSTIMMUNG =
  "<h1>Weiterlesen mit Werbung oder im Abo</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking: Dafür benötigen wir Ihre Zustimmung zur Verwendung von Cookies.</p>" +
  "<p>Ihre Einwilligung können Sie jederzeit in den Datenschutzeinstellungen widerrufen, ohne dass Sie uns Gründe nennen.</p>" +
  "<p>Wir und unsere 190 Partner verarbeiten Daten auf Grundlage Ihrer Einwilligung oder berechtigter Interessen.</p>" +
  "<p>Oder nutzen Sie uns ohne Werbung für wenige Euro pro Monat, monatlich kündbar. Bereits Abonnent? Hier anmelden.</p>";
const OFFER =
  "<p>With our plan you read all articles on the web and in the app, and you can cancel at any time without further cost to you.</p>" +
  "<p>Already a subscriber? Log in with your account to go on reading this article and all others of our newsroom.</p>" +
  "<p>Your subscription renews by itself each month at the price of the day unless you end it at least a day before.</p>" +
  "<p>Register now for a free trial: for a month you get unlimited access to all our articles and reports.</p>";
const IMPRINT =
  "<h2>Impressum</h2><p>Angaben gemäß § 5 DDG: Fernpost Verlag GmbH, Musterweg 1, 12345 Musterstadt, vertretungsberechtigt ist die Geschäftsführung.</p>" +
  "<p>Handelsregister: Amtsgericht Musterstadt, HRB 12345, Umsatzsteuer-Identifikationsnummer nach dem Gesetz DE123456789.</p>" +
  "<p>Haftungsausschluss: Trotz sorgfältiger Kontrolle übernehmen wir keine Haftung für die Inhalte fremder Seiten.</p>" +
  "<p>Alle Rechte vorbehalten, auch die der Vervielfältigung und der Verbreitung in jeder Form und in jedem Verfahren.</p>";
const OTHERS = `<h3>More</h3><ul>${Array.from({ length: 12 }, (_, at) => `<li><a href="/r/${at}">Another report about a quite different crew and a hospital ${at}</a><p>A teaser of the other report that says in a long sentence what the reader would find there, and why.</p></li>`).join("")}</ul>`;

const page = (body: string, head = ""): string =>
  `<!doctype html><html lang="en"><head><title>Report</title>${head}</head><body>${body}</body></html>`;
const data = (json: unknown): string =>
  `<script type="application/ld+json">${typeof json === "string" ? json : JSON.stringify(json)}</script>`;

describe("the article of a page", () => {
  const found: readonly (readonly [why: string, html: string])[] = [
    ["in its element", `<article><h1>Report</h1>${article(6)}</article>`],
    ["in a block with an unlucky name", `<div class="sidebar-story">${article(6)}</div><div class="signup">${LETTER}</div>`],
    ["in a footer", `<footer id="story">${article(6)}</footer><div class="newsletter-box">${LETTER}</div>`],
    ["in an aside, beside a box without a name", `<aside>${article(6)}</aside><div>${LETTER}</div>`],
    ["in a form, as some servers make pages", `<form action="/x"><div>${article(6)}</div></form><section>${CONSENT}</section>`],
    ["smaller than the list of other articles", `<div class="popup-story">${article(4)}</div><div class="related-posts">${OTHERS}</div>`],
    ["smaller than what is remarked on it", `<div class="post">${article(4)}</div><div id="comments">${article(12, "Reader")}</div>`],
    ["beside an imprint and an offer", `<div class="text">${article(5)}</div><div>${IMPRINT}</div><div>${OFFER}</div>`],
    ["smaller than a box for letters without a name", `<div class="banner-story">${article(4)}</div><div>${LETTER}${LETTER}${LETTER}${LETTER}</div>`],
    ["in a cell beside one that asks for an address", `<table><tr><td>${LETTER}</td><td>${article(5)}</td></tr></table>`],
    ["above whoever wrote it", `<article>${article(5)}</article><div class="author-bio"><p>Jo Example writes about the weather of the north, and lives in a small town with a dog.</p></div>`],
    ["in a shadow root, behind a comment that ends abruptly", `<!--><news-page><template shadowrootmode="open"><article>${article(5)}</article></template></news-page>`],
  ]; // prettier-ignore
  for (const [why, html] of found) {
    it(`is found ${why}`, () => {
      const { paragraphs, sentences, withheld } = articleText(page(html));
      assert.equal(withheld, undefined);
      assert.ok(paragraphs.length >= 4, JSON.stringify(paragraphs));
      for (const paragraph of paragraphs) assert.match(paragraph, new RegExp(`Emberfox crew ${SAID}`));
      assert.ok(sentences.length > 0);
    });
  }

  it("may be about what walls and boxes say", () => {
    const about = Array.from({ length: 5 }, (_, at) => `<p>Attackers abuse the consent of users who accept all cookies, and in wave ${at} the subscription of a tenant is renewed. Victims log in to a page that looks like their own.</p>`); // prettier-ignore
    assert.ok(articleText(page(`<article>${about.join("")}</article>`)).paragraphs.length >= 5);
  });

  const none: readonly (readonly [what: string, html: string, withheld: "consent" | "payment" | undefined])[] = [
    ["a question for consent", `<div>${CONSENT}</div>`, "consent"],
    ["a German one", `<main>${ZUSTIMMUNG}</main>`, "consent"],
    ["an offer below a teaser", `<main><article><p>Short teaser.</p></article><section>${OFFER}</section></main>`, "payment"],
    ["a box for letters", `<div>${LETTER}</div>`, undefined],
    ["an imprint", `<div>${IMPRINT}</div>`, undefined],
  ]; // prettier-ignore
  for (const [what, html, withheld] of none) {
    it(`is not ${what}`, () => {
      const read = articleText(page(html));
      assert.deepEqual([read.paragraphs, read.sentences, read.withheld], [[], [], withheld]);
    });
  }

  const paid: readonly (readonly [how: string, head: string])[] = [
    ["of the article", data({ "@type": "NewsArticle", isAccessibleForFree: false })],
    ["as a text", data({ "@type": "NewsArticle", isAccessibleForFree: "False" })],
    ["as an address", data({ isAccessibleForFree: "http://schema.org/False" })],
    ["in a graph", data({ "@graph": [{ "@type": "WebPage" }, { "@type": "Article", isAccessibleForFree: false }] })],
    [
      "of a part of it",
      data([{ "@type": "Article", hasPart: [{ isAccessibleForFree: false, cssSelector: ".paid" }] }]),
    ],
    ["of what the page is about", data({ "@type": "WebPage", mainEntity: { isAccessibleForFree: ["false"] } })],
    ["in broken data", data('{"@type":"NewsArticle", "isAccessibleForFree": false,}')],
    ["in a comment of the script", data('<!--\n{"isAccessibleForFree":"false"}\n-->')],
    ["in a section of the script", data('//<![CDATA[\n[{"isAccessibleForFree":"false"}]\n//]]>')],
    ["as microdata", '<meta itemprop="isAccessibleForFree" content="false">'],
    ["as Open Graph", '<meta property="article:content_tier" content="locked">'],
  ];
  for (const [how, head] of paid) {
    it(`is withheld when the page says so ${how}`, () => {
      const read = articleText(page(`<article>${article(5)}</article>`, head));
      assert.deepEqual([read.paragraphs, read.withheld], [[], "payment"]);
    });
  }

  const free: readonly (readonly [what: string, head: string])[] = [
    ["what is free", data({ isAccessibleForFree: true }) + data({ isAccessibleForFree: "True" })],
    ["other articles", data({ "@type": "ItemList", itemListElement: [{ isAccessibleForFree: false }] })],
    ["an ancestor of its data", data('{"__proto__":{"isAccessibleForFree":false}}')],
    ["other scripts", '<script>x = {"isAccessibleForFree": false}</script>'],
    ["data of great depth", data(`${"[".repeat(200_000)}"isAccessibleForFree"`)],
  ];
  for (const [what, head] of free) {
    it(`is not withheld by ${what}`, () =>
      assert.equal(articleText(page(`<article>${article(5)}</article>`, head)).paragraphs.length, 5));
  }
});

describe("boilerplate", () => {
  it("is judged as a whole", () => {
    assert.equal(boilerplateOf([]), null);
    assert.equal(boilerplateOf(["We use cookies to give you the best of our site."]), "consent");
    assert.equal(boilerplateOf(["We use cookies.", "The crew stole ten thousand files of a bank in the north."]), null);
  });
});
