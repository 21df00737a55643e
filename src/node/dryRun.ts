import type { FileEntry, StateStore, WorkspaceFiles } from "../core/ports";

/** What is written to it is found again and reaches no disk. Locks are those of the store itself, so that nobody changes what is read. */
export function overStore(store: StateStore): StateStore {
  /** Null: removed. */
  const written = new Map<string, unknown>();
  const put = (name: string, value: unknown): void => void written.set(name, value === null ? null : copy(value));
  return {
    read: async (name, onDamaged) => (written.has(name) ? copy(written.get(name)) : store.read(name, onDamaged)),
    setAside: async (name) => {
      put(name, null);
      return name;
    },
    write: async (documents) => {
      for (const [name, value] of documents) put(name, value);
    },
    remove: async (name) => put(name, null),
    later: (version) => store.later(version),
    withLock: (lock, waitMs, work) => store.withLock(lock, waitMs, work),
  };
}

/** As JSON on a disk would be read again. */
function copy(value: unknown): unknown {
  return value === null || value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The same for the files of a folder. */
export function overFiles(files: WorkspaceFiles): WorkspaceFiles {
  const written = new Map<string, string>();
  const gone = new Set<string>();
  const textOf = async (path: string, maxBytes: number): ReturnType<WorkspaceFiles["readText"]> => {
    const text = written.get(path);
    if (text !== undefined) return Buffer.byteLength(text) > maxBytes ? { limitBytes: maxBytes } : text;
    return gone.has(path) ? null : files.readText(path, maxBytes);
  };
  const put = (path: string, text: string): void => {
    written.set(path, text);
    gone.delete(path);
  };
  return {
    readText: textOf,
    list: async (folder) => {
      const own = [...written.keys()].flatMap((path): FileEntry[] => {
        const [, at = "", name = ""] = /^(?:(.*)\/)?([^/]+)$/.exec(path) ?? [];
        return at === folder ? [{ name, size: Buffer.byteLength(written.get(path) ?? "") }] : [];
      });
      const names = new Set(own.map(({ name }) => name));
      const there = await files.list(folder);
      return [...there.filter(({ name }) => !names.has(name) && !gone.has(`${folder}/${name}`)), ...own];
    },
    async *lines(path, maxBytes) {
      const text = written.get(path);
      if (text !== undefined) yield* text.slice(0, maxBytes).split("\n");
      else if (!gone.has(path)) yield* files.lines(path, maxBytes);
    },
    writeText: async (path, text) => put(path, text),
    createText: async (path, text) => {
      if ((await textOf(path, 1)) !== null) return false;
      put(path, text);
      return true;
    },
    appendText: async (path, text) => {
      const before = await textOf(path, Number.MAX_SAFE_INTEGER);
      put(path, `${typeof before === "string" ? before : ""}${text}`);
    },
    move: async (path, to) => {
      const text = await textOf(path, Number.MAX_SAFE_INTEGER);
      if (typeof text !== "string" || (await textOf(to, 1)) !== null) return false;
      put(to, text);
      written.delete(path);
      gone.add(path);
      return true;
    },
  };
}
