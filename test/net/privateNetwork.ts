/**
 * Runs the command line in a network of its own, whose names and addresses are all the test's: `unshare -rnm node privateNetwork.js CLI
 * FOLDER`. Prints one JSON object. The system's resolver asks the test's name server there, and 93.184.216.34 is an address like any
 * other.
 */
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { startNameServer } from "./nameServer";

const PUBLIC = "93.184.216.34";
const OTHER_PUBLIC = "2606:4700::1111";
const PRIVATE = "10.1.2.3";
const METADATA = "169.254.169.254";

const [, , cli = "", folder = ""] = process.argv;
const log: string[] = [];
let isTurned = false;

function feed(title: string): string {
  return `<rss version="2.0"><channel><title>t</title><item><title>${title}</title><link>https://news.example/${title}</link></item></channel></rss>`;
}

async function serve(host: string): Promise<void> {
  const server = http.createServer((request, response) => {
    const { host: name = "" } = request.headers;
    log.push(`${host} ${name}${request.url}`);
    const to = /^\/to\/(.+)$/.exec(request.url ?? "")?.[1];
    if (to !== undefined) return void response.writeHead(302, { location: `http://${to}/` }).end();
    response.writeHead(200, { "content-type": "application/rss+xml" }).end(feed(name));
  });
  await new Promise<void>((resolve) => void server.listen(80, host, resolve));
}

function scan(sources: readonly string[], env: Record<string, string> = {}): Promise<unknown> {
  const config = { websiteconfig: { rss_feeds: sources, webpages: [] }, profiling: { profileData: ["Clop"] } };
  fs.mkdirSync(path.join(folder, "config"), { recursive: true });
  fs.writeFileSync(path.join(folder, "config", "articles_config.json"), JSON.stringify(config));
  log.length = 0;
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, "scan", folder, "--json"], {
      env: { PATH: process.env["PATH"], HOME: folder, XDG_STATE_HOME: path.join(folder, "state"), ...env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    child.once("close", (code) => resolve({ code, out, err, log: [...log] }));
  });
}

async function main(): Promise<void> {
  const resolver = path.join(folder, "resolv.conf");
  fs.writeFileSync(resolver, "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n");
  execFileSync("mount", ["--bind", resolver, "/etc/resolv.conf"]);
  execFileSync("ip", ["link", "set", "lo", "up"]);
  for (const address of [`${PUBLIC}/32`, `${PRIVATE}/32`, `${METADATA}/32`, `${OTHER_PUBLIC}/128`])
    execFileSync("ip", ["addr", "add", address, "dev", "lo"]);
  await startNameServer(
    (name, time) => {
      switch (name) {
        case "public.test":
          return [PUBLIC];
        case "both.test":
          return [PRIVATE, PUBLIC, "::1"];
        case "six.test":
          return ["::1", OTHER_PUBLIC];
        case "inside.test":
          return [PRIVATE];
        case "turning.test":
          return isTurned ? [PRIVATE] : [PUBLIC];
        case "spinning.test":
          return time % 2 === 1 ? [PUBLIC] : [PRIVATE];
        case "silent.test":
          return null;
        default:
          return [];
      }
    },
    { port: 53 },
  );
  for (const host of [PUBLIC, OTHER_PUBLIC, PRIVATE, METADATA, "::1"]) await serve(host);
  const leads = [PRIVATE, METADATA, "[::1]", "localhost", "inside.test", "silent.test", "[::ffff:10.1.2.3]"];
  const targets = leads.map((target) => `http://public.test/to/${target}`);
  const wide = await scan([
    "http://public.test/",
    "http://both.test/",
    "http://six.test/",
    "http://inside.test/",
    "http://inside.test/to/10.1.2.3",
    "http://both.test/to/10.1.2.3",
    `http://${PRIVATE}/`,
    ...targets,
  ]);
  const before = await scan(["http://turning.test/"]);
  isTurned = true;
  const turned = await scan(["http://turning.test/"]);
  const again = await scan(["http://turning.test/"]);
  const allowed = await scan(["http://turning.test/"], { TI_SCRAPER_PRIVATE_HOSTS: "turning.test" });
  const spun = [];
  for (let time = 0; time < 4; time++)
    spun.push(await scan(["http://spinning.test/", "http://public.test/to/spinning.test"]));
  process.stdout.write(JSON.stringify({ wide, before, turned, again, allowed, spun }));
  process.exit(0);
}

void main();
