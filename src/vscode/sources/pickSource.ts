import * as vscode from "vscode";
import type { SourceStatus } from "../../core/sources/sourceStatus";
import type { Place } from "../shell/ready";
import { pickText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { sourceWords } from "./sourceRows";
import { sourceDescription, sourceLabel } from "../../ui/sourceText";

/** A source of the workspace that the user picks; undefined when there is none or the user turns away. */
export async function pickSource(
  { session }: Place,
  wanted: (source: SourceStatus) => boolean,
): Promise<SourceStatus | undefined> {
  const listed = await session.sources.list();
  const sources = listed.kind === "ok" ? listed.sources.filter(wanted) : [];
  if (sources.length === 0) {
    notify("info", t("The configuration has no such source."));
    return undefined;
  }
  const items = sources.map((source) => ({
    label: pickText(sourceLabel(source)),
    description: pickText(sourceDescription(source, sourceWords())),
    detail: pickText(source.url),
    source,
  }));
  const options = { placeHolder: t("Which source?"), matchOnDescription: true, matchOnDetail: true };
  return (await vscode.window.showQuickPick(items, options))?.source;
}
