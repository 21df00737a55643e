import assert from "node:assert/strict";
import { type FetchOutcome, fetchSource } from "../../src/core/fetching/fetchSource";
import type { Http } from "../../src/core/ports";
import { createHttp } from "../../src/node/http";
import { createGuard, resolveBySystem as resolve } from "../../src/node/reach";
import { systemClock } from "../../src/node/systemClock";
import { type TestServer, serve } from "../net/servers";
import { type Attack, type Random, attackClass, oneOf } from "./corpus";

type Octets = readonly [number, number, number, number];
type Spelling = (octets: Octets) => string;

/** A public host by its number, so that nobody is asked for it. */
const PUBLIC = "93.184.216.34";

const dotted = (octets: Octets): string => octets.join(".");
const whole = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (number: number): string => number.toString(16);
const octal = (number: number): string => `0${number.toString(8)}`;
const groups = ([a, b, c, d]: Octets): string => `${hex(a * 256 + b)}:${hex(c * 256 + d)}`;
/** Each digit as another character that stands for it, from the one for zero on. */
const digitsFrom =
  (zero: number) =>
  (text: string): string =>
    text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** What stands for an IPv4 address in the place of a host. */
const HOSTS: Readonly<Record<string, Spelling>> = {
  dotted,
  "dotted, with a dot behind": (ip) => `${dotted(ip)}.`,
  decimal: (ip) => String(whole(ip)),
  "decimal, with a dot behind": (ip) => `${whole(ip)}.`,
  hexadecimal: (ip) => `0x${hex(whole(ip))}`,
  "hexadecimal in capitals": (ip) => `0X${hex(whole(ip)).toUpperCase()}`,
  "hexadecimal with zeros before": (ip) => `0x${hex(whole(ip)).padStart(24, "0")}`,
  octal: (ip) => octal(whole(ip)),
  "octal with zeros before": (ip) => `00000${octal(whole(ip))}`,
  "hexadecimal octets": (ip) => ip.map((octet) => `0x${hex(octet)}`).join("."),
  "octal octets": (ip) => ip.map(octal).join("."),
  "octets each in another way": ([a, b, c, d]) => `0x${hex(a)}.${b}.${octal(c)}.${d}`,
  "two parts": ([a, b, c, d]) => `${a}.${(b * 256 + c) * 256 + d}`,
  "two parts, the second hexadecimal": ([a, b, c, d]) => `${a}.0x${hex((b * 256 + c) * 256 + d)}`,
  "three parts": ([a, b, c, d]) => `${a}.${b}.${c * 256 + d}`,
  "escaped digits": (ip) => dotted(ip).replace(/\d/g, (digit) => `%3${digit}`),
  "escaped dots": (ip) => ip.join("%2E"),
  "digits of full width": (ip) => digitsFrom(0xff10)(dotted(ip)),
  "dots of full width": (ip) => ip.join("\uff0e"),
  "ideographic full stops": (ip) => ip.join("\u3002"),
  "bold digits": (ip) => digitsFrom(0x1d7ce)(dotted(ip)),
  "digits in superscript": (ip) => dotted(ip).replaceAll("1", "\u00b9").replaceAll("2", "\u00b2"),
  "digits in circles": (ip) =>
    dotted(ip)
      .replaceAll("0", "\u24ea")
      .replace(/[1-9]/g, (digit) => digitsFrom(0x245f)(digit)),
  "soft hyphens": (ip) => ip.join("\u00ad."),
  "invisible characters": (ip) => ip.join("\u200b."),
  "mapped into IPv6": (ip) => `[::ffff:${dotted(ip)}]`,
  "mapped into IPv6, in groups": (ip) => `[::ffff:${groups(ip)}]`,
  "mapped into IPv6, at full length": (ip) => `[0:0:0:0:0:FFFF:${groups(ip)}]`,
  "compatible with IPv6": (ip) => `[::${groups(ip)}]`,
  "translated into IPv6": (ip) => `[::ffff:0:${groups(ip)}]`,
  NAT64: (ip) => `[64:ff9b::${groups(ip)}]`,
  "NAT64 with dots": (ip) => `[64:ff9b::${dotted(ip)}]`,
  "NAT64 of one network": (ip) => `[64:ff9b:1::${groups(ip)}]`,
  "6to4": (ip) => `[2002:${groups(ip)}::1]`,
  Teredo: ([a, b, c, d]) => `[2001:0:808:808:0:ffff:${groups([a ^ 255, b ^ 255, c ^ 255, d ^ 255])}]`,
};

