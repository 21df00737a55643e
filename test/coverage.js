// Coverage of src/core by the unit tests: `npm run coverage` prints it and writes coverage/index.html.
// Each file is transpiled by itself: in bundles one source stands many times, which no coverage tool adds up right.
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { root } = require("./setup.js");

function filesBelow(folder, ending) {
  const names = fs.readdirSync(path.join(root, folder), { recursive: true }).map(String);
  return names.filter((name) => name.endsWith(ending)).map((name) => path.join(folder, name));
}

function tool(...place) {
  return path.join(root, "node_modules", ...place);
}

const build = path.join("out", "coverage");

/** Every import stays an import. jsonc-parser's modules are for bundlers only; plain Node takes its CommonJS form. */
const leaveImports = {
  name: "leave-imports",
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path: name }) =>
      kind === "entry-point" ? null : { path: name.replace(/^jsonc-parser\/.*/, "jsonc-parser"), external: true },
    ),
};

async function main() {
  fs.rmSync(path.join(root, build), { recursive: true, force: true });
  await require("esbuild").build({
    absWorkingDir: root,
    entryPoints: [...filesBelow("src", ".ts"), ...filesBelow("test", ".ts")],
    outdir: build,
    outbase: ".",
    bundle: true,
    plugins: [leaveImports],
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "linked",
    logLevel: "warning",
    define: { __VERSION__: JSON.stringify(require("../package.json").version) },
  });
  // Tests read these by relative paths.
  for (const place of ["media", "package.json"]) {
    fs.cpSync(path.join(root, place), path.join(root, build, place), { recursive: true });
  }
  const flags = "--all --src src --exclude-after-remap --include src/core/** --reporter text --reporter html";
  const tests = filesBelow(path.join(build, "test", "unit"), ".test.js");
  const mocha = [tool("mocha", "bin", "mocha.js"), "--reporter", "dot", ...tests];
  const args = [tool("c8", "bin", "c8.js"), ...flags.split(" "), process.execPath, ...mocha];
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}

void main();
