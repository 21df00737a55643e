// Gets a fresh clone ready: dependencies, dist/ and the bundled tests. Needs nothing but Node and npm.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");

/** Runs a program to its end; what it says is shown only when it fails, which throws. */
function run(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26, ...options });
  if (done.status === 0) return;
  throw new Error(
    `${[path.basename(program), ...args].join(" ")} failed:\n${done.stdout ?? ""}${done.stderr ?? ""}${done.error ?? ""}`,
  );
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
  } catch {
    return null;
  }
}

/** True when every package of package-lock.json that this platform needs is there in that version. */
function dependenciesAreThere() {
  const wanted = readJson("package-lock.json")?.packages ?? {};
  const present = readJson("node_modules/.package-lock.json")?.packages ?? {};
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === "" || optional || present[place]?.version === version,
  );
}

function ensureDependencies(log) {
  if (dependenciesAreThere()) return;
  log("Installing dependencies (npm ci)");
  // Scripts of packages only build or download what nothing here uses.
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith(".js")) run(process.execPath, [npm, ...args]);
  else run("npm", args, { shell: process.platform === "win32" });
}

function buildProduct() {
  run(process.execPath, ["esbuild.js", "--production"]);
  // A package of an older build would be tested in its place; whoever needs one makes it.
  fs.rmSync(path.join(root, "out", "ti-scraper.vsix"), { force: true });
}

function buildTests(folders) {
  run(process.execPath, ["esbuild.js", `--tests=${folders.join(",")}`]);
}

/** Throws with the failing program's own words. @param folders of tests that are wanted; none for all */
function prepare(log = console.log, folders = []) {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
  ensureDependencies(log);
  buildProduct();
  buildTests(folders);
}

module.exports = { ensureDependencies, prepare, root };

if (require.main === module) {
  try {
    prepare();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
