import { createSecureContext, rootCertificates, type SecureContext } from "node:tls";

/** TLS options that trust some authorities beside Node's own. */
export interface Trust {
  /** For whoever reads the options: VS Code takes `ca` over, and nothing more. Node's types ask for a mutable list. */
  readonly ca: string[];
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
