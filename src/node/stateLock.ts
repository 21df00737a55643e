import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { LOCK_SILENT_MS } from "../core/limits";
import { createFile, replaceFile } from "./atomicWrite";

const HEARTBEAT_MS = 15_000;
const LOCK_FILE = { mode: 0o600, durable: false } as const;
/** Instead of the start of a process that has ended and is only still listed. */
const ENDED = "ended";
/** Content of a lock that was given back. */
const FREE = "null";

/** Content of a lock that is held. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** When the lock was taken. */
  readonly since: string;
  /** When the process began, as far as the system tells: a process number is used again. */
  readonly processStart: string | null;
}

interface StateLock {
  release(): Promise<void>;
}

/**
 * Takes a named lock of a state folder, or gives null when it stays held for `waitMs`.
 *
 * Files `<name>-lock.1`, `.2`, … are turns; the highest one counts and is never deleted, only followed. Whoever finds
 * it free, or its owner gone, creates the next one exclusively, so of two that break the same stale lock one wins. Who
 * created a turn and then sees a higher one came too late (its number was deleted meanwhile) and steps back.
 */
export async function acquireLock(directory: string, name: string, waitMs: number): Promise<StateLock | null> {
  const until = Date.now() + waitMs;
  for (;;) {
    const lock = await tryLock(directory, `${name}-lock.`);
    if (lock !== null || Date.now() >= until) return lock;
    // Not in step with the others that wait.
    const pauseMs = Math.min(10 + Math.random() * 20, Math.max(1, until - Date.now()));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function tryLock(directory: string, prefix: string): Promise<StateLock | null> {
  const fileOf = (turn: number): string => path.join(directory, `${prefix}${turn}`);
  const last = Math.max(0, ...(await turns(directory, prefix)));
  if (last > 0 && (await isHeld(fileOf(last)))) return null;
  const mine = fileOf(last + 1);
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    processStart: await processStart(process.pid),
  };
  if (!(await createFile(mine, JSON.stringify(owner), LOCK_FILE))) return null;
  const now = await turns(directory, prefix);
  if (Math.max(...now) > last + 1) {
    await rm(mine, { force: true });
    return null;
  }
  for (const turn of now) if (turn <= last) await rm(fileOf(turn), { force: true });

  const heartbeat = setInterval(() => {
    const time = new Date();
    utimes(mine, time, time).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await replaceFile(mine, FREE, LOCK_FILE);
    },
  };
}

async function turns(directory: string, prefix: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.flatMap((name) => {
    const turn = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    return Number.isSafeInteger(turn) && turn > 0 ? [turn] : [];
  });
}

async function isHeld(file: string): Promise<boolean> {
  const [text, entry] = await Promise.all([readFile(file, "utf8").catch(() => null), stat(file).catch(() => null)]);
  // Deleted while we looked: someone has taken a later turn.
  if (text === null || entry === null) return true;
  if (text === FREE) return false;
  const isSilent = Date.now() - entry.mtimeMs > LOCK_SILENT_MS;
  const owner = ownerIn(text);
  // Being written where files cannot be created whole, or from another version: its age will tell.
  if (owner === null || owner.host !== hostname()) return !isSilent;
  const running = await isRunning(owner);
  // A machine that slept has nobody's sign of life, and whoever is quickest on waking must not take its owner for gone.
  return running === "surely" || (running === "perhaps" && !isSilent);
}

function ownerIn(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    return typeof value?.pid === "number" && typeof value.host === "string" ? (value as Owner) : null;
  } catch {
    return null;
  }
}

/** "perhaps" where the system does not tell when a process began: its number may be another's by now. */
async function isRunning({ pid, processStart: started }: Owner): Promise<"no" | "perhaps" | "surely"> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return "no";
  }
  const now = await processStart(pid);
  if (started === null || started === undefined || now === null) return "perhaps";
  return now === started ? "surely" : "no";
}

/** Start of a process in ticks since boot, with the boot (proc(5): the 22nd field of `stat`); null where there is no /proc. */
async function processStart(pid: number): Promise<string | null> {
  try {
    const [line, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile("/proc/sys/kernel/random/boot_id", "utf8"),
    ]);
    // The second field, the command, may hold blanks and brackets: count from behind it.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    const ticks = fields[19];
    // Killed, and not yet asked about by the one that started it.
    if (fields[0] === "Z") return ENDED;
    return ticks === undefined ? null : `${boot.trim()} ${ticks}`;
  } catch {
    return null;
  }
}
