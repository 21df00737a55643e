import type { LinkText } from "./linkWords";

/** What the page says of an article beside a link that does not say it, and where: in a heading, in the item, or in the text around. */
interface Beside {
  readonly text: string;
  readonly from: "heading" | "item" | "text";
}

/** A link without a headline of its own. */
export interface OpenLink {
  /** `image`, `nothing`: it has no text; `repeated`: others say the same. */
  readonly kind: Exclude<LinkText, "own" | "other"> | "repeated" | "image" | "nothing";
  readonly own: string;
  readonly href: string;
  /** Its place in the page; headings have theirs. */
  readonly at: number;
  /** The element it stands in, and the entry of a list. */
  readonly block: object;
  readonly item: object | null;
  beside: Beside | null;
}

export interface Heading {
  readonly text: string;
  /** 1 for `<h1>`; 0 is said to be the headline. */
  readonly level: number;
  readonly at: number;
  /** Stands in a block with links that have texts of their own: it is the headline of one of these. */
  isTaken: boolean;
}

/** The clearer a link says that the headline stands elsewhere, the higher. */
const CLARITY: Readonly<Record<OpenLink["kind"], number>> = {
  call: 5,
  repeated: 4,
  number: 3,
  sign: 2,
  image: 1,
  nothing: 0,
};

/**
 * Gives links the headings of the block in which both stand, and settles that the others of these links get none. A heading is that of
 * one article: of several links that lead to different places it is given to those that say most clearly that they are about it.
 *
 * @returns the links for which this block has no heading
 */
export function giveHeadings(links: OpenLink[], headings: readonly Heading[]): OpenLink[] | null {
  const [first] = links;
  if (first === undefined) return null;
  const free = headings.filter(({ isTaken }) => !isTaken);
  if (free.length === 0) {
    // The headline of another link: for its PDF, not for a picture or the next page.
    const [only, ...others] = headings;
    if (only === undefined || others.length > 0) return links;
    const calls = links.filter(({ kind }) => kind === "call");
    give(calls, only);
    return links.filter(({ kind }) => kind !== "call");
  }
  const isOne = new Set(links.map(({ href }) => href)).size === 1;
  const level = isOne ? Math.min(...free.map(({ level }) => level)) : usualLevel(free);
  const given = free.filter((heading) => heading.level === level);
  const leads = (given[0] as Heading).at < first.at;
  const groups = new Map<Heading, OpenLink[]>();
  let next = 0;
  for (const link of links) {
    while (next < given.length && (given[next] as Heading).at < link.at) next += 1;
    // Pictures may stand before their headlines, all of them.
    const heading = given[leads ? Math.max(0, next - 1) : Math.min(next, given.length - 1)] as Heading;
    const group = groups.get(heading);
    if (group === undefined) groups.set(heading, [link]);
    else group.push(link);
  }
  for (const [heading, group] of groups) {
    give(group, heading);
    heading.isTaken = true;
  }
  return null;
}

function give(group: readonly OpenLink[], { text }: Heading): void {
  const clarity = group.reduce((most, { kind }) => Math.max(most, CLARITY[kind]), 0);
  const clearest = group.filter(({ kind }) => CLARITY[kind] === clarity);
  for (const link of together(clearest)) link.beside = { text, from: "heading" };
}

/** Links to one place, or to one article in several forms; of others those beside the first, and none when all say the same. */
function together(links: readonly OpenLink[]): readonly OpenLink[] {
  const [first, ...others] = links;
  if (first === undefined || others.every(({ href }) => href === first.href)) return links;
  const { item } = first;
  if (first.kind !== "call") return [];
  if (others.every((link) => link.block === first.block || (item !== null && link.item === item))) return links;
  if (others.every(({ own }) => own === first.own)) return [];
  return links.filter(({ block }) => block === first.block);
}

/** What is a heading by its type, its label or its caption alone is one where there is no other. */
const LEAST_LEVEL = 7;

/** The level of most headings: what is above it names a part of the page. */
function usualLevel(headings: readonly Heading[]): number {
  const counts = new Map<number, number>();
  const marked = headings.filter(({ level }) => level <= LEAST_LEVEL);
  for (const { level } of marked.length > 0 ? marked : headings) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] < best[0]) ? one : best,
  )[0];
}

/** How much it is worth that a link stands beside a headline; null when it stands beside none. */
export function trustOf({ kind, beside }: OpenLink): "sure" | "likely" | "faint" | null {
  if (beside === null) return null;
  if (beside.from === "text") return kind === "call" ? "faint" : null;
  // A heading over a picture or a date may be that of the whole list.
  return kind === "call" || kind === "repeated" || kind === "number" || (kind === "sign" && beside.from === "item")
    ? "sure"
    : "likely";
}
