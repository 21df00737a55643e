/** The simulator as a program: `npm run xsoar-sim -- --help`. */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { demoRecords } from "../records";
import { seededChaos } from "./chaos";
import { COMMANDS, runCommand } from "./control";
import { FAULT_KINDS, type Fault } from "./faults";
import type { FlavourName, SimulatorOptions } from "./options";
import { startProxy } from "./proxy";
import { selfSigned } from "./selfSigned";
import { type LoggedRequest, type Xsoar, type XsoarOptions, startXsoar } from "./server";
import { STORE_DEFAULTS, SWITCH_VALUES, type StoreOptions, readSwitch } from "./switches";
import { oddRecords } from "./variety";

const OPTIONS = {
  flavour: { type: "string", default: "v6" },
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "0" },
  key: { type: "string" },
  "key-id": { type: "string" },
  "key-type": { type: "string" },
  "key-state": { type: "string" },
  tenants: { type: "string" },
  "tenant-key": { type: "string", multiple: true },
  paths: { type: "string" },
  "wrong-path": { type: "string" },
  ui: { type: "boolean", default: false },
  tls: { type: "string" },
  data: { type: "string", default: "none" },
  records: { type: "string", default: "0" },
  delay: { type: "string", default: "0" },
  set: { type: "string", multiple: true },
  fault: { type: "string", multiple: true },
  chaos: { type: "string" },
  seed: { type: "string", default: "1" },
  proxy: { type: "string" },
  control: { type: "boolean", default: false },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function help(): string {
  const switches = Object.entries(SWITCH_VALUES).map(([name, values]) => {
    const standard = STORE_DEFAULTS[name as keyof StoreOptions];
    const kind = typeof values === "string" ? (values === "list" ? "a,b,…" : "number") : values.join(" | ");
    return `    ${name.padEnd(16)} ${kind}${typeof standard === "object" ? "" : ` (${String(standard)})`}`;
  });
  return `Usage: npm run xsoar-sim -- [options]

A local server that behaves like the indicator API of Cortex XSOAR. It keeps its records in memory, prints one line for
each request, and runs until Ctrl+C.

  --flavour NAME       v6 (the default), v6-mt (tenants behind /acc_NAME), v8 (XSOAR 8 and the Cortex cloud)
  --host ADDRESS       127.0.0.1
  --port NUMBER        any free port
  --key KEY            the API key; a new one is printed when left out
  --key-id NUMBER      v8: the key's number (7)
  --key-type TYPE      v8: standard (the default) or advanced
  --key-state STATE    valid, expired, noPermission, readOnly, noLicence
  --tenants A,B        v6-mt: alpha,beta
  --tenant-key T=KEY   v6-mt: a key that opens one tenant only; may be repeated
  --paths WHICH        v8: both, public (/xsoar/public/v1) or xsoar (/xsoar)
  --wrong-path ANSWER  documented, page, 303, 404, 405, 500
  --ui                 be the host of the web application: every path answers a page
  --tls WHAT           self-signed (a new certificate, whose file is printed), or a PEM file with key and certificate
  --data WHAT          none, odd (records as odd as servers have them), demo (those of npm start), or a file: a JSON
                       list of records or one record a line
  --records NUMBER     so many plain threat actors besides
  --delay MS           before each answer
  --set NAME=VALUE     a switch (see below); may be repeated
  --fault JSON         a planned fault, such as {"kind":"busy","on":"search","times":2,"seconds":3}; may be repeated.
                       Kinds: ${wrapped(FAULT_KINDS, 23)}
  --chaos RATE         faults at random: the share of requests they meet, 0 to 1
  --seed NUMBER        of the chaos (1)
  --proxy USER:PASS    also start a proxy that asks for this user name and password
  --control            also listen for commands: POST CONTROL/NAME with JSON as its body.
                       Names: ${wrapped(Object.keys(COMMANDS), 23)}
  --quiet              no line for each request
  --help               this text

  Switches (and their defaults): what servers differ in, or no document settles
${switches.join("\n")}
`;
}

