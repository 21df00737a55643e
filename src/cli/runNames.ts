import type { ArticlesConfig } from "../core/config/types";
import { entryRefs } from "../core/names/entryRefs";
import type { Names } from "../core/names/names";
import { nameKey } from "../core/matching/nameKey";
import { plainText } from "../core/text/translate";
import { describeNamesRefusal } from "../core/memory/namesFileText";
import type { NamesCommand } from "./commands";
import { complainAboutNames } from "./complain";
import { counted } from "./counted";
import { importNames, namesFrom } from "./importNames";
import type { CliWorld } from "./world";

/** How many hits of a search are printed, and looked through for a name to choose. */
const HITS = 20;

/**
 * `names`: exit code 0, 1 when something could not be imported, chosen or decided, 2 when there is no usable
 * configuration, or when the columns of a table are in doubt.
 */
export async function runNames(command: NamesCommand, world: CliWorld): Promise<number> {
  const { names } = world.session;
  let failed = 0;
  if (command.compact && !(await compact(world))) failed += 1;
  const hasTrouble = await complainAboutNames(world);
  if (hasTrouble) failed += 1;
  for (const location of command.imports) {
    const code = await importNames(location, command, world);
    if (code === 2) return 2;
    failed += code;
  }
  if (command.search !== null) await printHits(command.search, names, world);
  if (command.choose.length > 0 || command.decide.length > 0) {
    const state = await world.session.noteConfig();
    if (state.kind !== "ok") {
      world.complain("There is no valid configuration, so nothing can be chosen or decided.");
      return 2;
    }
    for (const name of command.choose) {
      if (!(await choose(name, state.config.profiling.profileData, names, world))) failed += 1;
    }
    for (const text of command.decide) {
      if (!(await decide(text, state.config.profiling, world))) failed += 1;
    }
    if (command.decide.length > 0) await world.session.articles.rematch();
  }
  const isAsked = command.imports.length > 0 || command.search !== null || command.compact;
  if (!isAsked && command.choose.length + command.decide.length === 0) {
    await printState(world);
  }
  return failed > 0 ? 1 : 0;
}

async function printHits(query: string, names: Names, { print, complain }: CliWorld): Promise<void> {
  const hits = await names.search(query, HITS);
  const count = await names.count(query);
  if (hits.length < count)
    complain(
      `${hits.length} of ${counted(count, "name")} ${hits.length === 1 ? "is" : "are"} shown: search for more words.`,
    );
  if (hits.length === 0) complain(`No imported name has anything to do with ${query}.`);
  for (const { known, plain, plainAliases } of hits) {
    const parts = [
      known.name,
      known.aliases.join(", "),
      known.country ?? "",
      known.description ?? "",
      plain ? "an ordinary word too" : "",
      plainAliases.length > 0 ? `ordinary words too: ${plainAliases.join(", ")}` : "",
    ];
    print(parts.filter((part) => part !== "").join("  |  "));
  }
}

/** Takes the imported names that are spelled like a configured one; blanks, hyphens and case aside. */
async function choose(
  name: string,
  profiles: readonly string[],
  names: Names,
  { print, complain }: CliWorld,
): Promise<boolean> {
  const profile = profiles.find((one) => nameKey(one) === nameKey(name));
  if (profile === undefined) {
    complain(`The configuration does not track ${name}.`);
    return false;
  }
  const hits = await names.search(name, HITS);
  const same = hits.filter(({ known }) =>
    [known.name, ...known.aliases].some((one) => nameKey(one) === nameKey(profile)),
  );
  // A group and its malware often bear one name: whoever tracks that name means both.
  const own = same.filter(({ known }) => nameKey(known.name) === nameKey(profile));
  const chosen = own.length > 0 ? own : same;
  if (chosen.length === 0 || (own.length === 0 && chosen.length > 1)) {
    complain(
      chosen.length === 0
        ? `No imported name is spelled like ${profile}.`
        : `Several imported names are spelled like ${profile}: ${same.map(({ known }) => known.name).join(", ")}.`,
    );
    return false;
  }
  const done = await names.choose([{ profile, refs: chosen.flatMap(({ known }) => entryRefs(known)) }]);
  if (done.kind === "refused") {
    complain(describeNamesRefusal(done.trouble, (await names.file()).path, plainText));
    return false;
  }
  const aliases = (await names.chosen()).find((choice) => choice.profile === profile)?.aliases ?? [];
  const kinds = chosen.length > 1 ? ` (${[...new Set(chosen.map(({ known }) => known.kind))].join(", ")})` : "";
  print(`${profile}${kinds}: ${aliases.map(({ alias }) => alias).join(", ") || "no other names"}`);
  const plain = [...new Set(chosen.flatMap(({ plainAliases }) => plainAliases))];
  if (plain.length > 0) print(`  Found only beside words such as group or ransomware: ${plain.join(", ")}`);
  return true;
}

/** Remembers whose an alias is that may stand for several actors: `ALIAS=NAME,NAME`. */
async function decide(
  text: string,
  profiling: ArticlesConfig["profiling"],
  { session, print, complain }: CliWorld,
): Promise<boolean> {
  const [alias = "", names] = text.split(/=(.*)/su);
  const question = (await session.aliasQuestions(profiling, true)).find((one) => nameKey(one.alias) === nameKey(alias));
  if (question === undefined || names === undefined) {
    complain(names === undefined ? `--decide takes ALIAS=NAME, not ${text}.` : `${alias} is no ambiguous alias.`);
    return false;
  }
  const wanted = names.split(",").filter((name) => name.trim() !== "");
  const owners = wanted.map((name) => question.owners.find((owner) => nameKey(owner.name) === nameKey(name))?.name);
  const known = owners.filter((owner) => owner !== undefined);
  if (known.length < owners.length) {
    complain(`${question.alias} may stand for ${question.owners.map(({ name }) => name).join(" or ")}.`);
    return false;
  }
  const done = await session.names.decide(question, known);
  if (done.kind === "refused") {
    complain(describeNamesRefusal(done.trouble, (await session.names.file()).path, plainText));
    return false;
  }
  print(`${question.alias} stands for ${known.join(" and ") || "nobody"}.`);
  return true;
}

/** Makes the names file shorter, where that takes nothing away. */
async function compact({ session, print }: CliWorld): Promise<boolean> {
  const left = await session.names.compact();
  const { path } = await session.names.file();
  if (left === null) return false;
  print(
    left === 0
      ? `${path}: no line is replaced by a later one.`
      : `${path}: ${counted(left, "line", "lines")} left out.`,
  );
  return true;
}

async function printState({ session, print, complain }: CliWorld): Promise<void> {
  const { names } = session;
  const sources = await names.sources();
  if (sources.length === 0) complain("No names are imported yet: --import FILE|URL does that.");
  for (const { title, location, entryCount, imported } of sources) {
    print(`${namesFrom(title, entryCount, location.value)}, ${imported.slice(0, 10)}`);
  }
  const chosen = await names.chosen();
  for (const { profile, aliases } of chosen) print(`${profile}: ${aliases.map(({ alias }) => alias).join(", ")}`);
  const state = await session.noteConfig();
  // An alias may be the name of a profile for which nothing was imported, or be written under several.
  const questions =
    state.kind === "ok"
      ? await session.aliasQuestions(state.config.profiling)
      : await names.questions(chosen.map(({ profile }) => profile));
  for (const { alias, owners } of questions) {
    print(`${alias} may stand for ${owners.map(({ name }) => name).join(" or ")}.`);
  }
}
