import { isRecord } from "../text/isRecord";
import type { StateStore } from "../ports";

/** Of how a document is wrapped. */
export const STATE_VERSION = 1;

/** A document of the workspace's state with one value in it. */
export interface StateDocument<T> {
  load(): Promise<T>;
  /** Within the lock of the state. */
  save(value: T): Promise<void>;
}

/**
 * @param decode gives null for what is none: the document is set aside then
 * @param onDamaged gets the document's name and the name it was set aside under
 */
export function stateDocument<T>(
  store: StateStore,
  name: string,
  empty: T,
  decode: (data: unknown) => T | null,
  onDamaged: (name: string, asideName: string) => void,
): StateDocument<T> {
  return {
    load: async () => {
      const value = await store.read(name, (aside) => onDamaged(name, aside));
      if (value === null) return empty;
      const data = isRecord(value) && value["version"] === STATE_VERSION ? decode(value["data"]) : null;
      if (data !== null) return data;
      onDamaged(name, await store.setAside(name));
      return empty;
    },
    save: (data) => store.write(name, { version: STATE_VERSION, data }),
  };
}
