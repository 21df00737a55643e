import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Ends a process with all its descendants: asks first, then insists. */
export async function endTree(pid: number): Promise<void> {
  const all = tree(pid);
  signal(all, "SIGTERM");
  for (let waitedMs = 0; waitedMs < 3000 && all.some(isAlive); waitedMs += 50) await sleep(50);
  // Whoever was started in between is found under the parents that still run.
  signal([...new Set([...all, ...all.filter(isAlive).flatMap(tree)])].filter(isAlive), "SIGKILL");
}

/** The same at once, for use while this process exits. */
export function killTree(pid: number): void {
  signal(tree(pid), "SIGKILL");
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  if (process.platform === "win32") {
    for (const pid of pids.slice(0, 1)) spawnSync("taskkill", ["/pid", String(pid), "/t", "/f"]);
    return;
  }
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // Gone already.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  try {
    return /\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** The process and its descendants, parents first. */
function tree(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const [pid, parent] of parents()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const found = [root];
  for (let next = 0; next < found.length; next += 1) found.push(...(children.get(found[next] ?? 0) ?? []));
  return found;
}

/** Pairs of process and parent. A small Debian has no `ps`, macOS has no /proc. */
function parents(): readonly (readonly [number, number])[] {
  if (process.platform === "win32") return [];
  if (process.platform === "linux") {
    return fs
      .readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
          const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
          return [[Number(name), Number(parent)] as const];
        } catch {
          return [];
        }
      });
  }
  const listing = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).stdout ?? "";
  return listing
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, parent]) => (pid && parent !== undefined ? [[pid, parent] as const] : []));
}
