import * as vscode from "vscode";
import type { ConfigFormat } from "../../core/config/types";
import type { StarterFeed } from "../../core/config/starterPacks";
import { mapLimit } from "../../core/text/mapLimit";
import { safe } from "../../core/text/foreignText";
import { editSources } from "../../scan";
import type { App } from "../app";
import { Command } from "../shell/ids";
import { t } from "../shell/l10n";
import { commandButton, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { readSettings } from "../shell/settings";
import { editFile } from "./editFile";

/**
 * Reads each source of a new configuration once and switches off what does not answer; says so in one sentence. Where none answers it is
 * the network that is missing, and all stay on.
 */
export async function trySources(
  app: App,
  folder: vscode.WorkspaceFolder,
  uri: vscode.Uri,
  format: ConfigFormat,
  feeds: readonly StarterFeed[],
): Promise<void> {
  if (!vscode.workspace.isTrusted) return;
  await app.folders.refresh();
  const { sources } = await app.sessions.of(folder);
  const { timeoutMs, concurrency } = readSettings(folder);
  const outcomes = await withProgress(
    t("Testing {count|source|sources}", { count: feeds.length }),
    async (signal, count) => {
      let done = 0;
      const test = async (feed: StarterFeed) => {
        const outcome = await sources.test(feed.url, { timeoutMs, signal });
        count(++done, feeds.length);
        return { feed, outcome };
      };
      return mapLimit(feeds, concurrency, test, () => signal.aborted);
    },
  );
  app.sources.refresh();
  const known = outcomes.flatMap((tested) =>
    tested?.outcome.kind === "done" && tested.outcome.report.outcome !== "cancelled"
      ? { feed: tested.feed, report: tested.outcome.report }
      : [],
  );
  // Cancelled, or the file was changed into one that cannot be read: nothing is known of some.
  if (known.length < feeds.length) return;
  const silent = known.flatMap(({ feed, report }) => (report.failure === undefined ? [] : feed));
  const scan = commandButton(t("Scan"), Command.scan);
  const values = { count: feeds.length, answering: feeds.length - silent.length };
  if (silent.length === 0)
    return notify("info", t("{answering} of {count|source|sources} gave an answer.", values), [scan]);
  if (silent.length === feeds.length) {
    const sentence = t(
      "None of {count|source|sources} gave an answer: is there a network? Nothing was switched off.",
      values,
    );
    return notify("warning", sentence, [scan]);
  }
  const written = await editFile(uri, (text) => withoutThese(text, format, silent));
  const names = safe(silent.map(({ name }) => name).join(", "));
  notify(
    "info",
    written === "no"
      ? t("{answering} of {count|source|sources} gave an answer; none came from: {names}.", { ...values, names })
      : t("{answering} of {count|source|sources} gave an answer; switched off: {names}.", { ...values, names }),
    [scan],
  );
}

function withoutThese(text: string, format: ConfigFormat, silent: readonly StarterFeed[]): string | null {
  return silent.reduce<string | null>(
    (now, { url }) => (now === null ? null : editSources(now, format, { kind: "enable", url, enabled: false })),
    text,
  );
}
