import type { JobId } from "../model/model";
import { type ConfigNode, entryOf } from "./configNode";
import { asJob } from "./couldBeJob";
import { type ListNode, applyEdits, cutEntry, cutItem } from "./cuts";
import { moveKey } from "./moveKey";
import type { Problem } from "./problems";
import { problemsOf } from "./problemsOf";
import { readNodes } from "./readNodes";
import { inline } from "./structureEdits";
import { type Spot, spotsOf } from "./spots";
import { nearest } from "./suggest";
import type { ConfigFormat } from "./types";

/** What a fix does; worded by `describeFix`. */
export type FixKind =
  | "rename"
  | "change"
  | "addHttps"
  | "unquote"
  | "quote"
  | "makeList"
  | "remove"
  | "removeDuplicate"
  | "move"
  | "makeJob";

/** A way to mend one problem. */
export interface Fix {
  readonly problem: Problem;
  readonly kind: FixKind;
  /** What is written, or the key or place it is about. */
  readonly to: string;
  /** The whole text with it; everything else is as it was, remarks and layout too. */
  readonly after: string;
}

/** A configuration as it stands in an editor. */
export interface ConfigSource {
  /** One of the four, or a name that a job of the user's own has or would have. */
  readonly job: JobId;
  readonly text: string;
  readonly format: ConfigFormat;
}

/** The fixes of those problems of a text that have one. */
export function fixesOf(source: ConfigSource, problems: readonly Problem[]): readonly Fix[] {
  const { text, format } = source;
  const { root } = readNodes(text, format);
  return problems.flatMap((problem) => {
    const made = problem.code === "couldBeJob" ? madeJob(source, problem) : makeFix(source, root, problem);
    return made === null || made.after === text || isBroken(made.after, format) ? [] : [{ problem, ...made }];
  });
}

/** Of somebody else's file, so that it is no part of all fixes: those may be made unseen. */
function madeJob({ text, format }: ConfigSource, { args }: Problem): Made | null {
  const base = String(args["base"]);
  const after = asJob(text, format, base);
  return after === null ? null : { kind: "makeJob", to: base, after };
}

/**
 * The text with every fix there is, those included that others bring about; how many were made with it. One at a time, since one fix can
 * be another one's end.
 */
export function fixAll(source: ConfigSource): { readonly text: string; readonly count: number } {
  let { text } = source;
  let count = 0;
  const { job, format } = source;
  // As many as there can be problems, and those that fixes bring about.
  for (const seen = new Set([text]); ; count += 1) {
    const { root } = readNodes(text, format);
    const next = firstOf(problemsOf(job, text, format), (problem) => {
      const after = makeFix({ job, text, format }, root, problem)?.after;
      return after === undefined || seen.has(after) || isBroken(after, format) ? null : after;
    });
    if (next === null) return { text, count };
    seen.add(next);
    text = next;
  }
}

function firstOf<T, U>(items: readonly T[], find: (item: T) => U | null): U | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

function isBroken(text: string, format: ConfigFormat): boolean {
  return readNodes(text, format).flaws.some(({ severity }) => severity === "error");
}

type Made = Omit<Fix, "problem">;

function makeFix({ job, text, format }: ConfigSource, root: ConfigNode | null, problem: Problem): Made | null {
  const { code, args } = problem;
  if (code === "jsonSyntax") return args["trailing"] === 1 ? withoutComma(text, problem) : null;
  const [spot, ...around] = spotsOf(root, problem.start);
  if (spot === undefined) return null;
  const here = { text, format, problem, spot, around };
  switch (code) {
    case "unknownKey":
      return misplacedKey(here) ?? misspeltKey(here);
    case "oldKey":
      return renamed(here, String(args["newKey"]));
    case "oldKeyIgnored":
      return cut(here, spot, "remove", String(args["key"]));
    case "duplicateKey":
      return withoutEarlierKey(here);
    case "duplicateSource":
    case "duplicateName":
    case "duplicateAlias":
      return withoutDuplicate(here, job, root);
    case "urlNotHttp":
    case "prefixNotHttp":
      return withHttps(here);
    case "wrongType":
      return ofRightType(here);
    case "notWhole":
      return withoutPoint(here);
    case "notOneOf":
      return changed(here, nearest(String(args["value"]), String(args["choices"]).split(", ")));
    case "customField":
      return changed(here, args["suggestion"] === undefined ? null : String(args["suggestion"]));
    case "socksPort":
      return written(here, "change", String(args["control"]), String(args["control"]));
    case "emptyText":
      return cut(here, spot, "remove", '""');
    default:
      return null;
  }
}

