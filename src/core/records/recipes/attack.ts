import type { AttackObject, AttackTable } from "../../names/attack";
import { shortLine } from "../../text/foreignText";
import { sameText } from "../../xsoar/fieldEdits";
import { sameNameKey } from "../../xsoar/query";
import { fieldRaw, formOfField, isList, listTexts } from "../../xsoar/recordFields";
import type { ProposedChange, Recipe, RecipeContext, SelectedRecord } from "../types";
import { isOfType, kindWord, matchAttack, shownObject } from "./attackMatch";
import { shownValues, techniqueChanges } from "./attackTechniques";
import { leftAlone } from "./leftAlone";

const ALIASES = "aliases";
const DESCRIPTION = "description";

/** Techniques, other names and a description from what is imported of ATT&CK. */
export const attackRecipe: Recipe = {
  id: "attack",
  needs: ["attack"],
  options: [
    { name: "software", values: ["off", "on"], help: "techniques of the software a group or campaign uses as well" },
    { name: "campaigns", values: ["off", "on"], help: "techniques of the campaigns attributed to a group as well" },
    { name: "merge", values: ["add", "replace"], help: "add techniques, or replace those that are there" },
  ],
  fields: ({ config }) => [config.techniqueField, ALIASES, DESCRIPTION],
  plan: (selected, context) => {
    const { attack, config, t } = context;
    if (attack === null)
      return { changes: [], skipped: [t("Nothing of ATT&CK is imported: import its STIX bundle first.")] };
    if (!attack.hasTechniques) return { changes: [], skipped: [noTechniques(attack, context)] };
    const match = matchAttack(selected, attack, context);
    if (match.kind === "none") return { changes: [], skipped: [match.why] };
    if (match.kind === "question") {
      const args = { name: shortLine(match.question.name, 80), count: match.question.choices.length };
      const why = t("{count} objects of ATT&CK may be meant by “{name}”, and nobody has said which.", args);
      return { changes: [], skipped: [why], questions: [match.question] };
    }
    const { object, follows } = match;
    const techniques = techniqueChanges(selected, object, attack, context);
    const aliases = aliasChanges(selected, object, attack, context);
    const description = descriptionChange(selected, object, attack, context);
    const skipped = [
      ...(techniques === null ? [config.techniqueField] : []),
      ...(aliases === null ? [ALIASES] : []),
      ...(description === null ? [DESCRIPTION] : []),
    ].flatMap((field) => leftAlone(field, t).skipped);
    const changes = [...(techniques?.changes ?? []), ...(aliases ?? []), ...(description ?? [])];
    return {
      changes: changes.map((change) => guessedOf(change, object, selected, context)),
      skipped,
      remarks: remarksOf(object, follows, techniques?.unknown ?? [], context),
    };
  },
};

function noTechniques({ version }: AttackTable, { t, config }: RecipeContext): string {
  return t(
    "{version} has no techniques that anything uses in the domains {domains}. Import the whole STIX bundle of these domains, or change “records.attackDomains” in the configuration.",
    { version, domains: config.attackDomains.join(", ") },
  );
}

/** A name says less when the record is of another kind than what bears it. */
function guessedOf(
  change: ProposedChange,
  object: AttackObject,
  { record }: SelectedRecord,
  { t }: RecipeContext,
): ProposedChange {
  if (isOfType(object.kind, record.type)) return change;
  const why = t("{why} A guess: {object} is a {kind} in ATT&CK, the record a {type}.", {
    why: change.why,
    object: shownObject(object),
    kind: kindWord(object.kind, t),
    type: shortLine(record.type, 40),
  });
  return { ...change, why, isGuess: true };
}

/** Null when the field is no list. */
function aliasChanges(
  { record, names }: SelectedRecord,
  object: AttackObject,
  attack: AttackTable,
  { t, otherBearers }: RecipeContext,
): readonly ProposedChange[] | null {
  const texts = listTexts(record, ALIASES);
  if (texts === null) return null;
  const known = new Set(texts.flatMap((text) => (text === null ? [] : [sameText(text)])));
  const ownNames = [record.value, ...names];
  const ownKeys = new Set(ownNames.map(sameNameKey));
  const sure: string[] = [];
  const shared: ProposedChange[] = [];
  for (const alias of [object.name, ...object.aliases]) {
    if (known.has(sameText(alias))) continue;
    known.add(sameText(alias));
    const key = sameNameKey(alias);
    const others = ownKeys.has(key)
      ? []
      : [
          ...attack
            .bearers(key)
            .filter((one) => one.id !== object.id && !one.revoked && !one.deprecated)
            .map(shownObject),
          ...otherBearers(alias, ownNames),
        ];
    if (others.length === 0) {
      sure.push(alias);
      continue;
    }
    const why = t("{object} goes by it in ATT&CK, but it stands for others too: {others}.", {
      object: shownObject(object),
      others: shortLine(others.join(", "), 200),
    });
    shared.push({ field: ALIASES, edit: { kind: "list", added: [alias] }, why, isGuess: true });
  }
  if (sure.length === 0) return shared;
  const why = t("{object} goes by these names, by {version}.", {
    object: shownObject(object),
    version: attack.version,
  });
  return [{ field: ALIASES, edit: { kind: "list", added: sure }, why }, ...shared];
}

/** Null when the field is no text. */
function descriptionChange(
  { record }: SelectedRecord,
  object: AttackObject,
  attack: AttackTable,
  { t }: RecipeContext,
): readonly ProposedChange[] | null {
  const form = formOfField(record, DESCRIPTION);
  if (isList(fieldRaw(record, DESCRIPTION)) || form.kind === "other") return null;
  if (object.description === "" || (form.kind === "text" && form.text.trim() !== "")) return [];
  const value = `${object.description}\n\n${sourceLine(object, attack)}`;
  const why = t("The record has no description; this is that of {object}.", { object: shownObject(object) });
  return [{ field: DESCRIPTION, edit: { kind: "set", value: JSON.stringify(value) }, why }];
}

/** In English as the description is: it stands in the record for everybody. */
function sourceLine({ id, version, url }: AttackObject, attack: AttackTable): string {
  const source = ["MITRE ATT&CK", id, version === "" ? "" : `v${version}`, url].filter((part) => part !== "");
  return `${source.join(" ")} ${attack.notice}`;
}

function remarksOf(
  object: AttackObject,
  follows: AttackObject | null,
  unknown: readonly string[],
  { t, attack, config }: RecipeContext,
): readonly string[] {
  const remarks: string[] = [];
  if (follows !== null) {
    const args = { old: shownObject(follows), object: shownObject(object) };
    remarks.push(t("ATT&CK has revoked {old}; {object} has its place.", args));
  }
  if (unknown.length > 0) {
    const args = {
      field: config.techniqueField,
      version: attack?.version ?? "",
      values: shownValues(unknown),
    };
    remarks.push(t("{field} holds what is no technique by {version}, and keeps it: {values}.", args));
  }
  return remarks;
}
