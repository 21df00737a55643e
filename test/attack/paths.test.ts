import assert from "node:assert/strict";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { appendToProfileFiles } from "../../src/core/results/profileFile";
import { joinPath, safeFileName } from "../../src/core/results/fileNames";
import type { WorkspaceFiles } from "../../src/core/ports";
import { createWorkspaceFiles } from "../../src/node/workspaceFiles";
import { type Attack, attackClass } from "./corpus";

const SECRET = "the secret of another folder";
const WRITTEN = "written by the workspace";

/** A workspace with links that lead out of it, beside a folder that is nobody's business. */
interface Place {
  readonly base: string;
  readonly root: string;
  readonly outside: string;
  readonly files: WorkspaceFiles;
}

function openPlace(): Place {
  const base = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), "ti-scraper-paths-")));
  const [root, outside] = [path.join(base, "workspace"), path.join(base, "outside")];
  for (const folder of [root, outside, path.join(root, "inner"), path.join(base, "workspace-2")]) fs.mkdirSync(folder);
  fs.writeFileSync(path.join(outside, "secret.txt"), SECRET);
  fs.writeFileSync(path.join(base, "workspace-2", "secret.txt"), SECRET);
  const links: Readonly<Record<string, string>> = {
    folder: outside,
    "file.txt": path.join(outside, "secret.txt"),
    "dangling.txt": path.join(outside, "new.txt"),
    up: "..",
    twice: path.join(root, "folder"),
    relative: path.join("..", "outside"),
    beside: path.join(base, "workspace-2"),
    loop: path.join(root, "loop"),
    "inner/deep": path.join("..", "..", "outside"),
  };
  for (const [name, target] of Object.entries(links)) fs.symlinkSync(target, path.join(root, name));
  // Another name of the same file: what is replaced is the name, not the file.
  fs.linkSync(path.join(outside, "secret.txt"), path.join(root, "hard.txt"));
  return { base, root, outside, files: createWorkspaceFiles(root) };
}

/** Everything outside of the workspace, by its path: contents and links. */
function outsideOf({ base, root }: Place): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const visit = (folder: string): void => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (file === root) continue;
      if (entry.isDirectory()) visit(file);
      found[file] = entry.isFile() ? fs.readFileSync(file, "utf8") : "";
    }
  };
  visit(base);
  return found;
}

/** Each way to a file, by every path; what it gives, or nothing where it is refused. */
const WAYS: readonly ((files: WorkspaceFiles, file: string) => Promise<unknown>)[] = [
  (files, file) => files.readText(file, 1_000_000),
  (files, file) => files.list(file),
  async (files, file) => {
    const lines: string[] = [];
    for await (const line of files.lines(file, 10_000)) lines.push(line);
    return lines;
  },
  (files, file) => files.createText(file, WRITTEN),
  (files, file) => files.appendText(file, WRITTEN),
  (files, file) => files.writeText(file, WRITTEN),
];

const windows = (file: string): string => file.replaceAll("/", "\\");

