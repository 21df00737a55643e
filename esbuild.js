// Bundles the product into dist/ and makes its German schemas, or bundles with --tests every test file into out/test/.
// VS Code loads CommonJS; esbuild does not split CommonJS, so the parts that load late are entry files of their own.
const esbuild = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");
const { writeGermanSchemas } = require("./l10n/schemas.js");

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
    build.onResolve({ filter: /^\.\.\/node\/worker$/ }, () => ({ path: "./worker.js", external: true }));
  },
};

/**
 * What libraries carry along and nothing here can reach, by the end of its path: the style sheets of linkedom, which no page is asked
 * for; names of characters that no page is written with; web streams for versions of Node that had none; of nodemailer the media types of
 * attachments, mail services by name, signatures, and every way to hand in mail but SMTP with a password.
 */
const UNREACHED = new Map([
  ["cssomnom/dist/parse.js", "export const parse = () => ({ cssRules: [] });"],
  // Every character has an escape without it.
  ["entities/lib/esm/generated/encode-html.js", "export default new Map();"],
  ["web-streams-polyfill/dist/ponyfill.es2018.js", "module.exports = {};"],
  // What proxy agents tell of themselves when a variable of the environment asks for it.
  ["debug/src/index.js", "module.exports = () => Object.assign(() => {}, { enabled: false });"],
  [
    "nodemailer/dist/esm/mime-funcs/mime-types.js",
    'export const detectMimeType = () => "application/octet-stream"; export const detectExtension = () => "bin";',
  ],
  ["nodemailer/dist/esm/well-known/services.js", "export const services = {};"],
  ...["dkim", "json-transport", "sendmail-transport", "ses-transport", "smtp-pool", "stream-transport", "xoauth2"].map(
    (part) => [`nodemailer/dist/esm/${part}/index.js`, "export default class {}"],
  ),
]);

const unreached = {
  name: "unreached parts",
  setup(build) {
    const met = new Set();
    build.onLoad(
      { filter: /node_modules.(?:cssomnom|debug|entities|web-streams-polyfill|nodemailer)./ },
      ({ path: file }) => {
        const name = file.replaceAll("\\", "/").replace(/^.*\/node_modules\//, "");
        if (!UNREACHED.has(name)) return undefined;
        met.add(name);
        return { contents: UNREACHED.get(name) };
      },
    );
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
  // A bundle loaded by import() is searched for its exports first, letter by letter.
  supported: { "dynamic-import": false },
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

/**
 * The licences of the packages that are in the bundles ask for their texts to go along: each text once, behind the packages that have it
 * and their copyright lines.
 */
function writeLicences(metafile) {
  const folders = Object.keys(metafile.inputs).flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  const byText = new Map();
  for (const folder of [...new Set(folders)].sort()) {
    const { name, version, license } = require(path.resolve(folder, "package.json"));
    const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const lines = file === undefined ? [] : fs.readFileSync(path.join(folder, file), "utf8").split(/\r?\n/);
    const isNotice = (line) => /^\W*(?:copyright\b|\(c\)\s|©|the mit license\b|mit license\b|\(the mit)/i.test(line);
    const text = lines
      .filter((line) => !isNotice(line))
      .join(" ")
      .replace(/[#\s]+/g, " ")
      .trim();
    const body = lines
      .filter((line) => !isNotice(line))
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
    const key = text.toLowerCase().replace(/[^a-z]+/g, "");
    const group = byText.get(key) ?? { body, packages: [] };
    group.packages.push(
      [`${name} ${version} (${license})`, ...lines.filter((line) => /copyright|\(c\)|©/i.test(line) && isNotice(line))]
        .map((line) => line.trim())
        .join("\n"),
    );
    byText.set(key, group);
  }
  const parts = [...byText.values()].map(({ body, packages }) => `${packages.join("\n\n")}\n\n${body}`.trim());
  fs.writeFileSync(path.join(product.outdir, "LICENSES.txt"), `${parts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}

async function main() {
  const jobs = flags.has("--tests") ? [tests()] : [product];
  if (jobs.includes(product)) writeGermanSchemas();
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
