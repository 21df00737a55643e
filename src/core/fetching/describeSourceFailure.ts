import type { SourceFailure, SourceSkip } from "../model/model";
import type { TlsFailure } from "../model/failureReasons";
import { describeReason } from "../text/describeReason";
import type { Translate } from "../text/translate";

/** One sentence of its own for each way a source can fail, ending in a full stop, without the source's address. */
export function describeSourceFailure(failure: SourceFailure, t: Translate): string {
  switch (failure.code) {
    case "dns":
      return t("The name {host} could not be found.", { host: failure.host });
    case "refused":
      return t("{host} refused the connection.", { host: failure.host });
    case "reset":
      return t("{host} broke off the connection.", { host: failure.host });
    case "tls":
      return describeTls(failure, t);
    case "timeout":
      return t(
        "There was no complete answer within {seconds|second|seconds}, the request timeout (tiScraper.requestTimeout in VS Code).",
        { seconds: failure.seconds },
      );
    case "status":
      return describeStatus(failure.status, t);
    case "redirectLoop":
      return t("It redirected more than {limit} times.", { limit: failure.limit });
    case "redirectRefused":
      return describeRedirect(failure, t);
    case "tooLarge":
      return t("The answer is larger than {limit} MB.", { limit: megabytes(failure.limitBytes) });
    case "truncated":
      return t("The answer ended before it was complete.");
    case "encoding":
      return t("The answer is compressed in an unknown way, or damaged.");
    case "empty":
      return t("The answer is empty.");
    case "noText":
      return t("The page shows hardly any text: it may ask for consent or payment, or need a browser.");
    case "payment":
      return t("The article is for those who pay for it: the page shows a part of it at most.");
    case "consent":
      return t("The page asks for consent before it shows the article.");
    case "noPage":
      return t("The entry has no address of its own.");
    case "binary":
      return t("The answer is a binary file, not text.");
    case "notFeed":
      return t("The answer is not a feed.");
    case "noItems":
      return t("No entry of the feed has a headline or an address that can be used.");
    case "noLinks":
      return t("The page has no links.");
    case "selectorInvalid":
      return t("This is no CSS selector: {selector}", { selector: failure.selector });
    case "selectorEmpty":
      return t("The page has no links in what the selector finds: {selector}", { selector: failure.selector });
    case "rulesTooSlow":
      return t("Its rules took longer than {seconds|second|seconds}. Simplify their regular expressions.", {
        seconds: failure.seconds,
      });
    case "parseTimeout":
      return t("Reading its content took longer than {seconds|second|seconds}.", { seconds: failure.seconds });
    case "parseFailed":
      return t("Its content could not be read: {reason}.", { reason: describeReason(failure, t) });
    case "proxy":
      return t("The proxy could not be used: {reason}.", { reason: describeReason(failure, t) });
    case "tor":
      return describeTor(failure, t);
    case "network":
      return t("The connection failed: {reason}.", { reason: describeReason(failure, t) });
  }
}

function describeTls(failure: TlsFailure, t: Translate): string {
  const reason = describeReason(failure, t);
  switch (failure.why) {
    case "caFile":
    case "notTls":
    case "oldProtocol":
    case "otherProtocol":
    case "weakKey":
    case "brokenOff":
    case "handshake":
      return t("No secure connection could be made: {reason}.", { reason });
    default:
      return t("The server's certificate is not trusted: {reason}.", { reason });
  }
}

function describeTor({ why, proxy }: Extract<SourceFailure, { code: "tor" }>, t: Translate): string {
  switch (why) {
    case "noTor":
      return t("Tor does not answer at {proxy}. Start Tor, or set its SOCKS address.", { proxy });
    case "notSocks":
      return t("What answers at {proxy} is not Tor's SOCKS port. The control port (9051) is another one.", { proxy });
    case "unreachable":
      return t("Tor could not reach the address.");
    case "cookieFile":
      return t(
        "Tor's control port at {proxy} names a cookie file that is not Tor's: a file of 32 bytes named control_auth_cookie, of root, Tor or you. Set Tor's SOCKS address.",
        { proxy },
      );
    case "plainCookie":
      return t(
        "Tor's control port at {proxy} wants its cookie in clear, which it does not get. Set Tor's SOCKS address.",
        {
          proxy,
        },
      );
    case "wrongCookie":
      return t(
        "What answers at {proxy} is not Tor's control port: it does not know Tor's cookie. Set Tor's SOCKS address.",
        {
          proxy,
        },
      );
    case "elsewhere":
      return t(
        "Tor's control port at {proxy} names a SOCKS port of another machine. If the way there is safe, set its address.",
        { proxy },
      );
  }
}

/** Why a source was not asked, as a sentence with the time until which it is not. */
export function describeSourceSkip({ why, until }: SourceSkip, t: Translate): string {
  switch (why) {
    case "fresh":
      return t("Not asked: its last answer holds until {time}, the server says.", { time: until });
    case "gone":
      return t("Not asked until {time}: it is gone for good, its server says. Remove it, or change its address.", {
        time: until,
      });
    case "retryAfter":
      return t("Not asked: the server wants to be left alone until {time}.", { time: until });
    case "backOff":
      return t("Not asked until {time}: the server failed in one scan after the other.", { time: until });
  }
}

function describeStatus(status: number, t: Translate): string {
  switch (status) {
    case 401:
    case 403:
      return t("The server denies access (HTTP {status}).", { status });
    case 404:
      return t("There is nothing at this address (HTTP {status}).", { status });
    case 410:
      return t("It is gone for good, its server says (HTTP {status}).", { status });
    case 429:
      return t("The server asks to be called less often (HTTP {status}).", { status });
    default:
      return status >= 500
        ? t("The server failed (HTTP {status}).", { status })
        : t("The server answered with HTTP {status}.", { status });
  }
}

function describeRedirect(failure: Extract<SourceFailure, { code: "redirectRefused" }>, t: Translate): string {
  const { target } = failure;
  switch (failure.why) {
    case "scheme":
      return t("It redirected to an address that is neither http nor https: {target}", { target });
    case "private":
      return t("It leads to an address inside a private network: {target}", { target });
    case "changed":
      return t(
        "{target} was in the public internet and now lies inside a private network. If that is right, allow it: in the view Sources, or on the command line in TI_SCRAPER_PRIVATE_HOSTS.",
        { target },
      );
    case "localName":
      return t(
        "The proxy is not asked for a name of the own network: {target}. If it may be, name the host in tiScraper.privateHosts in VS Code, or in TI_SCRAPER_PRIVATE_HOSTS.",
        { target },
      );
    case "port":
      return t("Addresses with this port are not asked: {target}", { target });
    case "invalid":
      return t("It redirected to something that is no address: {target}", { target });
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 100_000) / 10;
}
