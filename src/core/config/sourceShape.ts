import { MAX_SELECTOR_CHARACTERS } from "../limits";
import type { SourceKind } from "../model/model";
import { readTerm } from "../text/sourceRules";
import { entryOf } from "./configNode";
import { isBlank, url } from "./rules";
import { type Shape, field, flag, list, report, section, text } from "./shape";
import type { SourceRule } from "./types";

/** An entry of `rss_feeds` or `webpages`: an address, or what is said about it as well. */
export type WrittenSource = string | Omit<SourceRule, "kind" | "at">;

/** A term of `include` or `exclude`; see `readTerm`. */
export const term: Shape<string> = text((value, node, trail, reading) => {
  if (isBlank(value, node, trail, reading)) return undefined;
  const outcome = readTerm(value);
  if (outcome.ok) return value.trim();
  if (outcome.why === "pattern") {
    report(reading, node, trail, { code: "badPattern", args: { pattern: value, reason: outcome.reason } });
  } else if (outcome.why === "tooLong") {
    report(reading, node, trail, { code: "textTooLong", args: { limit: outcome.limit } });
  } else {
    report(reading, node, trail, { code: "blankText" });
  }
  return undefined;
});

export const selector: Shape<string> = text((value, node, trail, reading) => {
  if (isBlank(value, node, trail, reading)) return undefined;
  if (value.length <= MAX_SELECTOR_CHARACTERS) return value.trim();
  report(reading, node, trail, { code: "textTooLong", args: { limit: MAX_SELECTOR_CHARACTERS } });
  return undefined;
});

const sourceSection = section<Omit<SourceRule, "kind" | "at">>({
  url: field(url, ""),
  name: field(text(), ""),
  enabled: field(flag, true),
  include: field(list(term), []),
  exclude: field(list(term), []),
  select: field(selector, ""),
  tor: field(flag, false),
  category: field(text(), ""),
});

/** A source: its address as text, or a section with its rules. */
export const source: Shape<WrittenSource> = {
  fields: sourceSection.fields ?? {},
  read(node, trail, reading) {
    if (node.kind === "text") return url.read(node, trail, reading);
    if (node.kind !== "section") {
      const args = { expected: "source", actual: node.kind };
      report(reading, node, trail, { code: "wrongType", args });
      return undefined;
    }
    const written = sourceSection.read(node, trail, reading);
    if (entryOf(node, "url") === undefined) report(reading, node, trail, { code: "urlMissing" });
    return written === undefined || written.url === "" ? undefined : written;
  },
};

/** The addresses of the sources that are to be read. */
export function enabledAddresses(sources: readonly WrittenSource[]): readonly string[] {
  return sources.flatMap((one) => (typeof one === "string" ? [one] : one.enabled ? [one.url] : []));
}

/** The sources that more is said about than their address. */
export function rulesOf(kind: SourceKind, sources: readonly WrittenSource[]): readonly SourceRule[] {
  return sources.flatMap((one, at) => (typeof one === "string" ? [] : [{ kind, ...one, at }]));
}
