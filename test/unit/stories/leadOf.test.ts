import assert from "node:assert/strict";
import type { Article } from "../../../src/core/model/model";
import { leadOf, outletsOf } from "../../../src/core/stories/leadOf";

const article = (url: string, hour: number, more: Partial<Article> = {}): Article => ({
  key: url,
  title: "Quillstone botnet hijacks home routers",
  url,
  source: url,
  published: `2026-03-10T${String(hour).padStart(2, "0")}:00:00Z`,
  found: "2026-03-10T20:00:00Z",
  ...more,
});

describe("whose headline stands for a story", () => {
  const [lab, press, third] = [
    article("https://www.drevlab.example/report", 12),
    article("https://press.example/1", 10),
    article("https://third.example/1", 11),
  ];

  it("is the one that was seen first, whatever their order", () => {
    for (const all of [
      [lab, press, third],
      [third, lab, press],
      [press, third, lab],
    ] as const)
      assert.equal(leadOf(all), press);
    assert.equal(leadOf([{ ...press, found: "2026-03-11T08:00:00Z" }, third]), third, "by the scan before all");
    const updated = { ...press, found: "2026-03-12T08:00:00Z", firstFound: press.found };
    assert.equal(leadOf([updated, third]), updated);
  });

  it("is the original before what retells it", () => {
    const retold = { ...press, summary: "Researchers at Drevlab say that the botnet is new." };
    assert.equal(leadOf([retold, third, lab]), lab);
    const late = { ...lab, found: "2026-03-11T08:00:00Z" };
    assert.equal(leadOf([retold, third, late]), retold, "a headline that was shown stays");
    const spaced = article("https://thequillnews.example/1", 13);
    assert.equal(leadOf([{ ...press, title: "The Quill News: botnet is back" }, spaced]), spaced);
    assert.equal(leadOf([{ ...lab, summary: "Drevlab has found it." }, press]), press, "its own name says nothing");
    const both = { ...lab, summary: "As press reported first." };
    assert.equal(leadOf([retold, both]), retold, "who names each other, by time");
  });

  it("is found in a story of many thousands at once", () => {
    const many = Array.from({ length: 20_000 }, (_, at) => article(`https://o${at}.example/1`, 10));
    const started = performance.now();
    leadOf([lab, ...many]);
    assert.ok(performance.now() - started < 1_000);
  });
});

describe("outlets", () => {
  it("are counted by their sites", () => {
    const urls = ["https://www.lab.example/1", "https://lab.example/2", "https://press.example/3"];
    assert.deepEqual(outletsOf(urls.map((url) => ({ url }))), ["lab.example", "press.example"]);
  });
});
