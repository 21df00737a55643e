// Bundles the product into dist/, or with --tests every test file into out/test/.
// VS Code loads CommonJS; esbuild does not split CommonJS, so the parts that load late are entry files of their own.
const esbuild = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");

const flags = new Set(process.argv.slice(2));
const production = flags.has("--production");

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode", "canvas"],
  logLevel: "warning",
};

/** The command line shares the pipeline's file with the extension: it is half of its size. */
const sharedPipeline = {
  name: "shared pipeline",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/scan$/ }, ({ importer }) =>
      /[\\/]src[\\/]cli(\.ts|[\\/]\w+\.ts)$/.test(importer) ? { path: "./scan.js", external: true } : undefined,
    );
  },
};

/**
 * What libraries carry along and nothing here can reach, by the end of its path: the style sheets of linkedom, which no page is asked
 * for; web streams for versions of Node that had none; the media types of attachments and the mail services by name of nodemailer.
 */
const UNREACHED = new Map([
  ["cssomnom/dist/parse.js", "export const parse = () => ({ cssRules: [] });"],
  ["web-streams-polyfill/dist/ponyfill.es2018.js", "module.exports = {};"],
  [
    "nodemailer/dist/esm/mime-funcs/mime-types.js",
    'export const detectMimeType = () => "application/octet-stream"; export const detectExtension = () => "bin";',
  ],
  ["nodemailer/dist/esm/well-known/services.js", "export const services = {};"],
]);

const unreached = {
  name: "unreached parts",
  setup(build) {
    const met = new Set();
    build.onLoad({ filter: /node_modules.(?:cssomnom|web-streams-polyfill|nodemailer)./ }, ({ path: file }) => {
      const name = file.replaceAll("\\", "/").replace(/^.*\/node_modules\//, "");
      if (!UNREACHED.has(name)) return undefined;
      met.add(name);
      return { contents: UNREACHED.get(name) };
    });
    // A library that was laid out anew would bring all of it back unseen.
    build.onEnd(() => {
      const gone = [...UNREACHED.keys()].filter((name) => !met.has(name));
      return gone.length > 0 ? { errors: [{ text: `Not there any more: ${gone.join(", ")}` }] } : undefined;
    });
  },
};

const product = {
  ...common,
  entryPoints: {
    extension: "src/extension.ts",
    scan: "src/scan.ts",
    actions: "src/vscode/actions.ts",
    mail: "src/mail.ts",
    worker: "src/node/worker.ts",
    cli: "src/cli.ts",
  },
  outdir: "dist",
  minify: true,
  sourcemap: production ? false : "linked",
  metafile: true,
  plugins: [sharedPipeline, unreached],
  // The command line tells its version without reading a file.
  define: { __VERSION__: JSON.stringify(require("./package.json").version) },
};

function testFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
}

/** Development packages stay outside; runtime packages are bundled, since some are ES modules only. */
function tests() {
  const manifest = require("./package.json");
  return {
    ...common,
    entryPoints: testFiles("test"),
    outdir: "out/test",
    outbase: "test",
    external: [...common.external, ...Object.keys(manifest.devDependencies)],
    sourcemap: "linked",
    define: product.define,
  };
}

/** The licences of the packages that are in the bundles ask for their texts to go along. */
function writeLicences(metafile) {
  const folders = Object.keys(metafile.inputs).flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  const parts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = require(path.resolve(folder, "package.json"));
    const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? "" : fs.readFileSync(path.join(folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}`.trim();
  });
  fs.writeFileSync(path.join(product.outdir, "LICENSES.txt"), `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}

async function main() {
  const jobs = flags.has("--tests") ? [tests()] : [product];
  if (flags.has("--watch")) {
    const contexts = await Promise.all(jobs.map((options) => esbuild.context({ ...options, logLevel: "info" })));
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  for (const options of jobs) fs.rmSync(options.outdir, { recursive: true, force: true });
  const results = await Promise.all(jobs.map((options) => esbuild.build(options)));
  for (const { metafile } of results) if (metafile !== undefined) writeLicences(metafile);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
