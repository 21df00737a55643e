import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

/** Prompts, placeholders and titles are drawn as Markdown in part: they go through one file, whose types take no foreign text. */
describe("questions of VS Code", () => {
  const root = path.join(process.cwd(), "src");
  const files = fs
    .readdirSync(root, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".ts"));
  const callersOf = (call: RegExp): readonly string[] =>
    files
      .filter((name) => call.test(fs.readFileSync(path.join(root, name), "utf8")))
      .map((name) => name.replaceAll("\\", "/"));

  it("are asked through shell/prompts.ts alone", () => {
    assert.deepEqual(callersOf(/\b(?:showInputBox|showQuickPick|createInputBox|createQuickPick)\b/), [
      "vscode/shell/prompts.ts",
    ]);
  });

  it("and notifications and progress are shown through shell/notify.ts and shell/progress.ts alone", () => {
    assert.deepEqual(callersOf(/\bshow(?:Information|Warning|Error)Message\b/), ["vscode/shell/notify.ts"]);
    assert.deepEqual(callersOf(/\bwindow\.withProgress\b/), ["vscode/shell/progress.ts"]);
  });

  it("are given no text that only says to be safe, but by the functions for foreign text", () => {
    assert.deepEqual(callersOf(/\bas SafeText\b/).toSorted(), ["core/text/foreignText.ts"]);
  });

  it("and tooltips get foreign text through shell/markdownText.ts alone", () => {
    const appended = files
      .filter((name) => name.startsWith("vscode"))
      .flatMap((name) =>
        Array.from(
          fs
            .readFileSync(path.join(root, name), "utf8")
            .matchAll(/\.append(?:Markdown|Text)\(\s*([^)]*)\)|new vscode\.MarkdownString\(([^)]*)\)/g),
          ([, text = "", made = ""]) => `${name.replaceAll("\\", "/")}: ${text}${made}`,
        ).filter((one) => !/: (?:"[^"]*")?$/.test(one)),
      );
    assert.deepEqual(
      appended.filter((one) => !one.startsWith("vscode/shell/markdownText.ts")),
      [],
    );
  });
});
