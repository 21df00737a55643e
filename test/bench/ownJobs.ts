import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { parseHTML } from "linkedom";
import { type ReadyScript, runScript } from "../../src/core/jobs/script";
import { CutCounter } from "../../src/core/model/cuts";
import { extractItems } from "../../src/core/parsing/extractItems";
import { plainText } from "../../src/core/text/translate";
import { createProcesses } from "../../src/node/processes";
import type * as Product from "../../src/scan";
import { processorMs } from "../processorMs";
import { projectRoot } from "../vscode/project";
import { type BenchResult, median } from "./benchResult";
import { startServer } from "./scan";
import { PAGES, sourceUrls } from "./scanWorld";

const ROUNDS = 7;
const CARDS = 3_000;
const ITEMS = 10_000;
const STALL_MS = 50;

/** What a job of the user's own costs beside the built-in one, beside linkedom alone, and beside its script alone. */
export async function ownJobsBench(): Promise<BenchResult[]> {
  return [await declaredBench(), await extractBench(), ...(await scriptBench())];
}

/** The job *contents* and one with that base and nothing else, on the same pages, in turns; each with a folder of its own. */
async function declaredBench(): Promise<BenchResult> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-bench-"));
  process.env["XDG_STATE_HOME"] = path.join(folder, "state");
  const { child, port } = await startServer();
  const product = require(path.join(projectRoot, "dist", "scan.js")) as typeof Product;
  const workerFile = path.join(projectRoot, "dist", "worker.js");
  const http = product.createHostHttp({ userAgent: "TI Scraper benchmark", verifyTls: true, workerFile });
  const parser = product.createParser(workerFile);
  const quiet = (): void => undefined;
  const run = async (name: string, id: string, file: string, head: string): Promise<number> => {
    const root = path.join(folder, name);
    fs.mkdirSync(path.join(root, "config"), { recursive: true });
    const { pages } = sourceUrls(port);
    fs.writeFileSync(
      path.join(root, "config", file),
      `${head}websiteconfig:\n  webpages: ${JSON.stringify(pages)}\nresultfile: {folder: results, filename: pages.txt}\n`,
    );
    const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
    const session = product.openSession({ root, configFolder: "config", http, parser, log, t: (message) => message });
    const started = processorMs();
    const outcome = await session.run([id], {
      signal: new AbortController().signal,
      concurrency: 50,
      perHost: 2,
      timeoutMs: 20_000,
      onProgress: quiet,
    });
    const took = processorMs() - started;
    const [result] = outcome.kind === "done" ? outcome.read.results : [];
    if (result?.kind !== "done" || result.report.sources.some(({ outcome: one }) => one !== "read"))
      throw new Error(`The job ${id} has not read all of its pages.`);
    return took;
  };
  try {
    const shipped: number[] = [];
    const own: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const one = await run(`shipped-${round}`, "contents", "contents_config.yaml", "");
      const other = await run(`own-${round}`, "mine", "mine_config.yaml", "job: {base: contents}\n");
      // The first round warms up both.
      if (round === 0) continue;
      shipped.push(one);
      own.push(other);
    }
    const ratio = median(own) / median(shipped);
    return {
      name: `a job of the user's own with base contents and ${PAGES} pages, against the built-in one`,
      goal: "at most 1.1×",
      ratio,
      met: ratio <= 1.1,
      lines: [
        `own ${median(own).toFixed(0)} ms of the processor, built-in ${median(shipped).toFixed(0)} ms (medians of ${ROUNDS})`,
      ],
    };
  } finally {
    await parser.dispose();
    child.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Items of a large page with three fields, against linkedom with the same selectors. */
async function extractBench(): Promise<BenchResult> {
  const card = (at: number): string =>
    `<div class="card" id="c${at}"><h2>Victim number ${at} &amp; Sons</h2><p>They make <b>things</b> of all kinds and sell them in ${at} towns.</p><span class="when">2026-11-${(at % 28) + 1}</span><span class="meta">Size: ${at} GB of files</span><a href="/v/${at}">more</a></div>`;
  const html = `<html><head><title>List</title></head><body><main>${Array.from({ length: CARDS }, (_, at) => card(at)).join("\n")}</main></body></html>`;
  const ours = (): number => {
    const field = (from: string, pattern = "") => ({ from, attribute: "", pattern });
    const outcome = extractItems(
      html,
      "https://leaks.example/",
      undefined,
      {
        as: "rows",
        select: "main .card",
        fields: [
          ["victim", field("h2")],
          ["when", field(".when")],
          ["size", field(".meta", "(\\d+) GB")],
        ],
        exclude: [],
        names: [],
      },
      new CutCounter(),
    );
    return outcome.ok ? (outcome.rows?.length ?? 0) : 0;
  };
  const bare = (): number => {
    const { document } = parseHTML(html) as unknown as { readonly document: Bare };
    let rows = 0;
    for (const item of document.querySelectorAll("main .card")) {
      const [victim, when, meta] = ["h2", ".when", ".meta"].map((part) => item.querySelector(part)?.textContent ?? "");
      if (victim !== "" && when !== "" && /(\d+) GB/.test(meta ?? "")) rows += 1;
    }
    return rows;
  };
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, work] of [
      ["ours", ours],
      ["bare", bare],
    ] as const) {
      // What one page has left behind is cleared away in the turn after it, as between two pages of a worker.
      await new Promise((resolve) => setImmediate(resolve));
      const started = processorMs();
      if (work() !== CARDS) throw new Error("Not all items were found.");
      // The first round warms up both.
      if (round > 0) times[name].push(processorMs() - started);
    }
  }
  const [oursMs, bareMs] = [median(times.ours), median(times.bare)];
  return {
    name: `${CARDS.toLocaleString("en")} items taken out of a page of ${(html.length / 1e6).toFixed(1)} MB, against linkedom with the same selectors`,
    goal: "at most 1.3×",
    ratio: oursMs / bareMs,
    met: oursMs / bareMs <= 1.3,
    lines: [`ours ${oursMs.toFixed(0)} ms, linkedom ${bareMs.toFixed(0)} ms of the processor (medians of ${ROUNDS})`],
  };
}

