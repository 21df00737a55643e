import { PROFILE_PLACES } from "./addProfiles";
import { type ConfigNode, entryOf } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import { nodeAt } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

/** A name with its place in the text: UTF-16 offsets, quotes included. */
interface PlacedName {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** A tracked name and its other names, as they stand in a configuration. */
interface PlacedProfile extends PlacedName {
  readonly aliases: readonly PlacedName[];
}

/** The tracked names of a configuration in the order of its text, whatever else is wrong there. */
export function profileNodes(text: string, format: ConfigFormat): readonly PlacedProfile[] {
  const { root } = format === "json" ? readJsonNodes(text) : readYamlNodes(text);
  const list = PROFILE_PLACES.map((path) => nodeAt(root, path)).find((node) => node?.kind === "list");
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => {
    const name = placedName(item);
    if (name === null) return [];
    const aliases = entryOf(item, "aliases")?.value;
    return [
      { ...name, aliases: aliases?.kind === "list" ? aliases.items.flatMap((one) => placedName(one) ?? []) : [] },
    ];
  });
}

function placedName(node: ConfigNode): PlacedName | null {
  const text = node.kind === "section" ? entryOf(node, "name")?.value : node;
  return text?.kind === "text" ? { name: text.value.trim(), start: text.start, end: text.end } : null;
}
