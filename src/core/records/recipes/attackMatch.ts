import type { AttackKind, AttackObject, AttackTable } from "../../names/attack";
import { shortLine } from "../../text/foreignText";
import type { Translate } from "../../text/translate";
import { sameNameKey } from "../../xsoar/query";
import { listTexts } from "../../xsoar/recordFields";
import { recordTypeKey } from "../../xsoar/recordTypes";
import type { RecipeContext, RecordQuestion, SelectedRecord } from "../types";

/** What a record is in ATT&CK. */
export type AttackMatch =
  | ({ readonly kind: "object" } & Reached)
  | { readonly kind: "question"; readonly question: RecordQuestion }
  /** `why` is a sentence. */
  | { readonly kind: "none"; readonly why: string };

/** An object that is alive, with the revoked one whose place it has. */
interface Reached {
  readonly object: AttackObject;
  readonly follows: AttackObject | null;
}

/** A name of a record, with the objects that bear it. */
interface Called {
  readonly name: string;
  readonly objects: readonly AttackObject[];
}

/**
 * The object that a record is, by equality of names: what its tracked names were picked as goes before the record's value, that before
 * the tracked names and those before its aliases. Several are never chosen from without asking.
 */
export function matchAttack(
  { record, names }: SelectedRecord,
  attack: AttackTable,
  { t, picks, chosenAttack }: Pick<RecipeContext, "t" | "picks" | "chosenAttack">,
): AttackMatch {
  const called = (name: string): Called => ({ name, objects: attack.bearers(sameNameKey(name)) });
  const aliases = (listTexts(record, "aliases") ?? []).filter((alias) => alias !== null);
  const picked = names.map((name) => ({ name, objects: chosenAttack(name).flatMap((id) => attack.object(id) ?? []) }));
  let gone: AttackObject | null = null;
  for (const tier of [picked, [called(record.value)], names.map(called), aliases.map(called)]) {
    const living = new Map<string, Reached>();
    const bearing = new Map<string, ReadonlySet<string>>();
    for (const { name, objects } of tier) {
      const reached = objects.flatMap((own) => reachedFrom(own, attack) ?? []);
      gone ??= objects.find((own) => reachedFrom(own, attack) === null) ?? null;
      for (const one of reached) if (one.follows === null || !living.has(one.object.id)) living.set(one.object.id, one);
      if (reached.length > 0) bearing.set(name, new Set(reached.map(({ object }) => object.id)));
    }
    if (living.size === 0) continue;
    const [only = ""] = bearing.keys();
    const name = bearing.size === 1 ? only : record.value;
    const own = picks("attack", name);
    if (own === null) return { kind: "none", why: noneMeant(name, t) };
    const answers = [own, ...[...bearing.keys()].map((one) => picks("attack", one))];
    const answered = answers.flatMap((id) => living.get(idNow(id ?? "", attack)) ?? [])[0];
    if (answered !== undefined) return { kind: "object", ...answered };
    // A name that others bear as well is no doubt where another one says which it is.
    const [first, second] = [...living.values()].filter(({ object }) =>
      [...bearing.values()].every((ids) => ids.has(object.id)),
    );
    if (first !== undefined && second === undefined) return { kind: "object", ...first };
    const objects = [...living.values()].map(({ object }) => object);
    return { kind: "question", question: questionOf(name, objects, t) };
  }
  return { kind: "none", why: gone === null ? noneWords(attack, t) : goneWords(gone, t) };
}

/** Whether a record of a type surely is an object of a kind of the same name. */
export function isOfType(kind: AttackKind, type: string): boolean {
  return KINDS_OF_TYPES.get(recordTypeKey(type))?.includes(kind) === true;
}

const KINDS_OF_TYPES: ReadonlyMap<string, readonly AttackKind[]> = new Map([
  ["threatactor", ["actor"]],
  ["intrusionset", ["actor"]],
  ["malware", ["malware", "tool"]],
  ["tool", ["malware", "tool"]],
  ["campaign", ["campaign"]],
]);

/** What a kind is called. */
export function kindWord(kind: AttackKind, t: Translate): string {
  switch (kind) {
    case "actor":
      return t("group");
    case "malware":
      return t("malware");
    case "tool":
      return t("tool");
    case "campaign":
      return t("campaign");
  }
}

/** `APT28 (G0007)`. */
export function shownObject({ id, name }: AttackObject): string {
  return `${name} (${id})`;
}

/** The object itself, or what has its place; null when that is nothing. */
function reachedFrom(own: AttackObject, attack: AttackTable): Reached | null {
  const passed = new Set<string>();
  for (let at: AttackObject | undefined = own; at !== undefined && !passed.has(at.id);) {
    if (!at.revoked) return at.deprecated ? null : { object: at, follows: at === own ? null : own };
    passed.add(at.id);
    at = at.revokedBy === null ? undefined : attack.object(at.revokedBy);
  }
  return null;
}

/** The number of what has the place of an object by now. */
function idNow(id: string, attack: AttackTable): string {
  const object = attack.object(id);
  return (object === undefined ? null : reachedFrom(object, attack))?.object.id ?? "";
}

function questionOf(name: string, objects: readonly AttackObject[], t: Translate): RecordQuestion {
  return {
    kind: "attack",
    name,
    choices: objects.map((object) => ({
      id: object.id,
      label: shownObject(object),
      detail: shortLine([kindWord(object.kind, t), ...object.aliases].join(" · "), 200),
    })),
  };
}

function noneMeant(name: string, t: Translate): string {
  return t("“{name}” is nothing of ATT&CK, as was answered before.", { name: shortLine(name, 80) });
}

function noneWords({ version }: AttackTable, t: Translate): string {
  return t("No group, software or campaign in {version} bears one of its names.", { version });
}

function goneWords(object: AttackObject, t: Translate): string {
  const args = { object: shownObject(object) };
  return object.deprecated
    ? t("ATT&CK has dropped {object} without a successor, so nothing is taken from it.", args)
    : t("ATT&CK has revoked {object}, and what has its place is not in what is imported.", args);
}
