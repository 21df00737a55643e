import * as vscode from "vscode";
import { MAX_ACTIVITY_ENTRIES } from "../../core/limits";
import type { ActivityEntry } from "../../core/memory/activity";
import {
  type ActivityNode,
  type Drawn,
  type OlderSentNode,
  type SentRunNode,
  forgottenOf,
  rowsBelow,
  runSince,
  runsOf,
  topRows,
  withMore,
} from "../../ui/activityNodes";
import {
  type ActivityWords,
  addedTexts,
  noteDescription,
  noteLabel,
  runDescription,
  runLabel,
  runSentence,
  sentDescription,
  sentLabel,
  sentLines,
  sentSentence,
} from "../../ui/activityText";
import { fieldBlock, fieldDescription } from "../../ui/activityUpdates";
import type { App } from "../app";
import { recordPage } from "../../scan";
import { oneLine } from "../../core/text/foreignText";
import { BuiltInCommand, Command } from "../shell/ids";
import { localTime, shortTime, t } from "../shell/l10n";
import { openLink } from "../articles/openLink";
import { linesTooltip } from "../shell/markdownText";
import { drawRow, icon } from "./drawRow";
import type { Rows } from "./lazyView";

const SENT_ICONS: Readonly<Record<ActivityEntry["kind"], string>> = {
  notes: "verified",
  created: "person-add",
  fields: "edit",
  mail: "mail",
};

const WORDS: ActivityWords = { t, time: localTime, shortTime };

/** The section *Activity*: everything that was sent out, from memory. In Restricted Mode as well: nothing is asked for it. */
export class ActivityRows implements Rows<ActivityNode> {
  private drawn: Drawn = new Map();

  constructor(private readonly app: App) {}

  async roots(): Promise<readonly ActivityNode[]> {
    const journals = await this.journals();
    return [
      ...topRows(runsIn(journals), this.drawn),
      ...journals.flatMap(({ entries, folder }) => forgottenOf(entries, folder)),
    ];
  }

  children(node: ActivityNode): readonly ActivityNode[] {
    return rowsBelow(node, this.drawn);
  }

  item(node: ActivityNode): vscode.TreeItem {
    return Object.assign(itemOf(node), { id: node.id });
  }

  tooltip(item: vscode.TreeItem, node: ActivityNode): vscode.TreeItem {
    const lines = tooltipLines(node);
    return lines.length === 0 ? item : Object.assign(item, { tooltip: linesTooltip(lines) });
  }

  /** Draws more rows in place of the one that stands for them. */
  showMore(node: OlderSentNode): void {
    this.drawn = withMore(this.drawn, node);
    this.app.activity.refresh();
  }

  /** **Show Activity**: brings the section into sight, and of it what was sent since then. */
  async show(since?: string): Promise<void> {
    this.app.activity.refresh();
    const run = since === undefined ? undefined : runSince(runsIn(await this.journals()), since);
    if (run === undefined) await this.app.activity.focus();
    else await this.app.activity.reveal(run);
  }

  private async journals(): Promise<readonly Journal[]> {
    const { folders, sessions } = this.app;
    const several = folders.all.length > 1;
    return Promise.all(
      folders.all.map(async (folder) => {
        const session = await sessions.usable(folder);
        return { entries: session === null ? [] : await session.activity(), folder: several ? folder.name : "" };
      }),
    );
  }
}

/** What one folder has sent out, newest first. */
interface Journal {
  readonly entries: readonly ActivityEntry[];
  /** "" where there is only one. */
  readonly folder: string;
}

function runsIn(journals: readonly Journal[]): readonly SentRunNode[] {
  return journals.flatMap(({ entries, folder }) => runsOf(entries, folder));
}