interface Here {
  readonly text: string;
  readonly format: ConfigFormat;
  readonly problem: Problem;
  readonly spot: Spot;
  readonly around: readonly Spot[];
}

/** With something else in the place that the problem is told at. */
function written({ text, problem }: Here, kind: FixKind, to: string, newText: string): Made {
  return { kind, to, after: applyEdits(text, [{ start: problem.start, end: problem.end, newText }]) };
}

/** A text in the quotes of what stood there. */
function quotedLike({ text, format, problem }: Here, value: string): string {
  const quote = text.charAt(problem.start);
  if (quote === "'" && !value.includes("'")) return `'${value}'`;
  return quote === '"' ? JSON.stringify(value) : inline(value, format);
}

function changed(here: Here, to: string | null): Made | null {
  return to === null ? null : written(here, "change", to, quotedLike(here, to));
}

function renamed(here: Here, to: string): Made | null {
  const { holder } = here.spot;
  if (holder.kind !== "section" || entryOf(holder, to) !== undefined) return null;
  return written(here, "rename", to, quotedLike(here, to));
}

function misspeltKey(here: Here): Made | null {
  const { suggestion } = here.problem.args;
  return suggestion === undefined || String(suggestion).includes(".") ? null : renamed(here, String(suggestion));
}

/** To where the key belongs: further in, in another section, or in the entry of the list that it stands in somewhere. */
function misplacedKey({ text, format, problem, spot }: Here): Made | null {
  const suggestion = String(problem.args["suggestion"] ?? "");
  if (!suggestion.includes(".") || spot.holder.kind !== "section") return null;
  const [place = "", inEntry] = suggestion.split("[].");
  const path = problem.path.slice(0, -1);
  const entry = path.findIndex((part) => typeof part === "number");
  const to =
    problem.args["below"] === 1
      ? { base: path, keys: place.split(".") }
      : inEntry === undefined
        ? { base: [], keys: place.split(".") }
        : entry >= 0 && path.slice(0, entry).join(".") === place
          ? { base: path.slice(0, entry + 1), keys: inEntry.split(".") }
          : null;
  const after = to === null ? null : moveKey({ text, format }, spot.holder, spot.at, to);
  return after === null ? null : { kind: "move", to: inEntry ?? place, after };
}

function cut({ text }: Pick<Here, "text">, { holder, at }: Spot, kind: FixKind, to: string): Made | null {
  const edits = holder.kind === "section" ? cutEntry(text, holder, at) : cutItem(text, holder, at);
  return edits === null ? null : { kind, to, after: applyEdits(text, edits) };
}

/** The last one counts: the one before it says nothing. */
function withoutEarlierKey(here: Here): Made | null {
  const { holder, at } = here.spot;
  if (holder.kind !== "section") return null;
  const key = holder.entries[at]?.key ?? "";
  const earlier = holder.entries.slice(0, at).findLastIndex((entry) => entry.key === key);
  return earlier < 0 ? null : cut(here, { holder, at: earlier }, "removeDuplicate", key);
}

/**
 * The one of both that says nothing more than its name or address goes: the later one if it does, else the earlier. None where both say
 * more, which is for a person to bring together.
 */
