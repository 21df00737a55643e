import { sameText } from "../xsoar/fieldEdits";
import { sameNameKey } from "../xsoar/query";
import type { Turns } from "../text/turns";
import { type AttackObject, type AttackTable, type AttackTechnique, TECHNIQUE_FORMS, byNumber } from "./attack";
import type { AttackFacts, AttackItem, KeptObject } from "./attackItems";

/** Items between two pauses: a few milliseconds. */
const ITEMS_PER_TURN = 200;

/** Bundles that were imported, with the days of their imports. */
export interface ImportedFacts extends AttackFacts {
  /** ISO 8601 UTC. */
  readonly imported: string;
}

/** Those of bundles that count: of several that bear one name, the newest. */
export function newestBundles<T extends AttackFacts>(bundles: readonly T[]): readonly T[] {
  const isNewer = (one: T, other: T): boolean => one.name !== "" && one.name === other.name && one.day > other.day;
  return bundles.filter(
    (bundle, at) =>
      !bundles.some(
        (other, place) =>
          isNewer(other, bundle) ||
          (place > at && bundle.name !== "" && other.name === bundle.name && other.day === bundle.day),
      ),
  );
}

/**
 * Bundles put together. An object that several of them have is as the newest says, and uses what it uses in any of them.
 *
 * @param domains whose techniques count, and the objects that are known there
 */
export function* attackTableSteps(
  bundles: readonly ImportedFacts[],
  items: readonly AttackItem[],
  domains: readonly string[],
): Turns<AttackTable> {
  const isIn = (item: { readonly domains: readonly string[] }): boolean =>
    item.domains.length === 0 || item.domains.some((domain) => domains.includes(domain));
  const techniques = new Map<string, AttackTechnique>();
  const texts = new Set<string>();
  const merged = new Map<string, KeptObject>();
  for (const [at, item] of items.entries()) {
    if (at % ITEMS_PER_TURN === ITEMS_PER_TURN - 1) yield;
    if (item.kind !== "technique") {
      merged.set(item.id, mergedObject(merged.get(item.id), item));
      continue;
    }
    for (const form of Object.values(TECHNIQUE_FORMS)) texts.add(sameText(form(item)));
    if (isIn(item)) techniques.set(item.id, item);
  }
  const objects = new Map<string, AttackObject>();
  const named = new Map<string, AttackObject[]>();
  let hasTechniques = false;
  const isAlive = (id: string): boolean => {
    const object = merged.get(id);
    return object !== undefined && isIn(object) && !object.revoked && !object.deprecated;
  };
  for (const [at, item] of [...merged.values()].entries()) {
    if (at % ITEMS_PER_TURN === ITEMS_PER_TURN - 1) yield;
    if (!isIn(item)) continue;
    const used = isAlive(item.id) ? item.techniques.filter((id) => techniques.has(id)) : [];
    const object: AttackObject = {
      ...item,
      techniques: used,
      software: item.software.filter(isAlive),
      campaigns: item.campaigns.filter(isAlive),
    };
    hasTechniques ||= used.length > 0;
    objects.set(object.id, object);
    for (const key of new Set([object.name, ...object.aliases].map(sameNameKey))) {
      if (key === "") continue;
      const bearers = named.get(key);
      if (bearers === undefined) named.set(key, [object]);
      else bearers.push(object);
    }
  }
  return {
    version: bundles.map(versionOf).join(", "),
    notice: noticeOf(bundles),
    hasTechniques,
    bearers: (key) => inOrder(named.get(key) ?? [], key),
    object: (id) => objects.get(id),
    technique: (id) => techniques.get(id),
    isTechnique: (text) => texts.has(sameText(text)),
  };
}

function mergedObject(before: KeptObject | undefined, item: KeptObject): KeptObject {
  if (before === undefined) return item;
  const both = (key: "domains" | "techniques" | "software" | "campaigns"): readonly string[] =>
    [...new Set([...before[key], ...item[key]])].sort(byNumber);
  return {
    ...(before.modified > item.modified ? before : item),
    domains: both("domains"),
    techniques: both("techniques"),
    software: both("software"),
    campaigns: both("campaigns"),
  };
}

function inOrder(bearers: readonly AttackObject[], key: string): readonly AttackObject[] {
  const isCalled = ({ name }: AttackObject): number => (sameNameKey(name) === key ? 0 : 1);
  return bearers.toSorted((one, other) => isCalled(one) - isCalled(other) || byNumber(one.id, other.id));
}

function versionOf({ name, version, imported }: ImportedFacts): string {
  return [name === "" ? "ATT&CK" : name, version, `(${imported.slice(0, 10)})`].filter((part) => part !== "").join(" ");
}

/** The words that the terms of use of ATT&CK ask for. */
function noticeOf(bundles: readonly ImportedFacts[]): string {
  const days = bundles.map(({ day, imported }) => (day === "" ? imported : day)).sort();
  const year = days.at(-1)?.slice(0, 4) ?? "";
  return `© ${year} The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.`;
}
