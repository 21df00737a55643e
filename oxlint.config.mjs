// The rules of the code, and which room may import which: core's rooms stand in one order, and none looks up.

/** Core from the bottom to the top: a room imports only from rooms that stand before it. */
const ROOMS = [
  "model",
  "ports",
  "limits",
  "urls",
  "text",
  "xsoar",
  "matching",
  "config",
  "schedule",
  "indicators",
  "parsing",
  "opml",
  "fetching",
  "memory",
  "sources",
  "names",
  "stories",
  "summaries",
  "search",
  "exports",
  "results",
  "mail",
  "notes",
  "records",
  "reports",
  "scan",
  "jobs",
  "keptState",
  "session",
  "createSession",
];

const inside = (/** @type {string} */ name) => [`**/${name}`, `**/${name}/**`];
/** The same of a room of core, as its neighbours write it: rooms may have a file of another room's name. */
const insideRoom = (/** @type {string} */ name) =>
  ["../", "../../"].flatMap((up) => [`${up}${name}`, `${up}${name}/**`]);

const PURE = {
  group: ["vscode", "node:*", "node-fetch", ...inside("node"), ...inside("vscode"), ...inside("ui"), ...inside("cli")],
  message: "core is pure: reach the world through core/ports.ts.",
};

const NO_VSCODE = {
  group: ["vscode", ...inside("vscode"), ...inside("ui")],
  message: "Only src/vscode and src/extension.ts know VS Code.",
};

const restrict = (/** @type {object[]} */ ...patterns) => ({ "no-restricted-imports": ["error", { patterns }] });

/** What neither core nor ui may do by itself: it comes through a port or an argument. */
const NO_WORLD = {
  "no-restricted-globals": [
    "error",
    "process",
    "fetch",
    "setTimeout",
    "setInterval",
    "setImmediate",
    "require",
    "Buffer",
  ],
  "no-restricted-properties": [
    "error",
    { object: "Date", property: "now", message: "The time comes from ports.Clock." },
    { object: "Math", property: "random", message: "Chance comes from ports.Signing." },
  ],
};

/** What a user is told and shown goes through one place each: a button is guarded there, nothing waits for an answer by mistake. */
const DIRECT = {
  "no-restricted-properties": [
    "error",
    ...["showInformationMessage", "showWarningMessage", "showErrorMessage"].map((property) => ({
      property,
      message: "Say it by shell/notify.ts.",
    })),
    { property: "withProgress", message: "Show it by shell/progress.ts." },
  ],
};

export default {
  plugins: ["typescript", "import", "node", "promise", "unicorn", "oxc"],
  categories: { correctness: "error", suspicious: "error" },
  ignorePatterns: ["dist", "out", "node_modules", "coverage", ".vscode-test"],
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": ["error", { checkThenables: true }],
    "typescript/no-misused-promises": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    "import/no-default-export": "error",
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "eslint/no-console": "error",
    "eslint/no-shadow": "off",
    "eslint/no-underscore-dangle": "off",
    "eslint/no-await-in-loop": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/consistent-function-scoping": "off",
    "import/no-unassigned-import": "off",
    "unicorn/require-post-message-target-origin": "off",
    "promise/always-return": "off",
    "typescript/consistent-return": "off",
  },
  overrides: [
    { files: ["src/core/**"], rules: NO_WORLD },
    ...ROOMS.map((room, at) => ({
      files: [`src/core/${room}.ts`, `src/core/${room}/**`],
      rules: restrict(PURE, {
        group: ROOMS.slice(at + 1).flatMap(insideRoom),
        message: `Of core, ${room} knows only the rooms that stand before it in oxlint.config.mjs.`,
      }),
    })),
    {
      files: ["src/ui/**"],
      rules: {
        ...NO_WORLD,
        ...restrict({
          group: ["vscode", "node:*", "node-fetch", ...inside("node"), ...inside("vscode"), ...inside("cli")],
          message: "ui makes texts of what core gives: no vscode, no node.",
        }),
      },
    },
    {
      files: ["src/node/**"],
      rules: restrict(NO_VSCODE, { group: inside("cli"), message: "node serves both doors." }),
    },
    { files: ["src/cli.ts", "src/cli/**", "src/mail.ts", "src/scan.ts"], rules: restrict(NO_VSCODE) },
    {
      files: ["src/vscode/**"],
      rules: restrict(
        { group: [...inside("node"), "!**/node_modules/**"], message: "Adapters come through dist/scan.js." },
        { group: inside("cli"), message: "The two doors do not know each other." },
      ),
    },
    { files: ["src/extension.ts", "src/vscode/**"], rules: DIRECT },
    {
      files: ["src/vscode/shell/notify.ts", "src/vscode/shell/progress.ts"],
      rules: { "no-restricted-properties": "off" },
    },
    { files: ["esbuild.js", "test/**", "src/cli.ts"], rules: { "no-console": "off" } },
    { files: ["oxlint.config.mjs"], rules: { "import/no-default-export": "off" } },
  ],
};
