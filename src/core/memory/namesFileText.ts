import { saidFileReason } from "../text/fileReason";
import type { NamesFileTrouble } from "../config/namesFile";
import type { Translate } from "../text/translate";
import type { NamesFileNews } from "./namesFile";

/** Lines of marks that are told by number. */
const SHOWN_LINES = 6;

/** Why nothing in the names file counts, and what counts instead. */
export function describeNamesTrouble(trouble: NamesFileTrouble, file: string, hasGood: boolean, t: Translate): string {
  const instead = hasGood
    ? t("What it held before counts until then.")
    : t("Until then no alias and no decision that stands there counts.");
  return `${whatIsWrong(trouble, file, t)} ${instead}`;
}

/** The same for somebody who wanted to write there. */
export function describeNamesRefusal(trouble: NamesFileTrouble, file: string, t: Translate): string {
  return `${whatIsWrong(trouble, file, t)} ${t("Nothing was written there.")}`;
}

function whatIsWrong(trouble: NamesFileTrouble, file: string, t: Translate): string {
  switch (trouble.code) {
    case "conflict": {
      const { lines } = trouble;
      const shown = lines.slice(0, SHOWN_LINES).join(", ");
      return t(
        "{file} has marks of an unfinished merge (lines {lines}): keep the lines of both sides, and remove the marks.",
        {
          file,
          lines: lines.length > SHOWN_LINES ? `${shown}, …` : shown,
        },
      );
    }
    case "tooLong":
      return t(
        "{file} is too long: run “ti-scraper names --compact”, which leaves out what later lines have replaced.",
        {
          file,
        },
      );
    case "unreadable":
      return t("{file} cannot be read: {reason}.", { file, reason: saidFileReason(trouble.detail, t) });
  }
}

/** What became of the names file, in a sentence or two. */
export function describeNamesNews(news: NamesFileNews, t: Translate): string {
  const { file } = news;
  switch (news.kind) {
    case "moved":
      return t(
        "What was chosen and decided about names was kept for you alone. It stands in {file} now ({count|line|lines}), for all who work with this folder.",
        { file, count: news.count },
      );
    case "waits": {
      const isReadOnly = news.code === "EROFS" || news.code === "EACCES" || news.code === "EPERM";
      return isReadOnly
        ? t(
            "{file} cannot be written, since the folder is read-only: what is chosen and decided about names counts for you alone until it can be.",
            { file },
          )
        : t(
            "{file} cannot be written ({reason}): what is chosen and decided about names counts for you alone until it can be.",
            { file, reason: saidFileReason(news.detail, t) },
          );
    }
    case "mergeRule":
      return t(
        "Where two have written {file}, git has to keep the lines of both. It does with this line in .gitattributes: {rule}",
        { file, rule: news.rule },
      );
  }
}
