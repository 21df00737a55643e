import type { ReadNodes } from "./configNode";
import { readJsonNodes } from "./jsonNodes";
import type { ConfigFormat } from "./types";
import { readYamlNodes } from "./yamlNodes";

/** Reads a configuration in its format, with the place of everything. */
export function readNodes(text: string, format: ConfigFormat): ReadNodes {
  return format === "json" ? readJsonNodes(text) : readYamlNodes(text);
}
