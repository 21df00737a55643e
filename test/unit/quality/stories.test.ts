import assert from "node:assert/strict";
import { type LabelledHeadline, ownStories, scoreStories, tfIdfStories } from "../../quality/stories";

describe("the measure of stories", () => {
  const headline = (title: string, story: string | null, window = "w1"): LabelledHeadline => ({
    window,
    url: `https://${title.length}.example/${window}`,
    date: "2026-05-04",
    title,
    source: "",
    story,
  });
  const headlines = [
    headline("Quillstone botnet targets home routers", "s1"),
    headline("New Quillstone botnet hijacks routers", "s1"),
    headline("Routers of half a town taken over", "s1"),
    headline("How to budget for security", null),
    { ...headline("Weekly Recap: Quillstone botnet, routers and more", null), roundup: true },
    headline("Quillstone botnet targets home routers", "s2", "w2"),
  ];

  it("is B³ over articles in clusters and stories of two or more, window by window", () => {
    const one = scoreStories(headlines, () => ["a", "a", "b", "a", "c"]);
    // Two of three, two of three, one of three; then two, two and one of three.
    assert.equal(one.precision.toFixed(4), ((2 / 3 + 2 / 3 + 1 / 3) / 3).toFixed(4));
    assert.equal(one.recall.toFixed(4), ((2 / 3 + 2 / 3 + 1 / 3) / 3).toFixed(4));
    assert.equal(one.roundups, 0);
    assert.deepEqual(one.mistakes.filter((mistake) => mistake.startsWith("wrong")).length, 2);
    assert.equal(scoreStories(headlines, () => ["a", "a", "a", "b", "b"]).roundups, 1);
    assert.equal(scoreStories(headlines, () => ["a", "a", "a", "b", "c"]).f1, 1);
  });

  it("takes the rule of this project and plain TF-IDF", () => {
    const own = scoreStories(headlines, ownStories);
    assert.equal(own.precision, 1);
    assert.equal(own.roundups, 0);
    assert.equal(own.recall.toFixed(4), (5 / 9).toFixed(4));
    assert.ok(scoreStories(headlines, tfIdfStories(0.05)).roundups > 0);
  });
});
