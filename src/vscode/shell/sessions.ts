import { readFile } from "node:fs/promises";
import path from "node:path";
import * as vscode from "vscode";
import { MAX_USER_AGENT_CHARACTERS } from "../../core/limits";
import type { JobId } from "../../core/model/model";
import type { Http, Log, Parser } from "../../core/ports";
import type { NamesFileNews } from "../../core/memory/namesFile";
import type { Session } from "../../core/session";
import { isUserAgent } from "../../core/fetching/userAgent";
import { describeLaterState } from "../../core/memory/laterState";
import { badStateFolderOf } from "../../core/memory/stateFolder";
import { safe } from "../../core/text/foreignText";
import { createHostHttp, createParser, lazyMailer, openSession } from "../../scan";
import { Kept } from "../../ui/kept";
import { Setting, SettingSection } from "./ids";
import { t } from "./l10n";
import { badStateFolderSentence, notify } from "./notify";
import type { FolderAgreements } from "../agreements/folderAgreements";
import { type ClientSettings, clientSettings, readSettings } from "./settings";
import { chosenStateFolder } from "./stateFolder";

/**
 * The sessions of the workspace folders and the adapters they share, made on first use, and remade when a setting is another that they
 * are built from. What a session remembers beside its files (what can be undone, which servers are left alone, when a host was asked
 * last) goes with it: all other settings are read when they are needed. Running work keeps what it has.
 */
export class Sessions implements vscode.Disposable {
  private readonly sessions = new Kept<Session>();
  private readonly clients = new Kept<Http>();
  private readonly certificates = new Kept<string | undefined>();
  private parser: Parser | undefined;
  /** Hosts that were allowed to lie in a private network, as they were when a session was asked for last. */
  private allowedHosts: readonly string[] = [];
  /** For requests made without a session. */
  readonly log: Log;

  constructor(
    private readonly version: string,
    private readonly agreements: Pick<FolderAgreements, "privateHosts">,
    log: Log,
    /** Tells what became of the names file of a folder. */
    private readonly tellNamesFile: (folder: vscode.WorkspaceFolder, news: NamesFileNews) => void = () => undefined,
    /** A secret of a job of a folder; null where there is none. */
    private readonly secretOf: (
      folder: vscode.WorkspaceFolder,
      job: JobId,
      secret: string,
    ) => Promise<string | null> = async () => null,
  ) {
    // What is sent to XSOAR (request, status, duration) is what a log is asked for first, so it needs no other log level.
    this.log = {
      debug: (line) => log.info(line),
      info: (line) => log.info(line),
      warn: (line) => log.warn(line),
      error: (line) => log.error(line),
    };
  }

  /** The session of a workspace folder. Throws a `StateFolderError` where nothing can be remembered. */
  async of(folder: vscode.WorkspaceFolder): Promise<Session> {
    const stateFolder = chosenStateFolder();
    // What cannot be read allows nothing.
    this.allowedHosts = await this.agreements.privateHosts().catch(() => []);
    const { configFolder } = readSettings(folder);
    const client = clientSettings();
    return this.sessions.get(folder.uri.toString(), [configFolder, client, stateFolder], async () => {
      const http = await this.http(client);
      const trust = await this.trust(client);
      this.parser ??= createParser(workerFile());
      return openSession({
        root: folder.uri.fsPath,
        configFolder,
        stateFolder,
        http,
        mailer: lazyMailer({ verifyTls: client.verifyTls, ...trust }),
        parser: this.parser,
        log: this.log,
        t,
        xsoarTimeoutMs: () => readSettings(folder).xsoarTimeoutMs,
        tellNamesFile: (news) => this.tellNamesFile(folder, news),
        secretOf: (job, secret) => this.secretOf(folder, job, secret),
        locale: vscode.env.language,
      });
    });
  }

  /** The same, or why nothing can be done there, in a sentence: a later version has written it, or nothing can be remembered. */
  async opened(folder: vscode.WorkspaceFolder): Promise<Session | string> {
    try {
      const session = await this.of(folder);
      const later = await session.laterState();
      return later === null ? session : describeLaterState(later, t);
    } catch (error) {
      const bad = badStateFolderOf(error);
      if (bad === null) throw error;
      return badStateFolderSentence(bad);
    }
  }

  /** The same; null where nothing can be done. */
  async usable(folder: vscode.WorkspaceFolder): Promise<Session | null> {
    const session = await this.opened(folder);
    return typeof session === "string" ? null : session;
  }

  /** What was remembered has gone: sessions begin anew. */
  forget(): void {
    this.sessions.clear();
  }

  http(client = clientSettings()): Promise<Http> {
    return this.clients.get("", client, async () => {
      const { tlsCaFile: _, ...options } = client;
      return createHostHttp({
        ...options,
        ...(await this.trust(client)),
        userAgent: this.userAgent(client),
        workerFile: workerFile(),
        privateHosts: () => [...readSettings().privateHosts, ...this.allowedHosts],
      });
    });
  }

  dispose(): void {
    void this.parser?.dispose();
    this.parser = undefined;
  }

  private userAgent({ userAgent }: ClientSettings): string {
    if (isUserAgent(userAgent)) return userAgent;
    const own = `TI-Scraper/${this.version}`;
    if (userAgent !== "") {
      const setting = safe(`${SettingSection}.${Setting.userAgent}`);
      const values = { setting, own: safe(own), limit: MAX_USER_AGENT_CHARACTERS };
      notify(
        "warning",
        t(
          "The setting {setting} is no single line of printable ASCII with {limit} characters at most; {own} is sent instead.",
          values,
        ),
      );
    }
    return own;
  }

  /** The certificates of the setting, read once until it changes. */
  private async trust({ tlsCaFile: file }: ClientSettings): Promise<{ readonly caPem?: string }> {
    if (file === "") return {};
    const caPem = await this.certificates.get("", file, () =>
      readFile(file, "utf8").catch((error: unknown) => {
        this.log.error(`tiScraper.tlsCaFile: ${String(error)}`);
        notify(
          "warning",
          t("The TLS certificate file {file} could not be read; the certificates of VS Code are used.", {
            file: safe(file),
          }),
        );
        return undefined;
      }),
    );
    return caPem === undefined ? {} : { caPem };
  }
}

/** The bundle sits beside this one. */
function workerFile(): string {
  return path.join(__dirname, "worker.js");
}
