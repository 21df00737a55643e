import { shortLine } from "../../text/foreignText";
import type { Translate } from "../../text/translate";
import { defang } from "../../model/indicators";
import { fieldTexts } from "../../xsoar/record";
import { fieldRaw } from "../../xsoar/recordFields";
import { textLines } from "../../xsoar/textLines";
import { type LeakEntries, entriesOf } from "../leakEntries";
import { type LeakLines, leakLines } from "../leakSiteLines";
import { type LeakGroup, type LeakHost, leakSitesName } from "../leakSites";
import type { ProposedChange, Recipe, RecipeContext, RecipeOutcome, RecordQuestion, SelectedRecord } from "../types";

/**
 * The leak sites of a ransomware group, a line for each host. Of lines about hosts the status is changed, and every other line stays as
 * it is: nothing anybody wrote is lost. An entry whose name is not equal, such as `lockbit3` for LockBit, is offered for itself.
 */
export const leakSitesRecipe: Recipe = {
  id: "leak-sites",
  needs: ["leakSites"],
  options: [],
  fields: ({ config }) => [config.onionField],
  plan: (selected, context) => {
    const { t, config, leakSites } = context;
    if (leakSites === null) return { changes: [], skipped: [] };
    const values = { source: leakSitesName(leakSites.source), field: config.onionField };
    const entries = entriesOf(leakSites);
    const names = namesOf(selected);
    const equal = entries.called(names.all);
    const guesses = entries.like(names.all).filter((group) => !equal.includes(group));
    if (equal.length === 0 && guesses.length === 0) return skipped(t("{source} has no entry of this name.", values));
    const lines = textLines(fieldRaw(selected.record, config.onionField));
    if (lines === null) return skipped(t("The field {field} holds no text, so no lines can be added to it.", values));

    const known = equal.length > 1 ? context.picks("leakSite", selected.record.value) : undefined;
    const chosen = equal.length > 1 ? equal.filter(({ name }) => name === known) : equal;
    const isAsked = equal.length > 1 && chosen.length === 0 && known !== null;
    // What somebody has picked is no guess.
    const shared = known === undefined ? chosen.filter((group) => isShared(group, entries, names, context)) : [];
    const sure = chosen.filter((group) => !shared.includes(group));

    const merge = mergeInto(lines, leakLines(config.onionLine), entries);
    const changes = [
      ...sure.map((group) => ({ group, isGuess: false })),
      ...[...shared, ...guesses].map((group) => ({ group, isGuess: true })),
    ].flatMap(({ group, isGuess }) => {
      // What is known of hosts is brought up to date by the sure one, so that the others are about their own hosts alone.
      const scope = !isGuess ? "all" : sure.some(({ hosts }) => hosts.length > 0) ? "new" : "own";
      const merged = merge(group, scope);
      return merged === null ? [] : [proposed(config.onionField, merged, { group, isGuess, source: values.source }, t)];
    });
    const empty = chosen.filter(({ hosts }) => hosts.length === 0);
    return {
      changes,
      skipped: [
        ...(isAsked ? [t("Several entries of {source} bear this name. Say which of them is meant.", values)] : []),
        ...(known === null
          ? [t("Of the entries of {source} that bear this name none is meant, as was said.", values)]
          : []),
        ...empty.map(({ name }) => t("{source} lists no leak sites of {name}.", { ...values, name: shown(name) })),
      ],
      ...(isAsked ? { questions: [question(selected.record.value, equal)] } : {}),
    };
  },
};

function skipped(why: string): RecipeOutcome {
  return { changes: [], skipped: [why] };
}

interface Names {
  readonly own: readonly string[];
  readonly aliases: readonly string[];
  readonly all: readonly string[];
}

function namesOf({ record, names }: SelectedRecord): Names {
  const own = [record.value, ...names];
  const aliases = fieldTexts(record, "aliases").parts;
  return { own, aliases, all: [...own, ...aliases] };
}