function withoutDuplicate(here: Here, job: JobId, root: ConfigNode | null): Made | null {
  const { problem, spot, around } = here;
  const first = String(problem.args["first"]);
  const own = [spot, ...around].find(({ holder }) => holder.kind === "list");
  if (own === undefined) return null;
  const value = String(problem.args["name"] ?? problem.args["url"]);
  if (saysNoMore(own)) return cut(here, own, "removeDuplicate", value);
  const lists: ListNode[] = own.holder.kind === "list" ? [own.holder] : [];
  if (problem.code === "duplicateSource") {
    const websites = entryOf(root ?? undefined, "websiteconfig")?.value;
    for (const key of job === "counts" || job === "contents" ? ["webpages"] : ["rss_feeds", "webpages"]) {
      const list = entryOf(websites, key)?.value;
      if (list?.kind === "list" && !lists.includes(list)) lists.unshift(list);
    }
  }
  for (const holder of lists) {
    const at = holder.items.findIndex((item) => item.kind === "text" && item.value.trim() === first.trim());
    if (at >= 0 && (holder !== own.holder || at < own.at)) return cut(here, { holder, at }, "removeDuplicate", first);
  }
  return null;
}

function saysNoMore({ holder, at }: Spot): boolean {
  const item = holder.kind === "list" ? holder.items[at] : undefined;
  return item?.kind === "text" || (item?.kind === "section" && item.entries.length === 1);
}

const HOST = /^(?:(?:[\w-]+\.)+[a-z]{2,}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#]\S*)?$/i;

/** An address of which the scheme is missing, cut, misspelt or defanged. */
function withHttps(here: Here): Made | null {
  const value = String(here.problem.args["url"] ?? here.problem.args["prefix"]);
  const scheme = /^(?:h[tx]{0,3}p(s?)|htt?ps?(s?)|ht?tp(s?))?(?::\/{0,3}|\/\/)/i.exec(value);
  const rest = scheme === null ? value : value.slice(scheme[0].length);
  const address = `${/^h[tx]*p:/i.test(value) && scheme !== null ? "http" : "https"}://${rest}`;
  if (!HOST.test(rest) || !URL.canParse(address)) return null;
  return written(here, scheme === null ? "addHttps" : "change", address, quotedLike(here, address));
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "on", "ja", "1"].map((word) => [word, true] as const),
  ...["false", "no", "off", "nein", "0"].map((word) => [word, false] as const),
]);

function ofRightType(here: Here): Made | null {
  const { text, format, problem, spot } = here;
  const { holder, at } = spot;
  const node = holder.kind === "section" ? holder.entries[at]?.value : holder.items[at];
  if (node === undefined || node.start !== problem.start) return null;
  const own = text.slice(node.start, node.end);
  const said = node.kind === "text" ? node.value.trim() : own;
  switch (problem.args["expected"]) {
    case "flag": {
      const flag = FLAGS.get(said.toLowerCase());
      if (flag === undefined) return null;
      return written(here, String(flag) === said ? "unquote" : "change", String(flag), String(flag));
    }
    case "wholeNumber":
      return node.kind === "text" && /^\d{1,15}$/.test(said)
        ? written(here, "unquote", String(Number(said)), String(Number(said)))
        : null;
    case "list": {
      if (node.kind === "nothing") return null;
      const item = node.kind === "text" ? JSON.stringify(node.value) : own;
      return written(here, "makeList", "", `[${item}]`);
    }
    case "text":
    case "name":
      return node.kind === "number" || node.kind === "flag"
        ? written(here, "quote", own, format === "json" ? JSON.stringify(own) : `"${own}"`)
        : null;
    default:
      return null;
  }
}

/** A whole number that is written with a decimal point. */
function withoutPoint(here: Here): Made | null {
  const whole = /^(-?\d{1,15})\.0+$/.exec(here.text.slice(here.problem.start, here.problem.end))?.[1];
  return whole === undefined ? null : written(here, "change", whole, whole);
}

function withoutComma(text: string, { end }: Problem): Made | null {
  const comma = text.lastIndexOf(",", end - 1);
  if (comma < 0 || !/^,\s*[}\]]$/.test(text.slice(comma, end))) return null;
  return { kind: "remove", to: ",", after: applyEdits(text, [{ start: comma, end: comma + 1, newText: "" }]) };
}
