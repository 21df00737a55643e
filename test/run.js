// Runs the tiers of tests, from a fresh clone on: `node test/run.js [TIER…] [--grep TEXT] [--shuffle SEED]`. Needs nothing but Node and npm.
// A tier without tests, one that ends early and (with CI set) one that cannot run here count as failed.
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { stripVTControlCharacters } = require("node:util");
const { checks } = require("./checks.js");
const { prepare, root } = require("./setup.js");

const MINUTE_MS = 60_000;
/** How long a program may go on after its last test. */
const LINGER_MS = 20_000;
const onCi = Boolean(process.env.CI) && process.env.CI !== "false";
const out = path.join(root, "out");
const built = path.join(out, "test");
/** Searches what tests remove. */
const watch = path.join(built, "world", "watchRemovals.js");
const uiSetup = path.join(built, "ui", "globalSetup.js");

/** Name → how to run it. `needs` are parts of `vscode/prepare.ts`; tiers without `byDefault: false` make up `npm test`. */
const TIERS = {
  checks: { run: runChecks },
  unit: { run: (tier) => runMocha(tier, "unit"), limitMs: 8 * MINUTE_MS },
  // Each file has servers, folders and a command line of its own.
  net: { run: (tier) => runMocha(tier, "net", 60_000, ["--parallel", "--jobs", "2"]), limitMs: 20 * MINUTE_MS },
  manifest: { run: (tier) => runMocha(tier, "manifest"), limitMs: 2 * MINUTE_MS },
  attack: { run: (tier) => runMocha(tier, "attack"), limitMs: 5 * MINUTE_MS },
  office: { run: (tier) => runMocha(tier, "office", 60_000), limitMs: 4 * MINUTE_MS, needs: ["writer"] },
  demo: { run: runDemo, limitMs: 4 * MINUTE_MS },
  "host-floor": {
    run: (tier) => runSuite(tier, "host/run.js", "floor"),
    limitMs: 18 * MINUTE_MS,
    needs: ["floor", "chromium"],
  },
  "host-newest": {
    run: (tier) => runSuite(tier, "host/run.js", "newest"),
    limitMs: 18 * MINUTE_MS,
    needs: ["newest", "chromium"],
  },
  ui: {
    run: (tier) => runMocha(tier, "ui", 180_000, ["--parallel", "--jobs", "2", "--require", uiSetup]),
    limitMs: 36 * MINUTE_MS,
    needs: ["floor", "newest", "chromium"],
  },
  desktop: { run: (tier) => runSuite(tier, "host/desktop.js"), limitMs: 20 * MINUTE_MS, byDefault: false },
};
const GROUPS = { host: ["host-floor", "host-newest"] };

const running = new Set();

async function main(args) {
  const { names, grep, shuffle, chosen } = readArguments(args);
  const started = Date.now();
  // Tests that forget to ask for a place of their own must not meet the user's state.
  const stateHome = path.join(out, "state-home");
  fs.rmSync(stateHome, { recursive: true, force: true });
  const left = placeForLeftovers();
  const env = {
    ...process.env,
    XDG_STATE_HOME: stateHome,
    TI_SCRAPER_SECRECY: left.notes,
    TMPDIR: left.temporary,
    TEMP: left.temporary,
    TMP: left.temporary,
    NO_COLOR: "1",
    ...(grep ? { TI_SCRAPER_GREP: grep } : {}),
    ...(shuffle ? { TI_SCRAPER_SHUFFLE: shuffle } : {}),
  };
  delete env.TI_SCRAPER_STATE_FOLDER;
  delete env.NODE_OPTIONS;
  delete env.FORCE_COLOR;

  // All tests are twenty times what a tier needs.
  prepare(console.log, chosen ? names.map((name) => name.replace(/^(?:host-.*|desktop)$/, "host")) : []);
  console.log(`Ready (${seconds(started)}).`);
  const needs = [...new Set(names.flatMap((name) => TIERS[name].needs ?? []))];
  const arrival = fetchParts(needs, env);

  const results = [];
  for (const name of names) {
    const tierStarted = Date.now();
    // The checks say nothing before they end.
    const tier = { ...TIERS[name], name, env, grep, live: chosen && name !== "checks" };
    // Only the first tier shares the machine with the installation: others measure time.
    const missing = results.length > 0 || tier.needs ? missingPart(tier, await arrival) : null;
    const result = { name, passed: 0, failed: 0, skipped: 0, ...(missing ?? (await tier.run(tier))) };
    if (!result.note && result.passed + result.failed === 0) Object.assign(result, failed("it has no tests"));
    result.took = seconds(tierStarted);
    if (result.output && result.failed > 0 && !tier.live)
      console.log(`\n---- ${name} ----\n${result.output.trimEnd()}\n`);
    console.log(summary(result));
    for (const figure of result.figures ?? []) console.log(`  ${figure}`);
    results.push(result);
  }
  const secrecy = searchForKeys(left, results);
  if (secrecy !== null) {
    if (secrecy.output) console.log(secrecy.output);
    console.log(summary(secrecy));
    results.push(secrecy);
  }
  return report(results, started);
}

