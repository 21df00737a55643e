import * as vscode from "vscode";
import { entryRefs } from "../../core/names/entryRefs";
import type { KnownName } from "../../core/names/mergeNames";
import { sayConfig } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { editFiles, unwrittenSentence } from "../config/editFile";
import { fileIn } from "../shell/folders";
import { Command } from "../shell/ids";
import { addProfiles, nameKey } from "../../scan";
import { harmless, oneLine, safe, safeList } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { commandButton, notify, openConfigButton } from "../shell/notify";
import { type Taught, type Teacher, effectSentence, filesFor } from "../rules/teacher";
import { askAliases } from "./decideAliases";
import { isRefused } from "./namesFile";

/** A name that is to be tracked, with what imports know of it. */
export interface ToTrack {
  readonly name: string;
  readonly known?: KnownName;
}

type TrackedConfig = Ready["state"]["config"];

/** Tells the tracked name an imported one is spelled like: its own name first, then its other names. */
export function tracker({ profiling }: TrackedConfig): (wanted: ToTrack) => string | undefined {
  const byKey = new Map(profiling.profileData.map((profile) => [nameKey(profile), profile]));
  return ({ name, known }) => {
    for (const one of [name, ...(known?.aliases ?? [])]) {
      const profile = byKey.get(nameKey(one));
      if (profile !== undefined) return profile;
    }
    return undefined;
  };
}

/** The tracked names that are not looked for. */
export function mutedNames({ profiling }: TrackedConfig): ReadonlySet<string> {
  return new Set(profiling.profiles.flatMap(({ name, match }) => (match.enabled === false ? [name] : [])));
}

/**
 * Tracks names: those that are new are written into the configuration, muted ones are looked for again, and the other names that imports
 * have for them are taken along into what the folder shares. The stored articles are searched at once.
 */
export async function track(app: App, teacher: Teacher, place: Ready, wanted: readonly ToTrack[]): Promise<void> {
  const { session, folder } = place;
  const state = await session.readConfig();
  if (state.kind !== "ok") {
    sayConfig(app, state, folder);
    return;
  }
  const trackedAs = tracker(state.config);
  const picks = wanted.map((one) => ({ ...one, profile: trackedAs(one) }));
  const fresh = [...new Set(picks.flatMap(({ name, profile }) => (profile === undefined ? [name] : [])))];
  const isMuted = mutedNames(state.config);
  const muted = [
    ...new Set(picks.flatMap(({ profile }) => (profile !== undefined && isMuted.has(profile) ? [profile] : []))),
  ];
  const uri = fileIn(folder, state.file);
  // New names come first: an alias without its name would find nothing.
  const files = await filesFor({ folder, state }, muted.map(heardAgain), (text) =>
    fresh.length === 0 ? text : addProfiles(text, state.format, fresh),
  );
  const { kind: written } = await teacher.alone(() => editFiles(files));
  if (written === "unwritten") {
    notify("warning", unwrittenSentence(state.file));
    return;
  }
  if (written === "no") {
    await vscode.window.showTextDocument(uri);
    notify(
      "warning",
      t("{file} could not be changed for sure. Add these names to profiling.profileData by hand: {names}", {
        file: safe(state.file),
        names: safe([...fresh, ...muted].join(", ")),
      }),
    );
    return;
  }
  const chosenNow = picks.flatMap(({ name, known, profile = name }) =>
    known === undefined ? [] : [{ profile, refs: entryRefs(known) }],
  );
  if (chosenNow.length > 0 && (await isRefused(await session.names.choose(chosenNow), place))) {
    await teacher.apply(session);
    return;
  }
  const names = [...new Set(picks.map(({ name, profile }) => profile ?? name))];
  const isChosen = new Set(names);
  const aliases = (await session.names.chosen())
    .filter(({ profile }) => isChosen.has(profile))
    .reduce((count, choice) => count + choice.aliases.length, 0);
  app.log.info(`Tracked: ${names.map(oneLine).join(", ")}, with ${aliases} other names`);
  if (written === "unsaved") {
    await vscode.window.showTextDocument(uri);
    notify(
      "warning",
      t("{file} has changes that are not saved: save it, and the next scan looks for the new names.", {
        file: safe(state.file),
      }),
    );
    return;
  }
  await askAliases(app, { ...place, state: { ...state, config: withProfiles(state.config, names) } });
  const report = await teacher.apply(session);
  const effect = report.kind === "done" ? effectSentence(report) : "";
  notify("info", harmless(`${trackedSentence(names, aliases)} ${effect}`), [
    commandButton(t("Scan"), Command.scan),
    openConfigButton(),
  ]);
}

function heardAgain(profile: string): Taught {
  return { target: { profile, alias: null }, lesson: { kind: "start" } };
}

function withProfiles(config: TrackedConfig, names: readonly string[]): TrackedConfig {
  const profileData = [...new Set([...config.profiling.profileData, ...names])];
  return { ...config, profiling: { ...config.profiling, profileData } };
}

function trackedSentence(names: readonly string[], aliases: number): string {
  const values = { names: safeList(names), count: names.length, aliases };
  return names.length === 1
    ? t("{names} is tracked, with {aliases|other name|other names}.", values)
    : t("{count|name is|names are} tracked, with {aliases|other name|other names}: {names}.", values);
}
