import type { MailConfig } from "../config/types";
import type { Clock, Signing, StateStore, Translate } from "../ports";
import { buildDigest, type DigestGroup } from "./digest";
import { parseMailAddresses } from "./mailAddresses";
import type { MailAccess, Mailer, MailFailure, MailMessage, MailResult } from "./mailer";
import { createMailOutbox, type WaitingMail } from "./mailOutbox";
import { mailAccount, parseMailServer, type MailServer } from "./mailServer";

/** Where a configuration sends mail, or which of its keys keeps it from that. */
export type MailTarget =
  | {
      readonly ok: true;
      readonly server: MailServer;
      /** The sender signs in. */
      readonly user: string;
      readonly to: readonly string[];
      /** What the password belongs to. */
      readonly account: string;
    }
  | { readonly ok: false; readonly key: "mailServer" | "senderMailAddress" | "destinationMailAddress" };

export interface MailReport {
  readonly sent: number;
  readonly waiting: number;
  readonly failure: MailFailure | null;
}

/** What the front doors ask about mail. Expected failures are values. */
export interface MailDesk {
  /** The mail about what a run has found, as it would be sent. */
  compose(config: MailConfig, groups: readonly DigestGroup[]): MailMessage | null;
  /** Remembers a mail until a server has taken it. */
  queue(message: MailMessage): Promise<void>;
  waiting(): Promise<readonly WaitingMail[]>;
  /** Hands in all that waits, the oldest first, until one fails. */
  send(access: MailAccess, signal: AbortSignal): Promise<MailReport>;
  /** Gives up all that waits. */
  discard(): Promise<void>;
  /** Sends a mail that says that it works; nothing is remembered. */
  sendTest(config: MailConfig, access: MailAccess, signal: AbortSignal): Promise<MailResult>;
}

export interface MailWorld {
  readonly mailer: Mailer;
  readonly store: StateStore;
  readonly changeMemory: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onDamaged: (name: string, asideName: string) => void;
  readonly clock: Pick<Clock, "now">;
  readonly signing: Pick<Signing, "nonce">;
  readonly t: Translate;
}

/** Reads server, sender and receivers of a configuration. */
export function mailTarget(config: MailConfig): MailTarget {
  const server = parseMailServer(config.mailServer);
  if (server === null) return { ok: false, key: "mailServer" };
  const [user, ...others] = parseMailAddresses(config.senderMailAddress) ?? [];
  if (user === undefined || others.length > 0) return { ok: false, key: "senderMailAddress" };
  const to = parseMailAddresses(config.destinationMailAddress);
  if (to === null) return { ok: false, key: "destinationMailAddress" };
  return { ok: true, server, user, to, account: mailAccount(user, server) };
}

/** What is missing for mail, in a sentence. */
export function describeMailTarget(key: Extract<MailTarget, { ok: false }>["key"], t: Translate): string {
  return t("mailconfig.{key} of the configuration cannot be used, so no mail is sent.", { key });
}

export function createMailDesk(world: MailWorld): MailDesk {
  const { mailer, t } = world;
  const outbox = createMailOutbox(world.store, world.onDamaged);
  const change = (edit: (mails: readonly WaitingMail[]) => readonly WaitingMail[]): Promise<void> =>
    world.changeMemory(() => outbox.change(edit));
  const message = (config: MailConfig, content: Pick<MailMessage, "subject" | "text" | "html">): MailMessage | null => {
    const target = mailTarget(config);
    if (!target.ok) return null;
    const domain = target.user.slice(target.user.lastIndexOf("@") + 1);
    const id = `${world.clock.now().getTime().toString(36)}.${world.signing.nonce().slice(0, 24)}`;
    return { from: target.user, to: target.to, ...content, messageId: `<${id}@${domain}>` };
  };

  return {
    compose: (config, groups) => message(config, buildDigest(config.mailSubject, groups, config.placeholder, t)),
    queue: (mail) => change((mails) => [...mails, { message: mail, created: world.clock.now().toISOString() }]),
    waiting: () => outbox.waiting(),
    send: async (access, signal) => {
      let sent = 0;
      let failure: MailFailure | null = null;
      // Jobs may be sent by different accounts.
      for (const mail of (await outbox.waiting()).filter(({ message: { from } }) => from === access.user)) {
        const { messageId } = mail.message;
        const result = await mailer.send(mail.message, access, signal);
        if (result.ok) {
          sent += 1;
          await change((mails) => mails.filter((one) => one.message.messageId !== messageId));
          continue;
        }
        ({ failure } = result);
        const reason = result.failure;
        if (reason.code !== "aborted") {
          await change((mails) =>
            mails.map((one) => (one.message.messageId === messageId ? { ...one, failure: reason } : one)),
          );
        }
        break;
      }
      return { sent, waiting: (await outbox.waiting()).length, failure };
    },
    discard: () => change(() => []),
    sendTest: async (config, access, signal) => {
      const works = t("TI Scraper can send mail from here.");
      const test = message(config, {
        subject: t("TI Scraper: test mail"),
        text: `${works}\n`,
        html: `<p>${works}</p>`,
      });
      if (test === null) throw new Error("The configuration names no server or no address.");
      return mailer.send(test, access, signal);
    },
  };
}
