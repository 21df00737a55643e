import type { ConfigState } from "../../core/config/configState";
import type { JobId } from "../../core/model/model";
import type { AliasNews } from "../../core/notes/aliasNews";
import type { BackfillQuestion } from "../../core/notes/backfill";
import type { Overview } from "../../core/scan/articles";
import type { Question } from "../../ui/questions";
import { ViewState, type ViewStateId } from "../shell/ids";
import { localTime, t } from "../shell/l10n";

/** Which of the welcome texts there may be. */
export function stateOf(config: ConfigState, overview: Overview, jobs: readonly JobId[]): ViewStateId {
  if (config.kind === "none") return jobs.length > 0 ? ViewState.otherJobs : ViewState.noConfig;
  if (config.kind === "invalid") return ViewState.invalidConfig;
  if (overview.lastScan === null) return ViewState.neverScanned;
  return overview.rows.length === 0 ? ViewState.nothingFound : ViewState.filled;
}

/** What a welcome text has to say about several folders: the best there is to say of one of them. */
export function stateOfAll(states: readonly ViewStateId[]): ViewStateId {
  return BEST_FIRST.find((state) => states.includes(state)) ?? ViewState.noConfig;
}

const BEST_FIRST = [
  ViewState.filled,
  ViewState.nothingFound,
  ViewState.neverScanned,
  ViewState.invalidConfig,
  ViewState.otherJobs,
] as const;

/** The questions that tell how much they are about, in all folders. */
export function countedQuestions(
  folders: readonly {
    readonly aliasNews: AliasNews;
    readonly backfill: BackfillQuestion | null;
    readonly overview: Overview | null;
  }[],
): readonly Question[] {
  const news = folders.flatMap(({ aliasNews }) => aliasNews);
  const articles = folders.reduce((sum, { backfill }) => sum + (backfill?.articles ?? 0), 0);
  const failed = folders.reduce((sum, { overview }) => sum + (overview?.failedSources ?? 0), 0);
  const count = (what: "added" | "removed") => news.reduce((sum, change) => sum + change[what].length, 0);
  const aliases = { added: count("added"), removed: count("removed") };
  return [
    ...(articles === 0 ? [] : [{ kind: "backfill" as const, count: articles }]),
    ...(news.length === 0 ? [] : [{ kind: "aliases" as const, aliases }]),
    ...(failed === 0 ? [] : [{ kind: "failures" as const, count: failed }]),
  ];
}

/** What is wrong with a folder's configuration, in few words. */
export function brokenNotes(id: ViewStateId): readonly string[] {
  return id === ViewState.invalidConfig ? [t("configuration has errors")] : [];
}

/** When a folder was scanned last, and what came of it; nothing where that is not known. */
export function lastScanNotes(overview: Overview | null, written = localTime): readonly string[] {
  if (overview === null || overview.lastScan === null) return [];
  const { lastScan, failedSources, rows } = overview;
  return [
    t("Last scan {date}", { date: written(lastScan) }),
    ...(rows.length === 0 ? [t("no tracked name in the news")] : []),
    ...(failedSources === 0
      ? []
      : [failedSources === 1 ? t("1 source failed") : t("{count} sources failed", { count: failedSources })]),
  ];
}
