import type * as vscode from "vscode";
import type { LeakSitesKey } from "../../core/records/readLeakSites";
import { ContextKey, Stored } from "../shell/ids";
import { ListedSecrets } from "../shell/listedSecrets";

/** Keys of ransomware.live PRO, each bound to the origin it was entered for. */
export class LeakSitesKeys extends ListedSecrets {
  constructor(secrets: vscode.SecretStorage, memory: vscode.Memento) {
    super(secrets, memory, {
      prefix: Stored.leakSitesKeyPrefix,
      list: Stored.leakSitesOrigins,
      context: ContextKey.hasLeakSitesKey,
    });
  }

  /** The key that may be sent to an origin, or null. */
  async keyFor(origin: string): Promise<LeakSitesKey | null> {
    const key = await this.stored(origin);
    return key === undefined || key === "" ? null : { key, origin };
  }
}
