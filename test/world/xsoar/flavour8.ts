import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Answer, errorAnswer, loginRedirect, replyAnswer } from "./answers";
import { type Flavour, type KeyState, type WrongPath, endpoint, pathOf, wrongMethod, wrongPathAnswer } from "./flavour";

export interface Flavour8Options {
  readonly key: string;
  /** The number that goes with the key in `x-xdr-auth-id`. */
  readonly keyId: string;
  readonly keyType: "standard" | "advanced";
  /** How far the signature's time may be from the server's, in ms. */
  readonly skewMs: number;
  /** A nonce that was used before. */
  readonly nonceReuse: "refuse" | "accept";
  /** Which of the two documented roots exist. */
  readonly apiPaths: "both" | "public" | "xsoar";
  readonly keyState: () => KeyState;
  /** Whether the integration that hands the API through runs. */
  readonly apiInstance: () => "enabled" | "disabled";
  readonly wrongPath: WrongPath;
  readonly doubleSlash: "wrong" | "accept";
}

const ROOTS = { public: ["/xsoar/public/v1"], xsoar: ["/xsoar"], both: ["/xsoar/public/v1", "/xsoar"] } as const;

/** XSOAR 8 and the Cortex cloud: a gateway that checks key and number, below `/xsoar/public/v1` and `/xsoar`. */
export function flavour8(options: Flavour8Options): Flavour {
  const used = new Set<string>();
  return {
    about: '{"demistoVersion":"8.9.0","productMode":"xsoar","deploymentMode":"saas"}',
    health: '{"status":"available"}',
    route(method, target) {
      const path = options.doubleSlash === "accept" ? pathOf(target).replace(/\/{2,}/g, "/") : pathOf(target);
      const root = ROOTS[options.apiPaths].find((known) => path.startsWith(`${known}/`));
      const action = root === undefined ? null : endpoint(method, path.slice(root.length), "/healthcheck");
      if (action === null) {
        const below = path === "/xsoar" || path.startsWith("/xsoar/");
        return wrongPathAnswer(options.wrongPath, () =>
          below ? loginRedirect() : errorAnswer(500, "internal_server_error", "Something went wrong."),
        );
      }
      return action === "wrongMethod" ? wrongMethod() : { kind: "api", action, tenant: "" };
    },
    refuse(headers, { action, now }) {
      if (!isSigned(headers, options, used, now)) return replyAnswer(401, "Public API request unauthorized");
      const refused = refusedByState(options.keyState(), action);
      if (refused !== null || action === "health" || options.apiInstance() === "enabled") return refused;
      return errorAnswer(500, "internal_server_error", "Core REST API instance is not enabled");
    },
  };
}

/** Checks number and key; for an advanced key the signature `sha256(key + nonce + time)`, its age, and that it is new. */
function isSigned(headers: IncomingHttpHeaders, options: Flavour8Options, used: Set<string>, now: number): boolean {
  const header = (name: string): string => String(headers[name] ?? "");
  if (header("x-xdr-auth-id") !== options.keyId) return false;
  const authorization = header("authorization");
  if (options.keyType === "standard") return authorization === options.key;
  const [nonce, timestamp] = [header("x-xdr-nonce"), header("x-xdr-timestamp")];
  if (!/^[A-Za-z0-9]{64}$/.test(nonce) || !/^\d{13}$/.test(timestamp)) return false;
  if (Math.abs(Number(timestamp) - now) > options.skewMs) return false;
  const hash = createHash("sha256").update(`${options.key}${nonce}${timestamp}`).digest("hex");
  if (authorization !== hash) return false;
  if (used.has(nonce) && options.nonceReuse === "refuse") return false;
  used.add(nonce);
  return true;
}

function refusedByState(state: KeyState, action: string): Answer | null {
  const writes = action === "create" || action === "edit";
  if (state === "expired") return replyAnswer(401, "Public API request unauthorized", "API key has expired");
  if (state === "noLicence") return replyAnswer(402, "License is not valid");
  if (state === "noPermission" || (state === "readOnly" && writes)) {
    return replyAnswer(403, "Forbidden. User does not have the required permissions");
  }
  return null;
}
