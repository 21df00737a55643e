// Starts the XSOAR simulator alone: bundles it and hands the arguments on. Needs nothing but Node and npm.
const path = require("node:path");
const { ensureDependencies, root } = require("./setup.js");

const outfile = path.join(root, "out", "xsoar-sim", "main.js");

try {
  ensureDependencies(console.error);
  require("esbuild").buildSync({
    entryPoints: [path.join(root, "test", "world", "xsoar", "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "inline",
    logLevel: "warning",
  });
  require(outfile);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
