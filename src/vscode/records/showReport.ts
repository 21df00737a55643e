import { placeToWork } from "../config/place";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";

/** **Show Last Report**: what the last update of records has changed. */
export async function showReport(app: App): Promise<void> {
  const place = await placeToWork(app, true, null);
  if (place === null) return;
  const text = await place.session.records.lastReport();
  if (text === null) notify("info", t("No records were updated from this folder so far."));
  else await app.texts.show(t("Update of Records"), text, { key: place.folder.uri.toString(), ending: "md" });
}
