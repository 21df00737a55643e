import { JOBS, type Job } from "../model/model";
import { type ConfigNode, entryOf } from "./configNode";
import { OWN_SHAPES } from "./ownShape";
import type { Finding } from "./problems";
import { readNodes } from "./readNodes";
import { indentAt, lineBreak } from "./setValues";
import { type Reading, namesOf, placesOf } from "./shape";
import { inline } from "./structureEdits";
import type { ConfigFormat } from "./types";

/** A file of somebody else's that has the sources a job would read: said at that key, with the base its keys are those of. */
export function couldBeJob(root: ConfigNode | null): readonly Finding[] {
  const entry = entryOf(root ?? undefined, "websiteconfig");
  if (root === null || entry === undefined) return [];
  const { keyStart, keyEnd, key } = entry;
  const args = { base: likelyBase(root) };
  return [{ code: "couldBeJob", severity: "warning", args, start: keyStart, end: keyEnd, path: [key] }];
}

/** The base that knows the most keys of a file; of several the one that comes first. */
function likelyBase(root: ConfigNode): Job {
  const unknown = (base: Job): number => {
    const shape = OWN_SHAPES[base];
    const reading: Reading = { findings: [], values: new Map(), names: namesOf(shape), places: placesOf(shape) };
    shape.read(root, { path: [], name: "" }, reading);
    return reading.findings.filter(({ code }) => code === "unknownKey").length;
  };
  const counts = JOBS.map((base) => ({ base, count: unknown(base) }));
  const least = Math.min(...counts.map(({ count }) => count));
  return counts.find(({ count }) => count === least)?.base ?? "articles";
}

/** The text with a `job` as its first key, every other character as it was. Null when that cannot be done for sure. */
export function asJob(text: string, format: ConfigFormat, base: string): string | null {
  const { root } = readNodes(text, format);
  const first = root?.kind === "section" ? root.entries[0] : undefined;
  if (root === null || first === undefined || first.keyStart < root.start) return null;
  const isFlow = text.charAt(root.start) === "{";
  const indent = indentAt(text, first.keyStart);
  if (indent === null && !isFlow) return null;
  const key = format === "json" ? '"job"' : "job";
  const next = indent === null ? " " : `${lineBreak(text)}${indent}`;
  const written = `${key}: ${inline({ base }, format)}${isFlow ? "," : ""}${next}`;
  return text.slice(0, first.keyStart) + written + text.slice(first.keyStart);
}
