/** A complete answer of the server. */
export interface Answer {
  readonly status: number;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const PAGE = "<!doctype html><html><head><title>Cortex XSOAR</title></head><body><div id=root></div></body></html>";

const TITLES: Readonly<Record<string, string>> = {
  forbidden: "Forbidden",
  errOptimisticLock: "Optimistic lock error",
  bad_request: "Bad request",
  not_found: "Not found",
  method_not_allowed: "Method not allowed",
  not_acceptable: "Not acceptable",
  unsupported_media_type: "Unsupported media type",
  conflict: "Conflict",
  internal_server_error: "Internal server error",
  too_many_requests: "Too many requests",
};

/** JSON text with status 200. */
export function okAnswer(body: string): Answer {
  return { status: 200, body, headers: { "content-type": "application/json" } };
}

/** An error in the shape of the XSOAR server itself. */
export function errorAnswer(status: number, id: string, detail: string, error = detail): Answer {
  const title = TITLES[id] ?? id;
  const body = JSON.stringify({ id, status, title, detail, error, encrypted: false, multires: null });
  return { status, body, headers: { "content-type": "application/json" } };
}

/** An error in the shape of the gateway that stands before the cloud editions. */
export function replyAnswer(status: number, message: string, extra: string | null = null): Answer {
  const body = JSON.stringify({ reply: { err_code: status, err_msg: message, err_extra: extra } });
  return { status, body, headers: { "content-type": "application/json" } };
}

/** The web application, which XSOAR 6 and every UI host give for paths they do not know. */
export function pageAnswer(): Answer {
  return { status: 200, body: PAGE, headers: { "content-type": "text/html; charset=utf-8" } };
}

/** To the login page, as the gateway answers what it does not know. */
export function loginRedirect(status = 303, location = "/login"): Answer {
  return { status, body: "", headers: { location, "content-type": "text/html; charset=utf-8" } };
}
