import { MAX_SEEN_OF_SOURCE } from "../limits";
import { fingerprint } from "../text/fingerprint";

const TAG_LENGTH = 5;

/**
 * What is remembered of a key: the day it was listed last, and behind a blank a mark of its source. A day without one is from an earlier
 * version, which reads either.
 */
export function seenValue(day: string, source: string): string {
  return `${day} ${tagOf(source)}`;
}

function tagOf(source: string): string {
  return fingerprint(source).slice(0, TAG_LENGTH);
}

/**
 * Keys to be forgotten so that no source has more than it may: those it no longer lists first, the oldest of them first; then those
 * that are new and not kept. What is stored and still listed never goes: it would come back as news.
 *
 * @param seen in the order in which they came
 * @param mayGo of a key that is listed: whether it is new and was not kept
 */
export function seenToForget(
  seen: ReadonlyMap<string, string>,
  isListed: (key: string) => boolean,
  mayGo: (key: string) => boolean,
): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const value of seen.values()) {
    const tag = value.slice(11);
    if (tag !== "") counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const excess = new Map(
    [...counts].flatMap(([tag, count]) =>
      count > MAX_SEEN_OF_SOURCE ? [[tag, count - MAX_SEEN_OF_SOURCE] as const] : [],
    ),
  );
  const gone = new Set<string>();
  if (excess.size === 0) return gone;
  for (const canGo of [(key: string) => !isListed(key), mayGo]) {
    for (const [key, value] of seen) {
      const over = excess.get(value.slice(11)) ?? 0;
      if (over === 0 || gone.has(key) || !canGo(key)) continue;
      gone.add(key);
      excess.set(value.slice(11), over - 1);
    }
  }
  return gone;
}
