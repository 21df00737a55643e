import type { Clock, Signing } from "../ports";
import { type XsoarConnection, keyIdOf } from "./connection";

interface SignedHeaders {
  readonly headers: Readonly<Record<string, string>>;
  /** What must not be seen in any text: the key, and what proves it. */
  readonly secrets: readonly string[];
}

/**
 * The headers that prove the key, for one request: an advanced key is signed anew each time, also when a request is sent
 * again, since the server may refuse a nonce it has seen. (Vendor's client: SHA-256 of key, nonce and time in
 * milliseconds, cut to the second.)
 */
export function authHeaders(
  connection: XsoarConnection,
  { signing, clock }: { readonly signing: Signing; readonly clock: Pick<Clock, "now"> },
): SignedHeaders {
  const key = connection.apiKey.trim();
  const id = keyIdOf(connection);
  if (id === "") return { headers: { authorization: key }, secrets: [key] };
  if (connection.keyType !== "advanced")
    return { headers: { authorization: key, "x-xdr-auth-id": id }, secrets: [key] };
  const nonce = signing.nonce();
  const timestamp = String(Math.floor(clock.now().getTime() / 1000) * 1000);
  const digest = signing.sha256Hex(key + nonce + timestamp);
  return {
    headers: {
      authorization: digest,
      "x-xdr-auth-id": id,
      "x-xdr-nonce": nonce,
      "x-xdr-timestamp": timestamp,
    },
    secrets: [key, digest, nonce],
  };
}
