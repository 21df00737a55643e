import { type FSWatcher, readdirSync, statSync, watch } from "node:fs";
import path from "node:path";
import { isOfOthers } from "./ownWrites";

/** Several files are written one after the other: one look is enough, and none is later than that. */
const QUIET_MS = 250;
const LATEST_MS = 1000;

export interface Watching {
  close(): void;
}

/**
 * Watches state folders for documents that other processes write: another window, the command line. What this process writes is no news.
 * A folder that is not there yet is waited for.
 *
 * @param changed called within about a second of a change, not more often
 */
export function watchState(directories: readonly string[], changed: () => void): Watching {
  const touched = new Set<string>();
  let since = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const look = async (): Promise<void> => {
    const files = [...touched];
    touched.clear();
    timer = undefined;
    const others = await Promise.all(files.map(isOfOthers));
    if (others.includes(true) && !isClosed) changed();
  };
  const later = (file: string): void => {
    const now = Date.now();
    if (timer === undefined) since = now;
    clearTimeout(timer);
    touched.add(file);
    timer = setTimeout(() => void look(), Math.max(0, Math.min(QUIET_MS, since + LATEST_MS - now)));
  };
  const folders = directories.map((directory) => watchFolder(directory, later));
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      for (const folder of folders) folder.close();
    },
  };
}

/** Watches the folder, or while it is not there the nearest one above it that is. */
function watchFolder(directory: string, later: (file: string) => void): Watching {
  let watcher: FSWatcher | undefined;
  let watched = "";
  /** Of the folder: another one may have come in its place. */
  let number: number | undefined;
  let isClosed = false;

  const stop = (): void => {
    watcher?.close();
    watcher = undefined;
  };
  const start = (): void => {
    if (isClosed) return;
    stop();
    watched = nearest(directory);
    number = numberOf(directory);
    try {
      watcher = watch(watched, { persistent: false }, (_event, name) => {
        if (watched === directory) told(name);
        // What lies on the way there has come.
        else if (nearest(directory) !== watched) begin();
      });
      watcher.on("error", stop);
    } catch {
      // It has gone in this moment, or the system watches nothing more: what is shown is read anew when the view comes into sight.
    }
  };
  const laterOf = (names: readonly string[]): void => {
    for (const name of names) if (/^[^.].*\.json$/.test(name)) later(path.join(directory, name));
  };
  /** What was written before it could be watched counts. */
  const begin = (): void => {
    start();
    laterOf(namesIn(directory));
  };
  const told = (name: string | null): void => {
    if (numberOf(directory) !== number) {
      // All there was has gone.
      later(directory);
      begin();
    } else laterOf(name === null ? namesIn(directory) : [name]);
  };
  start();
  return {
    close: () => {
      isClosed = true;
      stop();
    },
  };
}

function numberOf(place: string): number | undefined {
  return statSync(place, { throwIfNoEntry: false })?.ino;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function nearest(place: string): string {
  const above = path.dirname(place);
  return above === place || statSync(place, { throwIfNoEntry: false }) !== undefined ? place : nearest(above);
}
