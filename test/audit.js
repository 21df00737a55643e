// Asks the registry's advisory service about the packages of the lock file: those that are bundled, and those that only build and test.
// Ends with 1 where a bundled package has an advisory of moderate weight or more, with 2 where the service could not be asked.
const { spawnSync } = require("node:child_process");
const path = require("node:path");

const root = path.join(__dirname, "..");
const HEAVY = ["moderate", "high", "critical"];

/** The advisories of npm's report, or null with a complaint when there was none. */
function ask(...options) {
  const npm = process.env.npm_execpath;
  const args = ["audit", "--json", ...options];
  const [program, words] = npm?.endsWith(".js") ? [process.execPath, [npm, ...args]] : ["npm", args];
  const { stdout } = spawnSync(program, words, { cwd: root, encoding: "utf8", shell: process.platform === "win32" });
  try {
    const report = JSON.parse(stdout);
    if (report.vulnerabilities !== undefined) return Object.values(report.vulnerabilities);
    console.error(report.message ?? report.error?.summary ?? "The answer of the advisory service has another form.");
  } catch {
    console.error("npm gave no report.");
  }
  return null;
}

const bundled = ask("--omit=dev");
const all = bundled === null ? null : ask();
if (bundled === null || all === null) {
  console.error(
    "No advisory service could be asked, so nothing is known of these packages. Run this where one can be reached.",
  );
  process.exitCode = 2;
} else {
  const heavy = (list) => list.filter(({ severity }) => HEAVY.includes(severity));
  const names = new Set(bundled.map(({ name }) => name));
  for (const { name, severity, range } of all)
    console.log(`${name} ${range}: ${severity}${names.has(name) ? ", bundled" : ", for building and testing only"}`);
  console.log(`${heavy(bundled).length} advisories for bundled packages, ${all.length} in all.`);
  if (heavy(bundled).length > 0) process.exitCode = 1;
}
