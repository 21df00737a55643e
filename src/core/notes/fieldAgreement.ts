import type { Agreements } from "../memory/agreements";

/** What was agreed for the folder a session works in. */
export interface AgreedFolder {
  readonly agreements: Agreements;
  /** The folder's identity: its real path. */
  readonly folder: string;
}

/** Tells whether the texts of a field of the records may be read into the folder's alias file. */
export type MayReadField = (field: string) => Promise<boolean>;

/** Other fields may hold anything: a configuration that came with a folder does not say for its user that they are to lie in it. */
export function isAliasField(field: string): boolean {
  return /^(?:aliases|value)$/i.test(field);
}

/** By what was agreed for the folder. */
export function agreedFields({ agreements, folder }: AgreedFolder): MayReadField {
  return async (field) => isAliasField(field) || (await agreements.has(folder, { kind: "field", field }));
}

/** By what is said at this very time; null for nothing. */
export function fieldSaid(said: string | null): MayReadField {
  return async (field) => isAliasField(field) || field.toLowerCase() === said?.toLowerCase();
}
