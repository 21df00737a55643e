import type { App } from "../app";
import { placeToWork } from "../config/place";
import { safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { readSettings } from "../shell/settings";

/** **Let Folder Scan by Itself**: what its settings say of intervals counts from now on. */
export async function scanByItself(app: App): Promise<void> {
  const place = await placeToWork(app, true, "scan");
  if (place === null) return;
  const { folder } = place;
  await app.agreements.agree(folder, { kind: "scan" });
  app.log.info(`Agreed: ${folder.uri.fsPath} may scan by itself.`);
  await app.view.refresh();
  const { everyMinutes } = readSettings(folder);
  const name = safe(folder.name);
  notify(
    "info",
    everyMinutes === 0
      ? t("{folder} may scan by itself from now on.", { folder: name })
      : t("{folder} is scanned by itself from now on, every {count|minute|minutes}.", {
          folder: name,
          count: everyMinutes,
        }),
  );
}