interface Bare {
  readonly textContent: string;
  querySelector(selector: string): Bare | null;
  querySelectorAll(selector: string): Iterable<Bare>;
}

const SCRIPT = `const { createInterface } = require("node:readline");
setTimeout(() => createInterface({ input: process.stdin }).on("line", (line) => {
  const message = JSON.parse(line);
  if (message.type === "row") process.stdout.write(JSON.stringify({ type: "row", fields: { victim: message.fields.victim } }) + "\\n");
  if (message.type === "end") process.stdout.write('{"type":"done"}\\n');
}), Number(process.argv[2] ?? 0));
`;

/** Items through a script and back, against the script fed from a file; and how much is handed over while it does not read. */
async function scriptBench(): Promise<readonly BenchResult[]> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-bench-")));
  const file = path.join(folder, "script.cjs");
  fs.writeFileSync(file, SCRIPT);
  const item = (at: number) => ({
    type: "row" as const,
    key: `k${at}`,
    url: "https://leaks.example/",
    fields: { victim: `Victim number ${at} & Sons`, note: "x".repeat(200) },
    names: [],
  });
  const lines = Array.from({ length: ITEMS }, (_, at) => JSON.stringify(item(at)));
  fs.writeFileSync(path.join(folder, "in.jsonl"), [...lines, '{"type":"end"}', ""].join("\n"));
  const processes = createProcesses(folder);
  const ready = (delayMs: number): ReadyScript => ({
    job: "bench",
    script: {
      run: [process.execPath, "script.cjs"],
      at: "extract",
      speaks: "lines",
      timeout: 60,
      env: [],
      secrets: [],
      params: {},
    } as unknown as ReadyScript["script"],
    version: { file: "script.cjs", argv: [process.execPath, "script.cjs", String(delayMs)], digest: "" },
    secrets: {},
  });
  const through = async (items: Iterable<ReturnType<typeof item>>, delayMs: number): Promise<number> => {
    const told = { state: null, now: new Date(), run: "bench", locale: "en", dryRun: true };
    const started = performance.now();
    const outcome = await runScript(ready(delayMs), told, items, processes, plainText, new AbortController().signal);
    if (outcome.kind !== "done" || outcome.said.rows.length !== ITEMS)
      throw new Error(`The script did not do its work: ${JSON.stringify(outcome).slice(0, 300)}`);
    return performance.now() - started;
  };
  try {
    const stalls: number[] = [];
    const ours: number[] = [];
    const alone: number[] = [];
    for (let round = 0; round < 3; round++) {
      alone.push(await aloneMs(file, folder));
      // Enabled again it would count what it was off for.
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      ours.push(
        await through(
          Array.from({ length: ITEMS }, (_, at) => item(at)),
          0,
        ),
      );
      delay.disable();
      stalls.push(delay.max / 1e6);
    }
    const stallMs = Math.max(...stalls);
    const more = median(ours) - median(alone);
    let pulled = 0;
    let pulledWhileDeaf = 0;
    const deafMs = 1_000;
    function* counted() {
      for (let at = 0; at < ITEMS; at++) {
        pulled += 1;
        yield item(at);
      }
    }
    const timer = setTimeout(() => (pulledWhileDeaf = pulled), deafMs / 2);
    await through(counted(), deafMs);
    clearTimeout(timer);
    const heldBytes = pulledWhileDeaf * (lines[0]?.length ?? 0);
    return [
      {
        name: `${ITEMS.toLocaleString("en")} items through a script and back, beside the script alone`,
        goal: `less than 1,500 ms more, nobody else waits above ${STALL_MS} ms`,
        ratio: more / 1_500,
        met: more < 1_500 && stallMs <= STALL_MS,
        lines: [
          `with us ${median(ours).toFixed(0)} ms, alone ${median(alone).toFixed(0)} ms; longest stall ${stallMs.toFixed(0)} ms`,
        ],
      },
      {
        name: "what is handed to a script that does not read yet",
        goal: "less than 1 MB",
        ratio: heldBytes / 1e6,
        met: heldBytes < 1e6,
        lines: [`${pulledWhileDeaf} of ${ITEMS.toLocaleString("en")} items, ${(heldBytes / 1e3).toFixed(0)} KB`],
      },
    ];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function aloneMs(file: string, folder: string): Promise<number> {
  const started = performance.now();
  const input = fs.openSync(path.join(folder, "in.jsonl"), "r");
  const output = fs.openSync(path.join(folder, "out.jsonl"), "w");
  const child = spawn(process.execPath, [file], { stdio: [input, output, "inherit"] });
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  fs.closeSync(input);
  fs.closeSync(output);
  if (code !== 0) throw new Error(`The script ended with exit code ${code}.`);
  return performance.now() - started;
}
