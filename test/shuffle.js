// For mocha (`--require`): the cases of each suite run in an order that TI_SCRAPER_SHUFFLE, a whole number, decides.
const seed = Number(process.env.TI_SCRAPER_SHUFFLE);

/** Mulberry32: chance from 0 up to 1 that is the same for the same seed. */
function chance(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(suite, next) {
  for (let last = suite.tests.length - 1; last > 0; last--) {
    const at = Math.floor(next() * (last + 1));
    [suite.tests[last], suite.tests[at]] = [suite.tests[at], suite.tests[last]];
  }
  for (const inner of suite.suites) shuffle(inner, next);
}

exports.mochaHooks = {
  beforeAll() {
    // Each file by itself, so that its order is the same whatever runs beside it.
    for (const suite of this.test.parent.suites) shuffle(suite, chance(seed));
  },
};
