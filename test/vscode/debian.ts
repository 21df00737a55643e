import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** Installs a package of the distribution, as root on Debian; false elsewhere, or when apt-get failed. */
export function installFromDebian(name: string, log: (line: string) => void): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0 || !fs.existsSync("/etc/debian_version")) return false;
  log(`Installing ${name} from Debian's packages`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Another process may be installing something.
  const wait = ["-o", "DPkg::Lock::Timeout=300"];
  let isInstalled = false;
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]]) {
    const done = spawnSync("apt-get", [...wait, ...args], { env, encoding: "utf8", timeout: 10 * 60_000 });
    isInstalled = done.status === 0;
    // A package list that could not be refreshed may still do.
    if (!isInstalled)
      log(`apt-get ${args.join(" ")} failed: ${(done.stderr || String(done.error ?? "")).trim().slice(-800)}`);
  }
  return isInstalled;
}
