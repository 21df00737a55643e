import type { MailConfig } from "../config/types";
import { MAX_WAITING_MAILS, WRITE_LOCK_MS } from "../limits";
import { MAIL } from "../config/defaults";
import { shortLine } from "../text/foreignText";
import { type ActivityBy, withActivity } from "../memory/activity";
import { receiversKey } from "../memory/agreements";
import type { Workspace } from "../memory/workspace";
import type { Signing } from "../ports";
import type { Translate } from "../text/translate";
import { type DigestGroup, buildDigest } from "./digest";
import { parseMailAddresses, parseNamedAddresses } from "./mailAddresses";
import type { MailAccess, MailFailure, MailMessage, MailResult, Mailer } from "./mailer";
import { MAIL_OUTBOX, type WaitingMail } from "./mailOutbox";
import { type MailServer, mailAccount, parseMailServer } from "./mailServer";

const MAX_SHOWN_VALUE_CHARACTERS = 80;

/** Where a configuration sends mail, or which of its keys keeps it from that. */
export type MailTarget =
  | {
      readonly ok: true;
      readonly server: MailServer;
      /** The sender, who signs in where the server wants that. */
      readonly user: string;
      /** As the sender is shown; empty for none. */
      readonly userName: string;
      readonly to: readonly string[];
      /** What the password belongs to. */
      readonly account: string;
    }
  | { readonly ok: false; readonly key: "mailServer" | "senderMailAddress" | "destinationMailAddress" };

/** A server, a sender and receivers that can be used. */
export type UsableTarget = Extract<MailTarget, { ok: true }>;

export interface MailReport {
  readonly sent: number;
  readonly waiting: number;
  /** Of the last mail that was not taken. */
  readonly failure: MailFailure | null;
  /** Receivers some mail does not go to, where the others have it. */
  readonly refused: readonly string[];
  /** Another window or process is sending; nothing was tried. */
  readonly busy?: true;
}

/** What the front doors ask about mail. Expected failures are values. */
export interface Mail {
  /** The mail about what a run has found, as it would be sent. @param remarks sentences of ours below that */
  compose(config: MailConfig, groups: readonly DigestGroup[], remarks?: readonly string[]): MailMessage | null;
  /**
   * Remembers a mail until a server has taken it.
   *
   * @param held the user wants to see it first
   * @param isGrowing more text is to come: until `release` it is sent by nobody here, and after a crash as it is
   * @returns how many older ones have given way to it, since too many wait
   */
  queue(message: MailMessage, held: boolean, isGrowing?: boolean): Promise<number>;
  /** Another text for a mail that waits, known by its id; one that has been sent meanwhile stays as it was. */
  rewrite(message: MailMessage): Promise<void>;
  /** A mail that was queued as growing can be sent. */
  release(messageId: string): void;
  waiting(): Promise<readonly WaitingMail[]>;
  /**
   * Hands in what waits for a sender and the receivers agreed to, the oldest first. A mail that the server will never take keeps no other from being sent.
   *
   * @param held also those that the user wanted to see first
   * @param by who sends; left out, a person. What the server takes stands in the activity.
   */
  send(access: MailAccess, held: boolean, signal: AbortSignal, by?: ActivityBy): Promise<MailReport>;
  /** Gives up all that waits. */
  discard(): Promise<void>;
  /** Sends a mail that says that it works; nothing is remembered. */
  sendTest(config: MailConfig, access: MailAccess, signal: AbortSignal): Promise<MailResult>;
}

/** Reads server, sender and receivers of a configuration. */
export function mailTarget(config: MailConfig): MailTarget {
  const server = parseMailServer(config.mailServer);
  if (server === null) return { ok: false, key: "mailServer" };
  const [sender, ...others] = parseNamedAddresses(config.senderMailAddress) ?? [];
  if (sender === undefined || others.length > 0) return { ok: false, key: "senderMailAddress" };
  const { address: user, name: userName } = sender;
  const to = parseMailAddresses(config.destinationMailAddress);
  if (to === null) return { ok: false, key: "destinationMailAddress" };
  return { ok: true, server, user, userName, to, account: mailAccount(user, server) };
}

/** What keeps a configuration from sending mail and what to write there, in a sentence. */
export function describeMailTarget(
  config: MailConfig,
  key: Extract<MailTarget, { ok: false }>["key"],
  t: Translate,
): string {
  const value = shortLine(config[key], MAX_SHOWN_VALUE_CHARACTERS);
  switch (key) {
    case "mailServer":
      return value === ""
        ? t(
            "No mail server is set, so no mail is sent: write it into mailconfig.mailServer, such as smtp.example.com:465.",
          )
        : t(
            "“{value}” in mailconfig.mailServer is no mail server, so no mail is sent: write a host, such as smtp.example.com:465.",
            { value },
          );
    case "senderMailAddress":
      return value === ""
        ? t("No sender is set, so no mail is sent: write a mail address into mailconfig.senderMailAddress.")
        : t("“{value}” in mailconfig.senderMailAddress is not one mail address, so no mail is sent.", { value });
    case "destinationMailAddress":
      return value === ""
        ? t("No receiver is set, so no mail is sent: write a mail address into mailconfig.destinationMailAddress.")
        : t("“{value}” in mailconfig.destinationMailAddress is no list of mail addresses, so no mail is sent.", {
            value,
          });
  }
}

