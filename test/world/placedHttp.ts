import type { Http, HttpRequest, HttpResult, Place } from "../../src/core/ports";
import { isLocalName, isPublicAddress } from "../../src/node/publicHosts";

/** An Http port of fixed answers, with the addresses its names stand for: it decides at once what the real one decides at its socket. */
export function placedHttp(
  answer: (request: HttpRequest) => Promise<HttpResult>,
  addresses: (host: string) => readonly string[],
): Http {
  const placeOf = (host: string, lookUp: boolean): Place => {
    const literal = isLocalName(host) ? false : isPublicAddress(host);
    if (literal !== null) return literal ? "public" : "private";
    const found = lookUp ? addresses(host) : [];
    if (found.length === 0) return "unknown";
    return found.every((address) => isPublicAddress(address) === false) ? "private" : "public";
  };
  return {
    request: async (request) => {
      const { reach, tor, url } = request;
      if (reach === undefined) return answer(request);
      const place = placeOf(new URL(url).hostname, tor === undefined);
      if (place === "private" && reach === "public") return { ok: false, failure: { code: "network", why: "private" } };
      const result = await answer(request);
      return result.ok ? { ok: true, response: { ...result.response, place } } : result;
    },
    isPublic: async (host, lookUp = true) => placeOf(host, lookUp) !== "private",
  };
}