/** A folder for what tests leave beside out/, removed at the end: temporary files, and notes for the search for keys. */
function placeForLeftovers() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-tests-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  const [notes, temporary] = ["notes", "tmp"].map((name) => path.join(folder, name));
  for (const place of [notes, temporary]) fs.mkdirSync(place);
  return { notes, temporary };
}

/**
 * A test of its own after all others: no API key that a simulator has accepted is in anything that was written, printed or
 * copied. Null when no tier has used a key.
 */
function searchForKeys({ notes, temporary }, results) {
  process.env.TI_SCRAPER_SECRECY = notes;
  const { allFound, knownKeys } = require(path.join(built, "world", "secrecy.js"));
  const started = Date.now();
  if (knownKeys().length === 0) return null;
  const folders = fs
    .readdirSync(out)
    .map((name) => path.join(out, name))
    .filter((place) => place !== built);
  const texts = new Map(results.map(({ name, output }) => [`what the tier ${name} printed`, output ?? ""]));
  const found = allFound([...folders, temporary], texts);
  const counts = found.length > 0 ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
  const output = found.length > 0 ? `An API key is in:\n${found.map((place) => `  ${place}`).join("\n")}` : "";
  return { name: "secrecy", ...counts, skipped: 0, output, took: seconds(started) };
}

function readArguments(args) {
  const words = [...args];
  const take = (flag) => (words.includes(flag) ? words.splice(words.indexOf(flag), 2)[1] : null);
  const grep = take("--grep");
  const shuffle = take("--shuffle");
  if (shuffle !== null && !/^\d+$/.test(shuffle ?? "")) throw new Error("--shuffle takes a whole number.");
  const names = words.flatMap((word) => GROUPS[word] ?? [word]);
  const unknown = names.find((name) => !(name in TIERS));
  if (unknown) throw new Error(`There is no tier "${unknown}". Tiers: ${Object.keys(TIERS).join(", ")}.`);
  const all = Object.keys(TIERS).filter((name) => TIERS[name].byDefault !== false);
  return { names: names.length > 0 ? names : all, grep, shuffle, chosen: names.length > 0 };
}

/** Fetches VS Code and a browser while the first tier runs; gives the complaint of each part that could not be had. */
async function fetchParts(needs, env) {
  const complaints = {};
  for (const part of needs) {
    const { code, output } = await runNode([path.join(built, "vscode", "prepare.js"), part], {
      env,
      limitMs: 12 * MINUTE_MS,
    });
    if (code !== 0) complaints[part] = output.trim() || "it could not be fetched";
  }
  return complaints;
}

function missingPart(tier, complaints) {
  const part = tier.needs?.find((need) => complaints[need]);
  if (!part) return null;
  const note = `${part} is missing: ${complaints[part]}`;
  return onCi ? failed(note) : { skipped: 1, note };
}

async function runChecks({ env }) {
  const result = { passed: 0, failed: 0, output: "" };
  for (const { name, run } of checks) {
    const complaint = await run((args) => runNode(args, { env, limitMs: 5 * MINUTE_MS })).catch(
      (error) => error.message,
    );
    if (complaint === null) result.passed += 1;
    else {
      result.failed += 1;
      result.output += `${name}:\n${complaint.trim()}\n`;
    }
  }
  return result;
}

