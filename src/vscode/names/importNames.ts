import { ready } from "../config/place";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { ask } from "../shell/notify";
import type { Teacher } from "../rules/teacher";
import { askAliases } from "./decideAliases";
import { addSource, refreshSources, removeSource } from "./nameSources";
import { EVERY_NAME, type Searched, pickFilter, pickNames } from "./pickNames";
import { track, tracker } from "./track";

/** More than these nobody has ticked one by one. */
const MANY = 100;

/** **Import Names…**: reads collections of names, lets the user pick, and tracks what was picked with its other names. */
export async function importNames(app: App, teacher: Teacher): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  const { names } = place.session;
  if ((await names.sources()).length === 0 && !(await addSource(app, place))) return;
  const trackedAs = tracker(place.state.config);
  let searched: Searched = EVERY_NAME;
  for (;;) {
    const picked = await pickNames(names, searched, trackedAs);
    switch (picked.kind) {
      case "cancel":
        return;
      case "filter":
        searched = { ...picked.searched, filter: await pickFilter(names, picked.searched.filter) };
        break;
      case "import":
        await addSource(app, place);
        break;
      case "refresh":
        await refreshSources(app, place);
        break;
      case "remove":
        await removeSource(app, place);
        if ((await names.sources()).length === 0) return;
        searched = EVERY_NAME;
        break;
      case "names":
        if (await isMeant(picked.names.length)) await track(app, teacher, place, picked.names);
        return;
    }
  }
}

/** One tick may stand for all of a collection. */
async function isMeant(count: number): Promise<boolean> {
  if (count <= MANY) return true;
  const yes = { label: t("Track {count|Name|Names}", { count }) };
  const detail = t("Each is written into the configuration, with its other names into what the folder shares.");
  return (await ask("warning", t("Track {count|name|names}?", { count }), [yes], { detail })) !== undefined;
}

/** **Refresh Imported Names**. */
export async function refreshNames(app: App): Promise<void> {
  const place = await ready(app, true, "scan");
  if (place === null) return;
  await refreshSources(app, place);
  await askAliases(app, place);
}
