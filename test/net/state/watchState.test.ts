import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createStateStore } from "../../../src/node/stateStore";
import { type Watching, watchState } from "../../../src/node/watchState";
import { until } from "../servers";

describe("watching what is remembered", () => {
  let home: string;
  let folder: string;
  let calls: number;
  let watching: Watching | undefined;

  beforeEach(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), "ti-scraper-watch-"));
    folder = path.join(home, "ti-scraper", "0123");
    calls = 0;
  });
  afterEach(() => {
    watching?.close();
    fs.rmSync(home, { recursive: true, force: true });
  });

  const start = (): void => void (watching = watchState([folder], () => (calls += 1)));
  /** As another process does it: whole, by a rename. */
  const writtenByOthers = (name: string): void => {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, ".other-tmp"), "{}");
    fs.renameSync(path.join(folder, ".other-tmp"), path.join(folder, `${name}.json`));
  };
  const told = async (times: number): Promise<void> => {
    await until(() => calls >= times, 2000);
    assert.equal(calls, times);
  };
  /** Longer than it takes to be told. */
  const silence = (): Promise<void> => sleep(600);

  it("tells what others write, once for several files and within two seconds", async () => {
    fs.mkdirSync(folder, { recursive: true });
    start();
    writtenByOthers("rows");
    writtenByOthers("rows.1");
    writtenByOthers("sources");
    await told(1);
    await silence();
    assert.equal(calls, 1);
    fs.rmSync(path.join(folder, "rows.1.json"));
    await told(2);
  });

  it("says nothing of what this process writes, of locks and of temporary files", async () => {
    const store = createStateStore(folder);
    await store.write([["rows", { version: 1 }]]);
    start();
    await store.withLock("state", 0, () => store.write([["rows", { version: 1, rows: [] }]]));
    await store.remove("rows");
    fs.writeFileSync(path.join(folder, ".1-ab.ti-scraper-tmp"), "{}");
    await silence();
    assert.equal(calls, 0);
    writtenByOthers("rows");
    await told(1);
  });

  it("waits for a folder that is not there yet, and goes on when it was removed and made again", async () => {
    start();
    writtenByOthers("rows");
    await told(1);
    await silence();
    writtenByOthers("sources");
    await told(2);
    fs.rmSync(path.join(home, "ti-scraper"), { recursive: true });
    await told(3);
    await silence();
    writtenByOthers("rows");
    await told(4);
  });

  it("is quiet once it is closed", async () => {
    fs.mkdirSync(folder, { recursive: true });
    start();
    watching?.close();
    writtenByOthers("rows");
    await silence();
    assert.equal(calls, 0);
  });
});
