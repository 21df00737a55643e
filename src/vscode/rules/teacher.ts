import * as vscode from "vscode";
import type { Lesson, LessonTarget } from "../../core/config/learn";
import type { ConfigFormat } from "../../core/config/types";
import type { RematchOutcome } from "../../core/scan/articles";
import type { Session } from "../../core/session";
import { ready, whereOf } from "../config/place";
import type { App } from "../app";
import type { Undo } from "../articles/undo";
import type { Ready } from "../shell/ready";
import { existingConfig } from "../config/configFile";
import { formatOf, isConfigFile, isNamesFile } from "../config/configDocument";
import { type EditOutcome, type FileChange, editFiles, unwrittenSentence } from "../config/editFile";
import { configFolderUri, fileIn } from "../shell/folders";
import { describeRuleProblem, learn, lessonEntry, nameKey, parseConfig, stopTracking } from "../../scan";
import { harmless, safe, type SafeText, safeTexts } from "../../core/text/foreignText";
import type { Node } from "../../ui/nodes";
import { t } from "../shell/l10n";
import { notify, openConfigButton } from "../shell/notify";

/** A rule, and whose it is; or that a name is not tracked any more. */
export interface Taught {
  readonly target: LessonTarget;
  readonly lesson: Lesson | { readonly kind: "untrack" };
}

/** Writes rules into the configuration, and applies what the configuration says to the matches on screen. */
export class Teacher {
  /** Edits of its own that are on their way: their saves need no look of their own. */
  private editing = 0;

  constructor(
    private readonly app: App,
    private readonly undo: Undo,
  ) {}

  /**
   * @param node a row of the folder whose configuration is meant
   * @param sentence what has been learned; what follows from it is added
   */
  async teach(node: Node, taught: readonly Taught[], sentence: SafeText): Promise<void> {
    const place = await ready(this.app, whereOf(this.app, node), "scan");
    if (place === null) return;
    const files = await filesFor(place, taught);
    const outcome = await this.alone(() => editFiles(files));
    const file = safe(place.state.file);
    switch (outcome.kind) {
      case "no":
        await byHand(place, taught);
        return;
      case "same":
        notify("info", t("The configuration says so already."));
        return;
      case "unwritten":
        notify("warning", unwrittenSentence(place.state.file));
        return;
      case "unsaved":
        notify("warning", t("{file} has changes that are not saved: save it, and the change is applied.", { file }));
        return;
      case "saved":
        await this.tell(place, outcome.undo, sentence);
    }
  }

  /** A configuration file, or the names file, was saved by hand: its names and rules are applied at once. */
  async configSaved({ uri }: vscode.TextDocument): Promise<void> {
    if (this.editing > 0 || !vscode.workspace.isTrusted || !(isConfigFile(uri) || isNamesFile(uri))) return;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder?.uri.scheme !== "file" || !uri.path.startsWith(`${configFolderUri(folder).path}/`)) return;
    const session = await this.app.sessions.usable(folder);
    if (session !== null) await this.apply(session);
  }

  private async tell(
    place: Ready,
    undo: Extract<EditOutcome, { readonly undo: unknown }>["undo"],
    sentence: SafeText,
  ): Promise<void> {
    const report = await this.apply(place.session);
    const effect = report.kind === "done" ? effectSentence(report) : "";
    const file = safe(place.state.file);
    const takeBack = async (): Promise<void> => {
      if (await this.alone(undo)) await this.apply(place.session);
      else
        notify(
          "warning",
          t("{file} has changed since, so it is left as it is. Take the change back by hand.", { file }),
        );
    };
    notify("info", harmless(`${sentence} ${effect}`), [await this.undo.add(takeBack), openConfigButton()]);
  }

  /** Matches the stored articles anew and shows the outcome. */
  async apply(session: Session): Promise<RematchOutcome> {
    const report = await session.articles.rematch();
    await this.app.view.refresh();
    for (const problem of report.kind === "done" ? report.problems : []) {
      const sentence = harmless(describeRuleProblem(safeTexts(problem), t));
      this.app.log.warn(sentence);
      notify("warning", sentence);
    }
    return report;
  }

  /** Edits of files that are applied by who makes them: their saves are not looked at. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    this.editing += 1;
    try {
      return await work();
    } finally {
      this.editing -= 1;
    }
  }
}

/** What another configuration, or other names, have changed in the matches. */
export function effectSentence({ gained, lost, lostNoted }: Extract<RematchOutcome, { kind: "done" }>): string {
  const gone = [
    gained === 0 && lost === 0 ? t("No match on screen changes.") : "",
    gained === 0 ? "" : gained === 1 ? t("1 match is new.") : t("{count} matches are new.", { count: gained }),
    lost === 0 ? "" : lost === 1 ? t("1 match is gone.") : t("{count} matches are gone.", { count: lost }),
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
  if (lostNoted === 0) return gone;
  const noted =
    lostNoted === 1
      ? t("1 note that stands in Cortex XSOAR already stays there.")
      : t("{count} notes that stand in Cortex XSOAR already stay there.", { count: lostNoted });
  return `${gone} ${noted}`;
}

/**
 * The configuration of the articles job, and that of the keywords job where it tracks one of the names as well.
 *
 * @param first what happens to that of the articles job before
 */
export async function filesFor(
  { folder, state }: Pick<Ready, "folder" | "state">,
  taught: readonly Taught[],
  first: FileChange["change"] = (text) => text,
): Promise<readonly FileChange[]> {
  const change = (job: "articles" | "keywords", uri: vscode.Uri, lessons: readonly Taught[]): FileChange => ({
    uri,
    change: (text) =>
      lessons.reduce<string | null>(
        (now, one) => (now === null ? null : taughtText(job, now, formatOf(uri) ?? "json", one)),
        text,
      ),
  });
  const rules = change("articles", fileIn(folder, state.file), taught);
  const articles: FileChange = {
    ...rules,
    change: (text) => {
      const begun = first(text);
      return begun === null ? null : rules.change(begun);
    },
  };
  const keywords = await existingConfig(folder, "keywords");
  if (keywords === null) return [articles];
  const { config } = parseConfig(
    "keywords",
    (await vscode.workspace.openTextDocument(keywords)).getText(),
    formatOf(keywords) ?? "json",
  );
  const tracked = new Set((config?.profiling.profileData ?? []).map(nameKey));
  const theirs = taught.filter(({ target }) => tracked.has(nameKey(target.profile)));
  return theirs.length === 0 ? [articles] : [articles, change("keywords", keywords, theirs)];
}

function taughtText(
  job: "articles" | "keywords",
  text: string,
  format: ConfigFormat,
  { target, lesson }: Taught,
): string | null {
  return lesson.kind === "untrack"
    ? stopTracking(job, text, format, target.profile)
    : learn(job, text, format, target, lesson);
}

/** Shows the file and the entry that has to be written, or to go. */
async function byHand({ folder, state }: Ready, [first]: readonly Taught[]): Promise<void> {
  await vscode.window.showTextDocument(fileIn(folder, state.file));
  if (first === undefined) return;
  const { target, lesson } = first;
  const file = safe(state.file);
  notify(
    "warning",
    lesson.kind === "untrack"
      ? t("{file} could not be changed for sure. Take {name} out of profiling.profileData by hand.", {
          file,
          name: safe(target.profile),
        })
      : t("{file} could not be changed for sure. Write this entry into profiling.profileData by hand: {entry}", {
          file,
          entry: harmless(lessonEntry(state.format, target, lesson)),
        }),
  );
}
