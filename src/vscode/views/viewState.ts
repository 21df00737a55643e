import type { ConfigState } from "../../core/config/configState";
import type { OtherJob } from "../../core/model/model";
import type { AliasNews } from "../../core/notes/aliasNews";
import type { BackfillQuestion } from "../../core/notes/backfill";
import type { Overview } from "../../core/scan/articles";
import type { OfferNode } from "../../ui/nodes";
import { ViewState, type ViewStateId } from "../shell/ids";

/** Which of the welcome texts there may be. */
export function stateOf(config: ConfigState, overview: Overview, jobs: readonly OtherJob[]): ViewStateId {
  if (config.kind === "none") return jobs.length > 0 ? ViewState.otherJobs : ViewState.noConfig;
  if (config.kind === "invalid") return ViewState.invalidConfig;
  if (overview.lastScan === null) return ViewState.neverScanned;
  return overview.rows.length === 0 ? ViewState.nothingFound : ViewState.filled;
}

/** The rows of questions that tell how much they are about. */
export function countedOffers(news: AliasNews, question: BackfillQuestion | null): readonly OfferNode[] {
  const count = (what: "added" | "removed") => news.reduce((sum, change) => sum + change[what].length, 0);
  return [
    ...(question === null ? [] : [{ kind: "offer" as const, offer: "backfill" as const, articles: question.articles }]),
    ...(news.length === 0
      ? []
      : [
          {
            kind: "offer" as const,
            offer: "aliases" as const,
            aliases: { added: count("added"), removed: count("removed") },
          },
        ]),
  ];
}
