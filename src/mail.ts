/** Entry of dist/mail.js: what speaks SMTP, loaded when the first mail is sent. */
export { createMailer } from "./node/mailer";
