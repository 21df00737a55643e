import { type ConfigNode, entryOf } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import { nodeAt } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

type ListNode = Extract<ConfigNode, { kind: "list" }>;
export type TextNode = Extract<ConfigNode, { kind: "text" }>;

/** Where the sources of each kind stand. */
export const LISTS = { feed: ["websiteconfig", "rss_feeds"], page: ["websiteconfig", "webpages"] } as const;

/** A source as it stands in a configuration. */
export interface SourceEntry {
  readonly url: string;
  /** The item of the list. */
  readonly node: ConfigNode;
  /** The address in it. */
  readonly address: TextNode;
  readonly list: ListNode;
  /** Its place in the list. */
  readonly at: number;
  /** Not in the list itself: an alias of YAML. */
  readonly isElsewhere: boolean;
}

/** All sources that a configuration names, feeds first. */
export function sourceEntries(text: string, format: ConfigFormat): readonly SourceEntry[] {
  const root = rootOf(text, format);
  return [LISTS.feed, LISTS.page].flatMap((path) => {
    const list = nodeAt(root, path);
    if (list?.kind !== "list") return [];
    return list.items.flatMap((node, at): SourceEntry[] => {
      const address = node.kind === "text" ? node : entryOf(node, "url")?.value;
      if (address?.kind !== "text") return [];
      const isElsewhere =
        node.start < list.start || node.end > list.end || address.start < node.start || address.end > node.end;
      return [{ url: address.value.trim(), node, address, list, at, isElsewhere }];
    });
  });
}

/** Null for a text in which there is nothing. */
export function rootOf(text: string, format: ConfigFormat): ConfigNode | null {
  return (format === "json" ? readJsonNodes(text) : readYamlNodes(text)).root;
}
