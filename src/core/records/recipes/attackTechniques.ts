import { type AttackObject, type AttackTable, TECHNIQUE_FORMS, byNumber } from "../../names/attack";
import { shortLine } from "../../text/foreignText";
import { sameText } from "../../xsoar/fieldEdits";
import { listTexts } from "../../xsoar/recordFields";
import type { ProposedChange, RecipeContext, SelectedRecord } from "../types";
import { shownObject } from "./attackMatch";

/** The number of a sub-technique without that of its technique, as the original tool took it for a name. */
const WASTE = /^\.\d{3}$/;
const SHOWN_VALUES = 10;

/** What becomes of the field of techniques. */
interface TechniqueChanges {
  readonly changes: readonly ProposedChange[];
  /** Values that are none of ATT&CK's, and stay. */
  readonly unknown: readonly string[];
}

/** The techniques a record lacks, and what of its field is waste; null when the field is no list. */
export function techniqueChanges(
  { record }: SelectedRecord,
  object: AttackObject,
  attack: AttackTable,
  { t, config, options }: RecipeContext,
): TechniqueChanges | null {
  const field = config.techniqueField;
  const texts = listTexts(record, field);
  if (texts === null) return null;
  const { values, replaced, doubles, waste } = sorted(texts);
  const list = { kind: "list" } as const;
  const changes: ProposedChange[] = [];
  if (replaced.length + doubles.length > 0) {
    const why = t("Doubles, empty values and blanks at the ends go.");
    changes.push({ field, edit: { ...list, replaced, removed: doubles }, why });
  }
  if (waste.length > 0) {
    const why = t(
      "Numbers of sub-techniques without their technique, as an earlier script has left them, say nothing.",
    );
    changes.push({ field, edit: { ...list, removed: waste }, why, isGuess: true });
  }
  const isReplaced = options.get("merge") === "replace";
  const formOf = TECHNIQUE_FORMS[config.techniqueForm];
  const forms = isReplaced ? [formOf] : Object.values(TECHNIQUE_FORMS);
  const wanted = techniquesOf(object, attack, config.subtechniques === "parent", options);
  const known = new Set(values.keys());
  const added = wanted.filter((technique) => {
    const isThere = forms.some((form) => known.has(sameText(form(technique))));
    // Two sub-techniques may have one name.
    known.add(sameText(formOf(technique)));
    return !isThere;
  });
  if (added.length > 0) {
    const why = t("{object} uses these techniques, by {version}.", {
      object: shownObject(object),
      version: attack.version,
    });
    changes.push({ field, edit: { ...list, added: added.map(formOf) }, why });
  }
  if (!isReplaced) {
    const unknown = [...values.values()].flatMap(({ text }) => (attack.isTechnique(text) ? [] : [text]));
    return { changes, unknown };
  }
  const own = new Set(wanted.map((technique) => sameText(formOf(technique))));
  const others = [...values].flatMap(([key, { place }]) => (own.has(key) ? [] : [place]));
  // An object without techniques empties no field.
  if (wanted.length > 0 && others.length > 0) {
    const why = t("{object} does not use these by {version}, and the techniques were to be replaced.", {
      object: shownObject(object),
      version: attack.version,
    });
    changes.push({ field, edit: { ...list, removed: others }, why, isGuess: true });
  }
  return { changes, unknown: [] };
}

/** Some values of a field, for a sentence. */
export function shownValues(values: readonly string[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map((value) => `“${shortLine(value, 60)}”`);
  return [...shown, ...(values.length > SHOWN_VALUES ? ["…"] : [])].join(", ");
}

/** A list told apart into values, those that are only to be trimmed, doubles with empty ones, and waste; by their places. */
function sorted(texts: readonly (string | null)[]): {
  readonly values: ReadonlyMap<string, { readonly text: string; readonly place: number }>;
  readonly replaced: readonly (readonly [place: number, text: string])[];
  readonly doubles: readonly number[];
  readonly waste: readonly number[];
} {
  const values = new Map<string, { readonly text: string; readonly place: number }>();
  const replaced: (readonly [number, string])[] = [];
  const doubles: number[] = [];
  const waste: number[] = [];
  for (const [place, raw] of texts.entries()) {
    if (raw === null) continue;
    const text = raw.trim();
    const key = sameText(raw);
    if (key === "" || values.has(key)) doubles.push(place);
    else if (WASTE.test(text)) waste.push(place);
    else {
      values.set(key, { text, place });
      if (text !== raw) replaced.push([place, text]);
    }
  }
  return { values, replaced, doubles, waste };
}

/** The techniques of an object, and by the options of its software and campaigns, each once, ordered by number. */
function techniquesOf(object: AttackObject, attack: AttackTable, isFolded: boolean, options: RecipeContext["options"]) {
  const through = [
    ...(options.get("software") === "on" ? object.software : []),
    ...(options.get("campaigns") === "on" ? object.campaigns : []),
  ];
  const users = [object, ...through.flatMap((id) => attack.object(id) ?? [])];
  const ids = users.flatMap(({ techniques }) => techniques);
  const folded = ids.map((id) => (isFolded ? (attack.technique(id)?.parent ?? id) : id));
  return [...new Set(folded)].sort(byNumber).flatMap((id) => attack.technique(id) ?? []);
}
