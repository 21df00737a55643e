import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import path from "node:path";
import { hasCode } from "../atomicWrite";

/** In bytes (control-spec, `AUTHENTICATE`). */
const COOKIE_BYTES = 32;
/** What Tor calls it, and what Debian's Tor does. */
const COOKIE_NAMES: ReadonlySet<string> = new Set(["control_auth_cookie", "control.authcookie"]);
/** Whom packages of Tor run it as: Debian, Arch and Alpine, BSD and macOS, Fedora. */
const TOR_USERS: ReadonlySet<string> = new Set(["debian-tor", "tor", "_tor", "toranon"]);

/** Windows has neither flag; there the file is looked at by its kind alone. */
const COOKIE_FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * `refused`: the file is none that Tor writes, so that nothing of it is any business of who named it. `unreadable`: it is not there,
 * or not for this user.
 */
export type CookieOutcome = Buffer | "refused" | "unreadable";

/**
 * Reads the cookie at the path a control port names: a file of its own (no link of either kind) with Tor's name and size, of root, of
 * Tor or of the user. Windows knows no owners by number; name, kind and size have to do there.
 */
export async function readCookie(file: string): Promise<CookieOutcome> {
  // A path of another machine (`\\server\share`) would have Windows sign in there.
  if (!path.isAbsolute(file) || /^[\\/]{2}/.test(file) || !COOKIE_NAMES.has(path.basename(file))) return "refused";
  try {
    const handle = await open(file, COOKIE_FLAGS);
    try {
      const found = await handle.stat();
      const isOne = found.isFile() && found.size === COOKIE_BYTES && found.nlink === 1;
      return isOne && (await mayOwn(found.uid)) ? await handle.readFile() : "refused";
    } finally {
      await handle.close();
    }
  } catch (error) {
    return hasCode(error, "ELOOP", "EMLINK", "ENXIO") ? "refused" : "unreadable";
  }
}

async function mayOwn(uid: number): Promise<boolean> {
  const own = process.getuid?.();
  if (own === undefined || uid === 0 || uid === own) return true;
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  return users.split("\n").some((line) => {
    const [name = "", , number] = line.split(":");
    return TOR_USERS.has(name) && number === String(uid);
  });
}
