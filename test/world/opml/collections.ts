/** Subscriptions to import, made up; beside them those of others where they lie next to the project. */
import fs from "node:fs";
import path from "node:path";

export interface Collection {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Entries with an address. */
  readonly feeds: number;
  /** Those of them whose address another one has, spelled alike or not; null when nobody has counted. */
  readonly twice: number | null;
}

const FOLDERS = ["Krypto & Co", "開発", "Blogs „privat“", "Red > Blue", "CERT's", "Vendors"];
const FEEDS = 1200;
const EVERY_SO_MANY = 40;

/** As a feed reader exports it; tests run from the project's folder. */
export const readerExport = (): Uint8Array => fs.readFileSync(path.join("test", "world", "opml", "readerExport.opml"));

export function largeCollections(): readonly Collection[] {
  const ofOthers = path.join("..", "shared", "data", "opml", "CyberSecurityRSS.opml");
  return [
    madeUp(),
    ...(fs.existsSync(ofOthers)
      ? [{ name: "CyberSecurityRSS", bytes: fs.readFileSync(ofOthers), feeds: 1278, twice: null }]
      : []),
  ];
}

/** Its attributes stand in any order, its names in any script, and every 40th feed again in another folder with its address spelled otherwise. */
function madeUp(): Collection {
  const outlines: string[][] = FOLDERS.map(() => []);
  let feeds = 0;
  const put = (folder: number, name: string, address: string): void => {
    const parts = [`title="${name}"`, `text="${name}"`, `type="rss"`, `xmlUrl="${address}"`, `htmlUrl="https://n/"`];
    const start = feeds++ % parts.length;
    outlines[folder % FOLDERS.length]?.push(
      `<outline ${[...parts.slice(start), ...parts.slice(0, start)].join(" ")} />`,
    );
  };
  for (let at = 0; at < FEEDS; at++) {
    const name = [`Desk ${at}`, `Bär &amp; Söhne ${at}`, `青い空 ${at}`, `Notes[${at}] &lt;daily&gt;`][at % 4] ?? "";
    const host = `feed${at}.example.org`;
    put(at, name, `https://${host}/rss?a=1&amp;b=2`);
    if (at % EVERY_SO_MANY === 0) put(at + 1, name, `http://www.${host}/rss?b=2&amp;a=1`);
  }
  const folders = FOLDERS.map((name, at) => {
    const title = name.replaceAll("&", "&amp;").replaceAll(">", "&gt;");
    return `<outline title="${title}" text="${title}">\n${outlines[at]?.join("\n")}\n</outline>`;
  });
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head>\n<title>All of it</title>\n</head>\n<body>\n${folders.join("\n")}\n</body>\n</opml>\n`;
  return { name: "made up", bytes: new TextEncoder().encode(text), feeds, twice: FEEDS / EVERY_SO_MANY };
}
