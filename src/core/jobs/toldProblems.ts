import type { Translate } from "../text/translate";

/** Of what went wrong with single messages of a script, so many are told. */
const MOST = 20;

/** Sentences on single messages of a script: the first ones, and that there are more. */
export class ToldProblems {
  readonly sentences: string[] = [];

  constructor(private readonly t: Translate) {}

  add(sentence: string): void {
    if (this.sentences.length < MOST) this.sentences.push(sentence);
    else if (this.sentences.length === MOST)
      this.sentences.push(this.t("More problems of its messages are not told: {limit} are.", { limit: MOST }));
  }
}
