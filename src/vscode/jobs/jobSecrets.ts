import type * as vscode from "vscode";
import type { JobId } from "../../core/model/model";
import type { FolderAgreements } from "../agreements/folderAgreements";
import { Stored } from "../shell/ids";

/** The secrets of the scripts of jobs: each belongs to one job of one folder, and no other can name it. */
export class JobSecrets {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly agreements: Pick<FolderAgreements, "identityOf">,
  ) {}

  async get(folder: vscode.WorkspaceFolder, job: JobId, secret: string): Promise<string | null> {
    return (await this.secrets.get(this.keyOf(folder, job, secret))) ?? null;
  }

  async store(folder: vscode.WorkspaceFolder, job: JobId, secret: string, value: string): Promise<void> {
    await this.secrets.store(this.keyOf(folder, job, secret), value);
  }

  private keyOf(folder: vscode.WorkspaceFolder, job: JobId, secret: string): string {
    return Stored.jobSecretPrefix + JSON.stringify([this.agreements.identityOf(folder), job, secret]);
  }
}
