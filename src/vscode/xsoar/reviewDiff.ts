import * as vscode from "vscode";
import { harmless } from "../../core/text/foreignText";
import type { PlannedWrite } from "../../core/xsoar/reports";
import { reviewTexts } from "../../ui/reviewText";
import type { App } from "../app";
import { BuiltInCommand, ReviewScheme } from "../shell/ids";
import { t } from "../shell/l10n";

/** *Show as Diff*: each record before and after, to the letter, in one editor. */
export async function showDiff(app: App, writes: readonly PlannedWrite[]): Promise<void> {
  const round = app.reviews.nextRound();
  const texts = new Map<string, string>();
  const pairs = writes.map((write, index) => {
    const sides = reviewTexts(write, t);
    const [left, right] = (["before", "after"] as const).map((side) => {
      const uri = documentUri(write, `${round}.${index}`, side);
      texts.set(uri.toString(), sides[side]);
      return uri;
    });
    return [right, left, right] as const;
  });
  const [pair] = pairs;
  const [first] = writes;
  if (pair === undefined || first === undefined) return;
  app.reviews.put(texts);
  if (writes.length > 1)
    await vscode.commands.executeCommand(BuiltInCommand.changes, t("Changes for Cortex XSOAR"), pairs);
  else if (first.kind === "create") {
    const title = t("New record: {name}", { name: harmless(first.value) });
    await vscode.commands.executeCommand(BuiltInCommand.open, pair[2], { preview: false }, title);
  } else {
    const title = t("Changes: {name}", { name: harmless(first.value) });
    await vscode.commands.executeCommand(BuiltInCommand.diff, pair[1], pair[2], title, { preview: false });
  }
}

/** Named after the record, since the editor shows the last part of an address. */
function documentUri({ kind, value }: PlannedWrite, place: string, side: string): vscode.Uri {
  const name =
    harmless(value)
      .replace(/[/\\?#:%]+/g, " ")
      .trim() || t("record");
  // One path for both sides, which are no different files to VS Code then.
  return vscode.Uri.from({
    scheme: ReviewScheme,
    path: `/${place}/${name}${kind === "create" ? ".json" : ""}`,
    query: side,
  });
}
