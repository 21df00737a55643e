import type * as vscode from "vscode";
import type { SafeText } from "../../core/text/foreignText";
import type { ArticlesConfig } from "../../core/config/types";
import type { XsoarAccess } from "../../core/xsoar/connection";
import { askServer } from "../agreements/askServer";
import type { FolderAgreements } from "../agreements/folderAgreements";
import { ContextKey, Stored } from "../shell/ids";
import { ListedSecrets } from "../shell/listedSecrets";
import { configuredConnection, normaliseBaseUrl, withoutApiPath } from "../../scan";
import { t } from "../shell/l10n";

/** Where to write with which key, or why that is not known. */
export type Access =
  | { readonly kind: "ok"; readonly access: XsoarAccess; readonly origin: string }
  | { readonly kind: "noHost" }
  | { readonly kind: "noKey"; readonly origin: string }
  /** There is a key, and the folder was not agreed to write there. */
  | { readonly kind: "unconfirmed"; readonly server: Server };

type Folder = Pick<vscode.WorkspaceFolder, "name" | "uri">;

/** The server a configuration names, or null when it names none that can be used. */
export interface Server {
  /** What its key belongs to. */
  readonly origin: string;
  /** With path and tenant: what is agreed to. */
  readonly baseUrl: string;
  readonly tenant: string | null;
  /** The connection there with a key. */
  readonly withKey: (apiKey: string) => XsoarAccess;
}

/** API keys, each bound to the origin it was entered for, and used for a folder only where that was agreed to. */
export class XsoarKeys extends ListedSecrets {
  constructor(
    secrets: vscode.SecretStorage,
    memory: vscode.Memento,
    private readonly agreements: FolderAgreements,
  ) {
    super(secrets, memory, { prefix: Stored.apiKeyPrefix, list: Stored.keyOrigins, context: ContextKey.hasKey });
  }

  /** What a command may use for this configuration of a folder. A missing key is a normal state. */
  async access(config: ArticlesConfig, folder: Folder): Promise<Access> {
    const server = serverOf(config);
    if (server === null) return { kind: "noHost" };
    const apiKey = await this.stored(server.origin);
    if (apiKey === undefined || apiKey === "") return { kind: "noKey", origin: server.origin };
    if (!(await this.agreements.has(folder, agreementOf(server)))) return { kind: "unconfirmed", server };
    return { kind: "ok", access: server.withKey(apiKey), origin: server.origin };
  }

  /** Removes a key, and what was agreed about its server. */
  override async clear(origin: string): Promise<void> {
    await super.clear(origin);
    await this.agreements.takeBackServer(origin);
  }

  /** Remembers that the user wants this server for a folder, as one who has typed its address does. */
  async agree(folder: Folder, server: Pick<Server, "baseUrl">): Promise<void> {
    await this.agreements.agree(folder, agreementOf(server));
  }

  /** Asks once for each folder and server, unless that was agreed to. */
  async confirm(folder: Folder, server: Server): Promise<boolean> {
    if (await this.agreements.has(folder, agreementOf(server))) return true;
    if (!(await this.asks(folder, server))) return false;
    await this.agree(folder, server);
    return true;
  }

  /** Asks before anything is sent to a server whose API path is not known yet; nothing is agreed to by that. */
  async mayBeAsked(folder: Folder, server: Omit<Server, "withKey">): Promise<boolean> {
    const isSame = (known: string): boolean => withoutApiPath(known) === withoutApiPath(server.baseUrl);
    const known = await this.agreements.of(folder);
    const isKnown = known.some(({ agreement: one }) => one.kind === "write" && isSame(one.server));
    return isKnown || this.asks(folder, server);
  }

  private async asks(folder: Folder, server: Omit<Server, "withKey">): Promise<boolean> {
    const key = await this.stored(server.origin);
    return askServer(folder, server, key !== undefined && key !== "");
  }
}

function agreementOf({ baseUrl }: Pick<Server, "baseUrl">) {
  return { kind: "write", server: baseUrl } as const;
}

/** The XSOAR server of a configuration, whatever its form in the file. */
export function serverOf(config: Pick<ArticlesConfig, "profiling">): Server | null {
  const xsoar = config.profiling.CortexXSOARAPIConfig;
  if (xsoar.host.trim() === "") return null;
  const server = configuredConnection(xsoar, "");
  if (!server.ok) return null;
  const { origin, connection } = server;
  const base = normaliseBaseUrl(xsoar.host, { keyId: xsoar.key_id });
  const tenant = base.ok ? base.tenant : null;
  return { origin, baseUrl: connection.baseUrl, tenant, withKey: (apiKey) => ({ ...connection, apiKey }) };
}

/** What is wrong with an entered key, or null. HTTP headers carry visible ASCII only. */
export function keyProblem(value: string): SafeText | null {
  if (value.trim() === "") return t("Enter the API key.");
  if (!/^[\u0021-\u007e]+$/.test(value.trim()))
    return t("An API key has letters, digits and signs of ASCII only, without blanks.");
  return null;
}
