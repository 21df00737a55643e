import type { Mailer } from "../../../src/core/mail/mailer";

/** For sessions that send no mail: whoever does fails the test. */
export const noMailer: Mailer = {
  send: () => Promise.reject(new Error("A mail was sent.")),
};
