import { type Zippable, zipSync } from "fflate";
import type { Turns } from "../text/turns";
import type { TextDocument } from "./document";
import { NAMESPACES, contentXml, xmlText } from "./odtContent";
import { stylesXml } from "./odtStyles";

const MEDIA_TYPE = "application/vnd.oasis.opendocument.text";

/**
 * A document as OpenDocument text (ODF 1.3), as word processors open it. The same document gives the same bytes. It stands in a file of
 * its own, which is read with the first use: it brings along what writes ZIP files.
 */
export function* toOdt(document: TextDocument): Turns<Uint8Array<ArrayBuffer>> {
  const parts = {
    "META-INF/manifest.xml": manifestXml(["content.xml", "styles.xml", "meta.xml"]),
    "content.xml": yield* contentXml(document),
    "styles.xml": stylesXml(document),
    "meta.xml": metaXml(document),
  };
  const encoder = new TextEncoder();
  // Uncompressed and before all others, so that the type of the file can be told by its beginning.
  const files: Zippable = { mimetype: [encoder.encode(MEDIA_TYPE), { level: 0 }] };
  for (const [name, text] of Object.entries(parts)) files[name] = encoder.encode(text);
  // A ZIP has times of the machine's zone: said in that zone, this one is the same everywhere.
  return zipSync(files, { mtime: new Date(1980, 0, 1, 12), level: 6 });
}

function manifestXml(parts: readonly string[]): string {
  const entry = (path: string, type: string, more = ""): string =>
    `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"${more}/>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">',
    entry("/", MEDIA_TYPE, ' manifest:version="1.3"'),
    ...parts.map((part) => entry(part, "text/xml")),
    "</manifest:manifest>\n",
  ].join("");
}

function metaXml({ title, created }: TextDocument): string {
  const time = created.toISOString().replace(/\.\d+Z$/, "Z");
  return [
    `<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta ${NAMESPACES} office:version="1.3"><office:meta>`,
    `<meta:generator>TI Scraper</meta:generator><dc:title>${xmlText(title)}</dc:title>`,
    `<meta:creation-date>${time}</meta:creation-date><dc:date>${time}</dc:date>`,
    "</office:meta></office:document-meta>\n",
  ].join("");
}
