import type { XsoarAccess } from "../../core/xsoar/connection";
import type { PreviewReport, ReviewScope } from "../../core/xsoar/reports";
import type { App } from "../app";
import { sayConfig } from "../config/place";
import { t } from "../shell/l10n";
import { withProgress } from "../shell/progress";
import type { Ready } from "../shell/ready";
import { accessOrSay, sayXsoarFailure } from "./xsoarAccess";

/** What would be written now, and where. */
export interface Looked {
  readonly report: PreviewReport;
  readonly access: XsoarAccess;
  readonly dryRun: boolean;
}

/** Looks up what would be written; null after a message has said why that cannot be told. */
export async function lookUp(app: App, place: Ready, scope: ReviewScope, retry: () => unknown): Promise<Looked | null> {
  // The answer to a notification may come late: the configuration counts as it is now.
  const state = await place.session.noteConfig();
  if (state.kind !== "ok") {
    sayConfig(app, state, place.folder);
    return null;
  }
  const access = await accessOrSay(app, { ...place, state });
  if (access === null) return null;
  const report = await withProgress(
    t("Looking up records in Cortex XSOAR"),
    (signal) => place.session.notes.preview(access, scope, signal),
    "statusBar",
  );
  if (report.failure !== null) {
    sayXsoarFailure(report.failure, retry);
    return null;
  }
  return { report, access, dryRun: state.config.profiling.CortexXSOARAPIConfig.dry_run };
}
