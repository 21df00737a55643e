import { createRequire } from "node:module";
import type { Mailer } from "../core/mail/mailer";
import type { MailerOptions } from "./mailer";
import type * as Mail from "./mailer";

/** A mailer whose library is read from disk, beside this bundle, with the first mail: few users send any. */
export function lazyMailer(options: MailerOptions): Mailer {
  let made: Mailer | undefined;
  const mailer = (): Mailer => {
    made ??= (createRequire(__filename)("./mail.js") as typeof Mail).createMailer(options);
    return made;
  };
  return { send: (...args) => mailer().send(...args) };
}
