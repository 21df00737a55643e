import { normaliseBaseUrl } from "../../scan";
import type { BaseUrl, KeyType, XsoarConnection, XsoarFlavour } from "../../core/xsoar/connection";

/** What has been entered so far. */
export interface Draft {
  host: string;
  flavour: XsoarFlavour;
  keyId: string;
  /** Null: to be found out. */
  keyType: KeyType | null;
  apiKey: string;
  /** Seen to work. */
  connection: XsoarConnection | null;
}

export type Step = "address" | "keyId" | "keyType" | "key" | "write";

/** Where to go from a step; `null` ends the set-up. */
export type Next = Step | "back" | null;

/** The steps there are for an edition, in their order. */
export function stepsOf(flavour: XsoarFlavour): readonly Step[] {
  return flavour === "xsoar8" ? ["address", "keyId", "keyType", "key", "write"] : ["address", "key", "write"];
}

export type GoodBase = Extract<BaseUrl, { readonly ok: true }>;

/** Server, path and tenant of the address, which was checked before it got here. */
export function baseOf({ host }: Draft): GoodBase {
  const base = normaliseBaseUrl(host);
  if (!base.ok) throw new Error(`The address cannot be used: ${base.why}`);
  return base;
}
