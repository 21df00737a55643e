import { safe } from "../../core/text/foreignText";
import { articleRows, jobFormats } from "../../scan";
import type { JobNode } from "../../ui/jobNodes";
import type { App } from "../app";
import { exportArticles, saveExport } from "../articles/exportFile";
import { askFormat } from "../articles/exportForm";
import { placeToWork } from "../config/place";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { chosenJob } from "./ownJobs";

/** **Export Job…**: what a job of the user's own has found, in a file the user names; of articles as matches are exported. */
export async function exportOwnJob(app: App, node?: JobNode): Promise<void> {
  const place = await placeToWork(app, node === undefined, "scan");
  if (place === null) return;
  const id = await chosenJob(place, node, () => true);
  if (id === null) return;
  const { jobs } = place.session;
  const job = (await jobs.overview()).own.find((one) => one.id === id);
  const formats = job === undefined ? [] : jobFormats(job.found);
  const rows = job === undefined ? [] : articleRows(job, {});
  const what = {
    title: t("Export Job"),
    names: job?.found.kind === "keywords" ? t("Keywords") : null,
    formats,
    hasState: false,
    stem: id,
    key: `\n${id}`,
    rows,
    selected: null,
    sayNothing: () => notify("info", t("There is nothing of the job {job} to export.", { job: safe(id) })),
    saved: (file: ReturnType<typeof safe>) => t("What the job has found is in {file}.", { file }),
  };
  if (rows.length > 0) {
    return exportArticles(app, place, {
      ...what,
      text: async (format, choice, read) => {
        const exported = await jobs.export(id, format, choice, read);
        return exported.kind === "text" ? exported.text : null;
      },
    });
  }
  if (formats.length === 0) return what.sayNothing();
  const format = await askFormat(what.title, formats);
  if (format === undefined) return;
  const exported = await jobs.export(id, format, {});
  if (exported.kind === "text") await saveExport(place, what, format, exported.text, new Date());
  else what.sayNothing();
}
