import type * as vscode from "vscode";
import type { LeakSitesKey } from "../../core/records/readLeakSites";
import { Stored } from "../shell/ids";

/** Keys of ransomware.live PRO, each bound to the origin it was entered for. */
export class LeakSitesKeys {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly memory: vscode.Memento,
  ) {}

  /** Origins a key was stored for: SecretStorage cannot be listed. */
  get origins(): readonly string[] {
    return this.memory.get<readonly string[]>(Stored.leakSitesOrigins) ?? [];
  }

  /** The key that may be sent to an origin, or null. */
  async keyFor(origin: string): Promise<LeakSitesKey | null> {
    const key = await this.secrets.get(Stored.leakSitesKeyPrefix + origin);
    return key === undefined || key === "" ? null : { key, origin };
  }

  async store({ key, origin }: LeakSitesKey): Promise<void> {
    if (!this.origins.includes(origin)) await this.memory.update(Stored.leakSitesOrigins, [...this.origins, origin]);
    await this.secrets.store(Stored.leakSitesKeyPrefix + origin, key);
  }

  async clear(origin: string): Promise<void> {
    await this.secrets.delete(Stored.leakSitesKeyPrefix + origin);
    await this.memory.update(
      Stored.leakSitesOrigins,
      this.origins.filter((known) => known !== origin),
    );
  }
}
