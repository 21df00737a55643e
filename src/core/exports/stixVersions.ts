import { MAX_STIX_VERSIONS } from "../limits";
import type { StateDocument } from "../memory/documents";
import { decodeMap } from "../memory/decodeMap";
import { fingerprint } from "../text/fingerprint";

/** A STIX object as it was exported last. Times are ISO 8601 UTC. */
export interface StixVersion {
  /** For good: whatever has the same id has the same (STIX 2.1 §3.6). */
  readonly created: string;
  readonly modified: string;
  /** Fingerprint of all else. */
  readonly content: string;
}

/** By the id of the object. */
export type StixVersions = ReadonlyMap<string, StixVersion>;

/** What is asked of the memory: gives what was exported before, and keeps what is now. */
export type KeepVersions = (compute: (known: StixVersions) => StixVersions) => Promise<void>;

/** What was exported, that exported last at the end. */
export const STIX_VERSIONS: StateDocument<StixVersions> = {
  name: "stix-versions",
  empty: new Map(),
  decode: (data) => decodeMap(data, decodeVersion),
  encode: (versions) =>
    [...versions]
      .slice(-MAX_STIX_VERSIONS)
      .map(([id, { created, modified, content }]) => [id, [created, modified, content]]),
};

function decodeVersion(value: unknown): StixVersion | null {
  if (!Array.isArray(value)) return null;
  const [created, modified, content] = value as unknown[];
  const isTime = (time: unknown): time is string => typeof time === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time);
  return isTime(created) && isTime(modified) && typeof content === "string" ? { created, modified, content } : null;
}

/** What stands for the content of an object: all of it but its times, which follow from that. */
export function contentOf(object: Readonly<Record<string, unknown>>): string {
  const { created: _created, modified: _modified, valid_from: _since, ...content } = object;
  return fingerprint(JSON.stringify(content));
}

/**
 * The versions of objects that are exported now. One that says what it has said keeps its time; one that was never exported from here, or
 * says something else, has changed now: there may be another version of it anywhere, and no two of one time may differ.
 *
 * @param objects by their ids: when they would have been made, and their content
 */
export function versionsOf(
  objects: ReadonlyMap<string, Pick<StixVersion, "created" | "content">>,
  known: StixVersions,
  now: Date,
): StixVersions {
  const versions = new Map<string, StixVersion>();
  for (const [id, { created, content }] of objects) {
    const before = known.get(id);
    if (before !== undefined && before.content === content) {
      versions.set(id, before);
      continue;
    }
    const first = before?.created ?? created;
    const after = Math.max(
      now.getTime(),
      Date.parse(first),
      before === undefined ? 0 : Date.parse(before.modified) + 1,
    );
    versions.set(id, { created: first, modified: new Date(after).toISOString(), content });
  }
  return versions;
}

/** What is kept once they are exported. */
export function withVersions(known: StixVersions, exported: StixVersions): StixVersions {
  const kept = new Map(known);
  for (const [id, version] of exported) {
    kept.delete(id);
    kept.set(id, version);
  }
  return kept;
}
