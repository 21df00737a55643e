/** Runs the host suites in a real VS Code: `node out/test/host/run.js floor|newest`. Exit code 0 when every case passed. */
import fs from "node:fs";
import path from "node:path";
import { format } from "node:util";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../vscode/browser";
import type { Channel } from "../vscode/install";
import { outFolder, projectRoot } from "../vscode/project";
import { type RunningVsCode, type VsCodeOptions, freshFolder, startVsCode } from "../vscode/server";
import { OPEN_AGAIN, SUITE_LINE, SUITE_STARTS } from "./suiteLine";
import { makeWindows, startWorld } from "./windows/world";

const SUITE_TIMEOUT_MS = 6 * 60_000;
const TRIES = 4;
/** Windows that are open at a time: each is a whole VS Code, and waits most of its time for the clock of a schedule. */
const OPEN_WINDOWS = 4;
/** Of those, so many that VS Code still starts in, which is what takes the machine. */
const STARTING_WINDOWS = 2;

interface Suite {
  /** The folder or workspace to open. */
  readonly place: string;
  /** Below `out/test/host`. */
  readonly module: string;
  readonly onPage?: (page: Page) => void;
  /** VS Code has started in it; said once for each try. */
  readonly onStarted?: () => void;
}

/** Runs a suite in a window of its own. Gives its exit code. */
async function runSuite(browser: Browser, vscode: RunningVsCode, suite: Suite, tries = TRIES): Promise<number> {
  const { place, module, onPage, onStarted } = suite;
  const context = await browser.newContext();
  const page = await context.newPage();
  onPage?.(page);
  const said: string[] = [];
  const lines: string[] = [];
  const ended = new Promise<number>((resolve) => {
    const timer = setTimeout(() => {
      lines.push(`The suite did not end within ${SUITE_TIMEOUT_MS / 1000} s.`);
      resolve(1);
    }, SUITE_TIMEOUT_MS);
    // VS Code's own hooks for an automated page: what the extension host prints, and the suite's end.
    void page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
      const line = format(...args);
      if (line.startsWith(SUITE_STARTS)) onStarted?.();
      else if (line.startsWith(SUITE_LINE)) lines.push(line.slice(SUITE_LINE.length));
      else said.push(line);
    });
    void page.exposeFunction("codeAutomationExit", (exitCode: number) => {
      clearTimeout(timer);
      resolve(exitCode);
    });
  });
  const remote = vscode.origin.replace("http:", "vscode-remote:");
  await page.goto(
    vscode.url(place, {
      extensionDevelopmentPath: remote + projectRoot,
      extensionTestsPath: remote + path.join(outFolder, "test", "host", ...module.split("/")),
    }),
  );
  const code = await ended;
  // Of windows that are open at once none talks into another.
  for (const line of lines) console.log(line);
  if (tries > 1 && lines.some((line) => line.startsWith(OPEN_AGAIN))) {
    await context.close();
    return runSuite(browser, vscode, suite, tries - 1);
  }
  if (code !== 0) {
    const name = `host-${vscode.vscode.channel}-${path.basename(place)}`;
    await page.screenshot({ path: path.join(outFolder, `${name}.png`) }).catch(() => undefined);
    fs.writeFileSync(path.join(outFolder, `${name}.log`), [...said, vscode.logs()].join("\n"));
    console.log(`VS Code's logs: out/${name}.log`);
  }
  await context.close();
  return code;
}

/** Lets so many in at a time. `enter` gives how one leaves, which counts once. */
function createGate(places: number): { enter(): Promise<() => void> } {
  let free = places;
  const waiting: (() => void)[] = [];
  return {
    enter: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      };
    },
  };
}

/** Starts a VS Code for suites, and ends it. */
async function withVsCode(
  options: Omit<VsCodeOptions, "trust">,
  use: (browser: Browser, vscode: RunningVsCode) => Promise<boolean>,
): Promise<boolean> {
  const vscode = await startVsCode({ ...options, trust: true, smokeTestDriver: true });
  const browser = await launchBrowser();
  try {
    return await use(browser, vscode);
  } finally {
    await browser.close();
    await vscode.close();
  }
}

async function main(channel: Channel): Promise<number> {
  const names = ["workspace", "state", "windows-state", "extensions", "windows", "results"];
  const folders = names.map((name) => freshFolder(`host-${name}`));
  const [workspace = "", state = "", windowsState = "", extensionsDir = "", windows = "", results = ""] = folders;
  const env = { TI_SCRAPER_RESULT_FOLDER: results };
  const world = await startWorld();
  try {
    const isWell = await withVsCode(
      { channel, extensionsDir, env: { ...env, XDG_STATE_HOME: state } },
      async (browser, vscode) => {
        console.log(`VS Code ${vscode.vscode.version}`);
        return (await runSuite(browser, vscode, { place: workspace, module: "suite" })) === 0;
      },
    );
    const ofWindows = { ...env, ...world.env, XDG_STATE_HOME: windowsState };
    const made = await makeWindows(windows, ofWindows, world.feedOf);
    const areWell = await withVsCode(
      { channel, extensionsDir, settings: { "tiScraper.scanEveryMinutes": 15 }, env: ofWindows },
      async (browser, vscode) => {
        // Each is a whole VS Code: who wants certain tests has to name them.
        const waiting = /window/.test(process.env["TI_SCRAPER_GREP"] || "window") ? [...made] : [];
        const codes: number[] = [];
        const starting = createGate(STARTING_WINDOWS);
        const work = async (): Promise<void> => {
          for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const { name, place } = next;
            const onPage = (page: Page): void => world.show(name, page);
            const onStarted = await starting.enter();
            codes.push(await runSuite(browser, vscode, { place, module: "windows/suite", onPage, onStarted }));
            onStarted();
          }
        };
        await Promise.all(Array.from({ length: OPEN_WINDOWS }, work));
        return codes.every((code) => code === 0);
      },
    );
    addResults(results);
    return isWell && areWell ? 0 : 1;
  } finally {
    world.close();
    for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The counts of all suites, for `test/run.js`. */
function addResults(folder: string): void {
  const file = process.env["TI_SCRAPER_RESULT_FILE"];
  if (!file) return;
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const name of fs.readdirSync(folder)) {
    const counts = JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")) as typeof sum;
    for (const key of ["passed", "failed", "skipped"] as const) sum[key] += counts[key];
  }
  fs.writeFileSync(file, JSON.stringify(sum));
}

main(process.argv[2] === "floor" ? "floor" : "newest").then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
