/** Every identifier that package.json and the code share, written once. `test/manifest` checks that both agree. */

const COMMANDS = [
  "scan",
  "runArticles",
  "runKeywords",
  "runCounts",
  "runContents",
  "stop",
  "showQuestions",
  "scanByItself",
  "manageAgreements",
  "cleanUp",
  "openPage",
  "runJob",
  "testJob",
  "reviewJobChanges",
  "discardJobChanges",
  "exportJob",
  "createJob",
  "openJob",
  "showPage",
  "showChange",
  "syncAliases",
  "showAliases",
  "askBackfill",
  "setUpXsoar",
  "setApiKey",
  "clearApiKey",
  "testConnection",
  "trackName",
  "addAlias",
  "muteName",
  "stopTracking",
  "goToConfiguration",
  "importNames",
  "refreshNames",
  "decideAliases",
  "sendTestMail",
  "previewMail",
  "sendWaitingMail",
  "setMailPassword",
  "clearMailPassword",
  "setLeakSitesKey",
  "clearLeakSitesKey",
  "getStarted",
  "openSettings",
  "createConfig",
  "openConfig",
  "showLog",
  "markRead",
  "markUnread",
  "markAllRead",
  "markOlderRead",
  "toggleRead",
  "undo",
  "readArticle",
  "readPage",
  "nextUnread",
  "previousUnread",
  "openArticle",
  "copyLink",
  "showSummary",
  "copyIndicators",
  "copyRefanged",
  "exportMatches",
  "searchArticles",
  "copyMarkdown",
  "addToXsoar",
  "reviewNote",
  "createRecord",
  "openRecord",
  "chooseRecord",
  "retryRecords",
  "retryPending",
  "discardPending",
  "reviewChanges",
  "movePlainKey",
  "showName",
  "showMore",
  "notSameStory",
  "sameStory",
  "whyStory",
  "markImportant",
  "putOff",
  "dismiss",
  "dismissWithReason",
  "addRemark",
  "changeRemark",
  "removeMark",
  "whyMatch",
  "notHere",
  "notNear",
  "requireContext",
  "stopAlias",
  "previewChange",
  "addSource",
  "testSource",
  "enableSource",
  "disableSource",
  "updateAddress",
  "allowPrivate",
  "pickLinks",
  "removeSource",
  "renameSource",
  "moveSource",
  "openSourcePage",
  "copySourceAddress",
  "showSourceConfig",
  "showSourceArticles",
  "editRules",
  "findNewFeed",
  "disableFailing",
  "sortSources",
  "importOpml",
  "exportOpml",
  "showActivity",
  "showAdded",
  "updateRecords",
  "updateRecord",
  "checkRecords",
  "readProfiles",
  "undoUpdate",
  "showReport",
  "showAll",
  "showAllTicked",
  "showUnread",
  "showUnreadTicked",
  "showToday",
  "showTodayTicked",
  "sortByConfig",
  "sortByConfigTicked",
  "sortByNewest",
  "sortByNewestTicked",
  "sortByMost",
  "sortByMostTicked",
  "sortByOutlets",
  "sortByOutletsTicked",
  "filterList",
  "clearFilter",
  "saveFilter",
  "groupByName",
  "groupByNameTicked",
  "groupByStory",
  "groupByStoryTicked",
  "groupBySource",
  "groupBySourceTicked",
  "groupByDay",
  "groupByDayTicked",
  "hideReadNames",
  "showReadNames",
  "showDismissed",
  "hideDismissed",
] as const;

/** Commands by their names. */
export const Command = Object.fromEntries(COMMANDS.map((name) => [name, `tiScraper.${name}`])) as {
  readonly [N in (typeof COMMANDS)[number]]: `tiScraper.${N}`;
};
export type CommandId = (typeof Command)[keyof typeof Command];

/** What a key gives its command in place of a row: the one with the focus is meant, or all selected ones when it is among them. */
export const BY_KEY = "focus";

/** What a welcome link or a button calls in VS Code itself. */
export const BuiltInCommand = {
  toggleSelection: "list.toggleSelection",
  manageTrust: "workbench.trust.manage",
  openFolder: "workbench.action.files.openFolder",
  open: "vscode.open",
  diff: "vscode.diff",
  /** Several diffs in one editor. */
  changes: "vscode.changes",
  openSettings: "workbench.action.openSettings",
  /** Those of the machine that a remote window works on. */
  openRemoteSettings: "workbench.action.openRemoteSettings",
  openWalkthrough: "workbench.action.openWalkthrough",
} as const;

export const ViewContainer = "tiScraper";
export const View = {
  matches: "tiScraper.matches",
  keywords: "tiScraper.keywords",
  counts: "tiScraper.counts",
  contents: "tiScraper.contents",
  ownJobs: "tiScraper.ownJobs",
  sources: "tiScraper.sources",
  activity: "tiScraper.activity",
} as const;

export const SettingSection = "tiScraper";
export const Setting = {
  configFolder: "configFolder",
  concurrency: "concurrency",
  requestTimeout: "requestTimeout",
  xsoarTimeout: "xsoarTimeout",
  crawlDelay: "crawlDelay",
  tlsCaFile: "tlsCaFile",
  verifyTls: "verifyTls",
  notifications: "notifications",
  torProxy: "torProxy",
  privateHosts: "privateHosts",
  userAgent: "userAgent",
  scheduleMinutes: "scanEveryMinutes",
  quietHours: "quietHours",
  previewDays: "previewDays",
  stateFolder: "stateFolder",
  hideReadAfterDays: "hideReadAfterDays",
  /** Looked at by the keys of package.json alone. */
  letterKeys: "letterKeys",
} as const;

