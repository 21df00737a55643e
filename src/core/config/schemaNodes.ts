/** A part of a schema as the build makes it for editors, from `media/schemas`. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly enumDescriptions?: readonly string[];
  readonly defaultSnippets?: readonly SchemaSnippet[];
  /** The kinds of values that belong there. */
  readonly "x-type"?: readonly SchemaKind[];
  /** The values to choose from. */
  readonly "x-enum"?: readonly string[];
}

export type SchemaKind = "object" | "array" | "string" | "boolean" | "integer" | "null";

interface SchemaSnippet {
  readonly label: string;
  readonly description?: string;
  /** What is written; texts in it have gaps as VS Code's snippets have them. */
  readonly body: unknown;
}

/** The part of a schema that keys lead to, `[]` for the entries of a list; undefined where it knows none. */
export function schemaAt(root: SchemaNode, path: readonly string[]): SchemaNode | undefined {
  let node: SchemaNode | undefined = resolved(root, root);
  for (const part of path) {
    const { properties = {}, items }: SchemaNode = node ?? {};
    const next: SchemaNode | undefined =
      part === "[]" ? items : Object.hasOwn(properties, part) ? properties[part] : undefined;
    node = next && resolved(next, root);
  }
  return node;
}

/** The keys of a section with what is said about each. */
export function keysOf(root: SchemaNode, node: SchemaNode): readonly (readonly [key: string, node: SchemaNode])[] {
  return Object.entries(node.properties ?? {}).map(([key, below]) => [key, resolved(below, root)] as const);
}

function resolved(node: SchemaNode, root: SchemaNode): SchemaNode {
  const name = node.$ref?.replace("#/definitions/", "");
  return name === undefined ? node : (root.definitions?.[name] ?? node);
}

/** What an editor shows about a key or a value, as Markdown: its title and what is said of it. */
export function schemaText({ title, description = "", markdownDescription }: SchemaNode): string {
  const text = markdownDescription ?? description.replace(/[\\`*_{}[\]<>#|!~&]/g, "\\$&");
  return title === undefined ? text : `**${title}**\n\n${text}`;
}
