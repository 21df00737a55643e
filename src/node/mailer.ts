import { createTransport } from "nodemailer";
import { MAIL_ANSWER_MS, MAIL_CONNECT_MS } from "../core/limits";
import type { MailAccess, MailFailure, MailMessage, MailResult, Mailer } from "../core/mail/mailer";
import { oneLine, shortLine } from "../core/text/foreignText";
import { onAbort } from "../core/text/onAbort";
import { tlsFailure } from "./httpErrors";
import { trustIn } from "./trust";

const LONGEST_DETAIL = 200;

export interface MailerOptions {
  /** PEM certificates trusted beside Node's own. */
  readonly caPem?: string;
  readonly verifyTls: boolean;
}

/** Hands mails in by SMTP with nodemailer: over TLS, or over STARTTLS, which is then insisted on. */
export function createMailer({ caPem, verifyTls }: MailerOptions): Mailer {
  const trust = caPem === undefined ? undefined : trustIn(caPem);
  const open = ({ server, user, password }: MailAccess) =>
    createTransport({
      host: server.host,
      port: server.port,
      secure: server.security === "tls",
      requireTLS: server.security === "starttls",
      // The library signs in where the server offers that, and nowhere else; without a password it ends there by itself.
      auth: { user, pass: password },
      connectionTimeout: MAIL_CONNECT_MS,
      greetingTimeout: MAIL_CONNECT_MS,
      socketTimeout: MAIL_ANSWER_MS,
      tls: { rejectUnauthorized: verifyTls, ...(trust === undefined ? {} : { ca: [...trust().ca] }) },
      // A mail is text of ours: it fetches nothing and reads no file.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  type Transport = ReturnType<typeof open>;
  // Key by key: what a stored mail holds beside them must mean nothing to the library.
  const handIn = async (
    transport: Transport,
    { from, fromName = "", to, subject, text, html, messageId }: MailMessage,
  ): Promise<MailResult> => {
    const { rejected } = await transport.sendMail({
      from: asAddress(from, fromName),
      to: to.map((address) => asAddress(address)),
      subject,
      text,
      html,
      messageId,
      headers: NOBODY_TO_ANSWER,
    });
    return { ok: true, ...(rejected.length > 0 ? { refused: rejected } : {}) };
  };
  return {
    send: async (message, access, signal) => {
      if (signal.aborted) return { ok: false, failure: { code: "aborted" } };
      let transport: Transport | undefined;
      const forget = onAbort(signal, () => transport?.close());
      try {
        transport = open(access);
        return await Promise.race([handIn(transport, message), aborted(signal)]);
      } catch (error) {
        return { ok: false, failure: signal.aborted ? { code: "aborted" } : classifyMailError(error, access.password) };
      } finally {
        forget();
        transport?.close();
      }
    },
  };
}

/** Whoever is away need not tell a program so: RFC 3834 §5, and what Exchange goes by. */
const NOBODY_TO_ANSWER = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/** As one address: out of a text the library would read a list of them. */
function asAddress(address: string, name = ""): { readonly name: string; readonly address: string } {
  return { name: oneLine(name), address };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    onAbort(signal, () => reject(new Error("aborted")));
  });
}

/** What an error of nodemailer means, by its documented codes and the server's status (RFC 5321 §4.2). */
function classifyMailError(error: unknown, password: string): MailFailure {
  const {
    code = "",
    originalCode = code,
    responseCode = 0,
    response = "",
  } = error as {
    readonly code?: string;
    /** The system's or OpenSSL's, which the library's own stands for. */
    readonly originalCode?: string;
    readonly responseCode?: number;
    readonly response?: string;
  };
  const tls = tlsFailure(originalCode);
  if (tls !== null) return tls;
  const detail = detailOf(response, password);
  // Without having offered it: RFC 4954 §6.
  if (responseCode === 530 && password === "") return { code: "noPassword" };
  switch (code) {
    case "EAUTH":
    case "ENOAUTH":
      return password === "" ? { code: "noPassword" } : { code: "password", detail };
    case "EDNS":
    case "ENOTFOUND":
      return { code: "dns" };
    case "ETIMEDOUT":
      return { code: "timeout" };
    case "ETLS":
      return { code: "noStartTls" };
    case "EENVELOPE":
      return responseCode >= 500 ? { code: "recipient", detail } : { code: "server", detail };
    case "ESOCKET":
    case "ECONNECTION":
    case "ECONNREFUSED":
    case "ECONNRESET":
      return { code: "unreachable" };
    default:
      if (responseCode >= 500) return { code: "refused", detail };
      return responseCode >= 400 ? { code: "server", detail } : { code: "unreachable" };
  }
}

/** One line without a full stop at its end, and without the password should the server echo it. */
function detailOf(text: string, password: string): string {
  const hidden = [password, Buffer.from(password, "utf8").toString("base64")]
    .filter((secret) => secret !== "")
    .reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
  return shortLine(hidden, LONGEST_DETAIL).replace(/\.$/, "");
}
