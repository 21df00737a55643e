import { isHyphen, isJoint } from "./gaps";
import type { TextContext } from "./textContext";
import { BYSTANDER, CLASS, EVERYDAY, FORMER, JOINING, MODIFIER, THREAT } from "./threatWords";

/** The second half of a compound (*China-Nexus*, *one-stop*), or a designation with a number (*Storm-0558*). */
export function isPartOfCompound(context: TextContext, first: number, last: number): boolean {
  const isFree = (context.classOf(first - 1) & (CLASS | FORMER)) !== 0;
  if (!context.inUrl && isHyphen(context.gapBefore(first)) && !isFree) return true;
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
  if (isJoint(context.gapBefore(last + 1)) && (context.classOf(last + 1) & BYSTANDER) !== 0) return true;
  return isVictim(context, last) || isInLongerName(context, first, last);
}

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

/** *Oil rig hit by a cyberattack*: it suffers what threats do. */
export function isVictim(context: TextContext, last: number): boolean {
  return (
    isJoint(context.gapBefore(last + 1)) && STRUCK.test(context.folded(last + 1)) && BY.test(context.folded(last + 2))
  );
}
