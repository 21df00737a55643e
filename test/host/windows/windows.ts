/** The windows in which it is tried what VS Code activates us for, and what is there then. Known to both sides of a page. */
import fs from "node:fs";
import path from "node:path";

/** The job's file in a folder of nothing but ours. */
export const CONFIG = "config/articles_config.json";

type Files = Readonly<Record<string, string | object>>;

export interface WindowKind {
  /** Path in the folder → text, or a value written as JSON. @param feed the window's own */
  readonly files: (feed: string) => Files;
  /** What of the folder is opened; all of it when left out. */
  readonly place?: string;
  /** VS Code has to search for the file that it activates us for. */
  readonly bySearch?: true;
}

/** A configuration with one mistake, which is told while nobody has the file open. */
export function config(feed: string): object {
  return {
    websiteconfig: { rss_feeds: [feed], webpages: [], stopwrods: [] },
    resultfile: { createFile: false },
    profiling: { profileData: ["Amber Heron"] },
  };
}

/** Files of others that have names like ours. */
const foreign: Files = {
  "tokenizer_config.json": { tokenizer_class: "Fast", stopwords: "none" },
  "config/tokenizer_config.json": { tokenizer_class: "Fast" },
  "config/model_config.yaml": "layers: 12\n",
};

const NESTED = "desks/north/config/articles_config.json";

export const WINDOWS = {
  top: { files: (feed) => ({ ...foreign, [CONFIG]: config(feed) }) },
  /** VS Code finds the file, and the folder of configurations is another one. */
  nested: { files: (feed) => ({ ...foreign, [NESTED]: config(feed) }), bySearch: true },
  nestedChosen: {
    files: (feed) => ({
      [NESTED]: config(feed),
      ".vscode/settings.json": { "tiScraper.configFolder": path.posix.dirname(NESTED) },
    }),
    bySearch: true,
  },
  ignored: { files: (feed) => ({ [CONFIG]: config(feed), ".gitignore": "config/\n", ".git/HEAD": "" }) },
  /** Of what is hidden the plain paths alone are found. */
  ignoredNested: {
    files: (feed) => ({
      [NESTED]: config(feed),
      ".vscode/settings.json": { "tiScraper.configFolder": path.posix.dirname(NESTED) },
      ".gitignore": "desks/\n",
      ".git/HEAD": "",
    }),
  },
  hidden: {
    files: (feed) => ({
      [CONFIG]: config(feed),
      ".vscode/settings.json": { "files.exclude": { config: true }, "search.exclude": { config: true } },
    }),
  },
  several: {
    files: (feed) => ({
      ...Object.fromEntries(Object.entries(foreign).map(([file, content]) => [`model/${file}`, content])),
      [`desk/${CONFIG}`]: config(feed),
      "all.code-workspace": { folders: [{ path: "model" }, { path: "desk" }] },
    }),
    place: "all.code-workspace",
  },
  foreign: { files: () => foreign },
  /** Its folder of configurations will be a link: VS Code tells of files by the paths that they lie at. */
  linked: { files: () => ({ "shared/notes.txt": "" }) },
} satisfies Readonly<Record<string, WindowKind>>;

export type WindowName = keyof typeof WINDOWS;

/** In the environment of the extension host: what the runner answers, see `startWorld`. */
export const WORLD = "TI_SCRAPER_HOST_WORLD";

/** Makes the folder of a window below `parent`. @returns the folder, and what of it is opened */
export function makeWindow(parent: string, name: WindowName, feed: string) {
  const { files, place = "" }: WindowKind = WINDOWS[name];
  const folder = path.join(parent, name);
  for (const [file, content] of Object.entries(files(feed))) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return { folder, place: path.join(folder, place) };
}
