import assert from "node:assert/strict";
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import path from "node:path";
import { projectRoot } from "../../vscode/project";
import { FAULT_KINDS } from "../../world/xsoar/faults";
import { SWITCH_VALUES } from "../../world/xsoar/switches";

const readme = readFileSync(path.join(projectRoot, "test/world/xsoar/README.md"), "utf8");

describe("XSOAR simulator as a program", function () {
  this.timeout(60_000);
  const running: ChildProcessWithoutNullStreams[] = [];
  afterEach(() => {
    for (const child of running.splice(0)) child.kill();
  });

  /** Starts it; resolves when it is ready or has ended. */
  function run(
    ...args: string[]
  ): Promise<{ output: string; code: number | null; child: ChildProcessWithoutNullStreams }> {
    const child = spawn(process.execPath, [path.join(projectRoot, "test/xsoarSim.js"), ...args]);
    running.push(child);
    let output = "";
    return new Promise((resolve) => {
      const add = (text: string): void => {
        output += text;
        if (output.includes("Ready.")) resolve({ output, code: null, child });
      };
      child.stdout.setEncoding("utf8").on("data", add);
      child.stderr.setEncoding("utf8").on("data", add);
      child.once("close", (code) => resolve({ output, code, child }));
    });
  }

  function send(url: string, body: unknown, headers: object = {}, ca?: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const start = url.startsWith("https:") ? httpsRequest : httpRequest;
      const options = {
        method: "POST",
        agent: false as const,
        headers: { ...headers },
        ...(ca === undefined ? {} : { ca }),
      };
      const request = start(url, options, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        response.on("end", () => resolve(`${response.statusCode} ${text}`));
      });
      request.on("error", reject).end(JSON.stringify(body));
    });
  }

  it("helps: every option, switch and fault is in its help, and every switch and fault in the README", async () => {
    const { output, code } = await run("--help");
    assert.equal(code, 0);
    for (const name of ["--flavour", "--port", "--key", "--key-id", "--tls", "--fault", "--data", "--set", "--chaos"]) {
      assert.ok(output.includes(name), name);
    }
    for (const name of [...Object.keys(SWITCH_VALUES), ...FAULT_KINDS]) {
      assert.ok(output.includes(name), `help: ${name}`);
      assert.ok(readme.includes(`\`${name}\``), `README: ${name}`);
    }
  });

  it("refuses what it does not know with one sentence", async () => {
    for (const args of [
      ["--flavour", "v9"],
      ["--set", "nope=1"],
      ["--fault", "{}"],
      ["--fault", "{"],
      ["--wat"],
      ["--port", "x"],
      ["--proxy", "me"],
      ["--tls", "/no/such.pem"],
    ]) {
      const { output, code } = await run(...args);
      assert.equal(code, 2, args.join(" "));
      assert.match(output, /^[^\n]+\nSee --help\.\n$/);
    }
  });

  it("serves a flavour over TLS with data, switches, faults, a proxy and commands, and cleans up", async () => {
    const data = ["--data", "odd", "--records", "5", "--set", "defaultSize=2"];
    const door = ["--flavour", "v8", "--key", "abc", "--key-id", "3", "--tls", "self-signed", "--proxy", "me:secret"];
    const { output, child } = await run(...door, ...data, "--fault", '{"kind":"busy","seconds":3}', "--control");
    const said = (label: string): string => new RegExp(`^${label}:  (.*)$`, "m").exec(output)?.[1] ?? "";
    const url = /^XSOAR simulator \(v8\):  (.*)$/m.exec(output)?.[1] ?? "";
    assert.match(url, /^https:\/\/127\.0\.0\.1:\d+\/xsoar\/public\/v1$/);
    assert.match(said("Proxy"), /^http:\/\/me:secret@127\.0\.0\.1:\d+$/);
    assert.equal(said("Records"), "21");
    const caFile = said("CA file");
    const ca = readFileSync(caFile, "utf8");
    const headers = {
      authorization: "abc",
      "x-xdr-auth-id": "3",
      accept: "application/json",
      "content-type": "application/json",
    };
    const search = (): Promise<string> => send(`${url}/indicators/search`, { query: "" }, headers, ca);
    assert.match(await search(), /^429 /);
    const found = await search();
    assert.match(found, /^200 .*"total":21\}$/);
    assert.equal(found.split('"sortValues"').length - 1, 2);
    const control = said("Control");
    assert.equal(await send(`${control}/keyState`, "expired"), "200 null");
    assert.match(await search(), /^401 /);
    assert.match(await send(`${control}/requests`, null), /^200 \[.*"<3 characters>"/);
    assert.match(await send(`${control}/nothing`, null), /^404 /);
    assert.match(await send(`${control}/fail`, { kind: "nope" }), /^400 /);
    child.kill("SIGINT");
    await new Promise((resolve) => child.once("close", resolve));
    assert.ok(!existsSync(caFile));
  });
});
