import { type Entry, escapeXml } from "./shapes";

/** A date as RSS writes it: RFC 822 in GMT. */
export function rfc822(date: Date): string {
  return date.toUTCString();
}

/** A date with an offset of two hours, as many content systems write it. */
export function offsetDate(date: Date): string {
  return `${new Date(date.getTime() + 7_200_000).toISOString().slice(0, 19)}+02:00`;
}

/** An RSS 2.0 document. `head` stands before the prolog's end and the channel, `item` writes one entry. */
export function rss20(
  title: string,
  home: string,
  entries: readonly Entry[],
  { prolog = '<?xml version="1.0" encoding="UTF-8"?>', item = rssItem, rssAttributes = "", channel = "" } = {},
): string {
  return `${prolog}
<rss version="2.0"${rssAttributes}>
  <channel>
    <title>${escapeXml(title)}</title>
    <link>${escapeXml(home)}/</link>
    <description>${escapeXml(title)}</description>
${channel}${entries.map(item).join("\n")}
  </channel>
</rss>
`;
}

/** One RSS 2.0 item, nothing odd about it. */
export function rssItem({ title, url, date }: Entry): string {
  return `    <item>
      <title>${escapeXml(title)}</title>
      <link>${escapeXml(url)}</link>
      <guid isPermaLink="true">${escapeXml(url)}</guid>
      <pubDate>${rfc822(date)}</pubDate>
      <description>&lt;p&gt;The story in two sentences.&lt;/p&gt;</description>
    </item>`;
}

/** RSS 0.91 with the document type of its time, or 0.92: items without dates. */
export function rss09(version: "0.91" | "0.92", title: string, home: string, entries: readonly Entry[]): string {
  const doctype =
    version === "0.91"
      ? '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">\n'
      : "";
  const items = entries.map(
    (entry) => `<item>\n<title>${escapeXml(entry.title)}</title>\n<link>${escapeXml(entry.url)}</link>\n</item>`,
  );
  return `<?xml version="1.0"?>
${doctype}<rss version="${version}"><channel><title>${title}</title><link>${home}/</link><description/><language>en</language>
<image><title>${title}</title><url>${home}/logo.gif</url><link>${home}/</link></image>
${items.join("\n")}
<textInput><title>Search</title><description>Search the archive</description><name>q</name><link>${home}/search</link></textInput>
</channel></rss>
`;
}

/** RDF: RSS 1.0, or 0.90 with the namespace of Netscape. Items stand beside the channel. */
export function rdf(version: "0.90" | "1.0", title: string, home: string, entries: readonly Entry[]): string {
  const namespace = version === "1.0" ? "http://purl.org/rss/1.0/" : "http://my.netscape.com/rdf/simple/0.9/";
  const sequence = entries.map(({ url }) => `<rdf:li rdf:resource="${escapeXml(url)}"/>`).join("");
  const about = (url: string): string => (version === "1.0" ? ` rdf:about="${escapeXml(url)}"` : "");
  const items = entries.map(
    (entry) => `<item${about(entry.url)}>
<title>${escapeXml(entry.title)}</title>
<link>${escapeXml(entry.url)}</link>${version === "1.0" ? `\n<dc:date>${offsetDate(entry.date)}</dc:date><dc:creator>Desk</dc:creator>` : ""}
</item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${namespace}" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel${about(home)}><title>${title}</title><link>${home}/</link><description>${title}</description>
${version === "1.0" ? `<items><rdf:Seq>${sequence}</rdf:Seq></items>` : ""}</channel>
${items.join("\n")}
</rdf:RDF>
`;
}

/** An Atom 1.0 document. */
export function atom10(
  title: string,
  home: string,
  entries: readonly Entry[],
  { entry = atomEntry, attributes = "" } = {},
): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${attributes}>
<title>${title}</title><id>${home}/</id><link href="${home}/"/><link rel="self" href="${home}/atom.xml"/>
<updated>${entries[0]?.date.toISOString() ?? ""}</updated>
${entries.map(entry).join("\n")}
</feed>
`;
}

/** One Atom 1.0 entry with links of several kinds: the alternate one is the article. */
export function atomEntry({ title, url, date }: Entry): string {
  return `<entry>
<title type="text">${escapeXml(title)}</title>
<link rel="self" href="${escapeXml(url)}.atom"/>
<link rel="alternate" type="text/html" href="${escapeXml(url)}"/>
<link rel="enclosure" type="image/png" href="${escapeXml(url)}.png"/>
<id>urn:entry:${escapeXml(url)}</id><published>${offsetDate(date)}</published><updated>${date.toISOString()}</updated>
<content type="html">&lt;p&gt;The story in two sentences.&lt;/p&gt;</content>
</entry>`;
}

/** Atom 0.3, as some servers still write it: `issued` and `modified`, content with a mode. */
export function atom03(title: string, home: string, entries: readonly Entry[]): string {
  const items = entries.map(
    (entry) => `<entry><title mode="escaped" type="text/html">${escapeXml(escapeXml(entry.title))}</title>
<link rel="alternate" type="text/html" href="${escapeXml(entry.url)}"/>
<id>tag:desk,2004:${escapeXml(entry.url)}</id><issued>${offsetDate(entry.date)}</issued><modified>${entry.date.toISOString()}</modified></entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en">
<title>${title}</title><link rel="alternate" type="text/html" href="${home}/"/><modified>${entries[0]?.date.toISOString() ?? ""}</modified>
${items.join("\n")}
</feed>
`;
}

/** JSON Feed 1.1, or 1.0 as many sites still say. */
export function jsonFeed(version: "1" | "1.1", title: string, home: string, entries: readonly Entry[]): string {
  const items = entries.map((entry) => ({
    id: entry.url,
    url: entry.url,
    title: entry.title,
    content_html: "<p>The story in two sentences.</p>",
    date_published: offsetDate(entry.date),
  }));
  return JSON.stringify(
    { version: `https://jsonfeed.org/version/${version}`, title, home_page_url: `${home}/`, items },
    null,
    1,
  );
}
