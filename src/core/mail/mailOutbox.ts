import type { StateStore } from "../ports";
import { isRecord } from "../text/isRecord";
import type { MailFailure, MailMessage } from "./mailer";

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

/** Old ones give way: nobody reads a pile of digests. */
const MOST = 20;
const NAME = "mail";
const VERSION = 1;

/** The mails that are decided and that no server has taken yet, in a document of the workspace's state. */
export interface MailOutbox {
  waiting(): Promise<readonly WaitingMail[]>;
  /** Within the lock of the state. */
  change(change: (mails: readonly WaitingMail[]) => readonly WaitingMail[]): Promise<void>;
}

/** @param onDamaged gets the document's name and the name it was set aside under */
export function createMailOutbox(store: StateStore, onDamaged: (name: string, asideName: string) => void): MailOutbox {
  const waiting = async (): Promise<readonly WaitingMail[]> => {
    const value = await store.read(NAME, (aside) => onDamaged(NAME, aside));
    if (value === null) return [];
    const mails = isRecord(value) && value["version"] === VERSION ? value["mails"] : null;
    if (Array.isArray(mails) && mails.every(isWaitingMail)) return mails;
    onDamaged(NAME, await store.setAside(NAME));
    return [];
  };
  return {
    waiting,
    change: async (change) => {
      const mails = change(await waiting());
      await store.write(NAME, { version: VERSION, mails: mails.slice(-MOST) });
    },
  };
}

function isWaitingMail(value: unknown): value is WaitingMail {
  if (!isRecord(value) || typeof value["created"] !== "string" || !isRecord(value["message"])) return false;
  const { from, to, subject, text, html, messageId } = value["message"];
  return (
    [from, subject, text, html, messageId].every((part) => typeof part === "string") &&
    Array.isArray(to) &&
    to.every((address) => typeof address === "string")
  );
}
