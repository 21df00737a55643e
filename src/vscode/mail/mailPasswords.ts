import type * as vscode from "vscode";
import { Stored } from "../shell/ids";

/** SMTP passwords, each bound to the user at the server it was entered for. */
export class MailPasswords {
  /** Accounts whose password a server has refused: it is not asked with it again and again, which would lock the account. */
  readonly refused = new Set<string>();

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly memory: vscode.Memento,
  ) {}

  /** Accounts a password was stored for: SecretStorage cannot be listed. */
  get accounts(): readonly string[] {
    return this.memory.get<readonly string[]>(Stored.mailAccounts) ?? [];
  }

  /** @param account as `mailTarget` gives it */
  async stored(account: string): Promise<string | undefined> {
    return this.secrets.get(Stored.mailPasswordPrefix + account);
  }

  async store(account: string, password: string): Promise<void> {
    this.refused.delete(account);
    if (!this.accounts.includes(account)) await this.memory.update(Stored.mailAccounts, [...this.accounts, account]);
    await this.secrets.store(Stored.mailPasswordPrefix + account, password);
  }

  async clear(account: string): Promise<void> {
    await this.secrets.delete(Stored.mailPasswordPrefix + account);
    await this.memory.update(
      Stored.mailAccounts,
      this.accounts.filter((known) => known !== account),
    );
  }
}
