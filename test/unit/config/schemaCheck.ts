import { type Node, parseTree } from "jsonc-parser/lib/esm/main.js";

type SchemaType = "object" | "array" | "string" | "boolean" | "integer";

/** As much of JSON schema as the schemas in `media/schemas` use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  readonly format?: "uri";
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** The schema behind a local reference. */
export function resolve(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const found = root.definitions?.[schema.$ref.replace("#/definitions/", "")];
  if (found === undefined) throw new Error(`nothing at ${schema.$ref}`);
  return found;
}

/**
 * Where VS Code's JSON support finds a value that does not follow the schema, as `start-end`: the rules of its
 * language service, read from what it reports. A key that stands twice is checked by its last value; a number with a
 * decimal point is no integer.
 */
export function schemaProblems(text: string, root: Schema): ReadonlySet<string> {
  const found = new Set<string>();
  const tree = parseTree(text);
  if (tree !== undefined) check(tree, root, root, text, found);
  return found;
}

function check(node: Node, reference: Schema, root: Schema, text: string, found: Set<string>): void {
  const schema = resolve(reference, root);
  const place = `${node.offset}-${node.offset + node.length}`;
  const written = text.slice(node.offset, node.offset + node.length);
  const children = node.children ?? [];
  const fails = (wrong: boolean) => void (wrong && found.add(place));
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const isOfType = (type: SchemaType) =>
    type === "integer" ? node.type === "number" && !written.includes(".") : node.type === type;
  fails(types.length > 0 && !types.some(isOfType));
  if (schema.enum !== undefined) fails(!schema.enum.includes(node.value));
  if (schema.anyOf !== undefined) {
    const trials = schema.anyOf.map((one) => {
      const trial = new Set<string>();
      check(node, one, root, text, trial);
      return trial;
    });
    if (trials.every(({ size }) => size > 0)) for (const one of trials[0] ?? []) found.add(one);
  }
  if (node.type === "string") {
    const value = String(node.value);
    fails(schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value));
    fails(schema.format === "uri" && !/^[^:/?#]+:/.test(value));
  }
  if (node.type === "number") {
    fails(Number(node.value) < (schema.minimum ?? -Infinity) || Number(node.value) > (schema.maximum ?? Infinity));
  }
  if (node.type === "array") {
    fails(children.length < (schema.minItems ?? 0) || children.length > (schema.maxItems ?? Infinity));
    for (const child of children) if (schema.items !== undefined) check(child, schema.items, root, text, found);
  }
  if (node.type === "object") {
    const last = new Map(children.map(({ children: pair }) => [String(pair?.[0]?.value), pair?.[1]]));
    for (const [key, value] of last) {
      const below = Object.hasOwn(schema.properties ?? {}, key)
        ? schema.properties?.[key]
        : schema.additionalProperties;
      if (value !== undefined && below !== undefined) check(value, below, root, text, found);
    }
  }
}
