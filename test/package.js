// Bundles the product and packages it: out/ti-scraper.vsix. `npm run package` calls it, and so do the tests.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const vsix = path.join(root, "out", "ti-scraper.vsix");

/** The time of the last commit, in seconds: what the files of the package bear, so that the same commit gives the same bytes. */
function sourceDate() {
  const { status, stdout } = spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: root, encoding: "utf8" });
  // Without a history, some time that is always the same: the first a ZIP can hold.
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : "315532800";
}

const env = { ...process.env, SOURCE_DATE_EPOCH: process.env.SOURCE_DATE_EPOCH ?? sourceDate(), TZ: "UTC" };

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

/** What a file may be is in the package as well, and differs with the machine it was fetched to. */
function settleModes(place) {
  if (!fs.existsSync(place)) return;
  if (!fs.statSync(place).isDirectory()) fs.chmodSync(place, /[\\/]cli\.js$/.test(place) ? 0o755 : 0o644);
  else for (const name of fs.readdirSync(place)) settleModes(path.join(place, name));
}

fs.mkdirSync(path.dirname(vsix), { recursive: true });
node("esbuild.js", "--production");
for (const name of [
  "dist",
  "media",
  "l10n",
  ...fs.readdirSync(root).filter((file) => /\.(?:json|md)$|^LICENSE$/.test(file)),
])
  settleModes(path.join(root, name));
// Everything is bundled, so no dependency is packaged; links of the README stay relative, its pictures are in the package.
const vsce = path.join("node_modules", "@vscode", "vsce", "vsce");
node(vsce, "package", "--no-dependencies", "--no-rewrite-relative-links", "--allow-missing-repository", "-o", vsix);
