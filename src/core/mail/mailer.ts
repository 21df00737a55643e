import type { TlsFailure } from "../model/failureReasons";
import { describeReason } from "../text/describeReason";
import { HTTP_PARTS, type Parts } from "../text/readFailure";
import { type Translate, withDetail } from "../text/translate";
import type { MailServer } from "./mailServer";

/** A mail as it is handed in. */
export interface MailMessage {
  readonly from: string;
  /** The name the sender is shown with; left out for none. */
  readonly fromName?: string;
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
  /** Empty for none: the mail is handed in at a server that asks nobody to sign in, and at no other. */
  readonly password: string;
  /** The receivers that were agreed to: a mail to others is not sent. */
  readonly to: readonly string[];
}

/** Why a mail was not taken. `detail` is the server's answer, shortened, without the password; empty where it gave none. */
export type MailFailure =
  | { readonly code: "password"; readonly detail: string }
  /** The server has its users sign in, and there is no password. */
  | { readonly code: "noPassword" }
  | { readonly code: "recipient"; readonly detail: string }
  | { readonly code: "refused"; readonly detail: string }
  | { readonly code: "server"; readonly detail: string }
  | { readonly code: "dns" }
  | { readonly code: "unreachable" }
  | { readonly code: "timeout" }
  | { readonly code: "noStartTls" }
  | { readonly code: "aborted" }
  | TlsFailure;

/** How it is read from a state document. */
export const MAIL_FAILURE_PARTS: Parts<MailFailure> = {
  password: { detail: "string" },
  noPassword: {},
  recipient: { detail: "string" },
  refused: { detail: "string" },
  server: { detail: "string" },
  dns: {},
  unreachable: {},
  timeout: {},
  noStartTls: {},
  aborted: {},
  tls: HTTP_PARTS.tls,
};

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

/** One sentence for each way a mail can fail, and what the server said of it. */
export function describeMailFailure(failure: MailFailure, { host, port }: MailServer, t: Translate): string {
  const server = `${host}:${port}`;
  switch (failure.code) {
    case "password":
      return withDetail(t("The mail server {server} refused user name or password.", { server }), failure.detail, t);
    case "noPassword":
      return t("The mail server {server} wants a password, and there is none. Nothing was sent.", { server });
    case "recipient":
      return withDetail(
        t("The mail server {server} does not take mail for a receiver.", { server }),
        failure.detail,
        t,
      );
    case "refused":
      return withDetail(t("The mail server {server} refused the mail.", { server }), failure.detail, t);
    case "server":
      return withDetail(t("The mail server {server} cannot take the mail now.", { server }), failure.detail, t);
    case "dns":
      return t("The name of the mail server {host} could not be found.", { host });
    case "unreachable":
      return t("The mail server {server} cannot be reached.", { server });
    case "timeout":
      return t("The mail server {server} did not answer in time.", { server });
    case "noStartTls":
      return t("The mail server {server} offers no encryption. Nothing was sent.", { server });
    case "tls":
      return t("There is no secure connection to the mail server {server}: {reason}. Nothing was sent.", {
        server,
        reason: describeReason(failure, t),
      });
    case "aborted":
      return t("Sending was cancelled.");
  }
}
