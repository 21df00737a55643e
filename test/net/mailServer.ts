import type { AddressInfo } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { fixture } from "./servers";

/** The one account the server knows. */
export const MAIL_USER = "scraper@example.com";
export const MAIL_PASSWORD = "not-a-real-password-1";

export interface MailBox {
  readonly port: number;
  readonly mails: ParsedMail[];
  readonly logins: string[];
  close(): Promise<void>;
}

/** A real SMTP server that takes mail of one user. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailBox> {
  const mails: ParsedMail[] = [];
  const logins: string[] = [];
  const server = new SMTPServer({
    key: fixture("loopbackServer.pem"),
    cert: fixture("loopbackServer.pem"),
    onAuth: ({ username = "", password = "" }, _session, callback) => {
      logins.push(username);
      if (username === MAIL_USER && password === MAIL_PASSWORD) callback(null, { user: username });
      else callback(new Error(`Invalid login for ${password}`));
    },
    onData: (stream, _session, callback) => {
      const take = async (): Promise<void> => {
        mails.push(await simpleParser(stream));
        callback();
      };
      void take();
    },
    ...options,
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    logins,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
