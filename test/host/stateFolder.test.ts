import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import { badStateFolderOf } from "../../src/core/memory/stateFolder";
import { stateDirectory } from "../../src/node/stateStore";
import { FolderAgreements } from "../../src/vscode/agreements/folderAgreements";
import { StatePlace } from "../../src/vscode/agreements/statePlace";
import type { App } from "../../src/vscode/app";
import { Sessions } from "../../src/vscode/shell/sessions";
import { chosenStateFolder } from "../../src/vscode/shell/stateFolder";
import { freshFolder } from "../vscode/server";

const LOG = { debug() {}, info() {}, warn() {}, error() {} };

/** Where everything is remembered, as the setting and the environment say. */
describe("the state folder in VS Code", () => {
  const made: string[] = [];
  const variable = process.env["TI_SCRAPER_STATE_FOLDER"];
  const { showWarningMessage } = vscode.window;
  const { remoteName } = vscode.env;
  let said: string[];
  let memory: Map<string, unknown>;
  let folder: vscode.WorkspaceFolder;
  let agreements: FolderAgreements;

  const fresh = (name: string): string => {
    const one = freshFolder(name);
    made.push(one);
    return one;
  };
  const set = async (value: string | undefined): Promise<void> => {
    const settings = () => vscode.workspace.getConfiguration("tiScraper");
    await settings().update("stateFolder", value, vscode.ConfigurationTarget.Global);
    const deadline = Date.now() + 10_000;
    while (settings().get("stateFolder") !== (value ?? "") && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(settings().get("stateFolder"), value ?? "");
  };
  const inContainer = (name: string | undefined): void =>
    void Object.defineProperty(vscode.env, "remoteName", { configurable: true, get: () => name });
  const trouble = (): string => {
    try {
      return String(chosenStateFolder());
    } catch (error) {
      return badStateFolderOf(error)?.trouble.why ?? assert.fail(String(error));
    }
  };
  /** As a window that was just opened. */
  const tell = async (): Promise<readonly string[]> => {
    said = [];
    const workspaceState = {
      get: (key: string) => memory.get(key),
      update: async (key: string, value: unknown) => void memory.set(key, value),
    };
    const app: unknown = { agreements, context: { workspaceState }, folders: { configured: [folder] } };
    const place = new StatePlace(app as App);
    await place.tell();
    await place.tell();
    return said;
  };

  beforeEach(() => {
    memory = new Map();
    folder = { uri: vscode.Uri.file(fresh("place-workspace")), name: "north", index: 0 };
    agreements = new FolderAgreements(LOG);
    (vscode.window as { showWarningMessage: unknown }).showWarningMessage = async (sentence: string) =>
      void said.push(sentence);
  });
  afterEach(async () => {
    await set(undefined);
    if (variable === undefined) delete process.env["TI_SCRAPER_STATE_FOLDER"];
    else process.env["TI_SCRAPER_STATE_FOLDER"] = variable;
    (vscode.window as { showWarningMessage: unknown }).showWarningMessage = showWarningMessage;
    inContainer(remoteName);
    for (const one of made.splice(0)) fs.rmSync(one, { recursive: true, force: true });
  });

  it("is that of the setting, else that of the variable, and sessions follow at once", async () => {
    const sessions = new Sessions("0.0.0", { privateHosts: async () => [] }, LOG);
    const [bySetting, byVariable] = [fresh("by-setting"), fresh("by-variable")];
    const before = await sessions.of(folder);
    assert.equal(chosenStateFolder(), null);
    process.env["TI_SCRAPER_STATE_FOLDER"] = byVariable;
    assert.equal(chosenStateFolder(), byVariable);
    assert.equal(agreements.home.place, path.join(byVariable, "ti-scraper"));
    await agreements.agree(folder, { kind: "scan" });
    await set(bySetting);
    assert.equal(agreements.home.place, path.join(bySetting, "ti-scraper"));
    assert.equal(await agreements.has(folder, { kind: "scan" }), false);
    assert.notEqual(await sessions.of(folder), before);
    await set(undefined);
    assert.equal(await agreements.has(folder, { kind: "scan" }), true);
  });

  it("that is none stops everything that would remember or recall, and is told", async () => {
    const sessions = new Sessions("0.0.0", { privateHosts: async () => [] }, LOG);
    const file = path.join(fresh("place-file"), "file");
    fs.writeFileSync(file, "");
    const open = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
    for (const [value, why] of [
      ["state", "relative"],
      ["~/state", "relative"],
      [file, "notWritable"],
      [open, "inside"],
      [path.join(open, "state"), "inside"],
    ] as const) {
      await set(value);
      assert.equal(trouble(), why, value);
      assert.equal(await sessions.usable(folder), null);
      const opened = await sessions.opened(folder);
      assert.ok(typeof opened === "string" && opened.includes("tiScraper.stateFolder"));
      await assert.rejects(sessions.of(folder), { name: "StateFolderError" });
      await assert.rejects(agreements.of(folder), { name: "StateFolderError" });
      assert.deepEqual(await tell(), []);
    }
    assert.equal(fs.existsSync(path.join(open, "state")), false);
  });

  it("that was mended is used from then on", async () => {
    const parent = fresh("place-mended");
    const place = path.join(parent, "volume");
    fs.writeFileSync(place, "");
    await set(place);
    assert.equal(trouble(), "notWritable");
    fs.rmSync(place);
    assert.equal(trouble(), place);
    assert.ok(fs.existsSync(path.join(place, "ti-scraper")));
  });

  it("that knows nothing of a folder says where that is which is known, once in a window and until something is", async () => {
    const [first, second] = [fresh("place-first"), fresh("place-second")];
    await set(first);
    assert.deepEqual(await tell(), []);
    // As a scan would leave it.
    const env = { TI_SCRAPER_STATE_FOLDER: first };
    const state = stateDirectory(env, process.platform, fs.realpathSync.native(folder.uri.fsPath));
    fs.mkdirSync(state, { recursive: true });
    fs.writeFileSync(path.join(state, "rows.json"), '{"version":1,"data":[]}');
    await set(second);
    const [sentence = "", ...more] = await tell();
    assert.deepEqual(more, []);
    assert.ok(sentence.includes(`in ${path.join(second, "ti-scraper")} now`), sentence);
    assert.ok(sentence.includes("north") && sentence.includes(`stays in ${path.join(first, "ti-scraper")}`), sentence);
    assert.deepEqual(await agreements.homeIn(first).moveTo(agreements.home), { moved: 1, stayed: 0 });
    assert.deepEqual(await tell(), []);
  });

  it("in the file system of a container that is rebuilt is told of once, and nowhere else", async () => {
    for (const name of [undefined, "wsl", "ssh-remote", "attached-container"]) {
      inContainer(name);
      assert.deepEqual(await tell(), [], name);
    }
    for (const name of ["dev-container", "codespaces"]) {
      memory.clear();
      inContainer(name);
      const [sentence = "", ...more] = await tell();
      assert.match(sentence, /^This container forgets: .* notes that wait .*ti-scraper/);
      assert.deepEqual(more, []);
      assert.deepEqual(await tell(), []);
    }
    memory.clear();
    // A file system of its own, as a volume is.
    const volume = "/dev/shm/ti-scraper-test";
    if (process.platform !== "linux" || !fs.existsSync(path.dirname(volume))) return;
    made.push(volume);
    await set(volume);
    assert.deepEqual(await tell(), []);
  });
});