/** Paths as a configuration could have them. */
function pathsOf({ base, root, outside }: Place): Readonly<Record<string, string>> {
  const secret = path.join(outside, "secret.txt");
  return {
    "the folder above": "../outside/secret.txt",
    "above, from further down": "a/../../outside/secret.txt",
    "above, and back into it": `../${path.basename(root)}/../outside/secret.txt`,
    "above, by much": `${"../".repeat(40)}${secret.slice(1)}`,
    "above, with blanks": ".. /outside/secret.txt",
    "above, with doubled slashes": "..//..//outside//secret.txt",
    "above, with dots between": "./.././outside/secret.txt",
    "above, as Windows has it": windows("../outside/secret.txt"),
    "above, in both ways": "a\\..\\../outside/secret.txt",
    "above, escaped": "%2e%2e/outside/secret.txt",
    "above, escaped twice": "%252e%252e%252foutside/secret.txt",
    "above, in full width": "\uff0e\uff0e/outside/secret.txt",
    "above, with a slash of full width": "..\uff0foutside\uff0fsecret.txt",
    "above, as one sign for two dots": "\u2025/outside/secret.txt",
    "above, with an invisible character": "..\u200b/outside/secret.txt",
    "above, overlong": "\u00c0\u00ae\u00c0\u00ae/outside/secret.txt",
    "a whole path": secret,
    "a whole path to the workspace": path.join(root, "inner", "a.txt"),
    "a whole path with slashes": `///${secret}`,
    "a drive": "C:\\Windows\\win.ini",
    "a folder of a drive": "c:secret.txt",
    "a share": "\\\\server\\share\\secret.txt",
    "a share with slashes": "//server/share/secret.txt",
    "a device path": "\\\\?\\C:\\secret.txt",
    "an address of a file": pathToFileURL(secret).href,
    "the home folder": "~/secret.txt",
    "a variable": "$HOME/secret.txt",
    "a NUL": "../outside/secret.txt\0.txt",
    "a NUL behind a good name": "inner/a\0/../../../outside/secret.txt",
    "a link to a folder": "folder/secret.txt",
    "a new folder in a linked one": "folder/new/deep.txt",
    "a link itself": "folder",
    "a link to a file": "file.txt",
    "a link to what is not there": "dangling.txt",
    "a link to the folder above": "up/outside/secret.txt",
    "a link to a link": "twice/secret.txt",
    "a relative link": "relative/secret.txt",
    "a link further down": "inner/deep/secret.txt",
    "a link to a folder of nearly the same name": "beside/secret.txt",
    "a link to itself": "loop/secret.txt",
    "above, from within a link": "folder/../outside/secret.txt",
    "a device": "CON",
    "a device with an ending": "aux.txt",
    "another stream": "inner/a.txt:stream:$DATA",
    "a stream of the folder": "inner::$INDEX_ALLOCATION/a.txt",
    "a link in capitals": "FOLDER/secret.txt",
    "a name in another form of Unicode": "inner/e\u0301.txt",
    "nothing": "",
    "a dot": ".",
    "the base": path.relative(root, base),
  }; // prettier-ignore
}

/** Names of profiles, which become names of files. */
const NAMES = [
  "../../outside/secret",
  "..",
  ".",
  "/etc/passwd",
  "C:\\secret",
  "a\0b",
  "CON",
  "nul.txt",
  "folder/x",
  "a:b",
  "\u2025/x",
  "x".repeat(5000),
];

describe("paths of a workspace", () => {
  attackClass(
    "workspace paths",
    {
      atLeast: 38,
      control: async () => {
        const place = openPlace();
        await place.files.writeText("inner/a.txt", WRITTEN);
        assert.equal(await place.files.readText("inner/a.txt", 1_000_000), WRITTEN);
        fs.rmSync(place.base, { recursive: true });
      },
    },
    () => {
      /** Nothing outside is read or changed, whatever is done in the workspace. */
      const within = async (work: (place: Place) => Promise<readonly unknown[]>): Promise<void> => {
        const place = openPlace();
        try {
          const before = outsideOf(place);
          const given = JSON.stringify(await work(place));
          assert.ok(!given.includes(SECRET), "nothing is read");
          assert.ok(!given.includes("secret.txt"), "nothing is listed");
          assert.deepEqual(outsideOf(place), before, "nothing is changed");
        } finally {
          fs.rmSync(place.base, { recursive: true, force: true });
        }
      };
      const refused = (): string => "refused";
      const sample = openPlace();
      fs.rmSync(sample.base, { recursive: true });
      const byPath = Object.keys(pathsOf(sample)).map((name): Attack => {
        return {
          name,
          holds: () =>
            within(async (place) => {
              const file = pathsOf(place)[name] ?? "";
              const given: unknown[] = [];
              for (const way of WAYS) given.push(await way(place.files, file).catch(refused));
              // As results are written: the folder and the name of a configuration, made safe.
              given.push(await place.files.writeText(joinPath(file, safeFileName(file)), WRITTEN).catch(refused));
              return given;
            }),
        };
      });
      const article = {
        key: "k",
        title: "News",
        url: "https://news.example/a",
        source: "https://news.example/",
        published: null,
        found: "2026-03-01T09:00:00.000Z",
      };
      return [
        ...byPath,
        ...NAMES.map((name): Attack => {
          return {
            name: `a profile named ${JSON.stringify(name.slice(0, 30))}`,
            holds: () =>
              within(async (place) => {
                await appendToProfileFiles(place.files, "inner", [name], [{ name, articles: [article] }]);
                const made = fs.readdirSync(path.join(place.root, "inner")).filter((one) => one !== "deep");
                assert.equal(made.length, 1, "one file, in its folder");
                return made;
              }),
          };
        }),
        {
          name: "another name of a file outside",
          holds: () =>
            within(async (place) => {
              await place.files.writeText("hard.txt", WRITTEN);
              return [];
            }),
        },
      ];
    },
  );
});
