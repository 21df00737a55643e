import assert from "node:assert/strict";
import { parseCommandLine } from "../../../src/cli/arguments";

const HERE = { folder: ".", configFolder: "config" };
const PLAIN_SCAN = { json: false, create: "none", jobs: [], crawlDelay: 0, askAll: false, maxNotes: null };

describe("parseCommandLine", () => {
  const commands: readonly (readonly [line: string, command: object])[] = [
    ["--help", { kind: "help" }],
    ["scan -v", { kind: "version" }],
    ["scan", { kind: "scan", ...HERE, ...PLAIN_SCAN }],
    [
      "scan news --json --create all --job counts --job articles --crawl-delay 1.5 --ask-all --config-folder settings",
      {
        kind: "scan",
        folder: "news",
        configFolder: "settings",
        json: true,
        create: "all",
        jobs: ["articles", "counts"],
        crawlDelay: 1.5,
        askAll: true,
        maxNotes: null,
      },
    ],
    ["scan --max-notes 5", { kind: "scan", ...HERE, ...PLAIN_SCAN, maxNotes: 5 }],
    ["scan --max-notes all", { kind: "scan", ...HERE, ...PLAIN_SCAN, maxNotes: Infinity }],
    ["scan --job watch --job counts", { kind: "scan", ...HERE, ...PLAIN_SCAN, jobs: ["counts", "watch"] }],
    ["jobs", { kind: "jobs", ...HERE, json: false }],
    ["jobs list news --json", { kind: "jobs", ...HERE, folder: "news", json: true }],
    ["jobs allow watch news", { kind: "scripts", ...HERE, folder: "news", job: "watch", action: { do: "allow" } }],
    [
      "jobs test watch --replay a.jsonl",
      { kind: "scripts", ...HERE, job: "watch", action: { do: "test", replay: "a.jsonl" } },
    ],
    ["jobs news", { kind: "jobs", ...HERE, folder: "news", json: false }],
    [
      "jobs run watch news --ask-all",
      { kind: "scan", ...PLAIN_SCAN, ...HERE, folder: "news", jobs: ["watch"], askAll: true, isByName: true },
    ],
    ["aliases news --json", { kind: "aliases", ...HERE, folder: "news", json: true, field: null }],
    ["aliases --field remarks", { kind: "aliases", ...HERE, json: false, field: "remarks" }],
    ["clean --yes", { kind: "clean", ...HERE, yes: true }],
    ["forget news --yes", { kind: "forget", ...HERE, folder: "news", yes: true }],
    ["forget", { kind: "forget", ...HERE, yes: false }],
    ["mail", { kind: "mail", ...HERE, what: "send" }],
    ["mail --discard", { kind: "mail", ...HERE, what: "discard" }],
    ["preview --config a.yaml", { kind: "preview", ...HERE, json: false, file: "a.yaml", days: 30 }],
    [
      "export --format stix --profile Clop --name Heron --since 2026-02-28 --until 2026-02-28 --unread",
      {
        kind: "export",
        ...HERE,
        format: "stix",
        job: null,
        names: ["Heron", "Clop"],
        since: "2026-02-28",
        until: "2026-02-28",
        unread: true,
        out: null,
        summaries: false,
        crawlDelay: 0,
      },
    ],
    ["activity", { kind: "activity", ...HERE, json: false, since: null }],
    [
      "activity news --json --since 2026-02-28",
      { kind: "activity", ...HERE, folder: "news", json: true, since: "2026-02-28" },
    ],
    ["match --names a.json --input b.jsonl", { kind: "match", names: "a.json", input: "b.jsonl" }],
    ["parse a.xml b.xml", { kind: "parse", files: ["a.xml", "b.xml"] }],
    ["sources news", { kind: "sources", ...HERE, folder: "news", json: false, action: { do: "list" } }],
    [
      "sources test https://a.example/ news --select main",
      {
        kind: "sources",
        ...HERE,
        folder: "news",
        json: false,
        action: { do: "test", url: "https://a.example/", select: "main" },
      },
    ],
  ];
  for (const [line, command] of commands) {
    it(`reads “${line}”`, () => assert.deepEqual(parseCommandLine(line.split(" ")), command));
  }

  const mistakes: readonly (readonly [line: string, says: RegExp])[] = [
    ["toString", /^There is no command “toString”\.$/],
    ["constructor news", /^There is no command “constructor”\.$/],
    ["scan --yes", /^scan does not take --yes\.$/],
    ["scan --nonsense", /--nonsense/],
    ["scan a b", /^scan takes one FOLDER\.$/],
    ["scan --max-notes few", /^--max-notes takes a number of notes, or all\.$/],
    ["scan --crawl-delay soon", /^--crawl-delay takes a number of seconds\.$/],
    ["jobs run", /^jobs run needs the NAME of a job/],
    ["jobs list a b", /^jobs takes one FOLDER\.$/],
    ["jobs list --ask-all", /^jobs list does not take --ask-all\.$/],
    ["jobs test watch", /^jobs test needs --replay FILE/],
    ["jobs allow watch --json", /^jobs allow does not take --json\.$/],
    ["export", /^export needs --format md\|csv\|json\|stix\.$/],
    ["export --format csv --since 2026-02-30", /^--since takes a day such as 2026-02-28, not 2026-02-30\.$/],
    ["export --format csv --until today", /^--until takes a day such as 2026-02-28, not today\.$/],
    ["export --format csv --since 2026-03-02 --until 2026-03-01", /^Nothing lies between --since 2026-03-02 and/],
    ["mail --show --test", /^mail takes one of/],
    ["preview", /^preview needs --config FILE\.$/],
    ["preview --config a --days 0", /^--days takes a number of days\.$/],
    ["match --names a.json", /^match needs --names FILE and --input/],
    ["stories", /^stories needs --input FILE\.jsonl, and nothing else\.$/],
    ["parse", /^parse needs at least one FILE\.$/],
    ["sources select https://a.example/", /^sources select needs a URL and a CSS selector\.$/],
    ["sources --page", /^Only sources add takes --page\.$/],
  ];
  for (const [line, says] of mistakes) {
    it(`refuses “${line}”`, () => {
      const command = parseCommandLine(line.split(" "));
      assert.match(command.kind === "usage" ? command.message : command.kind, says);
    });
  }

  it("says what there is to do when nothing is said", () => {
    const command = parseCommandLine([]);
    assert.match(command.kind === "usage" ? command.message : "", /^Say what to do: scan, aliases, names, .*parse\.$/);
  });
});
