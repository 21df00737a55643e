import { sayConfig } from "../config/place";
import type { App } from "../app";
import { harmless, oneLine } from "../../core/text/foreignText";
import { aliasSentence } from "../../ui/sentences";
import { readyWithAccess, sayXsoarFailure } from "./xsoarAccess";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { withProgress } from "../shell/progress";

/** **Sync Aliases**: the other names of each profile's record become names the next scan looks for. */
export async function syncAliases(app: App): Promise<void> {
  const found = await readyWithAccess(app, true);
  if (found === null) return;
  const { place, access } = found;
  const outcome = await withProgress(t("Syncing aliases from Cortex XSOAR"), (signal) =>
    place.session.notes.syncAliases(access, signal),
  );
  switch (outcome.kind) {
    case "config":
      sayConfig(app, outcome.state, place.folder);
      return;
    case "failed":
      sayXsoarFailure(outcome.failure, () => syncAliases(app));
      return;
    case "done": {
      app.log.info(
        `Aliases: ${outcome.count} known; added: ${names(outcome.added)}; removed: ${names(outcome.removed)}`,
      );
      for (const { name, why } of outcome.kept) app.log.info(`Aliases of ${oneLine(name)} kept: ${why}`);
      app.view.setOffers({ aliases: false });
      await app.view.refresh();
      if (outcome.setAside === undefined) {
        notify("info", harmless(aliasSentence(outcome, t)));
        return;
      }
      const file = harmless(outcome.setAside);
      app.log.warn(`The alias file was not a JSON array of names and is kept as ${file}`);
      notify(
        "warning",
        harmless(
          `${t("The alias file could not be read. It is kept as {file}, and a new one was written.", { file })} ${aliasSentence(outcome, t)}`,
        ),
      );
    }
  }
}

function names(list: readonly string[]): string {
  return list.length === 0 ? "none" : list.map(oneLine).join(", ");
}
