import type { NetworkFailure, ParserFailure, ProxyFailure, TlsFailure } from "../model/failureReasons";
import type { Translate } from "./translate";

/** A failure that carries a reason to be put into a sentence. */
type ReasonedFailure = TlsFailure | ProxyFailure | NetworkFailure | ParserFailure;

type Words = (t: Translate, detail: string) => string;

/** The words of each reason. Earlier versions kept the English ones in state documents, which are read by them. */
export const REASONS: {
  readonly [Code in ReasonedFailure["code"]]: {
    readonly [Why in Extract<ReasonedFailure, { readonly code: Code }>["why"]]: Words;
  };
} = {
  tls: {
    expired: (t) => t("the certificate has expired"),
    notYetValid: (t) => t("the certificate is not valid yet"),
    revoked: (t) => t("the certificate was revoked"),
    rejected: (t) => t("the certificate was rejected"),
    untrusted: (t) => t("the certificate is not trusted"),
    signature: (t) => t("the certificate's signature is wrong"),
    selfSigned: (t) => t("the certificate is self-signed"),
    authority: (t) => t("the certificate's authority is not known here"),
    hostName: (t) => t("the certificate is for another host name"),
    caFile: (t) => t("the configured CA file holds no certificate"),
    notTls: (t) => t("the server does not speak TLS on this port"),
    oldProtocol: (t) => t("the server speaks only old versions of TLS"),
    otherProtocol: (t) => t("the server speaks only other versions of TLS"),
    weakKey: (t) => t("the server's key is too weak"),
    brokenOff: (t) => t("the server broke off the TLS handshake"),
    handshake: (t) => t("the TLS handshake failed"),
  },
  proxy: {
    login: (t) => t("the proxy asks for a user name and password"),
    refused: (t) => t("the proxy refused the connection"),
    brokenOff: (t) => t("the proxy broke off the connection"),
    unknownHost: (t) => t("the proxy's host name cannot be resolved"),
    silent: (t) => t("the proxy does not answer"),
    scheme: (t) => t("the proxy's address is neither http: nor https:"),
    status: (t, status) => t("the proxy answered {status} to the wish for a connection", { status }),
    unusable: (t) => t("the proxy cannot be used"),
  },
  network: {
    noRoute: (t) => t("no route to the host"),
    noNetwork: (t) => t("the network cannot be reached"),
    networkDown: (t) => t("the network is down"),
    noAddress: (t) => t("the address cannot be reached from here"),
    silent: (t) => t("the host does not answer"),
    header: (t) => t("a header holds a character that is not allowed"),
    headersTooLong: (t) => t("the answer's headers are too long"),
    notHttp: (t) => t("the answer is not HTTP"),
    interim: (t) => t("the server announces an answer again and again and gives none"),
    private: (t) => t("the address lies inside a private network"),
    localName: (t) => t("a proxy would be asked for a name of the own network"),
    threadEnded: (t) => t("the fetching thread ended"),
    other: (t) => t("the request failed"),
  },
  parseFailed: {
    memory: (t) => t("it needs too much memory"),
    notStarted: (t) => t("the parser did not start"),
    ended: (t) => t("the parser ended"),
    cancelled: (t) => t("it was cancelled"),
    error: (t) => t("the parser failed"),
  },
};

/** The reason as it stands behind a colon, without a full stop; a code that goes with it in brackets. */
export function describeReason({ code, why, detail = "" }: ReasonedFailure, t: Translate): string {
  const byWhy: { readonly [Why in ReasonedFailure["why"]]?: Words } = REASONS[code];
  const words = byWhy[why]?.(t, detail) ?? "";
  return detail === "" || why === "status" ? words : `${words} (${detail})`;
}
