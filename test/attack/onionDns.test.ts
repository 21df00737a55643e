import assert from "node:assert/strict";
import { fetchSource } from "../../src/core/fetching/fetchSource";
import type { Http } from "../../src/core/ports";
import { createHttp } from "../../src/node/http";
import { systemClock } from "../../src/node/systemClock";
import { withTor } from "../../src/node/tor/torHttp";
import { createWorkerHttp } from "../../src/node/workerHttp";
import { type TestServer, get, serve, unusedPort } from "../net/servers";
import { type Tor, startTor } from "../world/tor";
import { type Attack, attackClass } from "./corpus";
import { type WatchedDns, watchDns } from "./watchedDns";

const ONION = "emberfoxnews234567emberfoxnews234567emberfoxnews23456.onion";
const OTHER = "otherfoxnews234567otherfoxnews234567otherfoxnews23456.onion";
const userAgent = "ti-scraper/test";

/** Ways to write the address of an onion service. */
const SPELLINGS = [
  ONION,
  ONION.toUpperCase(),
  `${ONION}.`,
  `www.${ONION}`,
  ONION.replace(".onion", "%2eonion"),
  ONION.replace(".onion", ".%6fnion"),
  ONION.replace(".onion", "\u3002onion"),
  ONION.replace(".onion", "\uff0e\uff4f\uff4e\uff49\uff4f\uff4e"),
  ONION.replace(".onion", ".oni\u00adon"),
];

describe("onion services and DNS", () => {
  let dns: WatchedDns;
  let site: TestServer;
  let tor: Tor;
  let direct: Http;
  let viaTor: Http;
  before(async () => {
    dns = watchDns();
    site = await serve((request, response) => {
      const to = new URL(request.url ?? "/", "http://x").searchParams.get("to");
      if (to === null) response.end("<rss/>");
      // The header as the bytes of UTF-8, which Node writes as Latin-1.
      else response.writeHead(302, { location: Buffer.from(to, "utf8").toString("latin1") }).end();
    });
    tor = await startTor({ [ONION]: site.port, "clearnet.example": site.port });
    direct = createHttp({ userAgent });
    const socks = { host: tor.host, port: tor.port };
    viaTor = withTor(direct, { userAgent, verifyTls: true, workerFile: dns.workerFile, socks });
  });
  beforeEach(() => void dns.names());
  after(async () => {
    await tor.close();
    await site.close();
    dns.end();
  });

  const read = (http: Http, url: string, always = false) =>
    fetchSource(
      http,
      { kind: "feed", url },
      {
        timeoutMs: 5000,
        signal: new AbortController().signal,
        clock: systemClock,
        ...(always ? { tor: { controllerPort: 0, always } } : {}),
      },
    );
  const redirecting = (host: string, to: string): string => `http://${host}/?to=${encodeURIComponent(to)}`;
  /** Names alone: asking for the address of a number tells nobody anything. */
  const assertNothingLookedUp = (): void =>
    assert.deepEqual(
      dns.names().filter((name) => !/^[\d.:]+$/.test(name)),
      [],
    );

  attackClass(
    "onion DNS leaks",
    {
      atLeast: 8,
      control: async () => {
        await direct.request(get("http://nowhere.invalid/"));
        assert.ok(dns.names().includes("nowhere.invalid"), "what is looked up here is seen");
        const inThread = createWorkerHttp({ userAgent, verifyTls: true, workerFile: dns.workerFile });
        await inThread.request(get("http://nowhere.invalid/"));
        await inThread.dispose();
        assert.ok(dns.names().includes("nowhere.invalid"), "and in the worker");
        assert.equal((await read(viaTor, `http://${ONION}/`)).kind, "body");
      },
    },
    (random) => {
      const spelling = SPELLINGS[random(SPELLINGS.length)] ?? ONION;
      const attacks: Readonly<Record<string, () => Promise<unknown>>> = {
        "a service that is read": () => read(viaTor, `http://${ONION}/`),
        "a service in every spelling, with Tor": async () => {
          for (const host of SPELLINGS) await read(viaTor, `http://${host}/`);
        },
        "a service in every spelling, without Tor": async () => {
          for (const host of SPELLINGS) assert.equal((await read(direct, `http://${host}/`)).kind, "failed");
        },
        "the question whether it is public": async () => {
          for (const host of SPELLINGS) await viaTor.isPublic(new URL(`http://${host}/`).hostname);
          for (const host of SPELLINGS) await direct.isPublic(new URL(`http://${host}/`).hostname);
        },
        "a redirect to a service, without Tor": () =>
          read(direct, redirecting(`127.0.0.1:${site.port}`, `http://${spelling}/`)),
        "a redirect to a service": () => read(viaTor, redirecting(`127.0.0.1:${site.port}`, `http://${spelling}/`)),
        "a redirect from a service to another": () => read(viaTor, redirecting(ONION, `http://${OTHER}/`)),
        "a redirect from a service to the open network": () =>
          read(viaTor, redirecting(ONION, "http://clearnet.example/")),
        "a redirect from a service to a name inside": () => read(viaTor, redirecting(ONION, "http://intranet/")),
        "a source that is to be read through Tor": () => read(viaTor, "http://clearnet.example/", true),
        "a redirect of such a source": () =>
          read(viaTor, redirecting("clearnet.example", "http://unknown.example/"), true),
        "a service when Tor is not there": async () => {
          const port = await unusedPort();
          const without = withTor(direct, {
            userAgent,
            verifyTls: true,
            workerFile: dns.workerFile,
            socks: { host: "127.0.0.1", port },
          });
          assert.equal((await read(without, `http://${ONION}/`)).kind, "failed");
          assert.equal((await read(without, "http://clearnet.example/", true)).kind, "failed");
        },
        "a service in a worker that knows no Tor": async () => {
          const inThread = createWorkerHttp({ userAgent, verifyTls: false, workerFile: dns.workerFile });
          for (const host of SPELLINGS) await read(inThread, `http://${host}/`);
          await inThread.dispose();
        },
        "a service behind a user and a password": () => read(viaTor, `http://user:clearnet.example@${ONION}/`),
      };
      return Object.entries(attacks).map(([name, attack]): Attack => {
        return {
          name,
          holds: async () => {
            await attack();
            assertNothingLookedUp();
          },
        };
      });
    },
  );
});
