/** Feeds as publishers write them, made up: the same seed gives the same bytes. */

export interface BenchFeed {
  readonly format: "rss" | "atom" | "rdf";
  readonly bytes: Uint8Array;
}

/** A mix by the shares seen among security feeds: mostly RSS 2.0 with full text, some Atom, a few RDF. */
export function makeFeeds(count: number, itemsEach: number): readonly BenchFeed[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, (_, index) => {
    const format = index % 10 === 9 ? "rdf" : index % 10 >= 6 ? "atom" : "rss";
    const items = Array.from({ length: itemsEach }, (_, number) => makeItem(random, index, number));
    const text = format === "rss" ? rss(items, index) : format === "atom" ? atom(items, index) : rdf(items, index);
    return { format, bytes: new TextEncoder().encode(text) };
  });
}

interface Item {
  readonly title: string;
  readonly url: string;
  readonly date: Date;
  readonly summary: string;
  readonly html: string;
}

const WORDS = (
  "attackers exploit flaw in mail gateway patch ransomware crew leaks data hospital supplier researchers find loader behind " +
  "fake update new campaign targets banks phishing kit steals tokens police arrest suspects botnet takedown advisory cloud " +
  "identity provider breach credentials zero-day firmware router worm spreads packages registry supply chain wiper grid"
).split(" ");

function makeItem(random: () => number, feed: number, number: number): Item {
  const words = (length: number): string =>
    Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)] ?? "").join(" ");
  const title = `${words(8)}${number % 4 === 0 ? " & more" : ""}${number % 7 === 0 ? " – “what we know”" : ""}`;
  const paragraphs = Array.from(
    { length: 6 },
    (_, index) => `<p>${words(60)} <a href="https://news${feed}.example/t/${index}?a=1&amp;b=2">${words(3)}</a>.</p>`,
  );
  return {
    title,
    url: `https://news${feed}.example/2024/05/${title.replaceAll(/[^a-z]+/g, "-")}-${number}/?utm_source=rss&utm_medium=feed`,
    date: new Date(Date.UTC(2024, 4, 1 + (number % 28), number % 24, (number * 7) % 60, feed % 60)),
    summary: words(35),
    html: paragraphs.join("\n"),
  };
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function rss(items: readonly Item[], feed: number): string {
  const entries = items.map(
    ({ title, url, date, summary, html }, index) => `
    <item>
      <title>${escaped(title)}</title>
      <link>${escaped(url)}</link>
      <comments>${escaped(url)}#respond</comments>
      <dc:creator><![CDATA[Staff ${index % 5}]]></dc:creator>
      <pubDate>${date.toUTCString().replace("GMT", "+0000")}</pubDate>
      <category><![CDATA[Security]]></category>
      <category><![CDATA[Malware]]></category>
      <guid isPermaLink="false">https://news${feed}.example/?p=${index}</guid>
      <description><![CDATA[<p>${summary}</p>]]></description>
      <content:encoded><![CDATA[${html}]]></content:encoded>
      <media:content url="https://cdn${feed}.example/${index}.jpg" medium="image"><media:title type="html">Picture ${index}</media:title></media:content>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
  <channel><title>News ${feed}</title><link>https://news${feed}.example/</link><atom:link href="https://news${feed}.example/feed/" rel="self" type="application/rss+xml"/><description>Made up</description><language>en-US</language>${entries.join("")}
  </channel></rss>`;
}

function atom(items: readonly Item[], feed: number): string {
  const entries = items.map(
    ({ title, url, date, summary, html }, index) => `
  <entry>
    <title type="html">${escaped(escaped(title))}</title>
    <link rel="alternate" type="text/html" href="${escaped(url)}"/>
    <id>tag:news${feed}.example,2024:${index}</id>
    <published>${date.toISOString()}</published>
    <updated>${date.toISOString()}</updated>
    <author><name>Staff ${index % 5}</name></author>
    <summary>${escaped(summary)}</summary>
    <content type="html">${escaped(html)}</content>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News ${feed}</title><id>tag:news${feed}.example,2024:feed</id><updated>2024-05-30T00:00:00Z</updated><link href="https://news${feed}.example/"/>${entries.join("")}
</feed>`;
}

function rdf(items: readonly Item[], feed: number): string {
  const entries = items.map(
    ({ title, url, date, summary }) => `
  <item rdf:about="${escaped(url)}"><title>${escaped(title)}</title><link>${escaped(url)}</link><description>${escaped(summary)}</description><dc:date>${date.toISOString().slice(0, 19)}+00:00</dc:date></item>`,
  );
  return `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="https://news${feed}.example/rss"><title>News ${feed}</title><link>https://news${feed}.example/</link><description>Made up</description></channel>${entries.join("")}
</rdf:RDF>`;
}

/** Linear congruential: enough for shuffling words, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