function wrapped(words: readonly string[], indent: number): string {
  const lines: string[] = [""];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (indent + line.length + word.length > 115) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line}, ${word}`;
  }
  return lines.join(`,\n${" ".repeat(indent)}`);
}

class UsageError extends Error {}

function oneOf<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`--${name} is one of ${allowed.join(", ")}.`);
  return found;
}

function numberOf(name: string, value: string): number {
  if (!/^\d+(?:\.\d+)?$/.test(value)) throw new UsageError(`--${name} is a number.`);
  return Number(value);
}

type Values = ReturnType<typeof readArguments>;

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Only what is given, so that the simulator's own defaults count. */
function given<T extends object>(all: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T;
}

function optionsOf(values: Values, certificate: { readonly key: string; readonly cert: string } | null): XsoarOptions {
  const flavour = oneOf<FlavourName>("flavour", values.flavour, ["v6", "v6-mt", "v8"]);
  const tenantKeys = Object.fromEntries((values["tenant-key"] ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
  const wrongPath = oneOf("wrong-path", values["wrong-path"], ["documented", "page", "303", "404", "405", "500"]);
  const optional = given<Partial<SimulatorOptions>>({
    flavour,
    keyId: values["key-id"],
    keyType: oneOf("key-type", values["key-type"], ["standard", "advanced"]),
    tenants: values.tenants?.split(","),
    apiPaths: oneOf("paths", values.paths, ["both", "public", "xsoar"]),
    wrongPath,
  });
  return {
    ...optional,
    tenantKeys: tenantKeys as Record<string, string>,
    key: values.key ?? randomBytes(16).toString("hex").toUpperCase(),
    host: values.host,
    port: numberOf("port", values.port),
    delayMs: numberOf("delay", values.delay),
    face: values.ui ? "ui" : "api",
    store: Object.assign(
      {},
      ...(values.set ?? []).map((text) => usage(() => readSwitch(text))),
    ) as Partial<StoreOptions>,
    ...(certificate === null ? {} : { tls: certificate }),
  };
}

function usage<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new UsageError(`${(error as Error).message}.`);
  }
}

function certificateOf(values: Values): { readonly key: string; readonly cert: string } | null {
  if (values.tls === undefined) return null;
  if (values.tls === "self-signed") return selfSigned([values.host, "localhost"]);
  const pem = usage(() => fs.readFileSync(values.tls ?? "", "utf8"));
  return { key: pem, cert: pem };
}

function recordsOf({ data, records }: Values): readonly string[] {
  const plain = Array.from({ length: numberOf("records", records) }, (_, at) => {
    const value = `Actor ${at + 1}`;
    return JSON.stringify({
      value,
      indicator_type: "Threat Actor",
      CustomFields: { aliases: [value, `Alias ${at + 1}`] },
    });
  });
  if (data === "none") return plain;
  if (data === "odd") return [...oddRecords(), ...plain];
  if (data === "demo") {
    return [...demoRecords({ title: "An older headline", url: "https://news.test/older" }), ...plain];
  }
  const text = usage(() => fs.readFileSync(data, "utf8"));
  const listed = usage(() =>
    text.trimStart().startsWith("[")
      ? (JSON.parse(text) as unknown[]).map((record) => JSON.stringify(record))
      : text.split("\n").filter((line) => line.trim() !== ""),
  );
  return [...listed, ...plain];
}

async function startControl(xsoar: Xsoar): Promise<Server> {
  const server = createServer((request, response) => {
    const work = async (): Promise<void> => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8") as AsyncIterable<string>) body += chunk;
      const result = runCommand(xsoar, (request.url ?? "").slice(1), body);
      response.writeHead(result === null ? 404 : 200, { "content-type": "application/json" }).end(result ?? "null");
    };
    work().catch((error: unknown) => response.writeHead(400).end(String(error)));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return server;
}

function line(request: LoggedRequest): string {
  const faults = request.faults.length > 0 ? `  (${request.faults.join(", ")})` : "";
  return `${request.method} ${request.path} ${request.status === 0 ? "no answer" : request.status}${faults}`;
}

async function main(args: readonly string[]): Promise<void> {
  const values = readArguments(args);
  if (values.help) return void process.stdout.write(help());
  const certificate = certificateOf(values);
  const options = optionsOf(values, certificate);
  const state = oneOf("key-state", values["key-state"], ["valid", "expired", "noPermission", "readOnly", "noLicence"]);
  const faults = (values.fault ?? []).map((text) => usage(() => JSON.parse(text) as Fault));
  const rate = values.chaos === undefined ? null : numberOf("chaos", values.chaos);
  const [user, password] = (values.proxy ?? "").split(/:(.*)/s);
  if (values.proxy !== undefined && !password) throw new UsageError("--proxy is USER:PASS.");
  const records = recordsOf(values);

  const xsoar = await startXsoar(options);
  for (const record of records) usage(() => xsoar.put(record));
  for (const fault of faults) usage(() => xsoar.fail(fault));
  if (state !== undefined) xsoar.setKeyState(state);
  if (rate !== null) xsoar.setChaos(seededChaos({ rate, seed: numberOf("seed", values.seed) }));
  if (!values.quiet) xsoar.observe((phase, request) => phase === "answered" && console.log(line(request)));

  console.log(`XSOAR simulator (${xsoar.flavour}):  ${xsoar.baseUrl}`);
  console.log(`Key:  ${xsoar.key}`);
  if (xsoar.flavour === "v8") console.log(`Key ID:  ${xsoar.connection.keyId} (${xsoar.connection.keyType})`);
  if (records.length > 0) console.log(`Records:  ${records.length}`);
  if (values.tls === "self-signed" && certificate !== null) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "xsoar-sim-"));
    const file = path.join(folder, "ca.pem");
    fs.writeFileSync(file, certificate.cert);
    process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
    console.log(`CA file:  ${file}`);
  }
  if (values.proxy !== undefined) {
    const proxy = await startProxy({ user: user ?? "", password: password ?? "" });
    console.log(`Proxy:  ${proxy.address}`);
  }
  if (values.control) {
    const control = await startControl(xsoar);
    console.log(`Control:  http://127.0.0.1:${(control.address() as AddressInfo).port}`);
  }
  console.log("Ready. Ctrl+C ends it.");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(0));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof UsageError ? `${error.message}\nSee --help.` : error);
  process.exit(error instanceof UsageError ? 2 : 1);
});
