import type { Translate } from "../text/translate";
import type { MailServer } from "./mailServer";

/** A mail as it is handed in. */
export interface MailMessage {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same at every try, so that a mail that came twice shows once. */
  readonly messageId: string;
}

export interface MailAccess {
  readonly server: MailServer;
  readonly user: string;
  readonly password: string;
}

/** Why a mail was not taken. `detail` is the server's answer, shortened, without the password. */
export type MailFailure =
  | { readonly code: "password" | "recipient" | "refused" | "server"; readonly detail: string }
  | { readonly code: "dns" | "unreachable" | "timeout" | "noStartTls" | "aborted" }
  | { readonly code: "tls"; readonly detail: string };

export type MailResult =
  /** `refused`: receivers it does not go to, where the others have it. */
  { readonly ok: true; readonly refused?: readonly string[] } | { readonly ok: false; readonly failure: MailFailure };

/** Hands mails in at an SMTP server. */
export interface Mailer {
  /** Never rejects. */
  send(message: MailMessage, access: MailAccess, signal: AbortSignal): Promise<MailResult>;
}

/** What is told of a mail that not all receivers get. */
export function describeRefused(refused: readonly string[], { host, port }: MailServer, t: Translate): string {
  return t("The mail server {server} does not take mail for {receivers}. The other receivers get it.", {
    server: `${host}:${port}`,
    receivers: refused.join(", "),
  });
}

/** One sentence for each way a mail can fail, ending in a full stop. */
export function describeMailFailure(failure: MailFailure, { host, port }: MailServer, t: Translate): string {
  const server = `${host}:${port}`;
  switch (failure.code) {
    case "password":
      return t("The mail server {server} refused user name or password: {detail}.", { server, detail: failure.detail });
    case "recipient":
      return t("The mail server {server} does not take mail for a receiver: {detail}.", {
        server,
        detail: failure.detail,
      });
    case "refused":
      return t("The mail server {server} refused the mail: {detail}.", { server, detail: failure.detail });
    case "server":
      return t("The mail server {server} cannot take the mail now: {detail}.", { server, detail: failure.detail });
    case "dns":
      return t("The name of the mail server {host} could not be found.", { host });
    case "unreachable":
      return t("The mail server {server} cannot be reached.", { server });
    case "timeout":
      return t("The mail server {server} did not answer in time.", { server });
    case "noStartTls":
      return t("The mail server {server} offers no encryption. Nothing was sent.", { server });
    case "tls":
      return t("The certificate of the mail server {server} is not trusted: {detail}. Nothing was sent.", {
        server,
        detail: failure.detail,
      });
    case "aborted":
      return t("Sending was cancelled.");
  }
}
