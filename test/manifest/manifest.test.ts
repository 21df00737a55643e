import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { HELP } from "../../src/cli/help";
import { NAMES_FILE, configFileName } from "../../src/core/config/configFiles";
import { RECORDS } from "../../src/core/config/defaults";
import { RECIPES } from "../../src/core/records/recipes/recipes";
import { READER_IDS } from "../../src/core/records/types";
import {
  BuiltInCommand,
  Command,
  ContextKey,
  ReviewScheme,
  Setting,
  SettingSection,
  TextScheme,
  View,
  ViewContainer,
  ViewState,
  Walkthrough,
} from "../../src/vscode/shell/ids";
import { projectRoot } from "../vscode/project";

interface MenuItem {
  /** Or a submenu. */
  readonly command: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: unknown; readonly restrictedConfigurations: readonly string[] };
    readonly virtualWorkspaces: { readonly supported: unknown; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { readonly id: string }[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string; readonly icon: string }[] };
    readonly views: Readonly<
      Record<string, readonly { readonly id: string; readonly icon: string; readonly when?: string }[]>
    >;
    readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when?: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly title: string;
        readonly description: string;
        readonly media: {
          readonly image?: Readonly<Record<"light" | "dark" | "hc" | "hcLight", string>>;
          readonly markdown?: string;
          readonly altText?: string;
        };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<
        Record<
          string,
          {
            readonly default: unknown;
            readonly scope: string;
            readonly order: number;
            readonly markdownDescription: string;
          }
        >
      >;
    }[];
    readonly languages: readonly { readonly id: string; readonly filenamePatterns: readonly string[] }[];
    readonly configurationDefaults: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly when: string }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly yamlValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
  };
}

const read = (file: string) => fs.readFileSync(path.join(projectRoot, file), "utf8");
const text = read("package.json");
const manifest = JSON.parse(text) as Manifest & { readonly publisher: string; readonly name: string };
const nls = JSON.parse(read("package.nls.json")) as Record<string, string>;
const { contributes } = manifest;
const ids: readonly string[] = Object.values(Command);
const views: readonly string[] = Object.values(View);
const menuItems = Object.values(contributes.menus).flat();
const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Readonly<
  Record<string, (typeof contributes.configuration)[number]["properties"][string]>
>;
const worded = (value: string) => nls[value.replaceAll("%", "")] ?? value;

