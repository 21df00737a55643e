import assert from "node:assert/strict";

/** One attack. `holds` throws where it reaches what it is after. */
export interface Attack {
  readonly name: string;
  readonly holds: () => void | Promise<void>;
}

/** A whole number from 0 up to `below`, `below` excluded. */
export type Random = (below: number) => number;

interface ClassOptions {
  /** So many attacks of the class were tried when it was found to hold; fewer would be another claim. */
  readonly atLeast: number;
  /** What has to work beside all this: a class that refuses everything would hold too. */
  readonly control: () => void | Promise<void>;
  readonly limitMs?: number;
}

const SEED = Number(process.env["TI_SCRAPER_RANDOM_SEED"] ?? 1);
const CLASS_LIMIT_MS = 120_000;
const ATTACK_LIMIT_MS = 30_000;

/** Where `reporter.js` looks for what the runner prints at the end of the tier: test files share no modules. */
const shared = globalThis as { attackFigures?: string[] };
const figures = (shared.attackFigures ??= []);

/** A class of attacks as one case: it fails with the seed and the name of each attack that does not hold. */
export function attackClass(
  title: string,
  { atLeast, control, limitMs = CLASS_LIMIT_MS }: ClassOptions,
  attacks: (random: Random) => readonly Attack[],
): void {
  it(`${title}: all are tried, and none gets through`, async () => {
    await control();
    const tried = attacks(randomOf(SEED));
    assert.equal(new Set(tried.map(({ name }) => name)).size, tried.length, "each attack has a name of its own");
    const broken: string[] = [];
    for (const { name, holds } of tried) {
      try {
        await inTime(holds);
      } catch (error) {
        broken.push(`seed ${SEED}, ${name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    figures.push(`${title}: ${tried.length - broken.length}/${tried.length}`);
    assert.equal(broken.length, 0, `${broken.length} of ${tried.length} do not hold:\n${broken.join("\n")}`);
    assert.ok(tried.length >= atLeast, `only ${tried.length} were tried`);
  }).timeout(limitMs);
}

/** An attack that never ends is named, too. */
async function inTime(work: () => void | Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("it does not end")), ATTACK_LIMIT_MS);
  });
  await Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

/** The same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** One of a list, by chance. */
export function oneOf<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[random(list.length)] ?? list[0];
}

/** The list in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): readonly T[] {
  const left = [...list];
  return list.map(() => left.splice(random(left.length), 1)[0] as T);
}
