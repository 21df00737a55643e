/**
 * Entry of dist/scan.js: everything the extension and the command line need once a configuration is read or a scan runs. The
 * extension loads it on first use, so that activation reads one small file.
 */
import { parseConfig } from "./core/config/parseConfig";
import type { Problem } from "./core/config/parseConfig";
import type { ConfigFormat } from "./core/config/types";
import type { Job } from "./core/model";
import type { Http, Parser } from "./core/ports";
import type { XsoarAccess } from "./core/session";
import { createXsoarClient } from "./core/xsoar/client";
import type { XsoarFailure } from "./core/xsoar/failures";
import { createHttp } from "./node/http";
import { createParsePool } from "./node/parsePool";
import { createWorkerHttp } from "./node/workerHttp";

export { configFileName, jobOfFileName } from "./core/config/configFiles";
export { describeProblem } from "./core/config/describeProblem";
export { parseConfig } from "./core/config/parseConfig";
export { blankPlainKey, readPlainKey } from "./core/config/editConfig";
export { configTemplate } from "./core/config/templates";
export { describeImportFailure } from "./core/knowledge/importNames";
export { describeSourceFailure } from "./core/sources/failures";
export { describeBaseUrlProblem, normaliseBaseUrl, recordPage } from "./core/xsoar/connection";
export { describeXsoarFailure } from "./core/xsoar/failures";
export { createHttp } from "./node/http";
export { openWorkspace as openSession } from "./node/openWorkspace";

/** The problems of a configuration file's text. */
export function validateConfig(job: Job, text: string, format: ConfigFormat): readonly Problem[] {
  return parseConfig(job, text, format).problems;
}

export interface HostHttpOptions {
  readonly userAgent: string;
  readonly caPem?: string;
  /** False: certificates are not checked. VS Code replaces agents in the extension host, so this runs in a worker. */
  readonly verifyTls: boolean;
  /** The proxy for requests in the worker, which knows nothing of VS Code's own proxy support. */
  readonly proxyUrl?: string;
  readonly workerFile: string;
}

/** Requests from the extension host, through VS Code's own proxy and certificate settings unless `verifyTls` is off. */
export function createHostHttp({ verifyTls, workerFile, proxyUrl, ...rest }: HostHttpOptions): Http {
  return verifyTls
    ? createHttp(rest)
    : createWorkerHttp({ ...rest, verifyTls, workerFile, ...(proxyUrl === undefined ? {} : { proxyUrl }) });
}

/** Parses untrusted bytes in worker threads, each job for 5 s at most. */
export function createParser(workerFile: string): Parser {
  return createParsePool({ workerFile });
}

/** Null when XSOAR answers the smallest search there is, with the key's permission to search. */
export function testConnection(
  http: Http,
  access: XsoarAccess,
  options: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<XsoarFailure | null> {
  return createXsoarClient(http, access, options).test(options.signal);
}
