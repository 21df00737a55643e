import * as vscode from "vscode";
import { FEED_PACKS, type FeedPackId, NAME_PACKS, type NamePackId } from "../../core/config/starterPacks";
import type { Start } from "../../scan";
import type { SafeText } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { type Answer, type Place, askPacks } from "../shell/steps";

interface Row<T> extends vscode.QuickPickItem {
  /** None: it stands for the rows of its pack. */
  readonly value?: T;
}

interface Section<T> {
  readonly title: SafeText;
  readonly values: readonly T[];
  readonly row: (value: T) => { readonly label: string; readonly description: string };
}

/** Rows of packs, each below a row that stands for all of it. */
function rowsOf<T>(sections: readonly Section<T>[]) {
  const groups = sections.map(({ title, values, row }) => ({
    head: {
      label: t("All of: {pack}", { pack: title }),
      description: String(values.length),
    } as Row<T>,
    members: values.map((value): Row<T> => ({ ...row(value), value })),
    separator: { label: "", kind: vscode.QuickPickItemKind.Separator } as Row<T>,
  }));
  return { groups, items: groups.flatMap(({ head, members, separator }) => [separator, head, ...members]) };
}

/** Asks for feeds to begin with; at first the packs are ticked that suit the display language. */
export async function askFeeds(place: Place, before: Start["feeds"] | null): Promise<Answer<Start["feeds"]>> {
  const isGerman = vscode.env.language.startsWith("de");
  const sections = FEED_PACKS.map(({ id, items }): Section<Start["feeds"][number]> & { readonly suits: boolean } => {
    const title = feedPackTitle(id);
    return {
      title,
      suits: isGerman || !id.endsWith("De"),
      values: items.map((feed) => ({ ...feed, category: title })),
      row: ({ name, url }) => ({ label: name, description: new URL(url).hostname }),
    };
  });
  const { groups, items } = rowsOf(sections);
  const wanted = new Set(before?.map(({ url }) => url));
  const ticked = groups.flatMap(({ members }, index) =>
    members.filter(({ value }) => (before === null ? sections[index]?.suits : wanted.has(value?.url ?? ""))),
  );
  const answer = await askPacks({
    ...place,
    placeholder: t("Which feeds do you want to begin with? Each is tried afterwards."),
    items,
    groups,
    ticked,
  });
  if (answer.kind !== "value") return answer;
  return { kind: "value", value: answer.value.items.flatMap(({ value }) => value ?? []) };
}

/** Asks for names to begin with; at first all are ticked. */
export async function askNames(
  place: Place,
  before: Start["names"] | null,
): Promise<Answer<{ readonly names: Start["names"]; readonly imports: boolean }>> {
  const sections = NAME_PACKS.map(({ id, items }): Section<Start["names"][number]> => {
    const title = namePackTitle(id);
    return {
      title,
      values: items,
      row: ({ name, aliases }) => ({ label: name, description: aliases.join(", ") }),
    };
  });
  const { groups, items } = rowsOf(sections);
  const wanted = new Set(before?.map(({ name }) => name));
  const members = groups.flatMap((group) => group.members);
  const answer = await askPacks({
    ...place,
    placeholder: t("Which names do you want to track? The button above has more."),
    items,
    groups,
    ticked: before === null ? members : members.filter(({ value }) => wanted.has(value?.name ?? "")),
    button: {
      iconPath: new vscode.ThemeIcon("cloud-download"),
      tooltip: t("Write these, then import names from MISP, ATT&CK and other lists"),
    },
  });
  if (answer.kind !== "value") return answer;
  const names = answer.value.items.flatMap(({ value }) => value ?? []);
  return { kind: "value", value: { names, imports: answer.value.isButton } };
}

function feedPackTitle(id: FeedPackId): SafeText {
  switch (id) {
    case "agencies":
      return t("CERTs and agencies");
    case "agenciesDe":
      return t("CERTs and agencies (German)");
    case "vendors":
      return t("Vendors and researchers");
    case "press":
      return t("Press and blogs");
    case "pressDe":
      return t("Press and blogs (German)");
  }
}

function namePackTitle(id: NamePackId): SafeText {
  switch (id) {
    case "states":
      return t("State-backed groups");
    case "crime":
      return t("Crime and extortion");
    case "ransomware":
      return t("Ransomware");
    case "malware":
      return t("Malware and tools");
  }
}
