import assert from "node:assert/strict";
import { guessLanguage } from "../../../src/core/text/stopwords";
import { summarise } from "../../../src/core/text/summarise";

const ENGLISH = [
  "The group known as Emberfox broke into three shipping companies last week. Emberfox used stolen passwords of the shipping companies to enter their mail servers.",
  "The weather in the port was fine that day. Nobody in the harbour noticed a thing at lunch.",
  "From the mail servers the attackers of Emberfox copied contracts and passwords of customers. The shipping companies closed their mail servers on Friday and asked customers to change passwords.",
  "Tickets for the museum are sold at the gate. Researchers say Emberfox has attacked shipping companies and ports since spring.",
];
const GERMAN = [
  "Die Gruppe Emberfox ist in der vergangenen Woche bei drei Reedereien eingebrochen. Emberfox nutzte gestohlene Passwörter der Reedereien, um auf deren Mailserver zu gelangen.",
  "Das Wetter im Hafen war an diesem Tag gut. Mittags gab es in der Kantine wie immer Suppe.",
  "Von den Mailservern kopierten die Angreifer von Emberfox Verträge und Passwörter der Kunden. Die Reedereien schalteten ihre Mailserver am Freitag ab und baten Kunden, Passwörter zu ändern.",
  "Eintrittskarten für das Museum gibt es an der Kasse. Forscher sagen, Emberfox greife seit dem Frühjahr Reedereien und Häfen an.",
];

describe("summarise", () => {
  for (const [language, text, noise] of [
    ["en", ENGLISH, /weather|lunch|museum/],
    ["de", GERMAN, /Wetter|Suppe|Museum/],
  ] as const) {
    it(`takes what the text is about, in its order (${language})`, () => {
      const found = summarise(text, language);
      assert.equal(found.length, 5);
      for (const sentence of found) {
        assert.match(sentence, /Emberfox|Reedereien|shipping/);
        assert.doesNotMatch(sentence, noise);
      }
      const whole = text.join(" ");
      const places = found.map((sentence) => whole.indexOf(sentence));
      assert.deepEqual(
        places,
        places.toSorted((a, b) => a - b),
      );
      assert.deepEqual(summarise(text, language), found, "the same each time");
    });
  }

  it("does not end a sentence behind an abbreviation", () => {
    assert.deepEqual(
      summarise(
        ["Am 24. November meldete z. B. die Behörde einen Angriff. Laut Dr. Meier war es Emberfox mit alten Mitteln."],
        "de",
      ),
      ["Am 24. November meldete z. B. die Behörde einen Angriff.", "Laut Dr. Meier war es Emberfox mit alten Mitteln."],
    );
  });

  it("gives all of a short text, and nothing of none", () => {
    assert.deepEqual(summarise(["One sentence of five words here. And another one of some words."], "en"), [
      "One sentence of five words here.",
      "And another one of some words.",
    ]);
    assert.deepEqual(summarise([], "en"), []);
    assert.deepEqual(summarise(["", "Share", "Read more …"], "en"), []);
  });

  it("copes with any text in a bounded time", () => {
    for (const text of [
      "a ".repeat(500_000),
      "word. ".repeat(100_000),
      "x".repeat(1_000_000),
      "Same words in each sentence here. ".repeat(20_000),
    ]) {
      const started = performance.now();
      summarise([text], "en");
      assert.ok(performance.now() - started < 5000);
    }
    const many = Array.from(
      { length: 5000 },
      (_, index) => `Sentence number ${index} tells of port ${index % 7} and ship ${index % 11}.`,
    );
    assert.equal(summarise(many, "en").length, 5);
  });

  it("tells German from English by their small words", () => {
    assert.equal(guessLanguage(GERMAN.join(" ")), "de");
    assert.equal(guessLanguage(ENGLISH.join(" ")), "en");
    assert.equal(guessLanguage("12345"), "en");
  });
});
