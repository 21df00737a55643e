/** Where mail is handed in, and how the way there is encrypted. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte (RFC 8314). `starttls`: a plain greeting, then encryption or nothing (RFC 3207). */
  readonly security: "tls" | "starttls";
}

const TLS_PORT = 465;

/**
 * Reads `mailServer`: a host, a host and a port, or an address with `smtps://` or `smtp://`. Port 465 (used when none is given)
 * means TLS, every other one STARTTLS. Null for anything else; mail never goes unencrypted.
 */
export function parseMailServer(text: string): MailServer | null {
  const found = /^\s*(?:(smtps?):\/\/)?(\[[\da-f:.]+\]|[a-z\d](?:[a-z\d.-]*[a-z\d])?)(?::(\d{1,5}))?\/?\s*$/i.exec(
    text,
  );
  if (found === null) return null;
  const [, scheme, host = "", given] = found;
  const port = given === undefined ? (scheme?.toLowerCase() === "smtp" ? 587 : TLS_PORT) : Number(given);
  if (port < 1 || port > 65_535) return null;
  const isTls = scheme === undefined ? port === TLS_PORT : scheme.toLowerCase() === "smtps";
  return { host: host.replace(/^\[|\]$/g, "").toLowerCase(), port, security: isTls ? "tls" : "starttls" };
}

/** What a password belongs to: a user at a server. */
export function mailAccount(user: string, { host, port }: MailServer): string {
  return `${user.trim().toLowerCase()} at ${host}:${port}`;
}
