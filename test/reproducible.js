// Makes the package once more, in another folder, and compares: the same commit has to give the same bytes wherever it is built.
const { spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.join(__dirname, "..");
const VSIX = path.join("out", "ti-scraper.vsix");
/** What the package is made of and by. */
const PARTS = ["src", "media", "l10n", "test", "README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md", "esbuild.js"];
PARTS.push(
  "package.json",
  "package-lock.json",
  "package.nls.json",
  "package.nls.de.json",
  "tsconfig.json",
  ".vscodeignore",
);

function hashOf(folder) {
  return createHash("sha256")
    .update(fs.readFileSync(path.join(folder, VSIX)))
    .digest("hex");
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-again-"));
try {
  for (const part of PARTS) fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  fs.symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"), "junction");
  const epoch = spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: root, encoding: "utf8" }).stdout?.trim();
  const env = { ...process.env, ...(epoch ? { SOURCE_DATE_EPOCH: epoch } : {}) };
  const made = spawnSync(process.execPath, [path.join("test", "package.js")], { cwd: folder, encoding: "utf8", env });
  if (made.status !== 0) throw new Error(`${made.stdout}${made.stderr}`);
  const [first, second] = [hashOf(root), hashOf(folder)];
  if (first !== second) throw new Error(`Two builds, two packages: ${first} and ${second}.`);
  console.log(`Two builds, one package: ${first}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