/** An entry that has nothing but an alias in common, and that alias is also one of another tracked name. */
function isShared(group: LeakGroup, entries: LeakEntries, names: Names, context: RecipeContext): boolean {
  if (entries.called(names.own).includes(group)) return false;
  return names.aliases
    .filter((alias) => entries.called([alias]).includes(group))
    .every((alias) => context.otherBearers(alias, names.own).length > 0);
}

function question(name: string, groups: readonly LeakGroup[]): RecordQuestion {
  const choices = groups.map((group) => ({
    id: group.name,
    label: shown(group.name),
    detail: group.hosts
      .slice(0, 3)
      .map(({ host }) => defang({ kind: "domain", value: host }))
      .join(", "),
  }));
  return { kind: "leakSite", name, choices };
}

/** What is to be done to the lines, and how much of what. */
interface Merged {
  readonly replaced: readonly (readonly [place: number, line: string])[];
  readonly removed: readonly number[];
  readonly added: readonly string[];
  /** Of `replaced`, lines of hosts that the source does not list any more. */
  readonly gone: number;
}

/** `all`: every line about a host; `own`: those of the entry; `new`: none, the entry's other hosts are added alone. */
type Scope = "all" | "own" | "new";

/** @returns what an entry changes of the lines; null for nothing, as where it has no hosts */
function mergeInto(
  lines: readonly string[],
  form: LeakLines,
  entries: LeakEntries,
): (group: LeakGroup, scope: Scope) => Merged | null {
  const found = lines.map((line) => {
    const read = form.read(line);
    // Something with a point in it, such as a version, is no host that was listed once.
    return read !== null && (entries.host(read.host) !== null || /\.\p{L}{2,}$/u.test(read.host)) ? read : null;
  });
  const hosts = new Set(found.flatMap((read) => read?.host ?? []));
  const present = new Set(lines);
  return ({ hosts: listed }, scope) => {
    if (listed.length === 0) return null;
    const own = new Set(listed.map(({ host }) => host));
    const replaced: [number, string][] = [];
    const removed: number[] = [];
    let gone = 0;
    const seen = new Set<string>();
    for (const [place, read] of found.entries()) {
      if (read === null || scope === "new" || (scope === "own" && !own.has(read.host))) continue;
      const site = entries.host(read.host);
      const line = read.updated(site);
      // What says the same twice is one line; one with other words in it stays.
      const said = line.toLowerCase().replace(/\s+/g, "");
      if (seen.has(said)) {
        removed.push(place);
        continue;
      }
      seen.add(said);
      if (line === lines[place]) continue;
      replaced.push([place, line]);
      if (site === null) gone++;
    }
    const added = [...own]
      .filter((host) => !hosts.has(host))
      .map((host) => form.written(entries.host(host) as LeakHost))
      .filter((line) => !present.has(line));
    return replaced.length + removed.length + added.length === 0 ? null : { replaced, removed, added, gone };
  };
}

function proposed(
  field: string,
  { replaced, removed, added, gone }: Merged,
  of: { readonly group: LeakGroup; readonly isGuess: boolean; readonly source: string },
  t: Translate,
): ProposedChange {
  const changed = replaced.length - gone;
  const what = [
    added.length === 0 ? "" : t("new: {count}", { count: added.length }),
    changed === 0 ? "" : t("changed: {count}", { count: changed }),
    gone === 0 ? "" : t("no longer listed: {count}", { count: gone }),
    removed.length === 0 ? "" : t("doubled: {count}", { count: removed.length }),
  ].filter((part) => part !== "");
  const values = { source: of.source, name: shown(of.group.name), what: what.join(", ") };
  return {
    field,
    edit: {
      kind: "lines",
      ...(replaced.length === 0 ? {} : { replaced }),
      ...(removed.length === 0 ? {} : { removed }),
      ...(added.length === 0 ? {} : { added }),
    },
    why: of.isGuess
      ? t("Leak sites of {name}, which may be the same group, by {source}: {what}.", values)
      : t("Leak sites of {name} by {source}: {what}.", values),
    ...(of.isGuess ? { isGuess: true } : {}),
  };
}

function shown(name: string): string {
  return shortLine(name, 80);
}
