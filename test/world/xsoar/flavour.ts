import type { IncomingHttpHeaders } from "node:http";
import { type Answer, errorAnswer, loginRedirect, pageAnswer } from "./answers";

export type Action = "search" | "create" | "edit" | "about" | "health";

/** Where a request goes: to the indicator store of a tenant ("" is the main account), or to an answer that the address alone decides. */
export type Route =
  | { readonly kind: "api"; readonly action: Action; readonly tenant: string }
  | { readonly kind: "answer"; readonly answer: Answer };

/** How one edition of the server names its paths and checks its keys. */
export interface Flavour {
  route(method: string, path: string): Route;
  /** Null when the request may pass. `now` is the server's time in epoch ms. */
  refuse(
    headers: IncomingHttpHeaders,
    request: { readonly action: Action; readonly tenant: string; now: number },
  ): Answer | null;
  /** What `about` and `health` say. */
  readonly about: string;
  readonly health: string;
}

/** What has become of the key. `readOnly` may search, but neither create nor edit. */
export type KeyState = "valid" | "expired" | "noPermission" | "readOnly" | "noLicence";

/**
 * What a path that is none answers. `documented`: the web application on XSOAR 6; on the cloud 500 at the root and 303 to
 * the login below `/xsoar`. The others were recorded too.
 */
export type WrongPath = "documented" | "page" | "303" | "404" | "405" | "500";

const ENDPOINTS: Readonly<Record<string, readonly [method: string, action: Action]>> = {
  "/indicators/search": ["POST", "search"],
  "/indicator/create": ["POST", "create"],
  "/indicator/edit": ["POST", "edit"],
  "/about": ["GET", "about"],
};

/** The action behind a path below the API's root; `wrongMethod` for a path that is known under another method. */
export function endpoint(method: string, path: string, health: string): Action | "wrongMethod" | null {
  const [wanted, action] = path === health ? (["GET", "health"] as const) : (ENDPOINTS[path] ?? []);
  if (wanted === undefined || action === undefined) return null;
  return wanted === method ? action : "wrongMethod";
}

export function wrongMethod(): Route {
  return { kind: "answer", answer: errorAnswer(405, "method_not_allowed", "Method not allowed") };
}

/** The answer of a wrong path, when the switch names one. */
export function wrongPathAnswer(wrongPath: WrongPath, documented: () => Answer): Route {
  const answers: Readonly<Record<WrongPath, () => Answer>> = {
    documented,
    page: pageAnswer,
    "303": loginRedirect,
    "404": () => errorAnswer(404, "not_found", "Not found"),
    "405": () => errorAnswer(405, "method_not_allowed", "Method not allowed"),
    "500": () => errorAnswer(500, "internal_server_error", "Something went wrong."),
  };
  return { kind: "answer", answer: answers[wrongPath]() };
}

/** Path without its query. */
export function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, "");
}