/** The subject that a configuration asks for; null where it is the one that it is shipped with, or none: then what was found is told. */
function wantedSubject({ mailSubject }: MailConfig): string | null {
  return mailSubject.trim() === "" || mailSubject === MAIL.mailSubject ? null : mailSubject;
}

/** What became of mails that waited while others came, in a sentence. */
export function describeGoneMails(count: number, t: Translate): string {
  return t("Mails that waited were given up, the oldest first: {count}. At most {limit} wait.", {
    count,
    limit: MAX_WAITING_MAILS,
  });
}

/** What waits for a sender, as one target for each set of receivers: it is agreed to for all of them, or not at all. */
export function waitingTargets<T extends Pick<UsableTarget, "user" | "to">>(
  target: T,
  mails: readonly WaitingMail[],
  held: boolean,
): readonly T[] {
  const found = new Map<string, T>();
  for (const mail of mails) {
    const { to } = mail.message;
    if (isMeant(mail, { user: target.user, to }, held)) found.set(receiversKey(to), { ...target, to });
  }
  return [...found.values()];
}

/** Jobs may be sent by different accounts, to different receivers. */
function isMeant(
  { message, held: isHeld }: WaitingMail,
  { user, to }: Pick<UsableTarget, "user" | "to">,
  held: boolean,
): boolean {
  return message.from === user && receiversKey(message.to) === receiversKey(to) && (held || isHeld === undefined);
}

/** Mail of one folder. What waits is kept until a server has taken it. */
export function createMail(
  { memory: folder, clock, t }: Pick<Workspace, "memory" | "clock" | "t">,
  signing: Pick<Signing, "nonce">,
  mailer: Mailer,
): Mail {
  const memory = folder.with({ mails: MAIL_OUTBOX });
  /** Ids of mails that another run of this process still writes. */
  const growing = new Set<string>();
  const waitingMails = async (): Promise<readonly WaitingMail[]> => (await memory.load("mails")).mails;
  const change = async (edit: (mails: readonly WaitingMail[]) => readonly WaitingMail[]): Promise<void> => {
    await memory.change(["mails"], ({ mails }) => ({ mails: edit(mails) }));
  };
  /** It waits no longer, and stands in the activity: both or neither. */
  const taken = async (
    { messageId, from, to, subject }: MailMessage,
    refused: readonly string[],
    { server: { host, port } }: MailAccess,
    by: ActivityBy,
  ): Promise<void> => {
    const now = clock.now();
    const receivers = to.filter((receiver) => !refused.includes(receiver));
    const entry = { kind: "mail", at: now.toISOString(), by, server: `${host}:${port}` } as const;
    await memory.change(["mails", "activity"], ({ mails, activity }) => ({
      mails: mails.filter((one) => one.message.messageId !== messageId),
      activity: withActivity(activity, [{ ...entry, from, to: receivers, subject }], now),
    }));
  };
  const message = (config: MailConfig, content: Pick<MailMessage, "subject" | "text" | "html">): MailMessage | null => {
    const target = mailTarget(config);
    if (!target.ok) return null;
    const domain = target.user.slice(target.user.lastIndexOf("@") + 1);
    const id = `${clock.now().getTime().toString(36)}.${signing.nonce().slice(0, 24)}`;
    const { user: from, userName, to } = target;
    const fromName = userName === "" ? {} : { fromName: userName };
    return { from, ...fromName, to, ...content, messageId: `<${id}@${domain}>` };
  };

  return {
    compose: (config, groups, remarks) =>
      message(config, buildDigest(wantedSubject(config), groups, config.placeholder, t, remarks)),
    queue: async (mail, held, isGrowing = false) => {
      if (isGrowing) growing.add(mail.messageId);
      const waits = { message: mail, created: clock.now().toISOString(), ...(held ? { held } : {}) };
      let gone = 0;
      await change((mails) => {
        const all = [...mails, waits];
        gone = Math.max(0, all.length - MAX_WAITING_MAILS);
        return all.slice(gone);
      });
      return gone;
    },
    rewrite: (mail) =>
      change((mails) =>
        mails.map((one) => (one.message.messageId === mail.messageId ? { ...one, message: mail } : one)),
      ),
    release: (messageId) => {
      growing.delete(messageId);
    },
    waiting: waitingMails,
    send: async (access, held, signal, by = "person") => {
      let sent = 0;
      let failure: MailFailure | null = null;
      const refused = new Set<string>();
      const sendAll = async (): Promise<void> => {
        const mails = (await waitingMails()).filter((mail) => isMeant(mail, access, held));
        for (const { message } of mails.filter(({ message: { messageId } }) => !growing.has(messageId))) {
          const { messageId } = message;
          const result = await mailer.send(message, access, signal);
          if (result.ok) {
            sent += 1;
            for (const receiver of result.refused ?? []) refused.add(receiver);
            await taken(message, result.refused ?? [], access, by);
            continue;
          }
          const reason = result.failure;
          failure = reason;
          if (reason.code !== "aborted") {
            await change((waiting) =>
              waiting.map((one) => (one.message.messageId === messageId ? { ...one, failure: reason } : one)),
            );
          }
          if (reason.code !== "recipient" && reason.code !== "refused") return;
        }
      };
      // Two at a time would send a mail twice. Who waits in vain leaves it to the other.
      const done = await memory.withLock("mail", WRITE_LOCK_MS, sendAll);
      const waiting = (await waitingMails()).length;
      return { sent, waiting, failure, refused: [...refused], ...(done === null ? { busy: true } : {}) };
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
