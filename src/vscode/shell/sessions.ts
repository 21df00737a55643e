import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import type { Http, Log, Parser } from "../../core/ports";
import type { Session } from "../../core/session";
import { loadScan } from "./loadScan";
import { safe } from "../../core/text/foreignText";
import { proxyUrl, readSettings } from "./settings";
import { t } from "./l10n";

/** Sockets are counted by us: VS Code replaces agents, so `maxSockets` has no effect. */
export const PER_HOST = 2;

/** The adapters every session shares, made on first use and remade when a setting they depend on changes. */
export class Sessions implements vscode.Disposable {
  private readonly open = new Map<string, Session>();
  private client: Promise<Http> | undefined;
  private parser: Parser | undefined;
  private ca: Promise<string | undefined> | undefined;

  constructor(
    private readonly version: string,
    log: Log,
  ) {
    // What is sent to XSOAR (request, status, duration) is what a log is asked for first, so it needs no other log level.
    this.log = {
      debug: (line) => log.info(line),
      info: (line) => log.info(line),
      warn: (line) => log.warn(line),
      error: (line) => log.error(line),
    };
  }

  /** For requests made without a session. */
  readonly log: Log;

  /** The session of a workspace folder. */
  async of(folder: vscode.WorkspaceFolder): Promise<Session> {
    const known = this.open.get(folder.uri.toString());
    if (known !== undefined) return known;
    const scan = loadScan();
    const http = await this.http();
    const settings = readSettings(folder);
    const caPem = await this.caPem();
    this.parser ??= scan.createParser(workerFile());
    const session = scan.openSession({
      root: folder.uri.fsPath,
      configFolder: settings.configFolder,
      http,
      mailer: scan.lazyMailer({ verifyTls: settings.verifyTls, ...(caPem === undefined ? {} : { caPem }) }),
      parser: this.parser,
      log: this.log,
      t,
    });
    this.open.set(folder.uri.toString(), session);
    return session;
  }

  /** The same; null when a later version of the product has written what is remembered of the folder. */
  async usable(folder: vscode.WorkspaceFolder): Promise<Session | null> {
    const session = await this.of(folder);
    return (await session.laterState()) === null ? session : null;
  }

  http(): Promise<Http> {
    this.client ??= this.makeHttp();
    return this.client;
  }

  /** Forgets everything that was built from settings; running work keeps what it has. */
  reset(): void {
    this.open.clear();
    this.client = undefined;
    this.ca = undefined;
  }

  dispose(): void {
    this.open.clear();
    void this.parser?.dispose();
    this.parser = undefined;
  }

  private async makeHttp(): Promise<Http> {
    const settings = readSettings();
    const caPem = await this.caPem();
    const proxy = proxyUrl();
    return loadScan().createHostHttp({
      userAgent: `TI-Scraper/${this.version}`,
      verifyTls: settings.verifyTls,
      workerFile: workerFile(),
      torProxy: settings.torProxy,
      ...(caPem === undefined ? {} : { caPem }),
      ...(proxy === undefined ? {} : { proxyUrl: proxy }),
    });
  }

  /** The certificates of the setting, read once until a setting changes. */
  private caPem(): Promise<string | undefined> {
    const { tlsCaFile } = readSettings();
    this.ca ??= tlsCaFile === "" ? Promise.resolve(undefined) : this.readCa(tlsCaFile);
    return this.ca;
  }

  private async readCa(file: string): Promise<string | undefined> {
    try {
      return await readFile(file, "utf8");
    } catch (error) {
      this.log.error(`tiScraper.tlsCaFile: ${String(error)}`);
      void vscode.window.showWarningMessage(
        t("The TLS certificate file {file} could not be read; the certificates of VS Code are used.", {
          file: safe(file),
        }),
      );
      return undefined;
    }
  }
}

/** The bundle sits beside this one. */
function workerFile(): string {
  return path.join(__dirname, "worker.js");
}
