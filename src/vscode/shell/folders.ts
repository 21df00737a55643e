import * as vscode from "vscode";
import { NAMES_FILE, jobOfFileName, mayBeJob, ownJobOfFileName } from "../../core/config/configFiles";
import { MAX_CONFIG_BYTES } from "../../core/config/configNode";
import type { JobId } from "../../core/model/model";
import { Stored } from "./ids";
import { pickText } from "../../core/text/foreignText";
import { readSettings } from "./settings";
import { t } from "./l10n";
import { showPick } from "./prompts";

/** Which workspace folder the commands and the view speak of: the one that has a configuration. */
export class Folders implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** A folder came, went, or one of its configuration files or its names file changed. */
  readonly onDidChange = this.changed.event;
  private withConfig: readonly vscode.WorkspaceFolder[] = [];
  private watchers: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly memory: vscode.Memento) {
    this.subscriptions = [
      this.changed,
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.watch()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.later()),
    ];
  }

  /** Folders on disk: other schemes cannot be scanned. */
  get all(): readonly vscode.WorkspaceFolder[] {
    return (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === "file");
  }

  /** The folder the view shows: the one chosen last if it still has a configuration, else the first that has one. */
  get current(): vscode.WorkspaceFolder | undefined {
    const chosen = this.memory.get<string>(Stored.chosenFolder);
    return this.withConfig.find((folder) => folder.uri.toString() === chosen) ?? this.withConfig[0];
  }

  /** The folder of an address; undefined when it has gone. */
  byId(id: string): vscode.WorkspaceFolder | undefined {
    return this.all.find(({ uri }) => uri.toString() === id);
  }

  /** The folders that have a configuration, as of the last look. */
  get configured(): readonly vscode.WorkspaceFolder[] {
    return this.withConfig;
  }

  /** True when several folders have a configuration, so that the view must say which one it shows. */
  get several(): boolean {
    return this.withConfig.length > 1;
  }

  /** Looks for configurations again. Folders with one of the articles job come first. */
  async refresh(): Promise<void> {
    const found = await Promise.all(this.all.map(async (folder) => ({ folder, jobs: await configuredJobs(folder) })));
    this.withConfig = found
      .filter(({ jobs }) => jobs.length > 0)
      .sort((a, b) => Number(b.jobs.includes("articles")) - Number(a.jobs.includes("articles")))
      .map(({ folder }) => folder);
  }

  /** The folder to work in; asks when several have a configuration. Undefined when there is none or the user turned away. */
  async choose(): Promise<vscode.WorkspaceFolder | undefined> {
    await this.refresh();
    if (this.withConfig.length < 2) return this.current;
    const picked = await pickFolder(this.withConfig, this.current);
    if (picked !== undefined) await this.memory.update(Stored.chosenFolder, picked.uri.toString());
    return picked;
  }

  /** The folder a new configuration goes to; asks when there are several. */
  async chooseAny(): Promise<vscode.WorkspaceFolder | undefined> {
    return this.all.length < 2 ? this.all[0] : pickFolder(this.all, this.current);
  }

  /** Watches the configuration folders of the workspace; called again when folders or settings change. */
  watch(): void {
    vscode.Disposable.from(...this.watchers).dispose();
    this.watchers = this.all.map((folder) => {
      const { configFolder } = readSettings(folder);
      const patterns = [`${configFolder}/*_config.{json,yaml,yml}`, `${configFolder}/${NAMES_FILE}`];
      return vscode.Disposable.from(...patterns.map((pattern) => this.watchFiles(folder, pattern)));
    });
    this.later();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.watchers, ...this.subscriptions).dispose();
  }

  private watchFiles(folder: vscode.WorkspaceFolder, pattern: string): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, pattern));
    return vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(() => this.later()),
      watcher.onDidChange(() => this.later()),
      watcher.onDidDelete(() => this.later()),
    );
  }

  /** A save is several events; one look is enough. */
  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), 150);
  }
}

/** A file of a workspace folder, by its path there. */
export function fileIn(folder: vscode.WorkspaceFolder, file: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, ...file.split("/"));
}

/** The folder of configuration files in a workspace folder. */
export function configFolderUri(folder: vscode.WorkspaceFolder): vscode.Uri {
  return fileIn(folder, readSettings(folder).configFolder);
}

/** Whether a file lies in the configuration folder of a workspace folder on disk. */
export function isInConfigFolder(uri: vscode.Uri): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.some(
    (folder) => folder.uri.scheme === "file" && uri.path.startsWith(`${configFolderUri(folder).path}/`),
  );
}

/** False also where it cannot be looked at. */
export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** The names of what is in the configuration folder; none where it cannot be read. */
export async function namesInConfigFolder(folder: vscode.WorkspaceFolder): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(configFolderUri(folder))).map(([name]) => name);
  } catch {
    return [];
  }
}

/** The jobs that have a configuration file in a folder; of those of the user's own one stands for all. */
async function configuredJobs(folder: vscode.WorkspaceFolder): Promise<readonly JobId[]> {
  const names = await namesInConfigFolder(folder);
  const shipped = names.flatMap((name) => jobOfFileName(name) ?? []);
  if (shipped.length > 0) return shipped;
  for (const name of names) {
    const own = ownJobOfFileName(name);
    if (own !== null && mayBeJob(await textOf(vscode.Uri.joinPath(configFolderUri(folder), name)))) return [own.id];
  }
  return [];
}

/** Empty where it cannot be read, and for a file that is longer than any of ours. */
async function textOf(uri: vscode.Uri): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > MAX_CONFIG_BYTES ? "" : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return "";
  }
}

async function pickFolder(
  folders: readonly vscode.WorkspaceFolder[],
  first: vscode.WorkspaceFolder | undefined,
): Promise<vscode.WorkspaceFolder | undefined> {
  const ordered = [...folders].sort((a, b) => Number(b === first) - Number(a === first));
  const items = ordered.map((folder) => ({
    label: pickText(folder.name),
    description: pickText(folder.uri.fsPath),
    folder,
  }));
  const picked = await showPick(items, { placeHolder: t("Which folder?") });
  return picked?.folder;
}