/** **Show What Was Added** of a run, of a record or of a note. */
export async function showAdded(app: App, node?: ActivityNode): Promise<void> {
  const entries = entriesOf(node);
  const [first] = entries;
  if (node === undefined || first === undefined) return;
  const { before, after } = addedTexts(entries, WORDS);
  // A path ends at a slash in the title of an editor.
  const title = (node.kind === "run" ? localTime(node.at) : nameOf(first)).replaceAll("/", "∕").slice(0, 80);
  if (before === after) {
    await app.texts.show(title, after, { key: node.id });
    return;
  }
  const left = app.texts.put(title, before, { key: `${node.id}\nbefore` });
  const right = app.texts.put(title, after, { key: `${node.id}\nafter` });
  const values = { name: oneLine(title) };
  const name = first.kind === "fields" ? t("{name}: what was changed", values) : t("{name}: what was added", values);
  await vscode.commands.executeCommand(BuiltInCommand.diff, left, right, name, { preview: true });
}

/** **Open Record** of an entry, in the web interface of the server it was sent to. */
export async function openSentRecord(app: App, node: ActivityNode): Promise<void> {
  const [entry] = node.kind === "run" ? [] : entriesOf(node);
  if (entry !== undefined && entry.kind !== "mail")
    await openLink(app, recordPage(entry.server, entry.record.id), "server");
}

function entriesOf(node: ActivityNode | undefined): readonly ActivityEntry[] {
  switch (node?.kind) {
    case "run":
      return node.entries;
    case "sent":
      return [node.entry];
    case "note":
      return node.entry.kind === "notes" || node.entry.kind === "created"
        ? [{ ...node.entry, notes: [node.note] }]
        : [];
    case "field":
      return node.entry.kind === "fields" ? [{ ...node.entry, fields: [node.field] }] : [];
    case "olderSent":
    case "forgotten":
    case undefined:
      return [];
  }
}

function nameOf(entry: ActivityEntry): string {
  return oneLine(entry.kind === "mail" ? entry.subject : entry.record.value);
}

function itemOf(node: ActivityNode): vscode.TreeItem {
  switch (node.kind) {
    case "run":
      return drawRow(
        runLabel(node, t),
        {
          description: runDescription(node, WORDS),
          iconPath: icon("history"),
          contextValue: "run",
          accessibilityInformation: { label: runSentence(node, WORDS) },
        },
        true,
      );
    case "sent": {
      const { kind } = node.entry;
      return drawRow(
        sentLabel(node),
        {
          description: sentDescription(node, t),
          iconPath: icon(SENT_ICONS[kind]),
          contextValue: kind === "mail" ? "sent" : "sent record",
          accessibilityInformation: { label: sentSentence(node, t) },
          ...(kind === "mail" ? { command: showCommand(node) } : {}),
        },
        kind !== "mail",
      );
    }
    case "note":
      return drawRow(noteLabel(node), {
        description: noteDescription(node, t),
        iconPath: icon("note"),
        contextValue: "note record",
        accessibilityInformation: { label: `${noteLabel(node)}, ${noteDescription(node, t)}` },
        command: showCommand(node),
      });
    case "field":
      return drawRow(oneLine(node.field.field), {
        description: fieldDescription(node.field, t),
        iconPath: icon("symbol-field"),
        contextValue: "field record",
        accessibilityInformation: { label: `${oneLine(node.field.field)}, ${fieldDescription(node.field, t)}` },
        command: showCommand(node),
      });
    case "olderSent":
      return drawRow(t("Show more ({count} left)", { count: node.count }), {
        iconPath: icon("ellipsis"),
        command: { command: Command.showMore, title: "", arguments: [node] },
      });
    case "forgotten":
      return drawRow(t("Older entries are gone"), {
        description: [node.folder, t("{limit} are kept", { limit: MAX_ACTIVITY_ENTRIES })]
          .filter((part) => part !== "")
          .join(" · "),
        iconPath: icon("info"),
      });
  }
}

function showCommand(node: ActivityNode): vscode.Command {
  return { command: Command.showAdded, title: t("Show What Was Added"), arguments: [node] };
}

function tooltipLines(node: ActivityNode): readonly string[] {
  switch (node.kind) {
    case "run":
      return [runSentence(node, WORDS)];
    case "sent":
      return [sentSentence(node, t), ...sentLines(node.entry, WORDS)];
    case "note":
      return [node.note.title, node.note.text, node.note.url];
    case "field": {
      const { before, after } = fieldBlock(node.field, t);
      return [t("Before"), before, t("After"), after];
    }
    case "olderSent":
    case "forgotten":
      return [];
  }
}
