import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";
import type { ProfileArticle, ProfileMatches } from "../../src/core/model/model";
import { linesTooltip } from "../../src/vscode/shell/markdownText";
import { Command } from "../../src/vscode/shell/ids";
import { MatchesTree } from "../../src/vscode/views/matchesTree";
import { matchRows } from "../../src/vscode/views/rowItem";
import { folderRows } from "./folderRows";
import { Replacements } from "./replacements";

const QUIT = "command:workbench.action.quit";
const HEADLINE = `Emberfox <https://evil.example/a> <file:///etc/passwd> <${QUIT}> <a href="${QUIT}">b</a> [x](${QUIT}) [y]: https://evil.example/b ![z](https://evil.example/c.png) www.evil.example http://evil.example/d a@evil.example $(error) **bold**`;

/** Addresses that a hostile workspace may name: in the tenant, in a path that is none, in what is no tenant at all. */
const HOSTS = [
  `https://127.0.0.1:7443/acc_[x](${QUIT})`,
  `https://127.0.0.1:7443/acc_x/../acc_[x](${QUIT})`,
  `https://127.0.0.1:7443/[x](${QUIT})`,
  `https://127.0.0.1:7443/#/acc_[x](${QUIT})`,
  `[x](${QUIT})`,
];

/** What VS Code makes a link of in prompts, in what stands below a field, and in notifications (its `linkedText.ts`). */
const LINKED_TEXT = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

/** Whatever strangers write, VS Code makes no link, command or markup of it. */
describe("text of strangers", () => {
  const replacements = new Replacements();
  const shown: string[] = [];
  let config: string;

  before(() => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    config = path.join(folder.uri.fsPath, "config");
    fs.mkdirSync(config, { recursive: true });
    for (const name of ["showInformationMessage", "showWarningMessage", "showErrorMessage"] as const)
      replacements.replace(vscode.window, name, async (sentence: string, options?: { readonly detail?: string }) => {
        shown.push(sentence, options?.detail ?? "");
        return undefined;
      });
  });
  beforeEach(() => void shown.splice(0));
  after(async () => {
    replacements.restoreAll();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    fs.rmSync(config, { recursive: true, force: true });
  });

  /** The field of a step, which is filled in as it stands or with this text, entered and left; one that comes again is left at once. */
  const watchFields = (typed: string | null): void => {
    const entered = new Set<unknown>();
    replacements.replace(vscode.window, "createInputBox", () => {
      const [changed, accepted, hidden, triggered] = [1, 2, 3, 4].map(() => new vscode.EventEmitter<unknown>());
      const field: Record<string, unknown> = { value: "", enabled: true, busy: false };
      const methods = {
        onDidChangeValue: changed?.event,
        onDidAccept: accepted?.event,
        onDidHide: hidden?.event,
        onDidTriggerButton: triggered?.event,
        show: () =>
          setTimeout(() => {
            if (typed !== null) {
              field["value"] = typed;
              changed?.fire(typed);
            }
            const isAgain = entered.has(field["prompt"]);
            entered.add(field["prompt"]);
            if (!isAgain) accepted?.fire(undefined);
            setTimeout(() => hidden?.fire(undefined), 50);
          }, 10),
        dispose: () => undefined,
      };
      return new Proxy(field, {
        get: (_, name) => (name in methods ? methods[name as keyof typeof methods] : field[String(name)]),
        set: (_, name, value: unknown) => {
          field[String(name)] = value;
          if (["title", "prompt", "placeholder"].includes(String(name)) && typeof value === "string") shown.push(value);
          if (name === "validationMessage" && value !== undefined)
            shown.push(typeof value === "string" ? value : (value as { readonly message: string }).message);
          return true;
        },
      });
    });
  };

  const configure = (host: string): void =>
    fs.writeFileSync(
      path.join(config, "articles_config.json"),
      JSON.stringify({
        websiteconfig: { rss_feeds: ["https://news.example/rss"], webpages: [] },
        profiling: { profileData: ["Emberfox"], CortexXSOARAPIConfig: { host } },
      }),
    );

  const assertNoLink = (what: string): void => {
    assert.ok(shown.length > 0, `${what}: nothing was shown`);
    for (const text of shown) {
      assert.doesNotMatch(text, LINKED_TEXT, what);
      assert.ok(!text.includes("]("), `${what}: ${text}`);
    }
  };

  for (const host of HOSTS) {
    it(`makes no link in the set-up of Cortex XSOAR: ${host}`, async () => {
      for (const [named, typed] of [
        [host, null],
        ["", host],
      ] as const) {
        shown.splice(0);
        configure(named);
        watchFields(typed);
        await vscode.commands.executeCommand(Command.setUpXsoar);
        replacements.restoreLast();
        assertNoLink(typed === null ? "named by the workspace" : "typed");
      }
    });
  }

  const row = (title: string): ProfileMatches => {
    const item: ProfileArticle = {
      article: {
        key: "k",
        title,
        url: "https://news.example/1",
        source: "https://news.example/feed",
        published: null,
        found: "2026-03-10T12:00:00Z",
      },
      matches: [{ profile: "Emberfox", name: "Emberfox", field: "title", start: 0, end: 8, text: "Emberfox" }],
      read: false,
      note: "off",
    };
    return { name: HEADLINE, owner: true, record: { kind: "unknown" }, articles: [item] };
  };

  const assertPlain = (tooltip: vscode.MarkdownString): void => {
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml && !tooltip.supportThemeIcons);
    // Markup of ours apart, nothing that begins a link, an element, an image or an icon stands there as such.
    assert.doesNotMatch(tooltip.value, /(?<!\\)[<[\]]|(?<!\\)!\[|:\/\/|\bwww\./, tooltip.value);
    const text = tooltip.value.replaceAll(/\\(?=[!-/:-@[-`{-~])/g, "");
    for (const part of ["<https://evil.example/a>", "<file:///etc/passwd>", QUIT, "www.evil.example", "**bold**"])
      assert.ok(text.includes(part), `${part} is not in ${tooltip.value}`);
  };

  it("makes no link in the tooltip of an article, and is shown as it is", () => {
    const tree = new MatchesTree(() => matchRows(() => new Date("2026-03-10T13:00:00Z")));
    tree.show([folderRows([row(HEADLINE)])]);
    const profile = tree.profile(HEADLINE);
    assert.ok(profile);
    const [article] = tree.getChildren(profile);
    assert.ok(article);
    const { tooltip } = tree.resolveTreeItem(tree.getTreeItem(article), article);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assertPlain(tooltip);
    tree.dispose();
  });

  it("makes no link in the tooltip of any other row", () => {
    assertPlain(linesTooltip([HEADLINE, HEADLINE]));
    assertPlain(linesTooltip(["One", HEADLINE], "  \n"));
  });
});
