import { addItems } from "./addItems";
import { readJsonNodes } from "./jsonNodes";
import { parseConfig } from "./parseConfig";
import { nodeAt } from "./setValues";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

const TODAY = ["profiling", "profileData"];
/** Where the names stand, the names older files have for these keys included. */
export const PROFILE_PLACES: readonly (readonly string[])[] = [
  TODAY,
  ["profiling", "archivedData"],
  ["archiving", "profileData"],
  ["archiving", "archivedData"],
];

/**
 * The text of an articles configuration with more tracked names, all else as it was. Where the file leaves the list out, the names
 * that are tracked without it are written as well. Null when the text has errors or cannot be changed for sure.
 */
export function addProfiles(text: string, format: ConfigFormat, names: readonly string[]): string | null {
  const { config } = parseConfig("articles", text, format);
  if (config === null) return null;
  const { root } = format === "json" ? readJsonNodes(text) : readYamlNodes(text);
  const path = PROFILE_PLACES.find((place) => nodeAt(root, place)?.kind === "list");
  return path === undefined
    ? addItems(text, format, TODAY, [...config.profiling.profileData, ...names])
    : addItems(text, format, path, names);
}
