import type { SimulatorClock } from "./clock";
import type { WrongPath } from "./flavour";
import type { StoreOptions } from "./store";

/** What a simulator is. Everything but the key has a default; a switch that no document settles starts at its strictest. */
export interface SimulatorOptions {
  /** The API key that is accepted; with tenants the main account's, which opens all of them. */
  readonly key: string;
  /** `v6` XSOAR 6, `v6-mt` XSOAR 6 with tenants, `v8` XSOAR 8 and the Cortex cloud. Left out: `v6`. */
  readonly flavour?: FlavourName;
  /** `v6-mt`: the tenants, the first of which is the one that `baseUrl` and the store's methods mean. Left out: `alpha`, `beta`. */
  readonly tenants?: readonly string[];
  /** `v6-mt`: keys that open one tenant only, by tenant. */
  readonly tenantKeys?: Readonly<Record<string, string>>;
  /** `v8`: the number that goes with the key. Left out: `7`. */
  readonly keyId?: string;
  /** `v8`: left out `standard`. */
  readonly keyType?: "standard" | "advanced";
  /** `v8`: how far the time of a signature may be off, in ms; 5 minutes when left out. */
  readonly skewMs?: number;
  /** `v8`: a nonce that comes again is refused when left out. */
  readonly nonceReuse?: "refuse" | "accept";
  /** `v8`: which roots exist, `/xsoar/public/v1`, `/xsoar` or both. */
  readonly apiPaths?: "both" | "public" | "xsoar";
  /** `ui`: the host of the web application, which answers every path with a page. */
  readonly face?: "api" | "ui";
  readonly wrongPath?: WrongPath;
  /** `//indicators/search`: a wrong path when left out. */
  readonly doubleSlash?: "wrong" | "accept";
  /** Every answer waits so long, in ms. */
  readonly delayMs?: number;
  readonly clock?: SimulatorClock;
  readonly store?: Partial<StoreOptions>;
}

export type FlavourName = "v6" | "v6-mt" | "v8";

/** What a client needs to connect. */
export interface SimulatorConnection {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly flavour: "xsoar6" | "xsoar8";
  readonly keyId?: string;
  readonly keyType?: "standard" | "advanced";
}
