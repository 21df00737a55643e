import type * as vscode from "vscode";
import { type Agreed, type Agreement, THIS_MACHINE } from "../../core/memory/agreements";
import type { UsableTarget } from "../../core/mail/mail";
import { openStateHome } from "../../scan";
import { type NotificationMode, notificationMode } from "../shell/settings";
import { chosenStateFolder } from "../shell/stateFolder";

type StateHome = ReturnType<typeof openStateHome>;

/** What was agreed for the folders of this window: nothing of it follows from what lies in a folder. */
export class FolderAgreements {
  private opened: { readonly folder: string | null; readonly home: StateHome } | undefined;

  constructor(private readonly log: Pick<vscode.LogOutputChannel, "warn">) {}

  /** All that is kept on this machine, in the place that is chosen now. Throws a `StateFolderError` where nothing can be. */
  get home(): StateHome {
    const folder = chosenStateFolder();
    if (this.opened?.folder !== folder) this.opened = { folder, home: this.homeIn(folder) };
    return this.opened.home;
  }

  /** What is kept in another place. */
  homeIn(folder: string | null): StateHome {
    return openStateHome(
      (name, aside) => this.log.warn(`${name} was damaged and has been set aside as ${aside}.`),
      folder,
    );
  }

  /** What a folder is known by: its real path on the machine it lies on, which is the one this code runs on. */
  identityOf(folder: Pick<vscode.WorkspaceFolder, "uri">): string {
    return this.home.identityOf(folder.uri.fsPath);
  }

  async of(folder: Pick<vscode.WorkspaceFolder, "uri">): Promise<readonly Agreed[]> {
    return (await this.home.agreements.all()).get(this.identityOf(folder)) ?? [];
  }

  has(folder: Pick<vscode.WorkspaceFolder, "uri">, agreement: Agreement): Promise<boolean> {
    return this.home.agreements.has(this.identityOf(folder), agreement);
  }

  agree(folder: Pick<vscode.WorkspaceFolder, "uri">, agreement: Agreement): Promise<void> {
    return this.home.agreements.agree(this.identityOf(folder), agreement);
  }

  /** Takes back what was agreed about a server, whatever the folder, path and tenant. */
  async takeBackServer(origin: string): Promise<void> {
    for (const [folder, agreed] of await this.home.agreements.all()) {
      for (const { agreement } of agreed) {
        const isMeant = agreement.kind === "write" && originOf(agreement.server) === origin;
        if (isMeant) await this.home.agreements.takeBack(folder, agreement);
      }
    }
  }

  /** The hosts that may lie in a private network, whatever the folder. */
  async privateHosts(): Promise<readonly string[]> {
    const agreed = (await this.home.agreements.all()).get(THIS_MACHINE) ?? [];
    return agreed.flatMap(({ agreement }) => (agreement.kind === "private" ? [agreement.host] : []));
  }

  allowPrivate(host: string): Promise<void> {
    return this.home.agreements.agree(THIS_MACHINE, { kind: "private", host });
  }

  /** How much a folder may say by notifications: its own settings count only once it may scan by itself. */
  async notifications(folder: vscode.WorkspaceFolder): Promise<NotificationMode> {
    return notificationMode(folder, await this.has(folder, { kind: "scan" }));
  }
}

/** Null for what is no address. */
function originOf(server: string): string | null {
  return URL.canParse(server) ? new URL(server).origin : null;
}

/** What is agreed to before mail goes to these receivers. */
export function mailAgreement({ account, to }: Pick<UsableTarget, "account" | "to">): Agreement {
  return { kind: "mail", account, receivers: to };
}
