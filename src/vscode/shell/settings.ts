import * as vscode from "vscode";
import {
  LEAST_SCAN_MINUTES,
  MAX_XSOAR_REQUEST_MS,
  REQUESTS_AT_ONCE,
  REQUEST_MS,
  XSOAR_REQUEST_MS,
} from "../../core/limits";
import { type QuietHours, parseQuietHours } from "../../core/schedule/schedule";
import { textsIn } from "../../core/text/textsIn";
import { Setting, SettingSection } from "./ids";

export type NotificationMode = "all" | "quiet" | "off";

/** The effective settings, checked: a wrong value counts as the default. */
interface Settings {
  /** Relative to the workspace folder, with `/`. */
  readonly configFolder: string;
  readonly concurrency: number;
  readonly timeoutMs: number;
  /** For each request to Cortex XSOAR. */
  readonly xsoarTimeoutMs: number;
  /** Pause between two requests to one host. */
  readonly crawlDelayMs: number;
  /** Empty when not set. */
  readonly tlsCaFile: string;
  readonly verifyTls: boolean;
  /** Host and port of Tor's SOCKS port; empty to find it out. */
  readonly torProxy: string;
  /** Hosts that may lie in a private network. */
  readonly privateHosts: readonly string[];
  /** Empty for our own. */
  readonly userAgent: string;
  /** Minutes between two scheduled scans; 0 for none. */
  readonly everyMinutes: number;
  readonly quietHours: QuietHours | null;
  /** How far back a preview, a hover and a hint look at stored articles. */
  readonly previewDays: number;
  /** Read articles that are older are not shown; 0: they are. */
  readonly hideReadAfterDays: number;
  /** As it is written; empty when not set. */
  readonly stateFolder: string;
}

/** Reads the settings as they hold for a workspace folder. */
export function readSettings(scope?: vscode.WorkspaceFolder): Settings {
  const section = vscode.workspace.getConfiguration(SettingSection, scope ?? null);
  return {
    configFolder: folderInside(section.get<unknown>(Setting.configFolder)),
    concurrency: clamp(section.get<unknown>(Setting.concurrency), 1, 200, REQUESTS_AT_ONCE),
    timeoutMs: clamp(section.get<unknown>(Setting.requestTimeout), 1, 300, REQUEST_MS / 1000) * 1000,
    xsoarTimeoutMs:
      clamp(section.get<unknown>(Setting.xsoarTimeout), 1, MAX_XSOAR_REQUEST_MS / 1000, XSOAR_REQUEST_MS / 1000) * 1000,
    crawlDelayMs: clamp(section.get<unknown>(Setting.crawlDelay), 0, 600, 0) * 1000,
    tlsCaFile: text(section.get<unknown>(Setting.tlsCaFile)),
    verifyTls: section.get<unknown>(Setting.verifyTls) !== false,
    torProxy: text(section.get<unknown>(Setting.torProxy)),
    privateHosts: textsIn(section.get<unknown>(Setting.privateHosts)),
    userAgent: text(section.get<unknown>(Setting.userAgent)),
    everyMinutes: interval(section.get<unknown>(Setting.scheduleMinutes)),
    quietHours: parseQuietHours(text(section.get<unknown>(Setting.quietHours))),
    previewDays: clamp(section.get<unknown>(Setting.previewDays), 1, 365, 30),
    hideReadAfterDays: clamp(section.get<unknown>(Setting.hideReadAfterDays), 0, 3_650, 0),
    stateFolder: text(section.get<unknown>(Setting.stateFolder)),
  };
}

/** How much notifications say for a folder. @param countsFolder false: only what the user's own settings say */
export function notificationMode(scope: vscode.WorkspaceFolder, countsFolder: boolean): NotificationMode {
  const section = vscode.workspace.getConfiguration(SettingSection, scope);
  const mode = countsFolder
    ? section.get<unknown>(Setting.notifications)
    : section.inspect<unknown>(Setting.notifications)?.globalValue;
  return mode === "quiet" || mode === "off" ? mode : "all";
}

/** What the client of requests is built from. */
export interface ClientSettings {
  readonly verifyTls: boolean;
  readonly tlsCaFile: string;
  readonly torProxy: string;
  /** As it is written; empty for our own. */
  readonly userAgent: string;
  /** For requests that do not go through VS Code, which knows its own proxy: those without checks of certificates. */
  readonly proxyUrl?: string;
  /** What goes by no proxy, as `NO_PROXY` has it; left out when there is nothing. */
  readonly noProxy?: string;
}

/** VS Code asks these by no proxy, whatever the list says. */
const OWN_MACHINE = ["localhost", "127.0.0.1", "::1"];

/** The settings of the window for requests, as they hold now. */
export function clientSettings(): ClientSettings {
  const { verifyTls, tlsCaFile, torProxy, userAgent } = readSettings();
  const proxyUrl = verifyTls ? "" : hostProxy();
  const noProxy = [hostNoProxy(), ...(proxyUrl === "" ? [] : OWN_MACHINE)].filter((entry) => entry !== "");
  return {
    verifyTls,
    tlsCaFile,
    torProxy,
    userAgent,
    ...(proxyUrl === "" ? {} : { proxyUrl }),
    ...(noProxy.length === 0 ? {} : { noProxy: noProxy.join(",") }),
  };
}

/** The proxy VS Code itself uses for what extensions ask; empty when there is none. */
function hostProxy(): string {
  const settings = vscode.workspace.getConfiguration("http");
  if (settings.get<unknown>("proxySupport") === "off") return "";
  const env = process.env;
  return (
    text(settings.get<unknown>("proxy")) ||
    env["https_proxy"] ||
    env["HTTPS_PROXY"] ||
    env["http_proxy"] ||
    env["HTTP_PROXY"] ||
    ""
  );
}

/** What VS Code asks without its proxy: with the setting the environment does not count. */
function hostNoProxy(): string {
  const configured = textsIn(vscode.workspace.getConfiguration("http").get<unknown>("noProxy"));
  const env = process.env;
  return configured.length > 0 ? configured.join(",") : env["no_proxy"] || env["NO_PROXY"] || "";
}

/** False only when the user switched VS Code's own JSON diagnostics off. */
export function jsonIsValidated(scope: vscode.Uri): boolean {
  return vscode.workspace.getConfiguration("json", scope).get<boolean>("validate.enable") !== false;
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

/** Whoever asks for less gets the least that is allowed, not none. */
function interval(value: unknown): number {
  return typeof value === "number" && value > 0 ? clamp(value, LEAST_SCAN_MINUTES, 10_080, 0) : 0;
}

function clamp(value: unknown, least: number, most: number, otherwise: number): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return otherwise;
  return Math.min(most, Math.max(least, Math.round(value)));
}

/** A folder below the workspace; whatever could leave it counts as the default. */
function folderInside(value: unknown): string {
  const parts = text(value)
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
  const leaves = text(value).startsWith("/") || parts.some((part) => part === ".." || part.includes(":"));
  return leaves || parts.length === 0 ? "config" : parts.join("/");
}
