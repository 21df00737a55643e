// Bundles the product and packages it: out/ti-scraper.vsix. `npm run package` calls it, and so do the tests.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const vsix = path.join(root, "out", "ti-scraper.vsix");

function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

fs.mkdirSync(path.dirname(vsix), { recursive: true });
node("esbuild.js", "--production");
// Everything is bundled, so no dependency is packaged; links of the README stay relative, its pictures are in the package.
const vsce = path.join("node_modules", "@vscode", "vsce", "vsce");
node(vsce, "package", "--no-dependencies", "--no-rewrite-relative-links", "--allow-missing-repository", "-o", vsix);
