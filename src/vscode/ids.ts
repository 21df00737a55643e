/** Every identifier that package.json and the code share, written once. `test/manifest` checks that both agree. */

export const Command = {
  scan: "tiScraper.scan",
  syncAliases: "tiScraper.syncAliases",
  setApiKey: "tiScraper.setApiKey",
  clearApiKey: "tiScraper.clearApiKey",
  testConnection: "tiScraper.testConnection",
  createConfig: "tiScraper.createConfig",
  openConfig: "tiScraper.openConfig",
  showLog: "tiScraper.showLog",
  markRead: "tiScraper.markRead",
  markUnread: "tiScraper.markUnread",
  markAllRead: "tiScraper.markAllRead",
  openArticle: "tiScraper.openArticle",
  copyLink: "tiScraper.copyLink",
  addToXsoar: "tiScraper.addToXsoar",
  createRecord: "tiScraper.createRecord",
  openRecord: "tiScraper.openRecord",
  retryRecords: "tiScraper.retryRecords",
  movePlainKey: "tiScraper.movePlainKey",
  showMore: "tiScraper.showMore",
} as const;
export type CommandId = (typeof Command)[keyof typeof Command];

/** What a welcome link or a button calls in VS Code itself. */
export const BuiltInCommand = {
  manageTrust: "workbench.trust.manage",
  openFolder: "workbench.action.files.openFolder",
} as const;

export const ViewContainer = "tiScraper";
export const View = { matches: "tiScraper.matches" } as const;

export const SettingSection = "tiScraper";
export const Setting = {
  configFolder: "configFolder",
  concurrency: "concurrency",
  requestTimeout: "requestTimeout",
  tlsCaFile: "tlsCaFile",
  verifyTls: "verifyTls",
  notifications: "notifications",
} as const;

export const ContextKey = {
  /** One of `ViewState`; unset until the first look at the workspace is over. */
  state: "tiScraper.state",
  scanning: "tiScraper.scanning",
  /** The configuration names an XSOAR server. */
  xsoar: "tiScraper.xsoar",
} as const;

/** What the view has to say when it is empty. */
export const ViewState = {
  noConfig: "noConfig",
  invalidConfig: "invalidConfig",
  neverScanned: "neverScanned",
  nothingFound: "nothingFound",
  filled: "filled",
} as const;
export type ViewStateId = (typeof ViewState)[keyof typeof ViewState];

/** Keys of VS Code's own stores. */
export const Stored = {
  /** SecretStorage: followed by the origin the key belongs to. */
  apiKeyPrefix: "xsoar.apiKey:",
  /** globalState: origins the user has confirmed. */
  confirmedOrigins: "xsoar.confirmedOrigins",
  /** workspaceState: the workspace folder chosen last. */
  chosenFolder: "chosenFolder",
} as const;

export const DiagnosticSource = "TI Scraper";