describe("package.json", () => {
  it("has each command of the code once, titled, in the category TI Scraper", () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...ids].sort());
    for (const { command, title, category } of contributes.commands) {
      assert.equal(category, "TI Scraper", command);
      assert.match(worded(title), /^(?:✓ )?[A-Z]\w+/, command);
    }
  });

  it("uses the prefix tiScraper. alone", () => {
    for (const id of [...ids, ...Object.values(View), ...Object.keys(settings)]) {
      assert.match(id, /^tiScraper\.\w+(?:\.ticked)?$/);
    }
  });

  it("takes keys in its own view alone and while nobody types, letters where the setting allows, and the README tells each", () => {
    const readme = read("README.md");
    for (const { command, key, when } of contributes.keybindings) {
      assert.ok(ids.includes(command), command);
      assert.match(when, /^focusedView == tiScraper\.matches && !inputFocus && !treeFindOpen\b/, key);
      assert.equal(when.includes("config.tiScraper.letterKeys"), /^[a-z]$/.test(key), key);
      const told = key
        .replace(/^ctrl\+enter$/, "Ctrl+Enter")
        .replace(/^[a-z](?=\d?$|elete$)/, (name) => name.toUpperCase());
      assert.ok(readme.includes(`| ${told} |`), `${told} is not in README.md`);
    }
  });

  it("has every text it refers to, and none unused", () => {
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ""));
    assert.deepEqual([...used].sort(), Object.keys(nls).sort());
    for (const [key, sentence] of Object.entries(nls)) assert.notEqual(sentence.trim(), "", key);
  });

  it("has menus of commands that exist, for views that exist", () => {
    for (const { command, submenu, when = "" } of menuItems) {
      if (submenu === undefined) assert.ok(ids.includes(command), command);
      else assert.ok(submenu in contributes.menus && contributes.submenus.some(({ id }) => id === submenu), submenu);
      for (const [, view] of when.matchAll(/(?:^|\s)view == (\S+)/g)) assert.ok(views.includes(view ?? ""), view);
    }
  });

  it("has commands of a row in the palette while one is selected, or not at all", () => {
    const palette = contributes.menus["commandPalette"] ?? [];
    const commandsWith = (isMeant: (when: string) => boolean): readonly string[] =>
      palette.flatMap(({ command, when = "" }) => (isMeant(when) ? [command] : [])).sort();
    const hidden: readonly string[] = [
      ...ids.filter((id) => id.endsWith("Ticked")),
      Command.showReadNames,
      Command.retryRecords,
      Command.retryPending,
      Command.discardPending,
      Command.movePlainKey,
      Command.showName,
      Command.showMore,
      Command.openPage,
      Command.openJob,
      Command.reviewJobChanges,
      Command.discardJobChanges,
      Command.showPage,
      Command.showChange,
      Command.showAdded,
      Command.moveSource,
      Command.openSourcePage,
      Command.copySourceAddress,
      Command.showSourceConfig,
      Command.showSourceArticles,
    ];
    const selected: readonly string[] = [
      Command.toggleRead,
      Command.readArticle,
      Command.readPage,
      Command.markRead,
      Command.markUnread,
      Command.openArticle,
      Command.copyLink,
      Command.copyIndicators,
      Command.copyRefanged,
      Command.showSummary,
      Command.copyMarkdown,
      Command.addToXsoar,
      Command.reviewNote,
      Command.openRecord,
      Command.chooseRecord,
      Command.whyMatch,
      Command.whyStory,
      Command.sameStory,
      Command.notSameStory,
      Command.markImportant,
      Command.putOff,
      Command.dismiss,
      Command.dismissWithReason,
      Command.addRemark,
      Command.changeRemark,
      Command.removeMark,
      Command.notHere,
      Command.notNear,
      Command.requireContext,
      Command.stopAlias,
      Command.addAlias,
      Command.muteName,
      Command.stopTracking,
      Command.goToConfiguration,
      Command.updateRecord,
    ];
    assert.deepEqual(
      commandsWith((when) => when === "false"),
      [...hidden].sort(),
    );
    assert.deepEqual(
      commandsWith((when) => when.includes(ContextKey.selection)),
      [...selected].sort(),
    );
  });

  it("offers in the palette what makes sense now", () => {
    // Each of these answers in any state: without a folder or a configuration, and in Restricted Mode.
    const always = "createConfig getStarted manageAgreements openSettings showLog".split(" ");
    // They go through rows, and say so where there are none.
    const ofRows =
      "disableFailing editRules findNewFeed markOlderRead nextUnread previousUnread removeSource renameSource sortSources".split(
        " ",
      );
    const sensible = new Set([...always, ...ofRows].map((name) => `tiScraper.${name}`));
    const told = new Map((contributes.menus["commandPalette"] ?? []).map(({ command, when }) => [command, when]));
    assert.deepEqual(
      contributes.commands
        .map(({ command }) => command)
        .filter((id) => !sensible.has(id) && told.get(id) === undefined),
      [],
      "say in menus.commandPalette when these make sense, or why they always do",
    );
    for (const name of always) assert.equal(told.get(`tiScraper.${name}`), undefined, name);
    // What fetches or writes is not offered in Restricted Mode.
    for (const name of ["scan", "addSource", "importOpml", "syncAliases", "sendWaitingMail", "cleanUp", "trackName"])
      assert.match(told.get(`tiScraper.${name}`) ?? "", /^isWorkspaceTrusted && /, name);
  });

  it("draws three actions on a row at most", () => {
    const inline = (contributes.menus["view/item/context"] ?? []).filter(({ group }) => group?.startsWith("inline"));
    const rows = [
      "article unread unnoted creatable",
      "article read unnoted",
      "article read noted",
      "article unread unnoted creatable told",
      "story unread unnoted",
      "story unread read unnoted indicators",
      "story read noted",
      "carried indicators",
      "profile tracked unread read creatable missing",
      "profile tracked unread found",
      "profile tracked unread found chosen",
      "record failed",
      "record missing waiting",
      "record ambiguous waiting",
      "pending waiting",
      "pending waiting review",

      "source feed enabled",
      "source page disabled moved",
      "run",
      "sent record",
      "note record",
    ];
    for (const row of rows) {
      const shown = inline.filter(({ when = "" }) => {
        const pattern = /viewItem =~ \/(.+)\//.exec(when)?.[1];
        return pattern !== undefined && new RegExp(pattern).test(row);
      });
      assert.ok(shown.length <= 3, `${row}: ${shown.map(({ command }) => command).join()}`);
      assert.equal(new Set(shown.map(({ command }) => command)).size, shown.length, row);
    }
  });

  it("offers for stories and their articles what can be done with these", () => {
    const entries = (contributes.menus["view/item/context"] ?? []).filter(({ group }) => !group?.startsWith("inline"));
    const offered = (row: string, command: string): boolean =>
      entries.some(({ command: id, when = "" }) => {
        const pattern = when.startsWith(`view == ${View.matches} `)
          ? /viewItem =~ \/(.+)\//.exec(when)?.[1]
          : undefined;
        return id === command && pattern !== undefined && new RegExp(pattern).test(row);
      });
    const [story, member, alone, carried] = [
      "story unread unnoted indicators",
      "article unread unnoted indicators told",
      "article unread unnoted",
      "carried indicators",
    ];
    const rows = [story, member, alone, carried];
    const of = (command: string): readonly string[] => rows.filter((row) => offered(row, command));
    for (const command of ["readArticle", "openArticle", "copyLink", "showSummary", "sameStory"] as const)
      assert.deepEqual(of(Command[command]), rows, command);
    assert.deepEqual(of(Command.whyStory), [story, member, carried]);
    assert.deepEqual(of(Command.notSameStory), [member, carried]);
    assert.deepEqual(of(Command.copyIndicators), [story, member, carried]);
    for (const command of ["markRead", "markUnread", "copyMarkdown", "exportMatches", "notHere", "addToXsoar"] as const)
      assert.deepEqual(of(Command[command]), [story, member, alone], command);
    // These ask about a match of one headline.
    for (const command of ["whyMatch", "notNear", "requireContext"] as const)
      assert.deepEqual(of(Command[command]), [member, alone], command);
  });

  it("offers to clear and save a filter only where there is one, and to clear it by a button in the title", () => {
    const items = (menu: string) => contributes.menus[menu] ?? [];
    for (const command of [Command.clearFilter, Command.saveFilter]) {
      const all = ["view/title", "commandPalette"].flatMap((menu) =>
        items(menu).filter((one) => one.command === command),
      );
      assert.equal(all.length, 2, command);
      for (const { when = "" } of all)
        assert.ok(when.split(" && ").includes(ContextKey.filtered), `${command}: ${when}`);
    }
    for (const command of [Command.filterList, Command.clearFilter]) {
      const button = items("view/title").find((one) => one.command === command);
      assert.match(button?.group ?? "", /^navigation/, command);
    }
    const empty = contributes.viewsWelcome.filter(({ when = "" }) => when.includes(ContextKey.emptied));
    const ofFilter = empty.filter(({ when = "" }) => when.endsWith(` && ${ContextKey.filtered}`));
    assert.equal(ofFilter.length, 1);
    for (const { when = "" } of empty)
      assert.ok(ofFilter[0]?.when === when || when.includes(`!${ContextKey.filtered}`), "one sentence at a time");
  });

  it("offers for a story what can be decided about it as it is", () => {
    const entries = (contributes.menus["view/item/context"] ?? []).filter(({ group }) => group?.startsWith("2_triage"));
    const offered = (row: string): readonly string[] =>
      entries
        .filter(({ when = "" }) => new RegExp(/viewItem =~ \/(.+)\//.exec(when)?.[1] ?? "$^").test(row))
        .map(({ command }) => command.replace("tiScraper.", ""));
    for (const kind of ["article unread unnoted told", "story read noted"]) {
      assert.deepEqual(offered(kind), ["markImportant", "putOff", "dismiss", "dismissWithReason", "addRemark"], kind);
      assert.deepEqual(offered(`${kind} marked important remarked`), [
        "putOff",
        "dismiss",
        "dismissWithReason",
        "changeRemark",
        "removeMark",
      ]);
      assert.deepEqual(offered(`${kind} marked dismissed`), [
        "markImportant",
        "putOff",
        "dismissWithReason",
        "addRemark",
        "removeMark",
      ]);
      assert.deepEqual(offered(`${kind} remarked`), [
        "markImportant",
        "putOff",
        "dismiss",
        "dismissWithReason",
        "changeRemark",
      ]);
    }
    for (const row of ["carried indicators", "profile tracked unread", "folder", "later"])
      assert.deepEqual(offered(row), [], row);
  });

  it("shows a section, its command and its actions only where the job has a configuration", () => {
    for (const job of ["keywords", "counts", "contents"] as const) {
      const section = contributes.views[ViewContainer]?.find(({ id }) => id === View[job]);
      assert.equal(section?.when, ContextKey[job], job);
      const title = (contributes.menus["view/title"] ?? []).filter(({ when }) => when === `view == ${View[job]}`);
      const [run] = title.map(({ command }) => command);
      assert.ok(run !== undefined && title.length === 1, job);
      const inPalette = (contributes.menus["commandPalette"] ?? []).find(({ command }) => command === run);
      assert.equal(inPalette?.when, ContextKey[job], job);
      const rows = (contributes.menus["view/item/context"] ?? []).filter(({ when = "" }) =>
        when.startsWith(`view == ${View[job]} `),
      );
      const inline = rows.filter(({ group = "" }) => group.startsWith("inline")).map(({ command }) => command);
      assert.ok(inline.includes(Command.openPage) && inline.length <= 3, job);
      assert.equal(new Set(inline).size, inline.length, job);
    }
  });

  it("names the view, its container and the context keys as the code does", () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [ViewContainer],
    );
    assert.deepEqual(
      contributes.views[ViewContainer]?.map(({ id }) => id),
      Object.values(View),
    );
    const keys: readonly string[] = Object.values(ContextKey);
    const events = contributes.walkthroughs.flatMap(({ steps }) => steps.flatMap((step) => step.completionEvents));
    const conditions = [
      ...[...menuItems, ...contributes.viewsWelcome].map(({ when = "" }) =>
        views.reduce((rest, view) => rest.replaceAll(`view == ${view}`, ""), when),
      ),
      ...(contributes.views[ViewContainer] ?? []).map(({ when = "" }) => when),
      ...events.filter((event) => event.startsWith("onContext:")),
    ];
    for (const [, scheme] of conditions.join(" ").matchAll(/resourceScheme == (\S+)/g))
      assert.ok(scheme === ReviewScheme || scheme === TextScheme, scheme);
    const [language] = contributes.languages;
    // Its lines are wrapped by what package.json says of the language.
    assert.deepEqual(language?.filenamePatterns, [`**/${TextScheme}/*`]);
    assert.equal(contributes.configurationDefaults[`[${language?.id}]`]?.["editor.wordWrap"], "bounded");
    for (const [key] of conditions.join(" ").matchAll(/tiScraper\.\w+/g)) assert.ok(keys.includes(key), key);
  });

  it("greets in every state the view can be in while it is empty", () => {
    const conditions = contributes.viewsWelcome
      .filter(({ view }) => view === View.matches)
      .map(({ when = "" }) => when);
    assert.ok(conditions.includes("workbenchState == empty"));
    assert.ok(conditions.some((when) => when.includes("!isWorkspaceTrusted")));
    for (const state of Object.values(ViewState).filter((id) => id !== ViewState.filled)) {
      // Beside one of them stands a hint for those who have not set up Cortex XSOAR.
      const greets = (when: string): boolean => when.includes(`== ${state}`) && !when.endsWith(`!${ContextKey.xsoar}`);
      assert.equal(conditions.filter(greets).length, 1, state);
    }
    const known: readonly string[] = [...ids, ...Object.values(BuiltInCommand), "workbench.actions.view.problems"];
    for (const view of views)
      assert.ok(
        contributes.viewsWelcome.some((welcome) => welcome.view === view),
        view,
      );
    for (const { contents, view } of contributes.viewsWelcome) {
      assert.ok(views.includes(view), view);
      for (const [, command = ""] of worded(contents).matchAll(/\(command:([\w.]+)(?:\?[^)]*)?\)/g))
        assert.ok(known.includes(command), command);
    }
  });

  it("has one walkthrough of eight steps at most, each with a picture, an action and an end", () => {
    const [walkthrough, ...more] = contributes.walkthroughs;
    assert.deepEqual([walkthrough?.id, more.length], [Walkthrough, 0]);
    assert.ok(worded("%welcome.noConfig%").includes(`(command:${Command.getStarted})`));
    const steps = walkthrough?.steps ?? [];
    assert.ok(steps.length > 0 && steps.length <= 8);
    const pictures = steps.flatMap(({ media }) => Object.values(media.image ?? {}));
    const there = fs
      .readdirSync(path.join(projectRoot, "media", "walkthrough"))
      .filter((name) => !name.endsWith(".md"));
    assert.deepEqual([...new Set(pictures.map((file) => path.basename(file)))].sort(), there.sort());
    for (const { id, description, media, completionEvents } of steps) {
      assert.ok(media.image !== undefined || fs.existsSync(path.join(projectRoot, media.markdown ?? "none")), id);
      assert.ok(media.image === undefined || media.altText !== undefined, id);
      const commands = [...worded(description).matchAll(/\(command:([\w.]+)\)/g)].map(([, command = ""]) => command);
      assert.ok(commands.length > 0 && commands.every((command) => ids.includes(command)), id);
      assert.ok(completionEvents.length > 0, id);
      for (const event of completionEvents) {
        assert.match(event, /^on(Command|Context|SettingChanged):/, id);
        const [, kind, what = ""] = /^on(\w+):(\S+)/.exec(event) ?? [];
        if (kind === "Command") assert.ok(ids.includes(what), event);
        if (kind === "SettingChanged") assert.ok(what in settings, event);
      }
    }
  });

  it("has the settings the code reads; what reaches beyond the workspace is the user's alone", () => {
    const properties = settings;
    assert.deepEqual(
      Object.keys(properties).sort(),
      Object.values(Setting)
        .map((name) => `${SettingSection}.${name}`)
        .sort(),
    );
    assert.equal(properties["tiScraper.verifyTls"]?.scope, "machine");
    assert.equal(properties["tiScraper.verifyTls"]?.default, true);
    assert.equal(properties["tiScraper.tlsCaFile"]?.scope, "machine");
    assert.equal(properties["tiScraper.stateFolder"]?.scope, "machine");
    assert.equal(properties["tiScraper.configFolder"]?.default, "config");
    assert.equal(properties["tiScraper.xsoarTimeout"]?.default, 60);
    for (const name of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations)
      assert.ok(name in properties, name);
    assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes("tiScraper.configFolder"));
  });

  it("has its settings in sections, each setting once, those used most first, and says which are the user's alone", () => {
    const sections = contributes.configuration;
    assert.deepEqual(
      sections.map(({ title }) => worded(title)),
      ["Scanning", "Notifications & View", "Cortex XSOAR", "Network", "Advanced"],
    );
    assert.deepEqual(
      sections.map(({ order }) => order),
      sections.map((_, index) => index + 1),
    );
    const names = sections.flatMap(({ properties }) => Object.keys(properties));
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(names.slice(0, 2), ["tiScraper.scanEveryMinutes", "tiScraper.quietHours"]);
    for (const { properties } of sections) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.deepEqual(
        orders,
        orders.toSorted((a, b) => a - b),
        "as they stand in the file",
      );
      assert.equal(new Set(orders).size, orders.length, "each has a place of its own");
    }
    for (const [name, { scope, markdownDescription }] of Object.entries(settings)) {
      const said = worded(markdownDescription);
      if (scope === "machine") assert.match(said, /Only in the User settings/, name);
      for (const [, linked = ""] of said.matchAll(/`#(tiScraper\.\w+)#`/g)) {
        assert.ok(linked in settings, `${name}: ${linked}`);
        if (settings[linked]?.scope === "machine" && scope !== "machine")
          assert.match(said, /only in the User settings/, name);
      }
    }
  });

  it("is careful about folders it cannot trust and cannot read", () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, "limited");
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
    assert.notEqual(worded(manifest.capabilities.virtualWorkspaces.description), "");
  });

  it("starts for configuration files and by nothing else that is not asked for", () => {
    const jobs = ["articles", "keywords", "counts", "contents"] as const;
    const files = jobs.flatMap((job) => (["json", "yaml", "yml"] as const).map((kind) => configFileName(job, kind)));
    // A pattern is a search, which passes by what git ignores and settings hide: a plain path is looked for itself.
    const plain = [...files, "names.lock.yaml"].map((name) => `config/${name}`);
    // Jobs of the user's own lie in the configuration folder alone: elsewhere such a name is somebody else's.
    const searched = [...jobs.map((job) => `**/${job}_config.{json,yaml,yml}`), "**/config/*_config.{json,yaml,yml}"];
    const events = [...plain, ...searched].map((one) => `workspaceContains:${one}`);
    assert.deepEqual([...manifest.activationEvents].sort(), events.sort());
  });

  it("gives each configuration file its schema, by name alone, in JSON and in YAML", () => {
    const { jsonValidation, yamlValidation } = contributes;
    const names = [
      ...jsonValidation.map(({ fileMatch }) => fileMatch),
      ...yamlValidation.flatMap(({ fileMatch }) => fileMatch),
    ];
    const jobs = ["articles", "keywords", "counts", "contents"] as const;
    const known = jobs.flatMap((job) => (["json", "yaml", "yml"] as const).map((kind) => configFileName(job, kind)));
    assert.deepEqual(names.sort(), [...known, NAMES_FILE].sort());
    for (const { url } of [...jsonValidation, ...yamlValidation]) {
      const schema = JSON.parse(read(worded(url))) as { readonly "x-type"?: unknown; readonly title?: string };
      // Of the names file remarks alone are a whole file as well.
      assert.deepEqual(schema["x-type"], url === "%schema.names%" ? ["array", "null"] : ["object"], url);
      assert.ok(schema.title, url);
    }
  });

  it("has the pictures it names", () => {
    const pictures = [
      manifest.icon,
      ...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ icon }) => icon)),
    ];
    for (const file of pictures) assert.ok(fs.existsSync(path.join(projectRoot, file)), file);
    const header = fs.readFileSync(path.join(projectRoot, manifest.icon));
    assert.deepEqual([header.readUInt32BE(16), header.readUInt32BE(20)], [128, 128], "the icon is 128×128");
  });

  it("is typed for the oldest VS Code it runs in", () => {
    const floor = manifest.engines.vscode.replace(/^\^(\d+\.\d+).*$/, "$1");
    assert.equal(floor, "1.100");
    assert.ok(manifest.devDependencies["@types/vscode"]?.startsWith(`~${floor}`));
  });

  it("tells of each way to update records, its options and its settings, in README and help", () => {
    const readme = read("README.md");
    const section = readme.slice(readme.indexOf("### Update records"), readme.indexOf("### How names are found"));
    for (const { id, options } of RECIPES) {
      assert.ok(section.includes(`(\`${id}\`)`) && HELP.includes(id), id);
      for (const { name, values } of options) {
        assert.match(HELP, new RegExp(`\\b${name}\\b`), `${id}: ${name}`);
        assert.match(section, new RegExp(`\\b${name}\\b`), `${id}: ${name}`);
        for (const value of values ?? []) assert.match(HELP, new RegExp(`\\b${value}\\b`), `${id}: ${name}=${value}`);
      }
    }
    for (const id of READER_IDS) assert.ok(section.includes(`(\`${id}\`)`) && HELP.includes(id), id);
    for (const [key, value] of Object.entries(RECORDS)) {
      const [shown = ""] = new RegExp(`^  ${key}: [^#\\n]+`, "m").exec(section) ?? [];
      assert.ok(
        shown.includes([value].flat().join(", ").replace("\t", "\\t")),
        `README tells of records.${key}: ${shown}`,
      );
    }
    const own = [
      Command.updateRecords,
      Command.checkRecords,
      Command.readProfiles,
      Command.undoUpdate,
      Command.showReport,
      Command.setLeakSitesKey,
    ];
    for (const id of own) {
      const title = worded(contributes.commands.find(({ command }) => command === id)?.title ?? "");
      assert.ok(title !== "" && section.includes(title), `README tells of ${title}`);
    }
  });

  it("has commands and settings that the README tells by the name the user sees", () => {
    const readme = read("README.md");
    for (const [, title = ""] of readme.matchAll(/TI Scraper: ([A-Z][A-Za-z ]+?…?)[*`.,:;)]/g)) {
      assert.ok(
        contributes.commands.some((command) => worded(command.title) === title),
        `README tells of "TI Scraper: ${title}"`,
      );
    }
    for (const [setting] of readme.matchAll(/tiScraper\.\w+/g)) {
      assert.ok(setting in settings || ids.includes(setting), `README tells of ${setting}`);
    }
  });
});

describe("sources", () => {
  it("name commands and views through ids.ts", () => {
    const folder = path.join(projectRoot, "src");
    for (const name of fs.readdirSync(folder, { recursive: true }).map(String)) {
      if (!name.endsWith(".ts") || name.endsWith("ids.ts")) continue;
      const known: readonly string[] = [
        "tiScraper.status",
        "tiScraper.tlsCaFile",
        "tiScraper.privateHosts",
        "tiScraper.requestTimeout",
        "tiScraper.xsoarTimeout",
      ];
      for (const [id] of fs.readFileSync(path.join(folder, name), "utf8").matchAll(/tiScraper\.\w+/g)) {
        assert.ok(known.includes(id), `${name}: ${id}`);
      }
    }
  });

  it("open links by the one function that asks first, and put none into texts that VS Code opens by itself", () => {
    const folder = path.join(projectRoot, "src");
    const opening = new Map([
      [/\bopenExternal\b/, ["links.ts", "openLink.ts"]],
      // `open` is for documents of ours and files just written; a mail is no text of the window, and a page to try a selector on is never shown.
      [/BuiltInCommand\.open\b|"vscode\.open"/, ["ids.ts", "reviewDiff.ts", "readProfiles.ts"]],
      [/\bisTrusted\s*=|supportHtml|enableCommandUris: true|<a [a-z]+=/, ["digest.ts", "sources.ts"]],
    ]);
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const code = fs.readFileSync(path.join(folder, name), "utf8");
      for (const [pattern, files] of opening) {
        if (pattern.test(code)) assert.ok(files.includes(path.basename(name)), `${name}: ${String(pattern)}`);
      }
    }
  });
});