/** Mocha in plain Node on every compiled test file of one folder; a case may take long on a busy machine. */
async function runMocha(tier, folder, timeoutMs = 20_000, more = []) {
  const files = testFiles(path.join(built, folder));
  if (files.length === 0) return failed("it has no tests");
  const mocha = path.join(root, "node_modules", "mocha", "bin", "mocha.js");
  const reporter = path.join(__dirname, "reporter.js");
  const options = ["--no-color", "--timeout", String(timeoutMs), "--reporter", reporter, ...more];
  if (tier.grep) options.push("--grep", tier.grep);
  if (tier.env.TI_SCRAPER_SHUFFLE) options.push("--require", path.join(__dirname, "shuffle.js"));
  return await counted(tier, [mocha, ...options, ...files]);
}

/** A program of ours that leaves the counts of a mocha run elsewhere. */
async function runSuite(tier, program, ...args) {
  if (testFiles(path.join(built, "host")).length === 0) return failed("it has no tests");
  return await counted(tier, [path.join(built, program), ...args]);
}

async function runDemo(tier) {
  const program = path.join(built, "world", "start.js");
  if (!fs.existsSync(program)) return failed("test/world/start.ts is missing");
  const { code, output, note } = await runNode(["--require", watch, program, "--once"], tier);
  return code === 0 ? { passed: 1, output } : { failed: 1, output, ...(note ? { note } : {}) };
}

/** Runs a program that uses `reporter.js` and reads the counts it leaves. */
async function counted(tier, args) {
  const file = path.join(out, "results", `${tier.name}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const env = { ...tier.env, TI_SCRAPER_RESULT_FILE: file };
  const flags = ["--enable-source-maps", "--require", watch];
  const { code, output, note } = await runNode([...flags, ...args], { ...tier, env, resultFile: file });
  if (!fs.existsSync(file)) return { ...failed(note ?? `it ended early with exit code ${code}`), output };
  const counts = JSON.parse(fs.readFileSync(file, "utf8"));
  if (code === 0 || (counts.failed > 0 && !note)) return { ...counts, output };
  return { ...counts, ...failed(note ?? `exit code ${code} after its last test`), failed: counts.failed + 1, output };
}

function testFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  const names = fs.readdirSync(folder, { recursive: true }).map(String);
  return names
    .filter((name) => name.endsWith(".test.js"))
    .toSorted()
    .map((name) => path.join(folder, name));
}

/** Runs Node to its end or its time limit, whatever it started included. */
async function runNode(args, { env, limitMs, live = false, resultFile }) {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  let note = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (coloured) => {
      const text = stripVTControlCharacters(coloured);
      output += text;
      if (live) process.stdout.write(text);
    });
  }
  const giveUp = (why) => {
    note ??= why;
    endGroup(child, "SIGTERM");
    setTimeout(() => endGroup(child, "SIGKILL"), 5000).unref();
  };
  const timer = setTimeout(() => giveUp(`it did not end within ${limitMs / MINUTE_MS} minutes`), limitMs);
  const watch = setInterval(() => {
    const endedMs = resultFile && fs.existsSync(resultFile) ? fs.statSync(resultFile).mtimeMs : Date.now();
    if (Date.now() - endedMs > LINGER_MS) giveUp("something its tests left open kept it from ending");
  }, 1000);
  // A process it left behind would hold the pipes open, so "close" is not waited for long.
  const code = await new Promise((resolve) => {
    child.on("error", (error) => {
      output += error.message;
      resolve(1);
    });
    child.on("close", (status) => resolve(status ?? 1));
    child.on("exit", (status) => setTimeout(resolve, 1000, status ?? 1));
  });
  clearTimeout(timer);
  clearInterval(watch);
  endGroup(child, "SIGKILL");
  running.delete(child);
  return { code, output, note };
}

function endGroup(child, signal) {
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Ended already.
  }
}

function failed(note) {
  return { failed: 1, note };
}

function summary({ name, passed, failed, skipped, note, took }) {
  const counts = [
    `${passed} passed`,
    ...(failed ? [`${failed} failed`] : []),
    ...(skipped ? [`${skipped} SKIPPED`] : []),
  ];
  return `${name.padEnd(12)} ${counts.join(", ")} (${took})${note ? `: ${note}` : ""}`;
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function report(results, started) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\nAll tiers (${seconds(started)}):`);
  for (const result of results) console.log(`  ${summary({ ...result, note: null })}`);
  const skipped = sum("skipped") > 0 ? `, ${sum("skipped")} skipped` : "";
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped}`);
  return sum("failed") > 0 ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    for (const child of running) endGroup(child, "SIGKILL");
    process.exit(130);
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    console.log("\n0 passed, 1 failed");
    process.exit(1);
  },
);
