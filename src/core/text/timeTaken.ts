import type { Translate } from "./translate";

/** "171 ms", "2.5 s": how long something took. */
export function timeTaken(ms: number, t: Translate): string {
  return ms < 1000 ? t("{ms} ms", { ms: Math.round(ms) }) : t("{seconds} s", { seconds: Math.round(ms / 100) / 10 });
}
