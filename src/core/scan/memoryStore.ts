import { isRecord } from "../isRecord";
import type { StateStore } from "../ports";
import type { Memory, MemoryStore } from "./memory";
import { DOCUMENT_ORDER, documents, encode } from "./memoryDocuments";

const VERSION = 1;

/** @param onDamaged gets the document's name and the name it was set aside under */
export function createMemoryStore(
  store: StateStore,
  onDamaged: (name: string, asideName: string) => void,
): MemoryStore {
  const loadPart = async <K extends keyof Memory>(part: K): Promise<Memory[K]> => {
    const { name, decode, empty } = documents[part];
    const value = await store.read(name, (aside) => onDamaged(name, aside));
    if (value === null) return empty;
    const body = isRecord(value) && value["version"] === VERSION ? decode(value["data"]) : null;
    if (body !== null) return body;
    onDamaged(name, await store.setAside(name));
    return empty;
  };
  /** Other windows write as well: what counts is what stands there now, not what was read earlier. */
  const savePart = async <K extends keyof Memory>(part: K, value: Memory[K]): Promise<void> => {
    const { name, empty } = documents[part];
    const data = encode(part, value);
    const stored = await store.read(name, (aside) => onDamaged(name, aside));
    const text = JSON.stringify({ version: VERSION, data });
    const known = stored ?? { version: VERSION, data: encode(part, empty) };
    if (JSON.stringify(known) !== text) await store.write(name, { version: VERSION, data });
  };
  return {
    load: async (...parts) => {
      const loaded = await Promise.all(parts.map(async (part) => [part, await loadPart(part)] as const));
      return Object.fromEntries(loaded) as Pick<Memory, (typeof parts)[number]>;
    },
    save: async (parts) => {
      for (const part of DOCUMENT_ORDER) {
        const value = parts[part];
        if (value !== undefined) await savePart(part, value);
      }
    },
  };
}
