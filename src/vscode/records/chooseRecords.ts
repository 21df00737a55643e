import * as vscode from "vscode";
import { fileReason } from "../../core/text/fileReason";
import type { Selection } from "../../core/records/types";
import { type SafeText, harmless, oneLine, pickText, safe } from "../../core/text/foreignText";
import { MAX_LIST_BYTES } from "../../core/limits";
import { readNameList } from "../../scan";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import type { RecordsPlace } from "./plan";
import { showInput, showPick, showPicks } from "../shell/prompts";

/** Types of records that actors, their tools and their doings have in Cortex XSOAR; a server may have others. */
const TYPES = ["Threat Actor", "Intrusion Set", "Malware", "Tool", "Campaign", "Attack Pattern", "Infrastructure"];

/** Asks which records are meant; undefined when the user turns away, or after a message has said why a list cannot be read. */
export async function chooseRecords(at: RecordsPlace, title: SafeText): Promise<Selection | undefined> {
  const tracked = at.place.state.config.profiling.profileData;
  const all = { kind: "names", names: null, type: null } as const;
  const items: readonly (vscode.QuickPickItem & { readonly run: () => Promise<Selection | undefined> })[] = [
    ...(tracked.length === 0
      ? []
      : [
          {
            label: t("All Tracked Names"),
            description: t("{count} of the configuration", { count: tracked.length }),
            run: () => Promise.resolve(all),
          },
          { label: t("Some Tracked Names…"), run: () => someNames(tracked, title) },
        ]),
    { label: t("Cortex XSOAR Query…"), description: t("as in its search"), run: () => byQuery(title) },
    { label: t("Indicator Type…"), description: t("all records of a type"), run: () => byType(title) },
    {
      label: t("List in the Clipboard"),
      description: t("a name in each line"),
      run: async () => listed(new TextEncoder().encode(await vscode.env.clipboard.readText())),
    },
    { label: t("List in a File…"), description: t("a name in each line"), run: () => fromFile(title) },
  ];
  const placeHolder = t("Which records?");
  const picked = await showPick(items, { title, placeHolder, ignoreFocusOut: true });
  return picked?.run();
}

async function someNames(tracked: readonly string[], title: SafeText): Promise<Selection | undefined> {
  const items = tracked.map((name) => ({ label: pickText(name), name }));
  const placeHolder = t("Which names?");
  const picked = await showPicks(items, {
    title,
    placeHolder,
    ignoreFocusOut: true,
  });
  if (picked === undefined || picked.length === 0) return undefined;
  return { kind: "names", names: picked.map(({ name }) => name), type: null };
}

async function byQuery(title: SafeText): Promise<Selection | undefined> {
  const prompt = t("A query as the search of Cortex XSOAR takes it");
  const placeHolder = safe('tags:"review" and -aliases:*');
  const query = await showInput({ title, prompt, placeHolder, ignoreFocusOut: true });
  return query === undefined || query.trim() === "" ? undefined : { kind: "query", query: query.trim(), type: null };
}

async function byType(title: SafeText): Promise<Selection | undefined> {
  const other = { label: t("Another Type…") };
  const items = [...TYPES.map((label) => ({ label })), other];
  const placeHolder = t("Which type?");
  const picked = await showPick(items, { title, placeHolder, ignoreFocusOut: true });
  const type =
    picked === other
      ? await showInput({
          title,
          prompt: t("The type as Cortex XSOAR calls it"),
          ignoreFocusOut: true,
        })
      : picked?.label;
  return type === undefined || type.trim() === "" ? undefined : { kind: "query", query: "", type: oneLine(type) };
}

async function fromFile(title: SafeText): Promise<Selection | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: t("Take Over") })) ?? [];
  if (uri === undefined) return undefined;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    // One byte more than may be is enough to say so.
    return listed(size > MAX_LIST_BYTES ? new Uint8Array(MAX_LIST_BYTES + 1) : await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    const reason = harmless(fileReason(error, t));
    notify("warning", t("The list could not be read: {reason}", { reason }));
    return undefined;
  }
}

function listed(bytes: Uint8Array): Selection | undefined {
  const list = readNameList(bytes, t);
  if (list.kind === "refused") {
    notify("warning", harmless(list.why));
    return undefined;
  }
  if (list.remarks.length > 0) notify("info", harmless(list.remarks.join(" ")));
  return { kind: "list", names: list.names, type: null };
}
