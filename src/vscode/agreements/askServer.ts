import type * as vscode from "vscode";
import { harmless, safe } from "../../core/text/foreignText";
import { t } from "../shell/l10n";
import { ask } from "../shell/notify";

/** A server that a folder is to write to. */
interface AskedServer {
  readonly origin: string;
  /** With path and tenant. */
  readonly baseUrl: string;
  readonly tenant: string | null;
}

/**
 * Asks whether a folder may use a server, since its configuration chose it: a modal that shows both whole.
 *
 * @param hasKey a key for the server is stored already, of another folder or from before there were agreements of folders
 */
export async function askServer(
  { name, uri }: Pick<vscode.WorkspaceFolder, "name" | "uri">,
  { origin, baseUrl, tenant }: AskedServer,
  hasKey: boolean,
): Promise<boolean> {
  const message = t("Use {server} as Cortex XSOAR for the folder {folder}?", {
    server: harmless(baseUrl),
    folder: safe(name),
  });
  const sentences = [
    t(
      "The configuration of this folder names this server. Notes and records are written to it, and the API key is sent to it and to no other.",
    ),
    ...(isPlainText(origin) ? [t("This address is not encrypted: everyone on the way can read the API key.")] : []),
    ...(hasKey
      ? [
          t(
            "An API key for it is stored already. It is used for this folder only when you agree here: what goes out is agreed to for each folder by itself, no longer once for all.",
          ),
        ]
      : []),
  ];
  const facts = [
    t("Server: {server}", { server: harmless(baseUrl) }),
    ...(tenant === null ? [] : [t("Tenant: {tenant}", { tenant: harmless(tenant) })]),
    t("Folder: {folder}", { folder: harmless(uri.fsPath) }),
  ];
  const detail = [...sentences, facts.join("\n")].join("\n\n");
  const answer = await ask("warning", message, [{ label: t("Use This Server") }], { detail });
  return answer !== undefined;
}

/** True when what is sent to this origin can be read on the way. */
export function isPlainText(origin: string): boolean {
  const url = new URL(origin);
  return url.protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}
