import type * as vscode from "vscode";
import { ContextKey, Stored } from "../shell/ids";
import { ListedSecrets } from "../shell/listedSecrets";

/** SMTP passwords, each bound to the user at the server it was entered for: the account as `mailTarget` gives it. */
export class MailPasswords extends ListedSecrets {
  /** Accounts whose password a server has refused: it is not asked with it again and again, which would lock the account. */
  readonly refused = new Set<string>();

  constructor(secrets: vscode.SecretStorage, memory: vscode.Memento) {
    super(secrets, memory, {
      prefix: Stored.mailPasswordPrefix,
      list: Stored.mailAccounts,
      context: ContextKey.hasMailPassword,
    });
  }

  override async store(account: string, password: string): Promise<void> {
    this.refused.delete(account);
    await super.store(account, password);
  }
}
