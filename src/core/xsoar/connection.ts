import type { Translate } from "../ports";

/** Where XSOAR's API is, and the key it takes. The caller has made sure that the key belongs to this origin. */
export interface XsoarConnection {
  /** As `normaliseBaseUrl` gives it: no trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** Why a configured address cannot be one of XSOAR. */
export type BaseUrlProblem = "empty" | "invalid" | "scheme" | "credentials";

export type BaseUrl =
  | { readonly ok: true; readonly baseUrl: string; readonly origin: string }
  | { readonly ok: false; readonly why: BaseUrlProblem };

/**
 * The base of all request addresses from what a user copied out of a browser or an old configuration:
 * `https://soar.example.com/acc_blue/#/home` → `https://soar.example.com/acc_blue`. Query and fragment (XSOAR's own
 * routes stand behind `/#/`) are dropped, doubled and trailing slashes too (`//indicators/search` is a wrong path to the
 * server); a path stays, since it names the tenant (`/acc_x`) or a reverse proxy's prefix.
 */
export function normaliseBaseUrl(host: string): BaseUrl {
  const text = host.trim();
  if (text === "") return { ok: false, why: "empty" };
  // A host with a port and no scheme ("soar.example.com:443") would read as a scheme of its own.
  if (!/^https?:/i.test(text)) return { ok: false, why: "scheme" };
  if (!/^https?:[\\/]{2}/i.test(text) || !URL.canParse(text)) return { ok: false, why: "invalid" };
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return { ok: false, why: "credentials" };
  const path = url.pathname.replace(/\/{2,}/g, "/").replace(/\/$/, "");
  return { ok: true, baseUrl: url.origin + path, origin: url.origin };
}

/** One sentence: what is wrong with the address and how it should look. */
export function describeBaseUrlProblem(why: BaseUrlProblem, t: Translate): string {
  switch (why) {
    case "empty":
      return t("The address of Cortex XSOAR is empty. Enter its API address, such as https://xsoar.example.com.");
    case "scheme":
      return t("The address of Cortex XSOAR must begin with https:// (or http://).");
    case "credentials":
      return t("The address of Cortex XSOAR must not hold a user name or password. Set the API key instead.");
    case "invalid":
      return t("The address of Cortex XSOAR is not a valid URL. It should look like https://xsoar.example.com.");
  }
}

/**
 * The page of a record in the web interface of XSOAR 6, to open in a browser.
 * The interface is served from the same address as the API and routes behind `/#/`.
 */
export function recordPage(baseUrl: string, id: string): string {
  return `${baseUrl}/#/indicator/${encodeURIComponent(id)}`;
}
