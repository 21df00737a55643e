/** Why something went wrong below the core, as the adapters tell it: codes and never prose, worded by `text/describeReason.ts`. */

export type TlsProblem =
  | "expired"
  | "notYetValid"
  | "revoked"
  | "rejected"
  | "untrusted"
  | "signature"
  | "selfSigned"
  | "authority"
  | "hostName"
  | "caFile"
  | "notTls"
  | "oldProtocol"
  | "otherProtocol"
  | "weakKey"
  | "brokenOff"
  | "handshake";

/** `status`: it answered with the one in `detail`. */
type ProxyProblem = "login" | "refused" | "brokenOff" | "unknownHost" | "silent" | "scheme" | "status" | "unusable";

/**
 * `interim`: too many answers that announce another one. Of requests with a `reach` alone: `private`, it would end inside a private
 * network; `localName`, a proxy would be asked for a name of the own network.
 */
type NetworkProblem =
  | "noRoute"
  | "noNetwork"
  | "networkDown"
  | "noAddress"
  | "silent"
  | "header"
  | "headersTooLong"
  | "notHttp"
  | "interim"
  | "private"
  | "localName"
  | "threadEnded"
  | "other";

/** `error`: it threw what `detail` names. */
type ParserProblem = "memory" | "notStarted" | "ended" | "cancelled" | "error";

/** Nothing answers at Tor's SOCKS port, something else does, or Tor could not reach the host. */
export type TorProblem =
  | "noTor"
  | "notSocks"
  | "unreachable"
  /** Of the control port, which `proxy` is then: it names a file that is not Tor's cookie … */
  | "cookieFile"
  /** … wants the cookie in clear … */
  | "plainCookie"
  /** … does not know the cookie it names … */
  | "wrongCookie"
  /** … or has Tor listen on another machine. */
  | "elsewhere";

interface Reason<Code extends string, Why extends string> {
  readonly code: Code;
  readonly why: Why;
  /** What tells more to whoever looks it up: a code of the system (`EPROTO`), the name of an error, a status. */
  readonly detail?: string;
}

export type TlsFailure = Reason<"tls", TlsProblem>;
export type ProxyFailure = Reason<"proxy", ProxyProblem>;
export type NetworkFailure = Reason<"network", NetworkProblem>;
export type ParserFailure = Reason<"parseFailed", ParserProblem>;

/** Why no complete answer came. `aborted` only when the signal fired. */
export type HttpFailure =
  | { readonly code: "aborted" }
  | { readonly code: "dns"; readonly host: string }
  | { readonly code: "refused"; readonly host: string }
  | { readonly code: "reset"; readonly host: string }
  | TlsFailure
  | { readonly code: "timeout"; readonly seconds: number }
  | { readonly code: "tooLarge"; readonly limitBytes: number }
  | { readonly code: "truncated" }
  | { readonly code: "encoding" }
  | ProxyFailure
  /** `proxy`: host and port of the SOCKS port asked. */
  | { readonly code: "tor"; readonly why: TorProblem; readonly proxy: string }
  | NetworkFailure;
