import * as vscode from "vscode";
import { entryRefs } from "../../core/names/entryRefs";
import type { NameHit } from "../../core/names/searchNames";
import { ready, sayConfig } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { editFile } from "../config/editFile";
import { fileIn } from "../shell/folders";
import { Command } from "../shell/ids";
import { addProfiles, nameKey } from "../../scan";
import { oneLine, safe, safeList } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { commandButton, notify, openConfigButton } from "../shell/notify";
import { askAliases } from "./decideAliases";
import { isRefused } from "./namesFile";
import { addSource, refreshSources, removeSource } from "./nameSources";
import { pickNames } from "./pickNames";

/** **Import Names…**: reads collections of names, lets the user pick, and tracks what was picked with its other names. */
export async function importNames(app: App): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  const { names } = place.session;
  if ((await names.sources()).length === 0 && !(await addSource(app, place))) return;
  const trackedAs = tracker(place.state.config.profiling.profileData);
  for (;;) {
    const picked = await pickNames(names, trackedAs);
    switch (picked.kind) {
      case "cancel":
        return;
      case "import":
        await addSource(app, place);
        break;
      case "refresh":
        await refreshSources(app, place);
        break;
      case "remove":
        await removeSource(app, place);
        if ((await names.sources()).length === 0) return;
        break;
      case "names":
        await track(app, place, picked.hits);
        return;
    }
  }
}

/** **Refresh Imported Names**. */
export async function refreshNames(app: App): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  await refreshSources(app, place);
  await askAliases(app, place);
}

/** Tells the tracked name an imported one is spelled like: its own name first, then its other names. */
function tracker(profiles: readonly string[]): (hit: NameHit) => string | undefined {
  const byKey = new Map(profiles.map((profile) => [nameKey(profile), profile]));
  return ({ known }) => {
    for (const name of [known.name, ...known.aliases]) {
      const profile = byKey.get(nameKey(name));
      if (profile !== undefined) return profile;
    }
    return undefined;
  };
}

/** Writes new names into the configuration first: an alias without its name would find nothing. */
async function track(app: App, place: Ready, hits: readonly NameHit[]): Promise<void> {
  const { session, folder } = place;
  const state = await session.readConfig();
  if (state.kind !== "ok") {
    sayConfig(app, state, folder);
    return;
  }
  const trackedAs = tracker(state.config.profiling.profileData);
  const picks = hits.map((hit) => ({ hit, profile: trackedAs(hit) }));
  const fresh = picks.flatMap(({ hit, profile }) => (profile === undefined ? [hit.known.name] : []));
  const uri = fileIn(folder, state.file);
  const written =
    fresh.length === 0 ? "saved" : await editFile(uri, (text) => addProfiles(text, state.format, [...new Set(fresh)]));
  if (written === "no") {
    await vscode.window.showTextDocument(uri);
    notify(
      "warning",
      t("{file} could not be changed for sure. Add these names to profiling.profileData by hand: {names}", {
        file: safe(state.file),
        names: safe(fresh.join(", ")),
      }),
    );
    return;
  }
  const chosenNow = picks.map(({ hit: { known }, profile }) => ({
    profile: profile ?? known.name,
    refs: entryRefs(known),
  }));
  if (await isRefused(await session.names.choose(chosenNow), place)) return;
  const chosen = new Set(picks.map(({ hit, profile }) => profile ?? hit.known.name));
  const aliases = (await session.names.chosen())
    .filter(({ profile }) => chosen.has(profile))
    .reduce((count, choice) => count + choice.aliases.length, 0);
  app.log.info(`Imported names: ${[...chosen].map(oneLine).join(", ")}, with ${aliases} other names`);
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
  await askAliases(app, { ...place, state: { ...state, config: withProfiles(state.config, [...chosen]) } });
  tellTracked([...chosen], aliases);
}

function withProfiles(config: Ready["state"]["config"], names: readonly string[]): Ready["state"]["config"] {
  const profileData = [...new Set([...config.profiling.profileData, ...names])];
  return { ...config, profiling: { ...config.profiling, profileData } };
}

function tellTracked(names: readonly string[], aliases: number): void {
  const values = { names: safeList(names), count: names.length, aliases };
  const sentence =
    names.length === 1
      ? t("{names} is tracked, with {aliases} other names.", values)
      : t("{count} names are tracked, with {aliases} other names: {names}.", values);
  notify("info", sentence, [commandButton(t("Scan"), Command.scan), openConfigButton()]);
}
