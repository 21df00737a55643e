import { isHyphen, isJoint } from "./gaps";
import type { TextContext } from "./textContext";
import { BYSTANDER, CLASS, EVERYDAY, FORMER, JOINING, MODIFIER, THREAT } from "./threatWords";

/** The second half of a compound (*China-Nexus*, *one-stop*), or a designation with a number (*Storm-0558*). */
export function isPartOfCompound(context: TextContext, first: number, last: number): boolean {
  const isHalf = !context.inUrl && isHyphen(context.gapBefore(first));
  if (isHalf && (context.classOf(first - 1) & (CLASS | FORMER)) === 0) return true;
  return isHyphen(context.gapBefore(last + 1)) && context.isNumber(last + 1);
}

/** A capital where the language asks for none. */
export function isInnerCapital(context: TextContext, word: number): boolean {
  if (context.capitals !== "sentence" || !context.isCapital(word)) return false;
  const gap = context.gapBefore(word);
  return gap !== null && !/[.:!?|\u2013\u2014]/u.test(gap);
}

/**
 * A victim, a vendor or a product by what stands behind it; or a longer name: with another capitalised word beside it, in a
 * text that has capitals for names alone (*Phoenix Contact*, *Apache Hive*).
 */
export function isSomethingElse(context: TextContext, first: number, last: number): boolean {
  if (isBystander(context, last)) return true;
  if (DOMAIN.test(context.text.slice(context.words.ends[last], (context.words.ends[last] as number) + 6))) return true;
  return isVictim(context, last) || isInLongerName(context, first, last);
}

/** *Pandora confirms a breach*, *Triton flaw*; not *Royal meldet sich zurück*. */
export function isBystander(context: TextContext, last: number): boolean {
  if (!isJoint(context.gapBefore(last + 1)) || (context.classOf(last + 1) & BYSTANDER) === 0) return false;
  return context.folded(last + 2) !== "sich";
}

/** A site of that name: *Apollo.io*. */
const DOMAIN = /^\.(?:com|io|net|org|ai|de|at|ch|co|app|dev|me|tv|eu|us|uk)(?![\p{L}\p{N}])/iu;

/** With another capitalised word beside it, in a text that has capitals for names alone. */
export function isInLongerName(context: TextContext, first: number, last: number): boolean {
  if (isOperation(context, first)) return true;
  if (context.capitals !== "sentence") return false;
  const isPart = (word: number, gap: string | null): boolean =>
    gap === " " &&
    context.isCapital(word) &&
    (context.classOf(word) & (CLASS | THREAT | EVERYDAY | MODIFIER | JOINING)) === 0;
  if (isPart(last + 1, context.gapBefore(last + 1))) return true;
  return first > 1 && isPart(first - 1, context.gapBefore(first));
}

/** *Operation Endgame* is one against threats, *the ransomware operation Chaos* a threat. */
function isOperation(context: TextContext, first: number): boolean {
  if (!/^(?:operation|project|aktion)$/.test(context.folded(first - 1)) || context.gapBefore(first) !== " ")
    return false;
  return (context.classOf(first - 2) & CLASS) === 0;
}

const STRUCK =
  /^(?:hit|struck|breached|attacked|hacked|targeted|crippled|disrupted|compromised|paraly[sz]ed|infected|robbed|sued|rocked)$/;
const BY = /^(?:by|in|after|through|via|with|over|von|durch)$/;

/** More words do not stand between the name of a victim and what it suffers: *Oil Rig Operator Hit by …*. */
const VICTIM_WORDS = 2;

/** *Oil rig hit by a cyberattack*: it suffers what threats do. */
export function isVictim(context: TextContext, last: number): boolean {
  for (let word = last + 1; word <= last + 1 + VICTIM_WORDS && isJoint(context.gapBefore(word)); word++) {
    if (STRUCK.test(context.folded(word))) return BY.test(context.folded(word + 1));
  }
  return false;
}

const STRUCK_BY_HACKERS = /^(?:breached|hacked|compromised|infected|encrypted|extorted)$/;

/** *University hit by Akira*: it does to firms and schools what threats do. */
export function isCulprit(context: TextContext, first: number): boolean {
  if (context.folded(first - 1) !== "by" || !isJoint(context.gapBefore(first))) return false;
  const verb = context.folded(first - 2);
  if (STRUCK_BY_HACKERS.test(verb)) return true;
  return STRUCK.test(verb) && context.nearest(first - 1, first - 1, BYSTANDER, REACH) >= 0;
}

const REACH = 12;
