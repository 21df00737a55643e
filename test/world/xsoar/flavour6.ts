import { type Answer, errorAnswer, pageAnswer, replyAnswer } from "./answers";
import { type Flavour, type KeyState, type WrongPath, endpoint, pathOf, wrongMethod, wrongPathAnswer } from "./flavour";

export interface Flavour6Options {
  /** The main account's key: accepted by every tenant. */
  readonly key: string;
  /** Tenants behind `/acc_<name>`; none on a server of its own. */
  readonly tenants: readonly string[];
  /** Keys that open one tenant only. */
  readonly tenantKeys: Readonly<Record<string, string>>;
  readonly keyState: () => KeyState;
  readonly wrongPath: WrongPath;
  /** Whether `//indicators/search` is taken for `/indicators/search`. */
  readonly doubleSlash: "wrong" | "accept";
}

/** XSOAR 6, alone or with tenants: the key stands bare in `Authorization`; every path it does not know is its web application. */
export function flavour6(options: Flavour6Options): Flavour {
  const { key, tenants, tenantKeys, keyState } = options;
  return {
    about: '{"demistoVersion":"6.12.0","productMode":"xsoar","deploymentMode":"opp"}',
    health: '{"status":"ok"}',
    route(method, target) {
      const path = options.doubleSlash === "accept" ? pathOf(target).replace(/^\/+/, "/") : pathOf(target);
      const named = /^\/acc_([^/]+)(\/.*)$/.exec(path);
      const tenant = named?.[1] ?? "";
      const action = endpoint(method, named?.[2] ?? path, "/health/server");
      if (action === null || (tenant !== "" && !tenants.includes(tenant))) {
        return wrongPathAnswer(options.wrongPath, pageAnswer);
      }
      return action === "wrongMethod" ? wrongMethod() : { kind: "api", action, tenant };
    },
    refuse(headers, { action, tenant }) {
      if (action === "health") return null;
      const given = headers.authorization;
      const opens = given === key || (tenant !== "" && given !== undefined && given === tenantKeys[tenant]);
      return opens ? refusedByState(keyState(), action) : csrf();
    },
  };
}

/** What XSOAR 6 says to every key it does not take. */
function csrf(): Answer {
  return errorAnswer(403, "forbidden", "Issue with CSRF code", "http: named cookie not present");
}

function refusedByState(state: KeyState, action: string): Answer | null {
  const writes = action === "create" || action === "edit";
  if (state === "expired") return csrf();
  if (state === "noLicence") return replyAnswer(402, "License is not valid");
  if (state === "noPermission" || (state === "readOnly" && writes)) {
    return errorAnswer(403, "forbidden", "User does not have the permission for this action", "permission denied");
  }
  return null;
}
