import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { extensionId } from "../vscode/project";
import { freshFolder } from "../vscode/server";

/** Problems of configuration files, ours and those of VS Code's own JSON support. */
describe("diagnostics", () => {
  let folder: string;

  before(async () => {
    folder = freshFolder("host-diagnostics");
    await vscode.extensions.getExtension(extensionId())?.activate();
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fs.rmSync(folder, { recursive: true, force: true });
  });

  async function problems(
    name: string,
    text: string,
    enough: (found: readonly vscode.Diagnostic[]) => boolean,
  ): Promise<readonly vscode.Diagnostic[]> {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const deadline = Date.now() + 20_000;
    let found: readonly vscode.Diagnostic[] = [];
    do {
      await new Promise((resolve) => setTimeout(resolve, 100));
      found = vscode.languages.getDiagnostics(document.uri);
    } while (!enough(found) && Date.now() < deadline);
    return found;
  }

  const shown = (found: readonly vscode.Diagnostic[]) =>
    found.map(
      ({ range, source, code }) =>
        `${source} ${typeof code === "string" ? code : "-"} ${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character}`,
    );

  it("mark the exact place in YAML, without any other extension", async () => {
    const text = `websiteconfig:\n  rss_feeds:\n    - ftp://feeds.example/a\n  stopword: [x]\nprofiling:\n  profileData: [Clop]\n`;
    const found = await problems("yaml/articles_config.yaml", text, (list) => list.length >= 2);
    assert.deepEqual(shown(found), ["TI Scraper urlNotHttp 2:6-2:27", "TI Scraper unknownKey 3:2-3:10"]);
    assert.match(found[1]?.message ?? "", /stopwords/, "did you mean");
    assert.deepEqual(
      found.map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Error, vscode.DiagnosticSeverity.Warning],
    );
  });

  it("show one mistake once in JSON, and follow what is typed", async function () {
    this.timeout(40_000);
    const text = `{\n  "websiteconfig": { "rss_feeds": ["ftp://feeds.example/a"] },\n  "profiling": { "profileData": ["Clop", "clop"] }\n}\n`;
    const found = await problems("json/articles_config.json", text, (list) => list.length >= 2);
    // VS Code's own schema check comes seconds after the file is open.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const settled = vscode.languages.getDiagnostics(vscode.Uri.file(path.join(folder, "json/articles_config.json")));
    assert.equal(settled.filter(({ range }) => range.start.line === 1).length, 1, JSON.stringify(shown(found)));
    assert.equal(settled.filter(({ range }) => range.start.line === 2).length, 1, JSON.stringify(shown(settled)));
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(1, 36, 1, 57), "https://feeds.example/a");
      edit.replace(new vscode.Range(2, 42, 2, 46), "Conti");
    });
    const deadline = Date.now() + 15_000;
    while (vscode.languages.getDiagnostics(editor.document.uri).length > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.deepEqual(shown(vscode.languages.getDiagnostics(editor.document.uri)), []);
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("refuse a file whose anchors multiply it, while the extension host goes on", async () => {
    const graph = Array.from({ length: 60 }, (_, at) => `x-${at + 1}: &x${at + 1} [*x${at}, *x${at}]`);
    const blanks = `"${" ".repeat(160_000)}x"`;
    const text = ["x-0: &x0 [Clop]", ...graph, "profiling:", "  profileData: [{name: Clop, aliases: *x60}]", ""].join(
      "\n",
    );
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    const found = await problems("graph/articles_config.yaml", text, (list) => list.length > 0);
    assert.deepEqual(shown(found), ["TI Scraper tooMuch 0:0-0:1"]);
    const ofKey = await problems(
      "blanks/articles_config.yaml",
      `profiling:\n  CortexXSOARAPIConfig:\n    key_id: ${blanks}\n`,
      (list) => list.length > 0,
    );
    clearInterval(watch);
    assert.deepEqual(shown(ofKey), [`TI Scraper keyId 2:12-2:${12 + blanks.length}`]);
    assert.ok(longest < 5_000, `the extension host stood still for ${longest} ms`);
  });

  it("are the same in YAML and JSON: as many, in the same words, errors for what stops a scan", async function () {
    this.timeout(60_000);
    const mistakes = {
      websiteconfig: { rss_feeds: ["ftp://feeds.example/a", "https://feeds.example/b", "https://feeds.example/b"] },
      profileRecords: "yes",
      controllerPort: 70_000,
      matching: true,
      profiling: { profileData: ["Heron", "heron", 8220], requireContexts: 1 },
      csv: { separator: "tab" },
      getDeltaRecords: true,
    };
    const json = JSON.stringify(mistakes, null, 2).replace(/\n}$/, ',\n  "getDeltaRecords": false\n}\n');
    const yaml = `websiteconfig:
  rss_feeds: [ftp://feeds.example/a, https://feeds.example/b, https://feeds.example/b]
profileRecords: yes
controllerPort: 70000
matching: true
profiling:
  profileData: [Heron, heron, 8220]
  requireContexts: 1
csv: {separator: tab}
getDeltaRecords: true
getDeltaRecords: false
`;
    const told = (found: readonly vscode.Diagnostic[]) =>
      found.map(({ message, severity, source }) => `${source} ${severity} ${message}`).toSorted();
    const count = 10;
    const inYaml = await problems("same/articles_config.yaml", yaml, (list) => list.length >= count);
    await problems("same2/articles_config.json", json, (list) => list.length >= count);
    // VS Code's own checks come seconds after the file is open.
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const inJson = vscode.languages.getDiagnostics(vscode.Uri.file(path.join(folder, "same2/articles_config.json")));
    assert.equal(inYaml.length, count, told(inYaml).join("\n"));
    assert.deepEqual(told(inJson), told(inYaml));
    const errors = inJson.filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
    assert.deepEqual(errors.map(({ code }) => (typeof code === "string" ? code : "")).toSorted(), [
      "notOneOf",
      "tooBig",
      "urlNotHttp",
      "wrongType",
      "wrongType",
    ]);
  });

  it("are mended by quick fixes, one by one or all of them, in both languages", async function () {
    this.timeout(60_000);
    const files = {
      "fix/articles_config.yaml": "websiteconfig: # ours\n  stopword: [x]\nprofileRecords: 'true'\n",
      "fixJson/articles_config.json":
        '{\n  "websiteconfig": {\n    "stopword": ["x"]\n  },\n  "profileRecords": "true"\n}\n',
    };
    for (const [name, text] of Object.entries(files)) {
      const found = await problems(name, text, (list) => list.length >= 2);
      const uri = vscode.Uri.file(path.join(folder, name));
      const actions = async (range: vscode.Range, kind?: vscode.CodeActionKind) =>
        vscode.commands.executeCommand<vscode.CodeAction[]>(
          "vscode.executeCodeActionProvider",
          uri,
          range,
          kind?.value,
        );
      const misspelt = found.find(({ code }) => code === "unknownKey");
      assert.ok(misspelt);
      const offered = await actions(misspelt.range);
      assert.deepEqual(
        offered.filter(({ kind }) => kind?.value === "quickfix").map(({ title, isPreferred }) => [title, isPreferred]),
        [
          ["Change to stopwords", true],
          ["TI Scraper: Fix All", undefined],
        ],
      );
      const whole = new vscode.Range(0, 0, 9, 0);
      const [all] = await actions(whole, vscode.CodeActionKind.SourceFixAll);
      assert.ok(all?.edit);
      assert.equal(all.kind?.value, "source.fixAll.tiScraper");
      await vscode.workspace.applyEdit(all.edit);
      const document = await vscode.workspace.openTextDocument(uri);
      assert.equal(document.getText(), text.replace("stopword", "stopwords").replace(/'true'|"true"/, "true"));
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
  });

  it("leave JSON laid out and outlined as VS Code does it for plain JSON", async () => {
    await problems("layout/articles_config.json", '{"profileRecords":true}', () => true);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.languageId, "ti-scraper-json");
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.getText(), '{\n  "profileRecords": true\n}');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      "vscode.executeDocumentSymbolProvider",
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name }) => name),
      ["profileRecords"],
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("say which of two files is read", async () => {
    fs.mkdirSync(path.join(folder, "both"), { recursive: true });
    fs.writeFileSync(path.join(folder, "both", "articles_config.json"), "{}");
    const found = await problems("both/articles_config.yml", "websiteconfig: {}\n", (list) =>
      list.some(({ code }) => code === "shadowed"),
    );
    const warning = found.find(({ code }) => code === "shadowed");
    assert.match(warning?.message ?? "", /articles_config\.json/);
    assert.equal(warning?.severity, vscode.DiagnosticSeverity.Warning);
  });

  it("offer to move a plain-text key, at the key", async () => {
    const text = `profiling:\n  profileData: [Clop]\n  CortexXSOARAPIConfig:\n    host: https://xsoar.example\n    api_key: abc123 # old\n`;
    const found = await problems("key/articles_config.yaml", text, (list) =>
      list.some(({ code }) => code === "plainKey"),
    );
    const warning = found.find(({ code }) => code === "plainKey");
    assert.ok(warning);
    assert.equal(warning.range.start.line, 4);
    assert.ok(!warning.message.includes("abc123"));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      vscode.Uri.file(path.join(folder, "key/articles_config.yaml")),
      warning.range,
    );
    assert.deepEqual(
      actions.map(({ title }) => title),
      ["Move to secret storage"],
    );
  });
});
