// Bundles the product into dist/ and makes the schemas that editors get, or bundles with --tests every test file into out/test/; with --tests=unit,ui
// those of some folders, and what all of them use.
// VS Code loads CommonJS; esbuild does not split CommonJS, so the parts that load late are entry files of their own.
const { createHash } = require("node:crypto");
const esbuild = require("esbuild");
const fs = require("node:fs");
const path = require("node:path");
const { writeSchemas } = require("./l10n/schemas.js");

const flags = new Set(process.argv.slice(2));
/** Folders of tests; undefined for none, empty for all. */
const wantedTests = [...flags]
  .find((flag) => /^--tests(?:=|$)/.test(flag))
  ?.slice("--tests=".length)
  .split(",")
  .filter(Boolean);
const production = flags.has("--production");

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode", "canvas"],
  // Of a large library only numeric destinations of SOCKS are asked for.
  alias: { "ip-address": "./src/node/tor/numericAddress.ts" },
  logLevel: "warning",
};

/** What many runs have no use for, or two bundles have: a file of its own each, by the name of its entry. */
const LATE = new Map([
  ["re2js", "re2js"],
  ["yaml", "yaml"],
  ["entities/decode", "entities"],
  ["linkedom", "linkedom"],
  ["./src/node/http.ts", "http"],
  ["./src/node/proxy.ts", "proxy"],
  ["./src/node/worker.ts", "worker"],
  ["./src/core/exports/odt.ts", "odt"],
  ["./src/core/text/guessCharset.ts", "charset"],
  ["./src/core/config/starterPacks.ts", "starter"],
]);

/**
 * The modules of core that the command line names: half of the product, and in the pipeline's file anyway. Limits are numbers, which are
 * shorter than what would fetch them.
 */
const sharedModules = ["src/cli.ts", ...fs.readdirSync("src/cli").map((name) => `src/cli/${name}`)]
  .flatMap((file) =>
    [...fs.readFileSync(file, "utf8").matchAll(/^(?:import|\}) (?!type\b)[^;]*from "(\.[^"]*\/core\/[^"]+)";/gm)].map(
      ([, name]) => `./${path.posix.join(path.posix.dirname(file), name)}.ts`,
    ),
  )
  .filter((name) => name !== "./src/core/limits.ts");

/** What a module exports, its types left out. */
async function exportsOf(name) {
  if (!name.startsWith(".")) return Object.keys(await import(name));
  const { metafile } = await esbuild.build({ entryPoints: [name], outdir: "out", write: false, metafile: true });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}

/**
 * Stands for what is in a file of its own, or for the command line in the pipeline's: the file is read when the first of its exports is
 * used. Each import of a name is compiled to a look at the property, so that a getter does.
 */
const late = {
  name: "late files",
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path: name, kind, importer, resolveDir, namespace }) => {
      if (namespace === "late") return { path: name, external: true };
      if (kind === "entry-point") return undefined;
      const from = path.relative(__dirname, importer).replaceAll("\\", "/");
      const isLocal = name.startsWith(".") && from.startsWith("src/");
      const wanted = isLocal
        ? `./${path.relative(__dirname, path.join(resolveDir, name)).replaceAll("\\", "/")}.ts`
        : name;
      if (from.startsWith("src/vscode/") && wanted === "./src/scan.ts") return { path: "./scan.js", external: true };
      if (LATE.has(wanted)) return { path: wanted, namespace: "late" };
      const isShared = /^src\/cli[./]/.test(from) && (wanted === "./src/scan.ts" || sharedModules.includes(wanted));
      return isShared ? { path: wanted, namespace: "late" } : undefined;
    });
    build.onLoad({ filter: /./, namespace: "late" }, async ({ path: name }) => {
      const file = `require("./${LATE.get(name) ?? "scan"}.js")`;
      const module = sharedModules.includes(name) ? `${file}[${JSON.stringify(name)}]` : file;
      const names = JSON.stringify(await exportsOf(name));
      const contents = `let late;
for (const name of ${names}) Object.defineProperty(exports, name, { enumerable: true, get: () => (late ??= ${module})[name] });`;
      return { contents };
    });
    build.onResolve({ filter: /^pipeline$/ }, ({ path: name }) => ({ path: name, namespace: "pipeline" }));
    build.onLoad({ filter: /./, namespace: "pipeline" }, () => ({
      contents: ["./src/scan.ts", ...new Set(sharedModules)]
        .map((name, index) => `export * ${index === 0 ? "" : `as ${JSON.stringify(name)} `}from "${name}";`)
        .join("\n"),
      resolveDir: __dirname,
    }));
  },
};

/**
 * What libraries carry along and nothing here can reach, by the end of its path: the style sheets of linkedom, which no page is asked
 * for; bodies of requests that are no text, and forms in answers; of nodemailer the media types of attachments, mail services by name,
 * signatures, and every way to hand in mail but SMTP with a password.
 */
