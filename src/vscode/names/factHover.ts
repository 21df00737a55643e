import * as vscode from "vscode";
import { NAMES_FILE } from "../../core/config/configFiles";
import { isRecord } from "../../core/text/isRecord";
import { NAMES_PATTERN } from "../config/configDocument";
import { YAML_EXTENSION } from "../shell/ids";
import { linesTooltip } from "../shell/markdownText";

/** What a key of the names file means, as its schema has it in the user's language. An extension that reads schemas of YAML tells it by itself. */
export class FactHover implements vscode.HoverProvider {
  static readonly pattern = NAMES_PATTERN;
  private schema: Promise<Readonly<Record<string, unknown>>> | undefined;

  constructor(private readonly extension: vscode.Extension<unknown>) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    if (!vscode.workspace.isTrusted || vscode.extensions.getExtension(YAML_EXTENSION)?.isActive === true) return null;
    const range = document.getWordRangeAtPosition(position, /[A-Za-z]+/);
    if (range === undefined || !isKey(document.lineAt(range.start.line).text, range)) return null;
    this.schema ??= this.readKeys();
    const key = (await this.schema)[document.getText(range)];
    if (!isRecord(key)) return null;
    const { description } = key;
    return typeof description === "string" ? new vscode.Hover(linesTooltip([description]), range) : null;
  }

  /** The keys of a line. package.json names the schema in the language of the window. */
  private async readKeys(): Promise<Readonly<Record<string, unknown>>> {
    const { contributes } = this.extension.packageJSON as {
      readonly contributes: {
        readonly yamlValidation: readonly { readonly fileMatch: unknown; readonly url: string }[];
      };
    };
    const [schema] = contributes.yamlValidation.filter(({ fileMatch }) => [fileMatch].flat().includes(NAMES_FILE));
    const uri = vscode.Uri.joinPath(this.extension.extensionUri, schema?.url ?? "");
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return (JSON.parse(text) as { readonly items: { readonly properties: Readonly<Record<string, unknown>> } }).items
      .properties;
  }
}

/** Whether a word stands where keys of a line do: behind a brace or a comma, before a colon. */
function isKey(line: string, { start, end }: vscode.Range): boolean {
  return (
    /[{,]$/.test(line.slice(0, start.character).trimEnd()) && line.slice(end.character).trimStart().startsWith(":")
  );
}
