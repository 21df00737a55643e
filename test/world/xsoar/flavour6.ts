import type { IncomingHttpHeaders } from "node:http";

export type Action = "search" | "create" | "edit" | "about" | "health";

/** A complete answer of the server. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a request goes: to an indicator store, or to an answer that the address alone decides. */
export type Route =
  | { readonly kind: "api"; readonly action: Action; readonly tenant: string }
  | { readonly kind: "answer"; readonly answer: Answer };

/** How one edition of the server names its paths and checks its keys. */
export interface Flavour {
  route(method: string, path: string): Route;
  /** Null when the request may pass. */
  refuse(headers: IncomingHttpHeaders): Answer | null;
}

const ACTIONS: Readonly<Record<string, Action>> = {
  "POST /indicators/search": "search",
  "POST /indicator/create": "create",
  "POST /indicator/edit": "edit",
  "GET /about": "about",
  "GET /health/server": "health",
};

const PAGE = "<!doctype html><html><head><title>Cortex XSOAR</title></head><body><div id=root></div></body></html>";

/** XSOAR 6: the key stands bare in `Authorization`; every path the server does not know is its web application. */
export function flavour6(key: string): Flavour {
  return {
    route(method, path) {
      const name = path.replace(/\?.*$/, "");
      const action = ACTIONS[`${method} ${name}`];
      if (action !== undefined) return { kind: "api", action, tenant: "" };
      if (Object.keys(ACTIONS).some((known) => known.endsWith(` ${name}`))) {
        return { kind: "answer", answer: errorAnswer(405, "method_not_allowed", "Method not allowed") };
      }
      return {
        kind: "answer",
        answer: { status: 200, body: PAGE, headers: { "content-type": "text/html; charset=utf-8" } },
      };
    },
    refuse(headers) {
      if (headers.authorization === key) return null;
      return errorAnswer(403, "forbidden", "Issue with CSRF code", "http: named cookie not present");
    },
  };
}

const TITLES: Readonly<Record<string, string>> = {
  forbidden: "Forbidden",
  errOptimisticLock: "Optimistic lock error",
  bad_request: "Bad request",
  not_found: "Not found",
  not_acceptable: "Not acceptable",
  unsupported_media_type: "Unsupported media type",
  conflict: "Conflict",
  internal_server_error: "Internal server error",
};

/** An error in the server's own shape. */
export function errorAnswer(status: number, id: string, detail: string, error = detail): Answer {
  const title = TITLES[id] ?? id;
  const body = JSON.stringify({ id, status, title, detail, error, encrypted: false, multires: null });
  return { status, body, headers: { "content-type": "application/json" } };
}