const UNREACHED = new Map([
  // Asked for its parser alone, in a way that hides it.
  ["htmlparser2/dist/esm/index.js", 'export { Parser } from "./Parser.js";'],
  ["cssomnom/dist/parse.js", "export const parse = () => ({ cssRules: [] });"],
  // Only for bodies of requests that are no text, of which there are none. To name Node's own would load its whole second client.
  ["fetch-blob/index.js", "export class Blob {} export default Blob;"],
  [
    "fetch-blob/from.js",
    "export class File {} export class Blob {} export const [blobFrom, blobFromSync, fileFrom, fileFromSync] = [];",
  ],
  ["formdata-polyfill/esm.min.js", "export class FormData {} export const formDataToBlob = undefined;"],
  // Forms in answers, which nobody asks node-fetch to read.
  ["node-fetch/src/utils/multipart-parser.js", "export const toFormData = undefined;"],
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
      { filter: /node_modules.(?:cssomnom|debug|fetch-blob|formdata-polyfill|htmlparser2|node-fetch|nodemailer)./ },
      ({ path: file }) => {
        const name = file.replaceAll("\\", "/").replace(/^.*\/node_modules\//, "");
        if (!UNREACHED.has(name)) return undefined;
        met.add(name);
        return { contents: UNREACHED.get(name), resolveDir: path.dirname(file) };
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
    scan: "pipeline",
    actions: "src/vscode/actions.ts",
    mail: "src/mail.ts",
    cli: "src/cli.ts",
    ...Object.fromEntries([...LATE].map(([library, name]) => [name, library])),
  },
  outdir: "dist",
  minify: true,
  // A bundle loaded by import() is searched for its exports first, letter by letter.
  supported: { "dynamic-import": false },
  sourcemap: production ? false : "linked",
  metafile: true,
  plugins: [late, unreached],
  // The command line tells its version without reading a file.
  define: { __VERSION__: JSON.stringify(require("./package.json").version) },
};

function testFiles(folder, wanted) {
  return fs
    .readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && isWanted(file, wanted))
    .map((file) => path.join(folder, file));
}

/** Files beside the folders, and those of the world and of VS Code, are used by tests of all kinds. */
function isWanted(file, wanted) {
  const [folder, ...rest] = file.split(path.sep);
  return wanted.length === 0 || rest.length === 0 || [...wanted, "world", "vscode"].includes(folder);
}

/** Development packages stay outside; runtime packages are bundled, since some are ES modules only. */
function tests() {
  const manifest = require("./package.json");
  return {
    ...common,
    entryPoints: testFiles("test", wantedTests),
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
  const byText = new Map();
  for (const folder of packagesIn(metafile)) {
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

/** The packages that are in the bundles, each by its folder. */
function packagesIn(metafile) {
  const folders = Object.keys(metafile.inputs).flatMap(
    (file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(folders)].sort();
}

/**
 * What is in the bundles, as CycloneDX has it: the packages with their licences and the hashes of the lock file. Its serial number is made
 * of its content, and it bears no time: the same packages give the same bytes.
 */
function writeSbom(metafile) {
  const locked = require("./package-lock.json").packages;
  const { name: productName, version: own } = require("./package.json");
  const components = packagesIn(metafile).map((folder) => {
    const { name, version, license } = require(path.resolve(folder, "package.json"));
    const integrity = /^sha512-(.+)$/.exec(locked[folder.slice(folder.indexOf("node_modules/"))]?.integrity ?? "")?.[1];
    const purl = `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;
    return {
      type: "library",
      "bom-ref": purl,
      name,
      version,
      ...(integrity === undefined
        ? {}
        : { hashes: [{ alg: "SHA-512", content: Buffer.from(integrity, "base64").toString("hex") }] }),
      licenses: [{ license: { id: license } }],
      purl,
    };
  });
  const application = {
    type: "application",
    "bom-ref": `pkg:npm/${productName}@${own}`,
    name: productName,
    version: own,
  };
  const hash = createHash("sha256")
    .update(JSON.stringify([application, components]))
    .digest("hex");
  // A UUID of version 8 (RFC 9562): of one's own making.
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  const sbom = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: { component: application },
    components,
    dependencies: [{ ref: application["bom-ref"], dependsOn: components.map((one) => one["bom-ref"]) }],
  };
  fs.writeFileSync(path.join(product.outdir, "sbom.cdx.json"), `${JSON.stringify(sbom, null, 2)}\n`);
}

async function main() {
  const jobs = wantedTests ? [tests()] : [product];
  if (jobs.includes(product)) writeSchemas();
  if (flags.has("--watch")) {
    const contexts = await Promise.all(jobs.map((options) => esbuild.context({ ...options, logLevel: "info" })));
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  for (const options of jobs) fs.rmSync(options.outdir, { recursive: true, force: true });
  const results = await Promise.all(jobs.map((options) => esbuild.build(options)));
  for (const { metafile } of results) {
    if (metafile === undefined) continue;
    writeLicences(metafile);
    writeSbom(metafile);
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
