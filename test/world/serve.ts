/**
 * The world as a process of its own: `node out/test/world/serve.js [--folder DIR] [--seed N]` prints one JSON line
 * `{control, key, xsoar, sources, workspaceFolder, truth}` and runs until its standard input ends. The control address takes
 * what `WorldRemote` (remote.ts) sends.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { type World, startWorld } from "./world";
import { runCommand } from "./xsoar/control";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { folder: { type: "string" }, seed: { type: "string" } } });
  const world = await startWorld({
    ...(values.folder === undefined ? {} : { folder: values.folder }),
    ...(values.seed === undefined ? {} : { seed: Number(values.seed) }),
  });
  const control = createServer((request, response) => {
    command(world, request).then(
      (answer) => response.writeHead(200, { "content-type": "application/json" }).end(answer),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    control.listen(0, "127.0.0.1", resolve);
  });
  const line = {
    control: `http://127.0.0.1:${(control.address() as AddressInfo).port}`,
    key: world.xsoar.key,
    xsoar: world.xsoar.origin,
    sources: world.news.sources.map(({ url }) => url),
    workspaceFolder: world.workspaceFolder,
    truth: world.truth,
  };
  console.log(JSON.stringify(line));

  const stop = (): void => {
    void world.close().finally(() => process.exit(0));
  };
  process.stdin.on("end", stop).on("error", stop).resume();
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** One command: the path names it, the body is its argument as JSON. Gives the answer as JSON text. */
async function command({ xsoar, news }: World, request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request.setEncoding("utf8") as AsyncIterable<string>) body += chunk;
  const path = request.url ?? "";
  const answer = path.startsWith("/xsoar/") ? runCommand(xsoar, path.slice("/xsoar/".length), body) : null;
  if (answer !== null) return answer;
  const argument: unknown = body === "" ? null : JSON.parse(body);
  const result = (value: unknown): string => JSON.stringify(value ?? null);
  switch (path) {
    case "/news/requests":
      return result(news.requests());
    case "/news/peak":
      return result(news.peakPerHost());
    case "/news/latency":
      return result(news.setLatency(argument as number));
    case "/news/publish": {
      const { title, url } = argument as { readonly title: string; readonly url: string };
      return result(news.publish(title, url));
    }
    case "/clear":
      xsoar.clearRequests();
      news.clearRequests();
      return result(null);
    default:
      throw new Error(`there is no command ${path}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
