import assert from "node:assert/strict";
import dns from "node:dns";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import * as vscode from "vscode";
import type { SourceStatus } from "../../src/core/sources/sourceStatus";
import { stateDirectory, stateHome } from "../../src/node/stateStore";
import { FolderAgreements } from "../../src/vscode/agreements/folderAgreements";
import { Command } from "../../src/vscode/shell/ids";
import { Replacements } from "./replacements";

const INSIDE = "127.0.1.6";
const HOST = "moved.example";
const ALLOW_BUTTON = "Allow Private Address";

interface Said {
  readonly sentence: string;
  readonly modal: boolean;
  readonly detail: string;
  readonly buttons: readonly string[];
}

async function until(what: string, isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!isSo() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(isSo(), what);
}

/** A host that was in the public internet and lies inside now is read once somebody has agreed to that, and not before. */
describe("allowing a private address", () => {
  const replacements = new Replacements();
  const said: Said[] = [];
  /** What is clicked on, by the beginning of the sentence it stands below. */
  let answers: Readonly<Record<string, string>> = {};
  let requests = 0;
  let url: string;
  let server: http.Server;
  let config: string;

  const agreed = (): Promise<readonly string[]> =>
    new FolderAgreements({ warn: () => assert.fail("the agreements are damaged") }).privateHosts();
  const saidAs = (beginning: RegExp): Said =>
    said.find(({ sentence }) => beginning.test(sentence)) ?? assert.fail(`${beginning}: ${JSON.stringify(said)}`);

  const source = (): SourceStatus => ({
    kind: "feed",
    url,
    jobs: ["articles"],
    homes: ["articles"],
    name: "",
    label: HOST,
    category: "",
    order: 0,
    state: "failing",
    skip: null,
    health: null,
    latencyMs: null,
    movedTo: null,
    hasRules: false,
  });

  before(async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    replacements.wrap(dns, "lookup", (lookup) => (name: string, options: unknown, done: unknown): unknown => {
      const callback = (typeof options === "function" ? options : done) as (...args: unknown[]) => void;
      if (name !== HOST) return lookup(name, options, callback);
      const all = typeof options === "object" && (options as dns.LookupOptions).all === true;
      setImmediate(() => (all ? callback(null, [{ address: INSIDE, family: 4 }]) : callback(null, INSIDE, 4)));
      return undefined;
    });
    for (const name of ["showInformationMessage", "showWarningMessage"]) {
      replacements.replace(vscode.window, name, async (sentence: string, ...rest: readonly unknown[]) => {
        const [options] = rest as readonly vscode.MessageOptions[];
        const isOptions = typeof options === "object";
        const buttons = (isOptions ? rest.slice(1) : rest) as readonly string[];
        said.push({
          sentence,
          modal: isOptions && options.modal === true,
          detail: (isOptions && options.detail) || "",
          buttons,
        });
        const wanted = Object.entries(answers).find(([beginning]) => sentence.startsWith(beginning))?.[1];
        return buttons.find((button) => button === wanted);
      });
    }
    server = http.createServer((_, response) => {
      requests += 1;
      response.end(
        '<rss version="2.0"><channel><title>N</title><item><title>One</title><link>https://n.example/1</link></item></channel></rss>',
      );
    });
    await new Promise<void>((resolve) => void server.listen(0, INSIDE, resolve));
    const { port } = server.address() as AddressInfo;
    url = `http://${HOST}:${port}/rss?[x](command:workbench.action.quit)`;
    config = path.join(folder.uri.fsPath, "config");
    fs.mkdirSync(config, { recursive: true });
    fs.writeFileSync(
      path.join(config, "articles_config.json"),
      JSON.stringify({ websiteconfig: { rss_feeds: [url], webpages: [] }, profiling: { profileData: ["Emberfox"] } }),
    );
    const state = stateDirectory(process.env, process.platform, fs.realpathSync.native(folder.uri.fsPath));
    fs.mkdirSync(state, { recursive: true });
    const hosts = [[`${HOST}:${port}`, { failures: 0, wait: null, wasPublic: true }]];
    fs.writeFileSync(
      path.join(state, "source-health.json"),
      JSON.stringify({ version: 1, data: { sources: [], hosts } }),
    );
  });
  beforeEach(() => {
    said.length = 0;
    requests = 0;
  });
  after(() => {
    replacements.restoreAll();
    server.close();
    for (const one of [config, stateHome(process.env, process.platform)])
      fs.rmSync(one, { recursive: true, force: true });
  });

  it("is offered where its test fails, asks in a dialog that names host and address, and a no changes nothing", async () => {
    answers = { [HOST]: ALLOW_BUTTON };
    await vscode.commands.executeCommand(Command.testSource, source());
    assert.deepEqual(saidAs(new RegExp(`^${HOST}: `)).buttons, [ALLOW_BUTTON]);
    await until("the dialog", () => said.length === 2);
    const { sentence, modal, detail, buttons } = saidAs(/^Read /);
    assert.equal(sentence, `Read ${HOST} though it lies inside a private network now?`);
    assert.equal(modal, true);
    assert.match(
      detail,
      /was in the public internet before[^]*Agree only when you know that it belongs there\.\nhttp:\/\/moved\.example:\d+\/rss\?\(x\)\(command:/,
    );
    assert.deepEqual(buttons, ["Allow"]);
    assert.deepEqual([await agreed(), requests], [[], 0]);
    answers = {};
    await vscode.commands.executeCommand(Command.testSource, source());
    assert.equal(requests, 0, "it is refused as before");
  });

  it("reads the host from then on, which is remembered for the machine", async () => {
    answers = { "Read ": "Allow", [`${HOST} is read from now on`]: "Test Source" };
    await vscode.commands.executeCommand(Command.allowPrivate, source());
    assert.deepEqual(saidAs(/is read from now on, wherever it lies/).buttons, ["Test Source"]);
    await until("the test", () => said.some(({ sentence }) => / works: 1 entry, 1 of them an article/.test(sentence)));
    assert.deepEqual([await agreed(), requests], [[HOST], 1]);
  });
});