export const ContextKey = {
  /** One of `ViewState`; unset until the first look at the workspace is over. */
  state: "tiScraper.state",
  /** Sources are read. */
  scanning: "tiScraper.scanning",
  /** Something runs that can be stopped. */
  running: "tiScraper.running",
  /** The configuration names an XSOAR server. */
  xsoar: "tiScraper.xsoar",
  /** There is a key for it, and the user has agreed to the server. */
  connected: "tiScraper.connected",
  /** A configuration has mail sent. */
  mail: "tiScraper.mail",
  /** There is a key, a password, to be cleared. */
  hasKey: "tiScraper.hasKey",
  hasMailPassword: "tiScraper.hasMailPassword",
  hasLeakSitesKey: "tiScraper.hasLeakSitesKey",
  /** The settings of the folder on show ask for scans by the clock, and nobody has agreed to them. */
  asksToScan: "tiScraper.asksToScan",
  /** What of *Profile Matches* is shown, and how: see `Shape`. */
  mode: "tiScraper.mode",
  sort: "tiScraper.sort",
  group: "tiScraper.group",
  hideRead: "tiScraper.hideRead",
  /** A filter leaves articles out. */
  filtered: "tiScraper.filtered",
  /** What is dismissed or put off is shown as well. */
  showAside: "tiScraper.showAside",
  /** There are names, and what is to be shown of them is nothing. */
  emptied: "tiScraper.emptied",
  /** The job of this name has a configuration. */
  keywords: "tiScraper.hasKeywords",
  counts: "tiScraper.hasCounts",
  contents: "tiScraper.hasContents",
  /** There are jobs of the user's own. */
  ownJobs: "tiScraper.hasOwnJobs",
  /** Something waits for somebody to decide it. */
  questions: "tiScraper.questions",
  /** Something was done in this window that can be undone. */
  canUndo: "tiScraper.canUndo",
  /** What is selected in *Profile Matches*: "article" (of stories too), "profile", "other", or nothing. */
  selection: "tiScraper.selection",
} as const;
export type ContextKeyId = (typeof ContextKey)[keyof typeof ContextKey];

/** What the view has to say when it is empty. */
export const ViewState = {
  noConfig: "noConfig",
  /** The articles job has no configuration, and another job has. */
  otherJobs: "otherJobs",
  invalidConfig: "invalidConfig",
  neverScanned: "neverScanned",
  nothingFound: "nothingFound",
  filled: "filled",
} as const;
export type ViewStateId = (typeof ViewState)[keyof typeof ViewState];

/** Editors that show pages. */
export const PageType = {
  review: "tiScraper.page.review",
  article: "tiScraper.page.article",
  mail: "tiScraper.page.mail",
} as const;
export type PageTypeId = (typeof PageType)[keyof typeof PageType];

export const Walkthrough = "start";

/** Scheme of the read-only documents of *Show as Diff*. */
export const ReviewScheme = "ti-scraper-review";

/** Scheme of read-only texts made by commands. */
export const TextScheme = "ti-scraper-text";

/** Called by the links in read-only texts alone. */
export const TEXT_LINK_COMMAND = "tiScraper.openTextLink";

/** Scheme of the addresses that rows get their colours and letters by. */
export const SignScheme = "ti-scraper-sign";

/** Keys of VS Code's own stores. */
export const Stored = {
  /** SecretStorage: followed by the origin the key belongs to. */
  apiKeyPrefix: "xsoar.apiKey:",
  /** SecretStorage: followed by the account the password belongs to. */
  mailPasswordPrefix: "mail.password:",
  /** globalState: origins a key was stored for. Earlier versions had the origins here that were confirmed for all folders at once. */
  keyOrigins: "xsoar.confirmedOrigins",
  /** globalState: accounts a mail password was stored for. */
  mailAccounts: "mail.accounts",
  /** SecretStorage: followed by the origin the key of ransomware.live PRO belongs to. */
  leakSitesKeyPrefix: "leakSites.key:",
  /** SecretStorage: followed by folder, job and secret. */
  jobSecretPrefix: "job.secret:",
  /** globalState: what follows it, of those that were stored. */
  jobSecrets: "job.secrets",
  /** globalState: origins such a key was stored for. */
  leakSitesOrigins: "leakSites.origins",
  /** workspaceState: what of *Profile Matches* is shown, and how. */
  shape: "matches.shape",
  /** workspaceState: filters of *Profile Matches* that were given names. */
  filters: "matches.filters",
  /** workspaceState: the workspace folder chosen last. */
  chosenFolder: "chosenFolder",
  /** workspaceState: what the section *Sources* is sorted by. */
  sourceOrder: "sources.order",
  /** workspaceState: followed by the folder, how its matches were exported last. */
  exportPrefix: "export:",
  /** workspaceState: the folder that was chosen for what is remembered when this workspace was open last. */
  stateFolder: "state.folder",
  /** workspaceState: it was told that what is remembered goes with the container. */
  toldOfContainer: "state.toldOfContainer",
} as const;

export const DiagnosticSource = "TI Scraper";

/** The extension that shows schemas of YAML files by itself. */
export const YAML_EXTENSION = "redhat.vscode-yaml";
