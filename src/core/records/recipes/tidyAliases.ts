import { safeList } from "../../text/foreignText";
import { sameText } from "../../xsoar/fieldEdits";
import { listTexts } from "../../xsoar/recordFields";
import type { ProposedChange, Recipe, RecipeContext, RecipeOptions } from "../types";
import { type AliasProposals, type Proposing, type TidyAlias, aliasProposals } from "./aliasProposals";
import { leftAlone } from "./leftAlone";
import { tidyText } from "./tidyText";

const SWITCH = ["on", "off"] as const;

/** Aliases without superfluous blanks, invisible characters, empties and doubles. Blanks inside names stay. What may be meant beyond that is proposed. */
export const tidyAliasesRecipe: Recipe = {
  id: "tidy-aliases",
  needs: [],
  takes: ["attack"],
  options: [
    { name: "split", values: SWITCH, help: "propose to part values at commas (default: on)" },
    { name: "spaced", values: SWITCH, help: "of FancyBear and Fancy Bear, propose to keep the latter (default: on)" },
    { name: "repair", values: SWITCH, help: "propose blanks where ATT&CK spells a name with them (default: on)" },
    { name: "oneWord", values: SWITCH, help: "propose each name in one word as well (default: off)" },
  ],
  fields: () => ["aliases"],
  problem({ options, t }) {
    const isContradiction =
      options.get("oneWord") === "on" && ["spaced", "repair"].some((name) => options.get(name) === "on");
    return isContradiction
      ? t('"oneWord" adds what "spaced" and "repair" take away: they cannot be on together.')
      : null;
  },
  plan({ record }, context) {
    const texts = listTexts(record, "aliases");
    if (texts === null) return leftAlone("aliases", context.t);
    const { aliases, change } = tidied(texts, context);
    const proposals = aliasProposals(aliases, tidyText(record.value), context.attack, proposing(context.options));
    const changes = [...change, ...guesses(proposals, context)];
    const isBlind = context.attack === null && context.options.get("repair") === "on";
    const remark = context.t("Nothing of ATT&CK is imported, so names cannot be compared with its spelling.");
    return { changes, skipped: [], ...(isBlind ? { remarks: [remark] } : {}) };
  },
};

function proposing(options: RecipeOptions): Proposing {
  const oneWord = options.get("oneWord") === "on";
  const isOn = (name: string): boolean => options.get(name) !== "off";
  return { split: isOn("split"), spaced: isOn("spaced") && !oneWord, repair: isOn("repair") && !oneWord, oneWord };
}

/** What is certain. Values that are no texts stay as they are. */
function tidied(
  texts: readonly (string | null)[],
  { t }: RecipeContext,
): { readonly aliases: readonly TidyAlias[]; readonly change: readonly ProposedChange[] } {
  const aliases = new Map<string, TidyAlias>();
  const replaced: (readonly [number, string])[] = [];
  const removed: number[] = [];
  for (const [place, written] of texts.entries()) {
    if (written === null) continue;
    const text = tidyText(written);
    const key = sameText(text);
    if (text === "" || aliases.has(key)) {
      removed.push(place);
      continue;
    }
    aliases.set(key, { place, text });
    if (text !== written) replaced.push([place, text]);
  }
  const why = [
    ...(replaced.length > 0 ? [t("Superfluous blanks and invisible characters go.")] : []),
    ...(removed.length > 0 ? [t("Empty values go, and those that are there already.")] : []),
  ].join(" ");
  const change: ProposedChange = { field: "aliases", edit: { kind: "list", replaced, removed }, why };
  return { aliases: [...aliases.values()], change: why === "" ? [] : [change] };
}

function guesses({ split, spaced, repair, oneWord }: AliasProposals, { t }: RecipeContext): ProposedChange[] {
  const all: readonly (readonly [number, Omit<ProposedChange, "field">])[] = [
    [
      split.texts.length,
      {
        edit: { kind: "list", replaced: split.replaced, removed: split.removed, added: split.added },
        why: t("Commas seem to part several names: {names}", { names: safeList(split.texts) }),
      },
    ],
    [
      spaced.texts.length,
      {
        edit: { kind: "list", removed: spaced.removed },
        why: t("Of these the list has the form with blanks, too: {names}", { names: safeList(spaced.texts) }),
      },
    ],
    [
      repair.texts.length,
      {
        edit: { kind: "list", replaced: repair.replaced },
        why: t("ATT&CK spells it with blanks: {names}", { names: safeList(repair.texts) }),
      },
    ],
    [
      oneWord.length,
      {
        edit: { kind: "list", added: oneWord },
        why: t("In one word as well, as older scripts search for it: {names}", { names: safeList(oneWord) }),
      },
    ],
  ];
  return all.flatMap(([count, change]) => (count === 0 ? [] : [{ field: "aliases", ...change, isGuess: true }]));
}
