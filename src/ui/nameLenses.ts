import type { ProfileMatches } from "../core/model/model";
import type { Translate } from "../core/text/translate";

/** What stands above a tracked name in its configuration, and what a click on it shows. */
export interface NameLens {
  readonly shows: "matches" | "aliases" | "record";
  readonly title: string;
}

/**
 * How many articles a name is in, how many of them by an ambiguous alias alone, and its record.
 *
 * @param row undefined for a name that no article was found for
 */
export function nameLenses(row: ProfileMatches | undefined, t: Translate): readonly NameLens[] {
  const count = row?.articles.length ?? 0;
  const isDoubtful = ({ matches }: ProfileMatches["articles"][number]) =>
    matches.length > 0 && matches.every(({ ambiguous = [] }) => ambiguous.length > 0);
  const doubtful = row?.articles.filter(isDoubtful).length ?? 0;
  const found = count === 0 ? t("no articles") : t("{count|article|articles}", { count });
  return [
    { shows: "matches", title: found },
    ...(doubtful === 0 ? [] : [{ shows: "aliases" as const, title: t("{count} ambiguous", { count: doubtful }) }]),
    ...(row?.record.kind === "found" ? [{ shows: "record" as const, title: t("record") }] : []),
  ];
}
