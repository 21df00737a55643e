import type * as vscode from "vscode";
import { type SafeText, harmless } from "../../core/text/foreignText";
import type { ArticlesConfig } from "../../core/config/types";
import type { XsoarAccess } from "../../core/xsoar/connection";
import { Stored } from "../shell/ids";
import { configuredConnection } from "../../scan";
import { t } from "../shell/l10n";
import { ask } from "../shell/notify";

/** Where to write with which key, or why that is not known. */
export type Access =
  | { readonly kind: "ok"; readonly access: XsoarAccess; readonly origin: string }
  | { readonly kind: "noHost" }
  | { readonly kind: "noKey"; readonly origin: string }
  | { readonly kind: "unconfirmed"; readonly origin: string };

/** The server a configuration names, or null when it names none that can be used. */
export interface Server {
  readonly origin: string;
  /** The connection there with a key. */
  readonly withKey: (apiKey: string) => XsoarAccess;
}

/** API keys, each bound to the origin it was entered for, and the origins the user has agreed to. */
export class XsoarKeys {
  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly memory: vscode.Memento,
  ) {}

  /** Fires with the origin whose key was stored or removed, in this window or another. */
  onDidChange(listener: (origin: string) => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(Stored.apiKeyPrefix)) listener(key.slice(Stored.apiKeyPrefix.length));
    });
  }

  /** What a command may use for this configuration. A missing key is a normal state. */
  async access(config: ArticlesConfig): Promise<Access> {
    const server = serverOf(config);
    if (server === null) return { kind: "noHost" };
    const apiKey = await this.stored(server.origin);
    if (apiKey === undefined || apiKey === "") return { kind: "noKey", origin: server.origin };
    if (!this.origins.includes(server.origin)) return { kind: "unconfirmed", origin: server.origin };
    return { kind: "ok", access: server.withKey(apiKey), origin: server.origin };
  }

  /** Origins the user has agreed to: the index of stored keys as well, since SecretStorage cannot be listed. */
  get origins(): readonly string[] {
    return this.memory.get<readonly string[]>(Stored.confirmedOrigins) ?? [];
  }

  /** The key stored for an origin, or undefined. */
  async stored(origin: string): Promise<string | undefined> {
    return this.secrets.get(Stored.apiKeyPrefix + origin);
  }

  async store(origin: string, apiKey: string): Promise<void> {
    await this.secrets.store(Stored.apiKeyPrefix + origin, apiKey);
  }

  async clear(origin: string): Promise<void> {
    await this.secrets.delete(Stored.apiKeyPrefix + origin);
    await this.memory.update(
      Stored.confirmedOrigins,
      this.origins.filter((known) => known !== origin),
    );
  }

  /** Remembers that the user wants this server, as one who has typed its address does. */
  async agree(origin: string): Promise<void> {
    if (!this.origins.includes(origin)) await this.memory.update(Stored.confirmedOrigins, [...this.origins, origin]);
  }

  /** Asks once for each origin, since the workspace chose it: a modal that shows it whole. */
  async confirm(origin: string): Promise<boolean> {
    if (this.origins.includes(origin)) return true;
    const message = t("Use {origin} as Cortex XSOAR?", { origin: harmless(origin) });
    const detail = isPlainText(origin)
      ? t(
          "This address is not encrypted: everyone on the way can read the API key. The configuration of this workspace names it. The key you enter is sent to it.",
        )
      : t("The configuration of this workspace names this server. The key you enter is sent to it and to no other.");
    if ((await ask("warning", message, [{ label: t("Use This Server") }], { detail })) === undefined) return false;
    await this.agree(origin);
    return true;
  }
}

/** The XSOAR server of a configuration, whatever its form in the file. */
export function serverOf(config: Pick<ArticlesConfig, "profiling">): Server | null {
  const xsoar = config.profiling.CortexXSOARAPIConfig;
  if (xsoar.host.trim() === "") return null;
  const server = configuredConnection(xsoar, "");
  if (!server.ok) return null;
  return { origin: server.origin, withKey: (apiKey) => ({ ...server.connection, apiKey }) };
}

/** What is wrong with an entered key, or null. HTTP headers carry visible ASCII only. */
export function keyProblem(value: string): SafeText | null {
  if (value.trim() === "") return t("Enter the API key.");
  if (!/^[\u0021-\u007e]+$/.test(value.trim()))
    return t("An API key has letters, digits and signs of ASCII only, without blanks.");
  return null;
}

/** True when what is sent to this origin can be read on the way. */
export function isPlainText(origin: string): boolean {
  const url = new URL(origin);
  return url.protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}
