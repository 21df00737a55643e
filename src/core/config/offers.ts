import type { Translate } from "../text/translate";
import type { CursorPlace } from "./cursorPlace";
import { type SchemaNode, keysOf, schemaAt, schemaText } from "./schemaNodes";
import { snippetLines, valueText } from "./snippetText";
import type { ConfigFormat } from "./types";

/** What an editor offers to write at a place. */
export interface Offer {
  readonly kind: "key" | "value" | "snippet";
  readonly label: string;
  /** Beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly documentation: string;
  /** A snippet of VS Code: further lines are as far in as the line of the place. */
  readonly insert: string;
  /** What it replaces, in UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** In the order of the schema, what is best first. */
  readonly order: number;
  /** There is more to choose once it is written. */
  readonly goesOn: boolean;
}

/** What may be written at places of a text by its schema; what a missing key stands for is told as such. */
export function offersAt(
  text: string,
  format: ConfigFormat,
  places: readonly CursorPlace[],
  root: SchemaNode,
  t: Translate,
): readonly Offer[] {
  const offers = places.flatMap((place) => {
    const node = schemaAt(root, place.path);
    if (node === undefined) return [];
    // Outside of all brackets JSON can only begin.
    if (format === "json" && !place.isFlow) return place.path.length === 0 ? snippets(node, place, format) : [];
    return place.at === "key"
      ? keyOffers(text, format, place, root, node)
      : valueOffers(text, format, place, node, t("default"));
  });
  return offers.map((offer, order) => ({ ...offer, order }));
}

type Unordered = Omit<Offer, "order">;

function keyOffers(
  text: string,
  format: ConfigFormat,
  place: CursorPlace,
  root: SchemaNode,
  node: SchemaNode,
): readonly Unordered[] {
  const { start, end, keys, word, path } = place;
  const behind = text.slice(end, end + 200);
  const hasColon = /^\s*:/.test(behind);
  // In JSON the next key needs a comma before it.
  const comma = format === "json" && /^\s*"/.test(behind) ? "," : "";
  const offers = keysOf(root, node).flatMap(([key, below]): Unordered[] => {
    if ((keys.has(key) && key !== word) || (key === "$schema" && format === "yaml")) return [];
    const name = format === "json" ? `"${key}"` : key;
    return [
      {
        kind: "key",
        label: key,
        detail: below.title ?? "",
        documentation: schemaText(below),
        insert: hasColon ? name : `${name}:${valueGap(below, place, format)}${comma}`,
        start,
        end,
        goesOn: !hasColon && isContainer(below),
      },
    ];
  });
  const whole = path.length === 0 && keys.size === 0 && word === "" ? snippets(node, place, format) : [];
  return [...whole, ...offers];
}

function isContainer({ "x-type": kinds = [], "x-enum": choices }: SchemaNode): boolean {
  return choices !== undefined || kinds.includes("object") || kinds.includes("array");
}

/** What follows a key and its colon: the gap for its value. */
function valueGap(node: SchemaNode, { isFlow, inset }: CursorPlace, format: ConfigFormat): string {
  const { "x-type": kinds = [], "x-enum": choices, default: standing } = node;
  const indent = " ".repeat(inset + 2);
  const text = (value: unknown) => valueText(value, format, isFlow);
  if (kinds[0] === "object") return isFlow ? " {$0}" : `\n${indent}$0`;
  if (kinds[0] === "array") return isFlow ? " [$0]" : `\n${indent}- $0`;
  if (choices !== undefined) return ` \${1|${chosenFirst(choices.map(text), text(standing)).join(",")}|}`;
  if (kinds[0] === "boolean")
    return ` \${1|${chosenFirst(["true", "false"], standing === false ? "false" : "true").join(",")}|}`;
  if (standing === undefined || standing === "") return format === "json" && kinds[0] === "string" ? ' "$1"' : " $0";
  return ` \${1:${escaped(text(standing))}}`;
}

function chosenFirst(choices: readonly string[], first: string): readonly string[] {
  return [...choices.filter((one) => one === first), ...choices.filter((one) => one !== first)].map((one) =>
    one.replace(/[\\,|]/g, "\\$&"),
  );
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, "\\$&");
}

function valueOffers(
  text: string,
  format: ConfigFormat,
  place: CursorPlace,
  node: SchemaNode,
  standard: string,
): readonly Unordered[] {
  const { "x-type": kinds = [], "x-enum": choices, default: standing, enumDescriptions = [], examples = [] } = node;
  const { start, end, needsDash, isFlow } = place;
  const dash = needsDash ? "- " : "";
  const isWord = text.slice(start, end).trim() !== "";
  const offer = (value: unknown, detail: string, documentation: string): Unordered => {
    const written = valueText(value, format, isFlow);
    return {
      kind: "value",
      label: String(value),
      detail,
      documentation,
      insert: escaped(dash + written),
      start,
      end,
      goesOn: false,
    };
  };
  if (choices !== undefined) {
    return choices.map((choice, at) =>
      offer(choice, choice === standing ? standard : "", enumDescriptions[at] ?? schemaText(node)),
    );
  }
  if (kinds.includes("boolean"))
    return [true, false].map((flag) => offer(flag, flag === standing ? standard : "", schemaText(node)));
  const isPlain = (value: unknown) => typeof value === "string" || typeof value === "number";
  const values = [standing, ...examples].filter((value) => isPlain(value) && value !== "");
  const plain = [...new Set(values)].map((value) => offer(value, value === standing ? standard : "", schemaText(node)));
  // What stands there already is no gap for a section.
  return isWord && place.path.at(-1) !== "[]" ? plain : [...snippets(node, place, format), ...plain];
}

function snippets(node: SchemaNode, place: CursorPlace, format: ConfigFormat): readonly Unordered[] {
  const { start, end, isFlow, needsDash, inset } = place;
  return (node.defaultSnippets ?? []).map(({ label, description, body }) => ({
    kind: "snippet" as const,
    label,
    detail: description ?? "",
    documentation: schemaText(node),
    insert: `${needsDash ? "- " : ""}${snippetLines(body, format, isFlow, needsDash ? 2 : inset)}`,
    start,
    end,
    goesOn: false,
  }));
}
