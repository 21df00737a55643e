import type * as vscode from "vscode";
import type { JobId } from "../../core/model/model";
import type { FolderAgreements } from "../agreements/folderAgreements";
import { Stored } from "../shell/ids";
import { ListedSecrets } from "../shell/listedSecrets";

/** The secrets of the scripts of jobs: each belongs to one job of one folder, and no other can name it. */
export class JobSecrets extends ListedSecrets {
  constructor(
    secrets: vscode.SecretStorage,
    memory: vscode.Memento,
    private readonly agreements: Pick<FolderAgreements, "identityOf">,
  ) {
    super(secrets, memory, { prefix: Stored.jobSecretPrefix, list: Stored.jobSecrets });
  }

  async get(folder: vscode.WorkspaceFolder, job: JobId, secret: string): Promise<string | null> {
    return (await this.stored(ownerOf(this.agreements.identityOf(folder), job, secret))) ?? null;
  }

  async put(folder: vscode.WorkspaceFolder, job: JobId, secret: string, value: string): Promise<void> {
    await this.store(ownerOf(this.agreements.identityOf(folder), job, secret), value);
  }

  /** Forgets those of a job: it is asked for them again. @param identity of its folder */
  async clearOf(identity: string, job: JobId): Promise<void> {
    const start = JSON.stringify([identity, job]).replace(/\]$/, ",");
    for (const owner of this.owners) if (owner.startsWith(start)) await this.clear(owner);
  }
}

function ownerOf(identity: string, job: JobId, secret: string): string {
  return JSON.stringify([identity, job, secret]);
}
