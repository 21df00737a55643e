import * as vscode from "vscode";
import { harmless } from "../../core/text/foreignText";
import type { App } from "../app";
import { BuiltInCommand, ReviewScheme } from "../shell/ids";
import { t } from "../shell/l10n";

/** A record before and after, to the letter. The texts are made when they are shown. */
export interface Sides {
  readonly value: string;
  readonly before: () => string;
  readonly after: () => string;
  readonly isNew: boolean;
  /** The texts are JSON. */
  readonly isJson: boolean;
}

/** *Show as Diff*: all of the records in one editor. */
export async function showDiff(app: App, records: readonly Sides[]): Promise<void> {
  const round = app.reviews.nextRound();
  const texts = new Map<string, () => string>();
  const pairs = records.map((record, index) => {
    const [left, right] = (["before", "after"] as const).map((side) => {
      const uri = documentUri(record, `${round}.${index}`, side);
      texts.set(uri.toString(), record[side]);
      return uri;
    });
    return [right, left, right] as const;
  });
  const [pair] = pairs;
  const [first] = records;
  if (pair === undefined || first === undefined) return;
  app.reviews.put(texts);
  if (records.length > 1)
    await vscode.commands.executeCommand(BuiltInCommand.changes, t("Changes for Cortex XSOAR"), pairs);
  else if (first.isNew) {
    const title = t("New record: {name}", { name: harmless(first.value) });
    await vscode.commands.executeCommand(BuiltInCommand.open, pair[2], { preview: false }, title);
  } else {
    const title = t("Changes: {name}", { name: harmless(first.value) });
    await vscode.commands.executeCommand(BuiltInCommand.diff, pair[1], pair[2], title, { preview: false });
  }
}

/** Named after the record, since the editor shows the last part of an address. */
function documentUri({ value, isJson }: Sides, place: string, side: string): vscode.Uri {
  const name =
    harmless(value)
      .replace(/[/\\?#:%]+/g, " ")
      .trim() || t("record");
  // One path for both sides, which are no different files to VS Code then.
  return vscode.Uri.from({ scheme: ReviewScheme, path: `/${place}/${name}${isJson ? ".json" : ""}`, query: side });
}
