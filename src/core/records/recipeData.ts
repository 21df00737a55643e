import type { RecordsConfig } from "../config/types";
import type { Workspace } from "../memory/workspace";
import type { AttackTable } from "../names/attack";
import type { AttackImports, Names } from "../names/names";
import type { Web } from "../ports";
import { oneLine } from "../text/foreignText";
import type { Translate } from "../text/translate";
import type { LeakSites } from "./leakSites";
import { type LeakSitesKey, readLeakSites } from "./readLeakSites";
import type { Recipe } from "./types";

/** What recipes need beside the records. */
export interface RecipeData {
  readonly attack: AttackTable | null;
  readonly leakSites: LeakSites | null;
  /** Sentences on its version, its age and its maker, for reports. */
  readonly said: readonly string[];
}

/** It is not there, or could not be read: a sentence that says what to do. */
interface NoData {
  readonly kind: "refused";
  readonly why: string;
  /** What helps, as a command. */
  readonly next?: "importNames" | "refreshNames";
}

/** Gathers what recipes need: imported names, and one request for leak sites at most. */
export async function recipeData(
  workspace: Workspace,
  web: Web,
  names: Names,
  config: RecordsConfig,
  recipes: readonly Pick<Recipe, "needs" | "takes">[],
  key: LeakSitesKey | null,
  signal: AbortSignal,
): Promise<({ readonly kind: "ready" } & RecipeData) | NoData> {
  const { t } = workspace;
  const said: string[] = [];
  let attack: AttackTable | null = null;
  const needs = new Set(recipes.flatMap((recipe) => recipe.needs));
  const takesAttack = recipes.some(({ takes = [] }) => takes.includes("attack"));
  if (needs.has("attack") || takesAttack) {
    const imports = await names.attack(config.attackDomains);
    if (imports.kind === "table") {
      attack = imports.table;
      said.push(attack.version, attack.notice);
    } else if (needs.has("attack")) return noAttack(imports, t);
  }
  if (!needs.has("leakSites")) return { kind: "ready", attack, leakSites: null, said };
  const read = await readLeakSites(workspace, web, { location: config.onionSource, key }, signal);
  if (read.kind === "failed") return refused(read.why);
  return { kind: "ready", attack, leakSites: read.sites, said: [...said, read.told, ...read.warnings] };
}

function noAttack(imports: Exclude<AttackImports, { readonly kind: "table" }>, t: Translate): NoData {
  if (imports.kind === "none") {
    const why = t("Nothing of ATT&CK is imported. Import its STIX bundle first, by Import Names… or names --import.");
    return { ...refused(why), next: "importNames" };
  }
  const titles = imports.sources.map(({ title }) => oneLine(title)).join(", ");
  const why = t(
    "The import of {titles} was made by an earlier version, which kept no techniques. Refresh it once: Refresh Imported Names.",
    { titles },
  );
  return { ...refused(why), next: "refreshNames" };
}

function refused(why: string): NoData {
  return { kind: "refused", why };
}
