import assert from "node:assert/strict";
import type { Entry } from "../scan/entries";
import { type FakeWorld, createFakeWorld } from "../scan/fakes";
import { TWO_OUTLETS, scanBoth } from "./twoOutlets";

const [ONE, TWO, THREE, ALONE] = [
  "https://lab.example/1",
  "https://press.example/2",
  "https://lab.example/3",
  "https://press.example/4",
];
const LAB: readonly Entry[] = [{ title: "Quillstone botnet targets home routers in Drevonia", link: ONE }];
const PRESS: readonly Entry[] = [
  { title: "New Quillstone botnet hijacks home routers", link: TWO },
  { title: "How to budget for security", link: ALONE },
];
const LATER: Entry = { title: "Quillstone botnet: makers of home routers react", link: THREE };

describe("stories that were decided by hand", () => {
  let lab: FakeWorld;
  const scan = (ours: readonly Entry[], press: readonly Entry[]): Promise<void> => scanBoth(lab, ours, press);
  const stories = async (): Promise<Record<string, string>> =>
    Object.fromEntries([...(await lab.session.articles.stories())].sort(([a], [b]) => a.localeCompare(b)));

  beforeEach(async () => {
    lab = createFakeWorld({ websiteconfig: TWO_OUTLETS, profiling: { profileData: ["Quillstone"] } });
    await scan(LAB, PRESS);
    assert.deepEqual(await stories(), { [ONE]: ONE, [TWO]: ONE });
  });

  it("part for good: later articles join one of them", async () => {
    const undo = await lab.session.articles.tellApart(TWO);
    assert.deepEqual(await stories(), {});
    await scan([LATER, ...LAB], PRESS);
    const after = await stories();
    assert.equal(after[THREE] === ONE || after[THREE] === TWO, true);
    assert.notEqual(after[ONE] ?? ONE, after[TWO] ?? TWO);
    await undo?.();
    assert.equal((await stories())[TWO], ONE);
  });

  it("go on under the next article where the first one leaves", async () => {
    await scan([LATER, ...LAB], PRESS);
    assert.deepEqual(await stories(), { [ONE]: ONE, [THREE]: ONE, [TWO]: ONE });
    const undo = await lab.session.articles.tellApart(ONE);
    assert.deepEqual(await stories(), { [THREE]: TWO, [TWO]: TWO });
    await undo?.();
    assert.deepEqual(await stories(), { [ONE]: ONE, [THREE]: ONE, [TWO]: ONE });
  });

  it("join under the older one, and stay joined", async () => {
    const undo = await lab.session.articles.tellSame(ALONE, TWO);
    const joined = await stories();
    assert.equal(new Set([joined[ONE], joined[TWO], joined[ALONE]]).size, 1);
    assert.equal(await lab.session.articles.tellSame(ALONE, ONE), null);
    await scan([LATER, ...LAB], PRESS);
    assert.equal((await stories())[ALONE], (await stories())[ONE]);
    await undo?.();
    assert.equal((await stories())[ALONE], undefined);
  });

  it("may be joined again after they were told apart", async () => {
    await lab.session.articles.tellApart(TWO);
    await lab.session.articles.tellSame(ONE, TWO);
    assert.deepEqual(await stories(), { [ONE]: ONE, [TWO]: ONE });
    assert.equal(await lab.session.articles.tellApart(ALONE), null);
  });
});
