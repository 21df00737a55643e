import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { extensionId } from "../vscode/project";
import { freshFolder } from "../vscode/server";

const GOOD = '- {name: "Grey Heron", alias: "Marsh Crew", at: "2026-06-01T12:00:00Z"}';

async function eventually<T>(look: () => T | Promise<T>, enough: (found: T) => boolean): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (enough(found) || Date.now() > deadline) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** What the editor says of what is shared about names. */
describe("the names file in the editor", function () {
  this.timeout(60_000);
  let folder: string;

  before(async () => {
    folder = freshFolder("host-names");
    await vscode.extensions.getExtension(extensionId())?.activate();
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const open = async (name: string, lines: readonly string[]) => {
    const file = path.join(folder, name, "names.lock.yaml");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `${lines.join("\n")}\n`);
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    return document;
  };
  const shown = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).map(({ source, code, severity, range: { start, end } }) => {
      const level = vscode.DiagnosticSeverity[severity];
      return `${source} ${typeof code === "string" ? code : "-"} ${level} ${start.line}:${start.character}-${end.line}:${end.character}`;
    });

  it("has problems at their exact places, line by line, and they follow what is typed", async () => {
    const { uri } = await open("lines", [
      "# ours",
      GOOD,
      '- {name: "Grey Heron", alias: "Reed Crew", at: "soon"}',
      '- {name: "Grey Heron", alais: "x", alias: "Reed Crew", at: "2026-06-01"}',
      "nonsense",
    ]);
    const found = await eventually(
      () => shown(uri),
      ({ length }) => length >= 3,
    );
    assert.deepEqual(found, [
      "TI Scraper notTime Error 2:47-2:53",
      "TI Scraper unknownKey Warning 3:23-3:28",
      "TI Scraper noFact Error 4:0-4:8",
    ]);
    const [first, second] = vscode.languages.getDiagnostics(uri);
    assert.match(first?.message ?? "", /^"at" must be a time such as 2026-06-01T12:00:00Z, but is "soon"\.$/);
    assert.match(second?.message ?? "", /Did you mean "alias"/);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.delete(new vscode.Range(2, 0, 5, 0)));
    assert.deepEqual(
      await eventually(
        () => shown(uri),
        ({ length }) => length === 0,
      ),
      [],
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  it("marks what a merge has left, and nothing else then", async () => {
    const { uri } = await open("conflict", [GOOD, "<<<<<<< HEAD", "nonsense", "=======", GOOD, ">>>>>>> other"]);
    const found = await eventually(
      () => shown(uri),
      ({ length }) => length >= 3,
    );
    assert.deepEqual(found, [
      "TI Scraper conflictMark Error 1:0-1:12",
      "TI Scraper conflictMark Error 3:0-3:7",
      "TI Scraper conflictMark Error 5:0-5:13",
    ]);
  });

  it("tells on hover what each key means, and says nothing of values", async () => {
    const { uri } = await open("hover", [GOOD]);
    const hover = async (character: number) => {
      const position = new vscode.Position(0, character);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", uri, position);
      return hovers.flatMap(({ contents }) => contents.map((part) => (typeof part === "string" ? part : part.value)));
    };
    assert.match((await hover(4)).join("\n"), /The tracked name this line is about/);
    assert.match((await hover(GOOD.indexOf("alias"))).join("\n"), /Another name\. Of whom, the other keys/);
    assert.match((await hover(GOOD.indexOf("at:"))).join("\n"), /of two lines about one thing the later counts/);
    assert.deepEqual(await hover(GOOD.indexOf("Marsh")), []);
  });

  it("is looked at when it changes on the disk, as by a pull, while nobody has it open", async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const file = path.join(workspace.uri.fsPath, "config", "names.lock.yaml");
    fs.mkdirSync(path.dirname(file), { recursive: true });
    try {
      const uri = vscode.Uri.file(file);
      // A busy machine tells of a change late, or of the folder that is new and not of the file in it: written until it is seen.
      const afterWriting = async (text: string, enough: (found: readonly string[]) => boolean) => {
        let count = 0;
        return eventually(() => {
          if (count % 20 === 0) fs.writeFileSync(file, `${text}# ${count}\n`);
          count += 1;
          return shown(uri);
        }, enough);
      };
      const broken = await afterWriting("<<<<<<< HEAD\n", ({ length }) => length > 0);
      assert.deepEqual(broken, ["TI Scraper conflictMark Error 0:0-0:12"]);
      assert.deepEqual(await afterWriting(`${GOOD}\n`, ({ length }) => length === 0), []);
    } finally {
      fs.rmSync(path.dirname(file), { recursive: true, force: true });
    }
  });
});
