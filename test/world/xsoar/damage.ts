import { type Answer, errorAnswer, okAnswer } from "./answers";
import type { FaultKind } from "./faults";

type AnswerFault = Extract<
  FaultKind,
  { readonly kind: "answer" | "busy" | "errorIn200" | "html" | "null" | "empty" | "redirect" }
>;

const PORTAL =
  "<!doctype html><html><head><title>Sign in</title></head><body><form>Sign in to go on</form></body></html>";

/** The answer a fault puts in the place of the server's own. */
export function faultAnswer(fault: AnswerFault, now = new Date(0)): Answer {
  switch (fault.kind) {
    case "answer": {
      const standard = errorAnswer(fault.status, "internal_server_error", "Something went wrong.");
      return { ...standard, body: fault.body ?? standard.body, headers: { ...standard.headers, ...fault.headers } };
    }
    case "busy": {
      const { status = 429, seconds = 1, retryAfter = "seconds" } = fault;
      const standard = errorAnswer(status, "too_many_requests", "Too many requests");
      if (retryAfter === "none") return standard;
      // The date form has no fractions: rounded up, so that it is never too early.
      const date = new Date(Math.ceil(now.getTime() / 1000 + seconds) * 1000).toUTCString();
      const value = retryAfter === "date" ? date : String(seconds);
      return { ...standard, headers: { ...standard.headers, "retry-after": value } };
    }
    case "errorIn200":
      return okAnswer(JSON.stringify({ response: null, error: fault.error ?? "could not reach the database" }));
    case "html":
      return { status: 200, body: PORTAL, headers: { "content-type": "text/html; charset=utf-8" } };
    case "null":
      return okAnswer("null");
    case "empty":
      return { status: 200, body: "", headers: {} };
    case "redirect":
      return { status: fault.status ?? 302, body: "", headers: { location: fault.location } };
  }
}

/** Half of the JSON in an answer that is complete as far as HTTP can tell. */
export function cutJson(answer: Answer): Answer {
  const bytes = Buffer.from(answer.body);
  return { ...answer, body: bytes.subarray(0, bytes.length >> 1) };
}

/** The answer with bytes in it that are neither JSON nor UTF-8. */
export function damaged(answer: Answer): Answer {
  const bytes = Buffer.from(answer.body);
  return { ...answer, body: Buffer.concat([bytes.subarray(0, -1), Buffer.from([0xff, 0xfe, 0x00, 0x5d])]) };
}

/** The same JSON with a member of filler, so that it has at least so many bytes. */
export function padded(answer: Answer, bytes: number): Answer {
  const whole = Buffer.from(answer.body);
  const missing = bytes - whole.length;
  if (missing <= 0 || whole.at(-1) !== 0x7d) return answer;
  const head = whole.subarray(0, -1);
  return {
    ...answer,
    body: Buffer.concat([head, Buffer.from(',"filler":"'), Buffer.alloc(missing, "x"), Buffer.from('"}')]),
  };
}
