/**
 * One search for API keys in all that a test run leaves. `test/run.js` names a folder in the environment; every simulator
 * writes the keys it accepts into it, each folder a test removes is searched before, and the rest at the end.
 */
import fs from "node:fs";
import path from "node:path";

const FOLDER = "TI_SCRAPER_SECRECY";
/** Shorter ones are only used where nothing is written, and would be found by chance. */
const SHORTEST_KEY = 8;

const noted = new Set<string>();

/** Notes down a key that is to be found nowhere at the end. Does nothing outside of a test run. */
export function rememberKey(key: string): void {
  if (key.length < SHORTEST_KEY || noted.has(key)) return;
  noted.add(key);
  append("keys", JSON.stringify(key));
}

/** Keeps what a process has printed, or what was on the clipboard, for the search at the end. */
export function keepOutput(text: string): void {
  append("outputs", text);
}

/** The keys noted down so far, by all processes of the run. */
export function knownKeys(): readonly string[] {
  return [...new Set(linesOf("keys"))].map((line) => JSON.parse(line) as string);
}

/** Searches a folder that is about to be removed; what it finds is reported at the end of the run. */
export function searchBeforeRemoval(folder: string): void {
  if (process.env[FOLDER] === undefined) return;
  for (const found of filesWithKeys(folder, knownKeys())) append("found", `${found} (removed since)`);
}

/** Everything found: in folders removed since, in the outputs kept, and below these folders. */
export function allFound(folders: readonly string[], texts: ReadonlyMap<string, string>): readonly string[] {
  const keys = knownKeys();
  const keyIn = finder(keys);
  const said = new Map([...texts, ["outputs of processes, and the clipboard", linesOf("outputs").join("\n")]]);
  return [
    ...linesOf("found"),
    ...[...said].flatMap(([name, text]) => named(name, keyIn(Buffer.from(text)))),
    ...folders.flatMap((folder) => filesWithKeys(folder, keys)),
  ];
}

/** The files below a folder, or the file itself, that hold a key in any form, with that key. Links are not followed. */
export function filesWithKeys(root: string, keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  const keyIn = finder(keys);
  return filesBelow(root).flatMap((file) => {
    try {
      return named(file, keyIn(fs.readFileSync(file)));
    } catch {
      // Removed meanwhile, or a pipe.
      return [];
    }
  });
}

function named(place: string, key: string | null): readonly string[] {
  return key === null ? [] : [`${place}: ${key}`];
}

/** A key as it is, as JSON, URLs, base64 and hexadecimal digits write it, and in UTF-16. */
export function keyForms(key: string): readonly Buffer[] {
  const bytes = Buffer.from(key);
  const texts = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), bytes.toString("hex")];
  texts.push(bytes.toString("hex").toUpperCase());
  for (const base64 of [0, 1, 2].map((shift) => base64Within(bytes, shift)))
    texts.push(base64, base64.replaceAll("+", "-").replaceAll("/", "_"));
  return [...[...new Set(texts)].map((text) => Buffer.from(text)), Buffer.from(key, "utf16le")];
}

/** What base64 makes of the bytes inside of other text, `shift` bytes behind a boundary: without the digits neighbours share. */
function base64Within(bytes: Buffer, shift: number): string {
  const digits = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const isWhole = (shift + bytes.length) % 3 === 0;
  return digits.slice(Math.ceil((shift * 8) / 6), isWhole ? undefined : -1);
}

interface Form {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Looks for all forms of all keys in one pass; gives the first key found. */
function finder(keys: readonly string[]): (bytes: Buffer) => string | null {
  const byStart = new Map<number, Form[]>();
  for (const form of keys.flatMap((key) => keyForms(key).map((bytes) => ({ key, bytes })))) {
    const start = form.bytes.readUInt16BE(0);
    byStart.set(start, [...(byStart.get(start) ?? []), form]);
  }
  const starts = new Uint8Array(0x1_0000);
  for (const start of byStart.keys()) starts[start] = 1;
  return (bytes) => {
    for (let at = 1; at < bytes.length; at++) {
      const start = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      if (starts[start] === 0) continue;
      const found = byStart
        .get(start)
        ?.find((form) => bytes.subarray(at - 1, at - 1 + form.bytes.length).equals(form.bytes));
      if (found !== undefined) return found.key;
    }
    return null;
  };
}

function filesBelow(root: string): readonly string[] {
  const stat = fs.lstatSync(root, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return stat.isFile() ? [root] : [];
  return fs.readdirSync(root, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(root, entry.name);
    return entry.isDirectory() ? filesBelow(file) : entry.isFile() ? [file] : [];
  });
}

function append(name: string, text: string): void {
  const folder = process.env[FOLDER];
  if (folder !== undefined) fs.appendFileSync(path.join(folder, name), `${text}\n`);
}

function linesOf(name: string): readonly string[] {
  const file = path.join(process.env[FOLDER] ?? "", name);
  if (process.env[FOLDER] === undefined || !fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}
