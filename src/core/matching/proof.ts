import {
  FREE,
  NONE,
  apposition,
  classWordBefore,
  classWordBehind,
  formerName,
  isIntroduced,
  leakSite,
  otherName,
} from "./besides";
import { isJoint } from "./gaps";
import { type Neighbours, type Placed, listedName } from "./listed";
import { isSomethingElse } from "./otherUse";
import { MOST_OF_HEADLINE, type TextContext, WHOLE_HEADLINE } from "./textContext";
import { CLASS, DEED, EVENT, EVERYDAY, LEADING, LOOSE, THREAT, USING } from "./threatWords";
import type { Writing } from "./writing";

/** The word that lets a name count which does not stand there as names do: `FREE` where the headline of an address tells. */
export function wordToProve(context: TextContext, placed: Placed, writing: Writing, neighbours: Neighbours): number {
  const { first, last } = placed;
  if (writing === "longer") return context.nearest(first, last, THREAT | EVERYDAY | CLASS, WHOLE_HEADLINE);
  const beside = wordBeside(context, placed, writing);
  if (beside >= 0 || writing !== "apart") return beside;
  const listed = listedName(context, placed, neighbours);
  if (listed >= 0) return listed;
  if (context.inUrl) {
    const near = context.nearest(first, last, THREAT, WHOLE_HEADLINE, { acrossWalls: true });
    return near < 0 && context.isAboutThreats(first, last) ? FREE : near;
  }
  // Where all words have capitals, or none has, they tell nothing.
  if (context.capitals === "sentence" || isSomethingElse(context, first, last)) return NONE;
  return context.nearest(first, last, THREAT, WHOLE_HEADLINE);
}

/**
 * What stands right beside a name and says that it is one. The words of the trade before it count as well (*deploys emotet*); behind
 * it the noun and what only threats do.
 */
function wordBeside(context: TextContext, { first, last }: Placed, writing: Writing): number {
  const sure = sureWord(context, first, last);
  // What stands there as words of every day needs to be told what it is: *black cat attacks*, *oil rig crew* and *leak* are not enough.
  if (writing === "apart" && context.capitals === "sentence") return isSoftwareOrGang(context, sure) ? sure : NONE;
  if (sure >= 0) return sure;
  // *Lapsus: teen hackers convicted*.
  if (first === 0 && writing === "unsigned" && context.gapBefore(last + 1) === ": ")
    return context.nearest(first, last, CLASS, MOST_OF_HEADLINE, { without: LOOSE });
  const behind = isJoint(context.gapBefore(last + 1)) ? context.classOf(last + 1) : 0;
  if ((behind & (DEED | EVERYDAY)) === DEED || (writing !== "apart" && (behind & THREAT) !== 0)) return last + 1;
  if (writing === "apart" || !isJoint(context.gapBefore(first))) return NONE;
  return (context.classOf(first - 1) & (THREAT | USING)) === 0 ? NONE : first - 1;
}

function isSoftwareOrGang(context: TextContext, word: number): boolean {
  const bits = context.classOf(word);
  return (
    (bits & CLASS) !== 0 &&
    (bits & (EVENT | LOOSE)) === 0 &&
    ((bits & LEADING) !== 0 || context.folded(word) === "ransom")
  );
}

/** What is said of a name itself: its class word, what it was called, its leak site. */
export function sureWord(context: TextContext, first: number, last: number): number {
  const behind = classWordBehind(context, first, last);
  if (behind >= 0) return behind;
  const before = classWordBefore(context, first, last);
  if (before >= 0) return before;
  const site = leakSite(context, first, last);
  if (site >= 0) return site;
  const described = apposition(context, last);
  if (described >= 0) return described;
  const former = Math.max(formerName(context, first, last), otherName(context, first, last));
  if (former >= 0) return former;
  return isIntroduced(context, first, last) ? context.nearest(first, last, CLASS, MOST_OF_HEADLINE) : NONE;
}
