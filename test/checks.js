// What needs no test runner: format, lint, types, and that the package holds what it should and stays small.
const fs = require("node:fs");
const path = require("node:path");
const { root } = require("./setup.js");

const VSIX = path.join("out", "ti-scraper.vsix");
const BUDGETS = [
  { what: "dist/extension.js", limit: 60 * 1024, size: () => sizeOf("dist/extension.js") },
  { what: "dist", limit: 2400 * 1024, size: () => sizeOf("dist") },
  { what: VSIX, limit: 1280 * 1024, size: () => sizeOf(VSIX) },
];
const SCRIPTS = [
  "extension",
  "scan",
  "actions",
  "mail",
  "worker",
  "cli",
  "proxy",
  "entities",
  "http",
  "linkedom",
  "re2js",
  "yaml",
  "odt",
  "charset",
  "starter",
];
/** Every packaged path is one of these; the first four must be there. */
const PACKAGED = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^CHANGELOG\.md$/,
  new RegExp(`^dist/(${SCRIPTS.join("|")})\\.js$`),
  /^dist\/LICENSES\.txt$/,
  /^dist\/sbom\.cdx\.json$/,
  /^media\//,
  /^l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^package\.nls(\.[\w-]+)?\.json$/,
];

function tool(...place) {
  return path.join("node_modules", ...place);
}

/** A program's own complaint, or null when it is content. */
function program(...args) {
  return async (node) => {
    const { code, output } = await node(args);
    return code === 0 ? null : output;
  };
}

async function listing(node) {
  const { code, output } = await node([tool("@vscode", "vsce", "vsce"), "ls", "--no-dependencies"]);
  if (code !== 0) return output;
  // What runs before packaging may talk before the list.
  const files = output
    .split(/\r?\n/)
    .filter((line) => fs.existsSync(path.join(root, line.trim())) && line.trim() !== "");
  const strange = files.filter((file) => !PACKAGED.some((pattern) => pattern.test(file)));
  const wanted = ["package.json", "README.md", "LICENSE", "CHANGELOG.md"];
  const entries = [...SCRIPTS.map((name) => `dist/${name}.js`), "dist/LICENSES.txt", "dist/sbom.cdx.json"];
  // Made by the build, and what package.nls.json and package.nls.de.json name.
  const schemas = ["articles_config", "keywords_config", "counts_config", "contents_config", "names.lock"].map((name) =>
    ["en", "de"].map((language) => `media/schemas/${language}/${name}.schema.json`),
  );
  const absent = [...wanted, ...entries, ...schemas.flat()].filter((file) => !files.includes(file));
  const complaints = [
    ...strange.map((file) => `${file} is packaged`),
    ...absent.map((file) => `${file} is not packaged`),
  ];
  return complaints.length > 0 ? complaints.join("\n") : null;
}

function sizeOf(place) {
  const stat = fs.statSync(path.join(root, place));
  if (!stat.isDirectory()) return stat.size;
  return fs.readdirSync(path.join(root, place)).reduce((sum, name) => sum + sizeOf(path.join(place, name)), 0);
}

async function budget() {
  const over = BUDGETS.filter(({ limit, size }) => size() >= limit);
  return over.length > 0
    ? over.map(({ what, limit, size }) => `${what} has ${size()} bytes, ${limit} are too many`).join("\n")
    : null;
}

/** In this order; each gives null or its complaint. */
const checks = [
  { name: "format", run: program(tool("oxfmt", "bin", "oxfmt"), "--check") },
  { name: "lint", run: program(tool("oxlint", "bin", "oxlint"), "-c", "oxlint.config.mjs", "--type-aware") },
  { name: "types", run: program(tool("typescript", "bin", "tsc"), "--noEmit") },
  { name: "package", run: program(path.join("test", "package.js")) },
  { name: "package twice", run: program(path.join("test", "reproducible.js")) },
  { name: "package listing", run: listing },
  { name: "sizes", run: budget },
];

module.exports = { checks };