/** Whole addresses in which the host is hard to see. */
const ADDRESSES: Readonly<Record<string, Spelling>> = {
  "a user who looks like a host": (ip) => `http://${PUBLIC}@${dotted(ip)}/`,
  "a user and a password like a host and its port": (ip) => `http://${PUBLIC}:80@${dotted(ip)}/`,
  "an escaped at sign in the user": (ip) => `http://${PUBLIC}%40x@${dotted(ip)}/`,
  "two at signs": (ip) => `http://${PUBLIC}@x@${dotted(ip)}/`,
  "backslashes for slashes": (ip) => `http:\\\\${dotted(ip)}\\`,
  "a backslash before the at sign": (ip) => `http://${dotted(ip)}\\@${PUBLIC}/`,
  "a fragment before the at sign": (ip) => `http://${dotted(ip)}#@${PUBLIC}/`,
  "a query before the at sign": (ip) => `http://${dotted(ip)}?@${PUBLIC}/`,
  "no scheme": (ip) => `//${dotted(ip)}/`,
  "no scheme and a backslash": (ip) => `/\\${dotted(ip)}/`,
  "no slashes behind another scheme": (ip) => `https:${dotted(ip)}/`,
  "too many slashes": (ip) => `http://///${dotted(ip)}/`,
  "a tab in the middle": (ip) => `ht\ttp://${ip.join("\t.")}/`,
  "a scheme in capitals": (ip) => `HTTP://${dotted(ip)}/`,
};

/** What needs no number to be inside. */
const NAMES = [
  "localhost", "LOCALHOST", "localhost.", "feeds.localhost", "\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54", "0", "0x0", "0.0.0.0",
  "[::]", "[::1]", "[0000:0:0::0001]", "[fe80::1]", "[fe80::1%25eth0]", "[fec0::1]", "[fd00:ec2::254]", "[ff02::1]",
]; // prettier-ignore

const STATUSES = [301, 302, 303, 307, 308] as const;

function privateAddress(random: Random): Octets {
  const [b, c, d] = [random(256), random(256), 1 + random(254)];
  return oneOf<Octets>(random, [
    [10, b, c, d],
    [127, b, c, d],
    [169, 254, 169, 254],
    [172, 16 + (b % 16), c, d],
    [192, 168, c, d],
    [100, 64 + (b % 64), c, d],
    [0, 0, 0, 0],
  ]);
}

describe("literal spellings of private addresses", () => {
  let front: TestServer;
  let location = "";
  let status: number = STATUSES[0];
  /** Requests to anywhere but the public host. */
  const asked: string[] = [];
  const real = createHttp({ userAgent: "ti-scraper/test" });
  /** The public host is a server of this machine, the rest of the world is noted down, unless the guard refuses it. */
  const http: Http = {
    ...real,
    request: async (request) => {
      const url = new URL(request.url);
      if (url.hostname === PUBLIC) {
        const result = await real.request({ ...request, url: `${front.origin}${url.pathname}` });
        return result.ok ? { ok: true, response: { ...result.response, place: "public" } } : result;
      }
      const { reach = "undivided" } = request;
      const why = createGuard(url, { reach, resolve, privateHosts: [], throughTor: false }).refusal();
      if (why !== null) return { ok: false, failure: { code: "network", why } };
      asked.push(request.url);
      return { ok: false, failure: { code: "refused", host: url.hostname } };
    },
  };

  before(async () => {
    front = await serve((_, response) => {
      // The header as the bytes of UTF-8, which Node writes as Latin-1.
      response.writeHead(status, { location: Buffer.from(location, "utf8").toString("latin1") }).end();
    });
  });
  after(() => front.close());

  const follow = async (to: string, random: Random): Promise<FetchOutcome> => {
    location = to;
    status = STATUSES[random(STATUSES.length)] ?? STATUSES[0];
    asked.length = 0;
    const source = { kind: "feed", url: `http://${PUBLIC}/feed` } as const;
    const signal = new AbortController().signal;
    return fetchSource(http, source, { timeoutMs: 10_000, signal, clock: systemClock });
  };

  attackClass(
    "private addresses in redirects",
    {
      atLeast: 52,
      control: async () => {
        await follow("http://1.1.1.1/feed", () => 1);
        assert.deepEqual(asked, ["http://1.1.1.1/feed"], "another public host is asked");
      },
    },
    (random) => {
      const targets = [
        ...Object.entries(HOSTS).map(([how, spell]) => [how, `http://${spell(privateAddress(random))}/`] as const),
        ...Object.entries(ADDRESSES).map(([how, spell]) => [how, spell(privateAddress(random))] as const),
        ...NAMES.map((name) => [name, `http://${name}:8080/`] as const),
      ];
      return targets.map(([how, target]): Attack => {
        return {
          name: `${how} (${target})`,
          holds: async () => {
            const outcome = await follow(target, random);
            assert.deepEqual(asked, []);
            assert.equal(outcome.kind === "failed" && outcome.failure.code, "redirectRefused");
          },
        };
      });
    },
  );
});
