import type { SourceState, SourceStatus } from "../../core/sources/sourceStatus";
import type { App } from "../app";
import { linesTooltip } from "../shell/markdownText";
import { sessionOnShow } from "../config/place";
import { describeSourceFailure, describeSourceSkip } from "../../scan";
import { age } from "../../ui/rowText";
import { drawRow, icon } from "../views/drawRow";
import type { Rows } from "../views/lazyView";
import { localTime, t } from "../shell/l10n";
import {
  type SourceWords,
  asksForPrivate,
  historyLines,
  sourceDescription,
  sourceLabel,
  stateWords,
} from "../../ui/sourceText";

const ICONS: Readonly<Record<SourceState, readonly [icon: string, color?: string]>> = {
  failing: ["error", "list.errorForeground"],
  empty: ["warning", "list.warningForeground"],
  waiting: ["clock"],
  new: ["circle-outline"],
  well: ["pass", "testing.iconPassed"],
  off: ["circle-slash", "disabledForeground"],
};

const MOVED = ["arrow-circle-right", "list.warningForeground"] as const;

/** The words of this window. */
export function sourceWords(): SourceWords {
  return {
    t,
    time: localTime,
    age: (iso) => age(iso, new Date(), t),
    failure: (failure) => describeSourceFailure(failure, t),
    skip: (skip) => describeSourceSkip(skip, t),
  };
}

/** The rows of the view *Sources*: how each configured source fares. */
export function sourceRows(app: App): Rows<SourceStatus> {
  return {
    roots: async () => {
      const listed = await (await sessionOnShow(app))?.sources.list();
      return listed?.kind === "ok" ? listed.sources : [];
    },
    children: () => [],
    item: (source) => {
      const isMoved = source.movedTo !== null && (source.state === "well" || source.state === "empty");
      const description = sourceDescription(source, sourceWords());
      const item = drawRow(sourceLabel(source), {
        description,
        iconPath: icon(...(isMoved ? MOVED : ICONS[source.state])),
        contextValue: [
          "source",
          source.kind,
          source.state === "off" ? "disabled" : "enabled",
          ...(source.movedTo === null ? [] : ["moved"]),
          ...(asksForPrivate(source) ? ["private"] : []),
        ].join(" "),
        accessibilityInformation: { label: `${sourceLabel(source)}, ${stateWords(source, t)}, ${description}` },
      });
      return Object.assign(item, { id: `${source.kind} ${source.url}` });
    },
    tooltip: (item, source) =>
      Object.assign(item, { tooltip: linesTooltip(historyLines(source, sourceWords()), "  \n") }),
  };
}
