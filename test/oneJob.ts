import type { NoConfig } from "../src/core/config/configState";
import type { ScanOptions } from "../src/core/fetching/scanOptions";
import type { DoneJob, ReportOf } from "../src/core/jobs/jobReports";
import type { Job } from "../src/core/model/model";
import type { Session } from "../src/core/session";

/** What came of one job. */
export type OneJob<J extends Job> =
  | { readonly kind: "done"; readonly report: ReportOf[J]; readonly state: Extract<DoneJob, { job: J }>["state"] }
  | { readonly kind: "config"; readonly state: NoConfig }
  | { readonly kind: "busy" };

/** Reads the sources of one job by itself, and sends nothing. */
export async function runOne<J extends Job>(
  session: Pick<Session, "run">,
  job: J,
  options: ScanOptions,
): Promise<OneJob<J>> {
  const outcome = await session.run([job], options);
  if (outcome.kind === "busy") return outcome;
  const [result] = outcome.read.results;
  if (result === undefined) throw new Error("The job did not run.");
  if (result.kind === "config") return { kind: "config", state: result.state };
  if (result.kind !== "done") throw new Error(`The job was ${result.kind}.`);
  const { report, state } = result;
  return { kind: "done", report, state } as OneJob<J>;
}
