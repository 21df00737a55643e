import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";

/** TLS options that trust some authorities beside Node's own. */
export interface Trust {
  /** For an agent that someone else reads: VS Code takes `ca` over from an agent it replaces, and nothing more. */
  readonly ca: readonly string[];
  /** The same, ready: reading the roots anew costs 20 ms for each connection. */
  readonly secureContext: SecureContext;
}

/** Made on first use and kept; a text that holds no certificate throws `ERR_OSSL_…` there. */
export function trustIn(caPem: string): () => Trust {
  let trust: Trust | undefined;
  return () => {
    if (trust !== undefined) return trust;
    const ca = [...rootCertificates, caPem];
    trust = { ca, secureContext: createSecureContext({ ca }) };
    return trust;
  };
}
