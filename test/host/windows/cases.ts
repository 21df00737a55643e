import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { Command, DiagnosticSource } from "../../../src/vscode/shell/ids";
import { extensionId } from "../../vscode/project";
import { CONFIG, type WindowName, WORLD, config } from "./windows";

const world = process.env[WORLD] ?? "";
const opened = vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri;
assert.ok(opened);
/** The folder that the runner made. */
const root = opened.path.endsWith(".code-workspace") ? path.dirname(opened.fsPath) : opened.fsPath;
const name = path.basename(root) as WindowName;

const extension = () => {
  const found = vscode.extensions.getExtension(extensionId());
  assert.ok(found);
  return found;
};

async function until<T>(what: string, look: () => T | Promise<T>, isSo: (seen: T) => boolean, ms = 60_000): Promise<T> {
  const deadline = Date.now() + ms;
  let seen = await look();
  while (!isSo(seen) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    seen = await look();
  }
  assert.ok(isSo(seen), `${what}: ${JSON.stringify(seen)}`);
  return seen;
}

const ask = async (question: string): Promise<string> => (await fetch(`${world}/${question}/${name}`)).text();
/** How often the feed of this window was read. */
const requests = async (): Promise<number> => Number(await ask("requests"));
/** The number on our icon. */
const badge = (): Promise<string> => ask("badge");
const problems = (file: string): readonly string[] =>
  vscode.languages
    .getDiagnostics(vscode.Uri.file(path.join(root, file)))
    .flatMap(({ source, code }) => (source === DiagnosticSource && typeof code === "string" ? [code] : []));
const openFile = async (file: string): Promise<vscode.TextDocument> => {
  const document = await vscode.workspace.openTextDocument(path.join(root, file));
  await vscode.window.showTextDocument(document);
  return document;
};

/** The keys that are offered at the beginning of a JSON object. */
async function offered(document: vscode.TextDocument): Promise<readonly string[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    new vscode.Position(1, 0),
  );
  return items.map(({ label }) => (typeof label === "string" ? label : label.label).replaceAll('"', ""));
}

/** What is said of the tracked name under the pointer. */
async function hover(document: vscode.TextDocument): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    document.positionAt(document.getText().indexOf("Amber Heron")),
  );
  return hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value)).join("\n");
}

async function everythingIsThere(file: string): Promise<void> {
  await until(
    "problems of the closed file",
    () => problems(file),
    (found) => found.includes("unknownKey"),
  );
  const document = await openFile(file);
  await until(
    "completion",
    () => offered(document),
    (found) => found.includes("mailconfig"),
  );
  await until(
    "what is told of a name",
    () => hover(document),
    (found) => found.includes("Amber Heron"),
  );
  // The clock is set by the user's settings, and the folder was agreed to.
  await until("a scan by the clock", requests, (count) => count === 1, 120_000);
  await until("the badge", badge, (text) => text === "1");
}

async function nothingIsThere(...files: readonly string[]): Promise<void> {
  // Longer than the look at the workspace and the delay of diagnostics.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  for (const file of files) assert.deepEqual(problems(file), [], file);
  assert.equal(await badge(), "");
  assert.equal(await requests(), 0);
}

async function foreignFilesAreLeftAlone(folder = ""): Promise<void> {
  for (const file of ["tokenizer_config.json", "config/tokenizer_config.json"]) {
    const document = await openFile(path.join(folder, file));
    const keys = await offered(document);
    for (const ours of ["websiteconfig", "mailconfig", "profiling"]) assert.ok(!keys.includes(ours), ours);
    assert.equal(await hover(document), "");
    assert.deepEqual(problems(path.join(folder, file)), []);
  }
}

const isActive = (): Promise<unknown> => until("activation", () => extension().isActive, Boolean);

const CASES: { readonly [N in WindowName]: () => void } = {
  top: () => {
    it("with a configuration in its place has everything", async () => {
      await isActive();
      await everythingIsThere(CONFIG);
      await foreignFilesAreLeftAlone();
    });
  },
  nested: () => {
    const file = "desks/north/config/articles_config.json";
    it("with a configuration elsewhere has commands and views, and the rest for the file that is opened", async () => {
      await isActive();
      await nothingIsThere(file);
      const document = await openFile(file);
      await until(
        "problems",
        () => problems(file),
        (found) => found.includes("unknownKey"),
      );
      assert.ok((await offered(document)).includes("mailconfig"));
      await nothingIsThere();
    });
  },
  nestedChosen: () => {
    it("with a configuration where the setting says has everything", async () => {
      await isActive();
      await everythingIsThere("desks/north/config/articles_config.json");
    });
  },
  ignored: () => {
    it("with a configuration that git ignores has everything", async () => {
      await isActive();
      await everythingIsThere(CONFIG);
    });
  },
  ignoredNested: () => {
    it("with a configuration elsewhere that git ignores is found when somebody asks", async () => {
      const file = "desks/north/config/articles_config.json";
      await nothingIsThere(file);
      assert.equal(extension().isActive, false);
      await vscode.commands.executeCommand("tiScraper.matches.focus");
      await isActive();
      await everythingIsThere(file);
    });
  },
  hidden: () => {
    it("with a configuration that is hidden has everything, and follows its changes", async () => {
      await isActive();
      await everythingIsThere(CONFIG);
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      const file = path.join(root, CONFIG);
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("stopwrods", "stopwords"));
      await until(
        "the mended file",
        () => problems(CONFIG),
        (found) => found.length === 0,
      );
    });
  },
  several: () => {
    it("of several folders has everything for ours, and leaves the others alone", async () => {
      await isActive();
      await everythingIsThere(`desk/${CONFIG}`);
      await foreignFilesAreLeftAlone("model");
    });
  },
  foreign: () => {
    it("with files of others where jobs of one's own stand has commands and views alone", async () => {
      // Only what they hold could tell that they are none.
      await isActive();
      await foreignFilesAreLeftAlone();
      await vscode.commands.executeCommand("tiScraper.matches.focus");
      await nothingIsThere("tokenizer_config.json", "config/tokenizer_config.json", "config/model_config.yaml");
    });

    it("has everything as soon as there is a configuration", async () => {
      fs.writeFileSync(path.join(root, CONFIG), JSON.stringify(config(`${world}/feed/${name}`), null, 2));
      await everythingIsThere(CONFIG);
    });
  },
  linked: () => {
    it("that is not told of a configuration has everything once something is asked of it", async () => {
      fs.symlinkSync("shared", path.join(root, path.dirname(CONFIG)));
      await vscode.commands.executeCommand("tiScraper.matches.focus");
      await isActive();
      await nothingIsThere(CONFIG);
      fs.writeFileSync(path.join(root, CONFIG), JSON.stringify(config(`${world}/feed/${name}`), null, 2));
      await nothingIsThere(CONFIG);
      await vscode.commands.executeCommand(Command.scanByItself);
      await everythingIsThere(CONFIG);
    });
  },
};

describe("a window", function () {
  this.timeout(240_000);
  CASES[name]();
});
