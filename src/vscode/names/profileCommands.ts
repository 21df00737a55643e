import * as vscode from "vscode";
import { MAX_NAME_CHARACTERS } from "../../core/limits";
import { oneLine, safe, safeList } from "../../core/text/foreignText";
import { type Node, type ProfileNode, byFolder } from "../../ui/nodes";
import type { App } from "../app";
import { ready, whereOf } from "../config/place";
import type { Teacher } from "../rules/teacher";
import { nameKey, profileNodes } from "../../scan";
import { fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { showInput } from "../shell/prompts";
import type { Ready } from "../shell/ready";
import { askAliases } from "./decideAliases";

/** **Add Alias…**: one more name that a tracked one goes by. */
export async function addAlias(app: App, teacher: Teacher, node?: Node): Promise<void> {
  if (node?.kind !== "profile") return;
  const place = await ready(app, whereOf(app, node), "scan");
  if (place === null) return;
  const profile = node.row.name;
  const alias = await askAlias(place, profile);
  if (alias === undefined) return;
  await teacher.teach(
    node,
    [{ target: { profile, alias: null }, lesson: { kind: "alias", alias } }],
    t("{name} is looked for as {alias} as well.", { name: safe(profile), alias: safe(alias) }),
  );
  // It may be another's as well.
  const now = await place.session.readConfig();
  if (now.kind === "ok") await askAliases(app, { ...place, state: now });
}

async function askAlias({ session, state }: Ready, profile: string): Promise<string | undefined> {
  const written = state.config.profiling.profiles.find(({ name }) => name === profile);
  const known = new Set([profile, ...(written?.aliases ?? []).map(({ name }) => name)].map(nameKey));
  let counting = new AbortController();
  const alias = await showInput({
    title: t("Add Alias to {name}", { name: safe(profile) }),
    prompt: t("Another name that {name} goes by. Case, blanks and hyphens do not matter.", { name: safe(profile) }),
    ignoreFocusOut: true,
    validateInput: async (value) => {
      counting.abort();
      const { signal } = (counting = new AbortController());
      const text = oneLine(value);
      if (value === "") return undefined;
      if (nameKey(text) === "") return t("Write a word: something with a letter or digit.");
      if (text.length > MAX_NAME_CHARACTERS) {
        return t("A name has {limit} characters at most.", { limit: MAX_NAME_CHARACTERS });
      }
      if (known.has(nameKey(text))) return t("{name} is looked for by this name already.", { name: safe(profile) });
      const { hits, articles } = await session.articles.wouldFind([[text]], signal);
      return {
        message: t("finds {hits} of {articles|stored article|stored articles}", { hits: hits[0] ?? 0, articles }),
        severity: vscode.InputBoxValidationSeverity.Info,
      };
    },
  });
  counting.abort();
  return alias === undefined || nameKey(alias) === "" ? undefined : oneLine(alias);
}

/** **Mute**: the names stay in the configuration and are not looked for. */
export async function muteNames(teacher: Teacher, nodes: readonly Node[]): Promise<void> {
  for (const ofFolder of byFolder(nodes.filter(isName))) await mute(teacher, ofFolder);
}

async function mute(teacher: Teacher, nodes: readonly [ProfileNode, ...ProfileNode[]]): Promise<void> {
  const names = namesOf(nodes);
  await teacher.teach(
    nodes[0],
    names.map((profile) => ({ target: { profile, alias: null }, lesson: { kind: "stop" } })),
    names.length === 1
      ? t("{name} is muted: it stays in the configuration and is not looked for. Track Name… looks for it again.", {
          name: safe(names[0] ?? ""),
        })
      : t(
          "{count} names are muted: they stay in the configuration and are not looked for. Track Name… looks for them again.",
          {
            count: names.length,
          },
        ),
  );
}

/** **Stop Tracking**: the names leave the configuration, with their rules. */
export async function stopTrackingNames(teacher: Teacher, nodes: readonly Node[]): Promise<void> {
  for (const ofFolder of byFolder(nodes.filter(isName))) await stopTracking(teacher, ofFolder);
}

async function stopTracking(teacher: Teacher, nodes: readonly [ProfileNode, ...ProfileNode[]]): Promise<void> {
  const names = namesOf(nodes);
  await teacher.teach(
    nodes[0],
    names.map((profile) => ({ target: { profile, alias: null }, lesson: { kind: "untrack" } })),
    names.length === 1
      ? t("{name} is not tracked any more.", { name: safe(names[0] ?? "") })
      : t("{count} names are not tracked any more: {names}.", { count: names.length, names: safeList(names) }),
  );
}

/** **Go to Configuration**: to the entry of a tracked name. */
export async function goToConfiguration(app: App, node?: Node): Promise<void> {
  if (node?.kind !== "profile") return;
  const place = await ready(app, whereOf(app, node), "configuration");
  if (place === null) return;
  const document = await vscode.workspace.openTextDocument(fileIn(place.folder, place.state.file));
  const key = nameKey(node.row.name);
  const found = profileNodes(document.getText(), place.state.format).find(({ name }) => nameKey(name) === key);
  if (found === undefined) {
    await vscode.window.showTextDocument(document);
    notify("info", t("{name} does not stand in {file}.", { name: safe(node.row.name), file: safe(place.state.file) }));
    return;
  }
  const selection = new vscode.Range(document.positionAt(found.start), document.positionAt(found.end));
  await vscode.window.showTextDocument(document, { selection });
}

function isName(node: Node): node is ProfileNode {
  return node.kind === "profile";
}

function namesOf(nodes: readonly ProfileNode[]): readonly string[] {
  return nodes.map(({ row }) => row.name);
}
