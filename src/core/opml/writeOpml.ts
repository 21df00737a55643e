import type { OpmlFeed } from "./types";

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly feeds: OpmlFeed[];
}

/**
 * An OPML 2.0 file with these feeds in their folders, in the order they are given, folders of a level first.
 *
 * @param title of the file
 */
export function writeOpml(title: string, feeds: readonly OpmlFeed[]): string {
  const root: Folder = { folders: new Map(), feeds: [] };
  for (const feed of feeds) {
    let folder = root;
    for (const name of feed.folders) {
      const known = folder.folders.get(name) ?? { folders: new Map(), feeds: [] };
      folder.folders.set(name, known);
      folder = known;
    }
    folder.feeds.push(feed);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    "  <head>",
    `    <title>${escaped(title)}</title>`,
    "  </head>",
    "  <body>",
    ...linesOf(root, "    "),
    "  </body>",
    "</opml>",
    "",
  ].join("\n");
}

function linesOf({ folders, feeds }: Folder, indent: string): string[] {
  return [
    ...[...folders].flatMap(([name, folder]) => [
      `${indent}<outline text="${escaped(name)}" title="${escaped(name)}">`,
      ...linesOf(folder, `${indent}  `),
      `${indent}</outline>`,
    ]),
    ...feeds.map(({ title, xmlUrl, htmlUrl }) => {
      const home = htmlUrl === "" ? "" : ` htmlUrl="${escaped(htmlUrl)}"`;
      return `${indent}<outline type="rss" text="${escaped(title)}" title="${escaped(title)}" xmlUrl="${escaped(xmlUrl)}"${home}/>`;
    }),
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** For attribute values; what XML 1.0 cannot hold at all is left out. */
function escaped(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex -- these are the characters XML forbids
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, "")
      .replace(/\s+/g, " ")
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
  );
}
