import { encodeText } from "./charsets";
import { atom03, atom10, jsonFeed, rdf, rss09, rss20 } from "./formats";
import type { Desk, Entry, SourceSpec } from "./shapes";

const XML = "text/xml; charset=utf-8";

/** Feeds as most of the web writes them: one of each format. */
export const PLAIN_FEEDS: readonly SourceSpec[] = [
  feed(1, "/feed.xml", "RSS 2.0", (desk) => {
    const entries = desk.entries(3, "clopPort", "noContinues", 1);
    return { body: rss20("Night Desk", desk.origin, entries), type: "application/rss+xml; charset=utf-8", entries };
  }),
  feed(1, "/malware.xml", "RSS 2.0 with an old media type", (desk) => {
    const entries = desk.entries("qakbotCalendar", 2, "noCyclops");
    return { body: rss20("Night Desk: Malware", desk.origin, entries), type: XML, entries };
  }),
  feed(1, "/atom.xml", "Atom 1.0", (desk) => {
    const entries = desk.entries(2, "apt28Router", "apt28Mail", 1);
    return { body: atom10("Night Desk: Actors", desk.origin, entries), type: "application/atom+xml", entries };
  }),
  feed(1, "/feed.json", "JSON Feed 1.1", (desk) => {
    const entries = desk.entries("vivernWebmail", 3);
    return { body: jsonFeed("1.1", "Night Desk", desk.origin, entries), type: "application/feed+json", entries };
  }),
  feed(2, "/rss091.xml", "RSS 0.91 with a document type, no dates", (desk) => {
    const entries = desk.entries(2, "contiCrew", 1);
    return { body: rss09("0.91", "Harbour Wire", desk.origin, entries), type: "application/xml", entries };
  }),
  feed(2, "/rss092.xml", "RSS 0.92", (desk) => {
    const entries = desk.entries("noCaptures", 3);
    return { body: rss09("0.92", "Harbour Wire: Archive", desk.origin, entries), type: "text/xml", entries };
  }),
  feed(2, "/index.rdf", "RDF (RSS 1.0), dc:date", (desk) => {
    const entries = desk.entries(2, "blackcatPlea", 1);
    return { body: rdf("1.0", "Harbour Wire: Courts", desk.origin, entries), type: "application/rdf+xml", entries };
  }),
  feed(2, "/netscape.rdf", "RDF of 1999 (RSS 0.90)", (desk) => {
    const entries = desk.entries(2, "noContinent");
    return { body: rdf("0.90", "Harbour Wire: Grid", desk.origin, entries), type: "text/xml", entries };
  }),
  feed(3, "/atom03.xml", "Atom 0.3", (desk) => {
    const entries = desk.entries("aptPlural", 2);
    return { body: atom03("Copper Lab", desk.origin, entries), type: "application/xml", entries };
  }),
  feed(3, "/feed.json", "JSON Feed 1.0 as plain JSON", (desk) => {
    const entries = desk.entries(2, "venomSite", "noLaptop");
    return { body: jsonFeed("1", "Copper Lab", desk.origin, entries), type: "application/json", entries };
  }),
  feed(3, "/notes.xml", "RSS 2.0 without any date", (desk) => {
    const entries = desk.entries("spiderLoader", 2);
    const item = ({ title, url }: Entry): string => `<item><title>${title}</title><link>${url}</link></item>`;
    return { body: rss20("Copper Lab: Notes", desk.origin, entries, { item }), type: XML, entries };
  }),
];

/** Feeds whose charset must be found out. */
export const CHARSET_FEEDS: readonly SourceSpec[] = [
  feed(4, "/windows1252.xml", "windows-1252 by the XML prolog", (desk) => {
    const entries = desk.entries("clopLeakPage", 1);
    const prolog = '<?xml version="1.0" encoding="windows-1252"?>';
    const body = encodeText(rss20("Blätter", desk.origin, entries, { prolog }), "windows-1252");
    return { body, type: "application/rss+xml", entries };
  }),
  feed(4, "/mislabelled.xml", "UTF-8 that calls itself ISO-8859-1, in header and prolog", (desk) => {
    const entries = [
      desk.written("Zürich tauscht zehntausend Zählerschlösser aus", "/2026/zaehlerschloesser"),
      ...desk.entries(1),
    ];
    const prolog = '<?xml version="1.0" encoding="ISO-8859-1"?>';
    return { body: rss20("Blätter", desk.origin, entries, { prolog }), type: "text/xml; charset=iso-8859-1", entries };
  }),
  feed(4, "/utf16.xml", "UTF-16 with a byte order mark", (desk) => {
    const entries = desk.entries("vivernTax", 1);
    const prolog = '\uFEFF<?xml version="1.0" encoding="UTF-16"?>';
    const body = encodeText(rss20("Wide Desk", desk.origin, entries, { prolog }), "utf-16le");
    return { body, type: "application/xml", entries };
  }),
  feed(4, "/sjis.xml", "Shift_JIS by the XML prolog", (desk) => {
    const entries = [desk.planted("clopJapanese"), desk.written("空港の案内板、古い暗号鍵で停止", "/2026/annai-ban")];
    const prolog = '<?xml version="1.0" encoding="Shift_JIS"?>';
    const body = encodeText(rss20("港の報告", desk.origin, entries, { prolog }), "shift_jis");
    return { body, type: "application/rss+xml", entries };
  }),
  feed(5, "/koi8.xml", "KOI8-R by the header only", (desk) => {
    const entries = [
      desk.planted("clopRussian"),
      desk.written("Вокзальные табло показали чужие письма", "/2026/tablo"),
    ];
    const prolog = '<?xml version="1.0"?>';
    const body = encodeText(rss20("Сводка", desk.origin, entries, { prolog }), "koi8-r");
    return { body, type: "text/xml; charset=koi8-r", entries };
  }),
  feed(5, "/bom.xml", "a UTF-8 byte order mark against a wrong header", (desk) => {
    const entries = [desk.written("Łódź: ein Café, zwei gefälschte Rechnungen", "/2026/lodz-cafe"), ...desk.entries(1)];
    const prolog = '\uFEFF<?xml version="1.0" encoding="utf-8"?>';
    return {
      body: rss20("Wide Desk", desk.origin, entries, { prolog }),
      type: "text/xml; charset=windows-1252",
      entries,
    };
  }),
  feed(5, "/latin1.xml", "ISO-8859-1 by the prolog, no charset in the header", (desk) => {
    const entries = [
      desk.written("Mots de passe trouvés à côté du télécopieur", "/2026/telecopieur"),
      ...desk.entries("noVenomous"),
    ];
    const prolog = "<?xml version='1.0' encoding='iso-8859-1' ?>";
    const body = encodeText(rss20("Le Guichet", desk.origin, entries, { prolog }), "windows-1252");
    return { body, type: "text/xml", entries };
  }),
];

/** A feed whose entries are all articles. */
export function feed(
  host: number,
  path: string,
  shape: string,
  write: (desk: Desk) => {
    readonly body: Buffer | string;
    readonly type: string | null;
    readonly entries: readonly Entry[];
    readonly headers?: Readonly<Record<string, string>>;
  },
): SourceSpec {
  return {
    kind: "feed",
    host,
    path,
    shape,
    serve: (desk) => {
      const { entries, ...served } = write(desk);
      return { ...served, planted: entries };
    },
  };
}
