import type { RecordResult, RecordsReport, ResultKind } from "../core/records/types";
import { oneLine } from "../core/text/foreignText";
import type { Translate } from "../core/text/translate";
import type { XsoarFailure } from "../core/xsoar/failures";

/** Those that another review may still write. */
const OPEN: ReadonlySet<ResultKind> = new Set(["changedMeanwhile", "failed", "unknown", "notDone"]);

const ORDER: readonly ResultKind[] = ["changedMeanwhile", "failed", "unknown", "notDone", "nothing", "written"];

/** What came of an update, in a sentence or two. */
export function updateSentence(
  { plan, results, failure, busy, dryRun }: RecordsReport,
  failed: (failure: XsoarFailure) => string,
  t: Translate,
): string {
  if (dryRun === true) return t("Dry run is switched on (dry_run), so nothing is sent.");
  if (busy === true)
    return t("Another window or the command line is writing to Cortex XSOAR for this folder. Nothing was written.");
  const count = (kind: ResultKind): number => results.filter(({ outcome }) => outcome === kind).length;
  const written = count("written");
  const parts: readonly (readonly [number, (count: number) => string])[] = [
    [
      count("nothing"),
      (some) => (some === 1 ? t("1 had all of it already.") : t("{count} had all of it already.", { count: some })),
    ],
    [
      count("changedMeanwhile"),
      (some) =>
        some === 1
          ? t("1 was changed by somebody else since it was shown, so it was not written.")
          : t("{count} were changed by somebody else since they were shown, so they were not written.", {
              count: some,
            }),
    ],
    [
      count("failed"),
      (some) => (some === 1 ? t("1 could not be written.") : t("{count} could not be written.", { count: some })),
    ],
    [
      count("unknown"),
      (some) =>
        some === 1
          ? t("Of 1 no answer came: the next update looks up whether it was written.")
          : t("Of {count} no answer came: the next update looks up whether they were written.", { count: some }),
    ],
    [
      count("notDone"),
      (some) => (some === 1 ? t("1 was not tried any more.") : t("{count} were not tried any more.", { count: some })),
    ],
  ];
  const first =
    plan.undoes === undefined
      ? written === 1
        ? t("Updated 1 record.")
        : t("Updated {count} records.", { count: written })
      : written === 1
        ? t("Took back the update of 1 record.")
        : t("Took back the update of {count} records.", { count: written });
  return [
    first,
    ...parts.flatMap(([some, words]) => (some === 0 ? [] : [words(some)])),
    failure === null ? "" : failed(failure),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** The same record by record. */
export function updateLines(
  { results }: Pick<RecordsReport, "results">,
  failed: (failure: XsoarFailure) => string,
  t: Translate,
): readonly string[] {
  // What needs somebody comes first.
  return ORDER.flatMap((kind) => results.filter(({ outcome }) => outcome === kind)).map((result) =>
    t("{name}: {outcome}", { name: oneLine(result.plan.record.value), outcome: outcomeText(result, failed, t) }),
  );
}

/** The ids of the records that another review may still write. */
export function openRecords({ results }: Pick<RecordsReport, "results">): ReadonlySet<string> {
  return new Set(results.flatMap(({ plan, outcome }) => (OPEN.has(outcome) ? [plan.record.id] : [])));
}

function outcomeText(
  { outcome, failure }: RecordResult,
  failed: (failure: XsoarFailure) => string,
  t: Translate,
): string {
  switch (outcome) {
    case "written":
      return t("updated");
    case "nothing":
      return t("had all of it already");
    case "changedMeanwhile":
      return t("changed by somebody else since it was shown; not written");
    case "failed":
      return failure === undefined ? t("could not be written") : failed(failure);
    case "unknown":
      return t("sent, but no answer came; the next update looks up whether it was written");
    case "notDone":
      return t("not tried any more");
  }
}
