/** What the windows of `windows.ts` need outside of VS Code: their folders, news, and somebody who looks at their pages. */
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Page } from "playwright-core";
import { createAgreements } from "../../../src/core/memory/agreements";
import { createStateStore, stateHome } from "../../../src/node/stateStore";
import { systemClock } from "../../../src/node/systemClock";
import { Workbench } from "../../vscode/workbench";
import { WINDOWS, WORLD, type WindowName, makeWindow } from "./windows";

/** Not `localhost`: VS Code treats that differently. */
const HOST = "127.0.1.5";

/** What the windows ask: news for each, how often it was read, and what a page shows that no interface of VS Code tells. */
export async function startWorld() {
  const pages = new Map<string, Page>();
  const requests: string[] = [];
  const answer = async (question: string, name: string): Promise<string> => {
    if (question === "requests") return String(requests.filter((one) => one === name).length);
    const page = pages.get(name);
    if (question === "badge") return page === undefined ? "" : new Workbench(page, []).badge("TI Scraper");
    requests.push(name);
    const item = `<item><title>Amber Heron and ransomware</title><link>https://news.example/${name}</link></item>`;
    return `<rss version="2.0"><channel><title>News</title>${item}</channel></rss>`;
  };
  const server = http.createServer((request, response) => {
    const [, question = "", name = ""] = (request.url ?? "").split("/");
    void answer(question, name).then(
      (text) => response.writeHead(200, { "content-type": "application/rss+xml" }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, HOST, resolve));
  const origin = `http://${HOST}:${(server.address() as AddressInfo).port}`;
  return {
    env: { [WORLD]: origin },
    feedOf: (name: WindowName) => `${origin}/feed/${name}`,
    show: (name: WindowName, page: Page) => void pages.set(name, page),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Makes the folders of all windows; each may be scanned by the clock. */
export async function makeWindows(
  parent: string,
  env: Readonly<Record<string, string>>,
  feedOf: (name: WindowName) => string,
) {
  const store = createStateStore(path.join(stateHome(env, process.platform), "agreements"));
  const agreements = createAgreements({ store, onDamaged: () => undefined, version: "0.0.0" }, systemClock);
  const made: { readonly name: WindowName; readonly place: string }[] = [];
  for (const name of Object.keys(WINDOWS) as WindowName[]) {
    const { folder, place } = makeWindow(parent, name, feedOf(name));
    for (const one of [folder, path.join(folder, "desk")].filter((each) => fs.existsSync(each)))
      await agreements.agree(fs.realpathSync.native(one), { kind: "scan" });
    made.push({ name, place });
  }
  return made;
}
