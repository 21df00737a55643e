import type { MailMessage } from "../../core/mail/mailer";
import { oneLine } from "../../core/text/foreignText";
import type { Translate } from "../../core/text/translate";
import { type Html, NOTHING, foreign, html } from "./html";
import { mailHtml } from "./mailHtml";

/** Mails as they are shown before they are sent. */
export interface MailPreview {
  readonly messages: readonly MailMessage[];
  /** None of them waits: it is what one would say. */
  readonly isSample: boolean;
  /** Shows the plain text, for readers that show no HTML. */
  readonly isPlain: boolean;
  /** Something is under way that a further click would disturb. */
  readonly isBusy: boolean;
}

/** The page of mails: what their readers will see, and what can be done with them. */
export function mailPage({ messages, isSample, isPlain, isBusy }: MailPreview, t: Translate): Html {
  const { length } = messages;
  const button = (action: string, label: string, isPrimary = false): Html =>
    html`<button
      type="button"
      id="do-${action}"
      data-do="${action}"
      class="${isPrimary ? "primary" : "secondary"}"
      aria-disabled="${String(isBusy)}"
    >
      ${label}
    </button>`;
  const what = isSample
    ? t("No mail waits. This is what one about the unread matches would say.")
    : length === 1
      ? t("1 mail waits to be sent.")
      : t("{count} mails wait to be sent.", { count: length });
  return html`<h1>${t("Mail")}</h1>
    <p>${what}</p>
    <div class="bar">
      <div id="actions" role="group" aria-label="${t("Actions")}">
        ${isSample ? NOTHING : button("send", length === 1 ? t("Send Now") : t("Send All {count}", { count: length }), true)}
        ${button("text", isPlain ? t("Show as HTML") : t("Show Plain Text"))}
        ${isSample ? NOTHING : button("discard", t("Discard"))}
      </div>
    </div>
    ${messages.map((message) => mailOf(message, isPlain, t))}`;
}

function mailOf(
  { from, fromName, to, subject, text, html: markup }: MailMessage,
  isPlain: boolean,
  t: Translate,
): Html {
  const sender = fromName === undefined ? from : `${fromName} <${from}>`;
  return html`<article class="mail">
    <h2>${foreign(subject)}</h2>
    <p class="meta">${t("From: {address}", { address: oneLine(sender) })}</p>
    <p class="meta">${t("To: {addresses}", { addresses: to.map(oneLine).join(", ") })}</p>
    ${isPlain ? html`<pre class="exact" dir="auto">${text}</pre>` : html`<div class="sheet">${mailHtml(markup)}</div>`}
  </article>`;
}
