import * as vscode from "vscode";
import { type SafeText, pickText } from "../../core/text/foreignText";
import { t } from "./l10n";
import { notify } from "./notify";
import { showPick } from "./prompts";

/** Secrets in VS Code's secret storage, each bound to its owner, a server, an account or a job; who they are stands beside it, since it cannot be listed. */
export class ListedSecrets {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly memory: vscode.Memento,
    /** Of `Stored`: what stands before the owner in secret storage, and the list of owners; and the context key that tells of any, where one does. */
    private readonly place: { readonly prefix: string; readonly list: string; readonly context?: string },
  ) {
    void this.tell();
  }

  /** Whom a secret was stored for. */
  get owners(): readonly string[] {
    return this.memory.get<readonly string[]>(this.place.list) ?? [];
  }

  /** Fires with the owner whose secret was stored or removed, in this window or another. */
  onDidChange(listener: (owner: string) => void): vscode.Disposable {
    const { prefix } = this.place;
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }

  async stored(owner: string): Promise<string | undefined> {
    return this.secrets.get(this.place.prefix + owner);
  }

  async store(owner: string, secret: string): Promise<void> {
    if (!this.owners.includes(owner)) await this.memory.update(this.place.list, [...this.owners, owner]);
    await this.secrets.store(this.place.prefix + owner, secret);
    await this.tell();
  }

  async clear(owner: string): Promise<void> {
    await this.secrets.delete(this.place.prefix + owner);
    await this.memory.update(
      this.place.list,
      this.owners.filter((known) => known !== owner),
    );
    await this.tell();
  }

  private async tell(): Promise<void> {
    const { context } = this.place;
    if (context !== undefined) await vscode.commands.executeCommand("setContext", context, this.owners.length > 0);
  }
}

/** The server whose key is meant: the only one there is, or which is picked. Undefined when the user turns away, or after it was said that there is none. */
export async function pickOrigin({ owners }: ListedSecrets, title: SafeText): Promise<string | undefined> {
  if (owners.length === 0) notify("info", t("No API key is stored."));
  if (owners.length < 2) return owners[0];
  const items = owners.map((origin) => ({ label: pickText(origin), origin }));
  return (await showPick(items, { title, placeHolder: t("For which server?") }))?.origin;
}
