import type { StateDocument } from "../memory/documents";
import { isRecord } from "../text/isRecord";
import { readFailure } from "../text/readFailure";
import { MAIL_FAILURE_PARTS, type MailFailure, type MailMessage } from "./mailer";

/** A mail that waits. */
export interface WaitingMail {
  readonly message: MailMessage;
  /** ISO 8601 UTC. */
  readonly created: string;
  /** The user wants to see it first. */
  readonly held?: true;
  /** Of the last try; absent when there was none. */
  readonly failure?: MailFailure;
}

/** The mails that are decided and that no server has taken yet. */
export const MAIL_OUTBOX: StateDocument<readonly WaitingMail[]> = {
  name: "mail",
  member: "mails",
  empty: [],
  decode: (data) => (Array.isArray(data) && data.every(isWaitingMail) ? data.map(withReadFailure) : null),
};

/** Why it waits is told where that can be read, and is no reason to lose it where not. */
function withReadFailure({ failure: stored, ...mail }: WaitingMail): WaitingMail {
  const failure = readFailure(stored, MAIL_FAILURE_PARTS);
  return failure === null ? mail : { ...mail, failure };
}

function isWaitingMail(value: unknown): value is WaitingMail {
  if (!isRecord(value) || typeof value["created"] !== "string" || !isRecord(value["message"])) return false;
  const { from, fromName, to, subject, text, html, messageId } = value["message"];
  return (
    (fromName === undefined || typeof fromName === "string") &&
    [from, subject, text, html, messageId].every((part) => typeof part === "string") &&
    Array.isArray(to) &&
    to.every((address) => typeof address === "string")
  );
}
