import * as vscode from "vscode";
import { isOnionAddress } from "../../core/sources/throughTor";
import type { SafeText } from "../../core/text/foreignText";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { openExternal } from "../shell/links";
import { ask, notify } from "../shell/notify";

/** Whose a link is: of a source, of a text that may be of several, or of a server the user has set up. */
export type LinkOrigin = { readonly source: string } | "texts" | "server";

/**
 * Opens an address in the browser: the only way by which a link is opened. Asks first where that would tell what Tor hides. False when
 * it was not opened.
 */
export async function openLink(app: App, url: string, origin: LinkOrigin): Promise<boolean> {
  if (!/^https?:\/\//i.test(url)) {
    notify("warning", t("Only addresses that start with http:// or https:// are opened."));
    return false;
  }
  const question = isOnionAddress(url) ? onionQuestion() : await originQuestion(app, origin);
  if (question !== null && !(await mayOpen(url, question))) return false;
  return openExternal(url);
}

interface Question {
  readonly sentence: SafeText;
  readonly detail: string;
}

async function mayOpen(url: string, { sentence, detail }: Question): Promise<boolean> {
  const choices = [
    { label: t("Copy Link"), opens: false },
    { label: t("Open Anyway"), opens: true },
  ];
  const answer = await ask("warning", sentence, choices, { detail });
  if (answer?.opens === false) await vscode.env.clipboard.writeText(url);
  return answer?.opens === true;
}

/** A browser that is not Tor's would ask the name servers of the network for the address. */
function onionQuestion(): Question {
  return {
    sentence: t("This address is an onion service."),
    detail: t(
      "Any browser but Tor Browser looks its name up in your network, which tells what you read and opens nothing. Copy the link for Tor Browser instead.",
    ),
  };
}

/** What is read through Tor may lead to a site that waits for whoever reads it. */
async function originQuestion(app: App, origin: LinkOrigin): Promise<Question | null> {
  if (origin === "server") return null;
  const detail = t(
    "Any browser but Tor Browser asks for it from your own address, which may tell those behind the source who reads it. Copy the link for Tor Browser instead.",
  );
  const source = origin === "texts" ? null : origin.source;
  if (source !== null && isOnionAddress(source)) return { sentence: fromTor(), detail };
  // The configuration of a folder that is not trusted is not read.
  if (!vscode.workspace.isTrusted) {
    return { sentence: t("Whether this link comes from a source that is read through Tor is not known here."), detail };
  }
  for (const folder of app.folders.all) {
    const { sources } = await app.sessions.of(folder);
    if (!(await sources.throughTor(source))) continue;
    return {
      sentence: source === null ? t("This link may come from a source that is read through Tor.") : fromTor(),
      detail,
    };
  }
  return null;
}

function fromTor(): SafeText {
  return t("This link comes from a source that is read through Tor.");
}
