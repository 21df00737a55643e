import type { ParserFailure } from "../core/model/failureReasons";
import { codeOf } from "./httpErrors";

/** Why a parser's thread ended, or what its work threw. */
export function parserFailure(error: unknown): ParserFailure {
  if (codeOf(error) === "ERR_WORKER_OUT_OF_MEMORY") return { code: "parseFailed", why: "memory" };
  return { code: "parseFailed", why: "error", ...(error instanceof Error ? { detail: error.name } : {}) };
}
