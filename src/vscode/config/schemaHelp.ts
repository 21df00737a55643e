import * as vscode from "vscode";
import type { Offer } from "../../core/config/offers";
import type { SchemaNode } from "../../core/config/schemaNodes";
import { JOBS } from "../../core/model/model";
import { configFileName, isOwnJob, keyHover, offersAt, placesAt } from "../../scan";
import { YAML_EXTENSION } from "../shell/ids";
import { t } from "../shell/l10n";
import { ownMarkdown } from "../shell/markdownText";
import { formatOf, isNamesFile, isPlainJson, mayBeOwnJob } from "./configDocument";

/**
 * What the schema of a configuration says in its editor, in JSON and YAML alike: keys and values to choose from, and what each key means. Where
 * another program reads the schema, that one speaks: VS Code in a file that somebody has set to plain JSON, an extension for YAML in YAML.
 * Files of jobs of the user's own have names of their own, so that no other program is told their schema: it is told here alone.
 */
export class SchemaHelp {
  private readonly schemas = new Map<string, Promise<SchemaNode>>();

  constructor(private readonly extension: vscode.Extension<unknown>) {}

  async offers(
    document: vscode.TextDocument,
    position: vscode.Position,
    { triggerCharacter }: vscode.CompletionContext,
  ): Promise<vscode.CompletionItem[]> {
    const before = document.lineAt(position.line).text.slice(0, position.character);
    // A blank asks where a value begins, not between the words of one.
    if (triggerCharacter === " " && !/(?:^|[\s"']|\w)[:-] $/.test(before)) return [];
    const schema = await this.schemaOf(document);
    if (schema === null) return [];
    const { text, start } = stretch(document, position);
    const format = document.uri.path.endsWith(".json") ? "json" : "yaml";
    const places = placesAt(text, document.offsetAt(position) - start);
    return offersAt(text, format, places, schema, t).map((offer) => item(document, text, start, offer));
  }

  async hover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const schema = await this.schemaOf(document);
    if (schema === null) return null;
    const { text, start } = stretch(document, position);
    const found = keyHover(text, document.offsetAt(position) - start, schema);
    if (found === null) return null;
    return new vscode.Hover(ownMarkdown(found.text), rangeOf(document, start, found));
  }

  /** Null where another program reads it, and for a file that has none. */
  private async schemaOf(document: vscode.TextDocument): Promise<SchemaNode | null> {
    const { uri } = document;
    const format = formatOf(uri) ?? "yaml";
    const url = this.urls().get(uri.path.slice(uri.path.lastIndexOf("/") + 1));
    if (!vscode.workspace.isTrusted) return null;
    if (url !== undefined) {
      const othersSpeak =
        format === "json" ? isPlainJson(document) : vscode.extensions.getExtension(YAML_EXTENSION)?.isActive === true;
      return othersSpeak ? null : await this.schemaAt(url);
    }
    const text = document.getText();
    return mayBeOwnJob(uri) && isOwnJob(text, format) ? await this.ownSchema(text) : null;
  }

  private schemaAt(url: string): Promise<SchemaNode> {
    const schema = this.schemas.get(url) ?? this.read(url);
    this.schemas.set(url, schema);
    return schema;
  }

  /** Of a job of the user's own: what such a job says, with the keys of its base where it names one. */
  private async ownSchema(text: string): Promise<SchemaNode> {
    const own = await this.schemaAt((this.extension.packageJSON as { readonly ownJobSchema: string }).ownJobSchema);
    const base = JOBS.find((job) => new RegExp(`\\bbase["']?[ \\t]{0,9}:[ \\t]{0,9}["']?${job}\\b`).test(text));
    const url = base === undefined ? undefined : this.urls().get(configFileName(base, "json"));
    if (url === undefined) return own;
    const schema = await this.schemaAt(url);
    return { ...schema, properties: { ...own.properties, ...schema.properties } };
  }

  /** Names of files → the schema that package.json names for them, in the language of the window. */
  private urls(): ReadonlyMap<string, string> {
    const { contributes } = this.extension.packageJSON as {
      readonly contributes: Readonly<
        Record<
          "jsonValidation" | "yamlValidation",
          readonly { readonly fileMatch: string | readonly string[]; readonly url: string }[]
        >
      >;
    };
    return new Map(
      [...contributes.jsonValidation, ...contributes.yamlValidation].flatMap(({ fileMatch, url }) =>
        [fileMatch].flat().map((file) => [file, url] as const),
      ),
    );
  }

  private async read(url: string): Promise<SchemaNode> {
    const uri = vscode.Uri.joinPath(this.extension.extensionUri, url);
    return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri))) as SchemaNode;
  }
}

/** What has to be read to know a place: of the names file, in which each line is one whole fact, the line. */
function stretch(document: vscode.TextDocument, { line }: vscode.Position): { text: string; start: number } {
  if (!isNamesFile(document.uri)) return { text: document.getText(), start: 0 };
  return { text: document.lineAt(line).text, start: document.offsetAt(new vscode.Position(line, 0)) };
}

function rangeOf(
  document: vscode.TextDocument,
  offset: number,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offset + start), document.positionAt(offset + end));
}

const KINDS: { readonly [K in Offer["kind"]]: vscode.CompletionItemKind } = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  snippet: vscode.CompletionItemKind.Snippet,
};

function item(document: vscode.TextDocument, text: string, offset: number, offer: Offer): vscode.CompletionItem {
  const { label, kind, detail, documentation, insert, order, goesOn } = offer;
  const made = new vscode.CompletionItem(label, KINDS[kind]);
  if (detail !== "") made.detail = detail;
  made.documentation = ownMarkdown(documentation);
  made.insertText = new vscode.SnippetString(insert);
  made.range = rangeOf(document, offset, offer);
  made.sortText = String(order).padStart(4, "0");
  // What stands there is compared with its quotes.
  const quote = /["']/.exec(text.charAt(offer.start))?.[0] ?? "";
  made.filterText = quote + label;
  if (goesOn) made.command = { command: "editor.action.triggerSuggest", title: "" };
  return made;
}
