// Mocha's own "spec" output, and the counts as JSON in the file that TI_SCRAPER_RESULT_FILE names.
const fs = require("node:fs");
const Mocha = require("mocha");

const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } = Mocha.Runner.constants;

class Reporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const result = { passed: 0, failed: 0, skipped: 0 };
    runner.on(EVENT_TEST_PASS, () => (result.passed += 1));
    runner.on(EVENT_TEST_FAIL, () => (result.failed += 1));
    runner.on(EVENT_TEST_PENDING, () => (result.skipped += 1));
    runner.once(EVENT_RUN_END, () => {
      const file = process.env.TI_SCRAPER_RESULT_FILE;
      // What `attack/corpus.ts` has counted, which the runner prints.
      const figures = globalThis.attackFigures ?? [];
      if (file) fs.writeFileSync(file, JSON.stringify({ ...result, figures }));
    });
  }
}

module.exports = Reporter;
