/**
 * Entry of dist/scan.js: everything the extension and the command line need once a configuration is read or a scan runs. The
 * extension loads it on first use, so that activation reads one small file.
 */
import type { Http, Log, Parser } from "./core/ports";
import type { XsoarAccess } from "./core/xsoar/connection";
import { createXsoarClient } from "./core/xsoar/client";
import type { XsoarFailure } from "./core/xsoar/failures";
import {
  type Detected,
  type ProbeCandidate,
  type ProbeOutcome,
  detectFlavour as detect,
  probeFlavour as probe,
} from "./core/xsoar/probe";
import { createHttp } from "./node/http";
import { createParsePool } from "./node/parsePool";
import { nodeSigning } from "./node/signing";
import { systemClock } from "./node/systemClock";
import { parseSocksAddress, withTor } from "./node/tor/torHttp";
import { createWorkerHttp } from "./node/workerHttp";
export { readNameList } from "./core/records/nameList";
export { KNOWN_FIELDS, knownField } from "./core/records/recipes/knownFields";
export { RECIPES } from "./core/records/recipes/recipes";
export { reportFileName, reportOdt, reportText } from "./core/records/report";
export { addProfiles } from "./core/config/addProfiles";
export { configFileName, jobOfFileName, ownJobOfFileName } from "./core/config/configFiles";
export { isOwnJob } from "./core/config/parseOwnJob";
export { problemsOf } from "./core/config/problemsOf";
export { type ScriptTemplate, ownJobTemplate, scriptTemplate } from "./core/config/ownTemplates";
export { articleRows, jobFormats } from "./core/jobs/exportJob";
export { describeRefusal } from "./core/jobs/scriptConsent";
export { parseNamesFile } from "./core/config/namesFile";
export { describeNamesNews, describeNamesRefusal } from "./core/memory/namesFileText";
export { describeProblem } from "./core/config/describeProblem";
export { layOut } from "./core/config/layOut";
export { outlineOf } from "./core/config/outline";
export { placesAt } from "./core/config/cursorPlace";
export { keyHover } from "./core/config/keyHover";
export { offersAt } from "./core/config/offers";
export { describeFix } from "./core/config/describeFix";
export { fixAll, fixesOf } from "./core/config/fixes";
export { keyOriginOf } from "./core/records/leakSites";
export { learn, lessonEntry } from "./core/config/learn";
export { stopTracking } from "./core/config/stopTracking";
export { profileNodes } from "./core/config/profileNodes";
export { parseConfig, prepareConfig } from "./core/config/parseConfig";
export { blankPlainKey, readPlainKey } from "./core/config/editConfig";
export { editSourcesInTurn } from "./core/config/editSources";
export { readTerm } from "./core/text/sourceRules";
export { sourceEntries } from "./core/config/sourceEntries";
export { categoryOf, foldersOf } from "./core/opml/category";
export { setValues } from "./core/config/setValues";
export { type Start, configTemplate } from "./core/config/templates";
export { countryWords } from "./core/names/countries";
export { EXPORT_ENDINGS } from "./core/exports/exportRows";
export { fileTimestamp } from "./core/results/fileNames";
export { mailSummaries, scannedArticles, sentencesOf } from "./core/summaries/mailSummaries";
export { describeSummaryProblem } from "./core/summaries/describeSummaryProblem";
export { describeImportFailure, describeLeftOut } from "./core/names/importNames";
export { describeAliasSource, describeMatch } from "./core/matching/describeMatch";
export { describeRule } from "./core/matching/describeRule";
export { explainMatches, fieldText } from "./core/matching/explainMatches";
export { findIndicators } from "./core/indicators/findIndicators";
export { compileLinearPattern } from "./core/text/linearPattern";
export { compileNames } from "./core/matching/matcher";
export { describeRuleProblem } from "./core/text/patterns";
export { describeLineProblem, describeNamesProblem, matchLine, readTrackedNames } from "./core/matching/matchLines";
export { describePlaced } from "./core/stories/describePlaced";
export { describeStoryLineProblem, readStoryLine } from "./core/stories/storyLines";
export { tellStories } from "./core/stories/tellStories";
export { nameKey } from "./core/matching/nameKey";
export { neighbour } from "./core/matching/neighbour";
export { describePreview } from "./core/scan/describePreview";
export { articleGroups } from "./core/mail/articleDigest";
export { describeGoneMails, describeMailTarget, mailTarget, waitingTargets } from "./core/mail/mail";
export { describeMailFailure, describeRefused } from "./core/mail/mailer";
export { lazyMailer } from "./node/lazyMailer";
export { describeSourceFailure, describeSourceSkip } from "./core/fetching/describeSourceFailure";
export {
  configuredConnection,
  describeBaseUrlProblem,
  describeEffectiveUrl,
  effectiveUrl,
  needsKeyId,
  normaliseBaseUrl,
  recordPage,
  withoutApiPath,
} from "./core/xsoar/connection";
export { describeXsoarFailure } from "./core/xsoar/describeFailure";
export { describePending } from "./core/xsoar/describePending";
export { nextStep } from "./core/xsoar/consequences";
export { OPML_TOO_LARGE } from "./core/opml/parseOpml";
export { describeMoreFeeds } from "./core/sources/discoverFeeds";
export { describeOpmlFailure, describeOpmlLosses } from "./core/opml/describeOpml";
export { countForOpml, feedsForOpml, sourcesOfOpml } from "./core/sources/sourcesOfOpml";
export { writeOpml } from "./core/opml/writeOpml";
export { createHttp } from "./node/http";
export { parseSocksAddress, withTor } from "./node/tor/torHttp";
export { openWorkspace as openSession } from "./node/openWorkspace";
export { openStateHome } from "./node/stateHome";
export { isInContainerItself, prepareStateFolder, stateFolderIn } from "./node/stateFolder";
export { STATE_FOLDER } from "./node/stateStore";
export { describeAgreement } from "./core/memory/agreements";
export { describeKept, sumOfKept } from "./core/keptState";

export interface HostHttpOptions {
  readonly userAgent: string;
  readonly caPem?: string;
  /** False: certificates are not checked. VS Code replaces agents in the extension host, so this runs in a worker. */
  readonly verifyTls: boolean;
  /** The proxy for requests in the worker, which knows nothing of VS Code's own proxy support. */
  readonly proxyUrl?: string;
  /** What goes by no proxy, VS Code's own included: a list as `NO_PROXY` has it. */
  readonly noProxy?: string;
  readonly workerFile: string;
  /** Host and port of Tor's SOCKS port; left out or empty to find it out. */
  readonly torProxy?: string;
  /** Hosts that the user allows to lie in a private network, as they are now. */
  readonly privateHosts?: () => readonly string[];
}

/** Requests from the extension host, through VS Code's own proxy and certificate settings unless `verifyTls` is off, and through Tor. */
export function createHostHttp({ torProxy = "", ...options }: HostHttpOptions): Http {
  const { verifyTls, workerFile, proxyUrl, noProxy, caPem, userAgent, privateHosts = () => [] } = options;
  const trust = caPem === undefined ? {} : { caPem };
  const common = { userAgent, privateHosts, ...(noProxy === undefined ? {} : { noProxy }) };
  const direct = verifyTls
    ? createHttp({ ...common, inHost: true, ...trust })
    : createWorkerHttp({ ...common, verifyTls, workerFile, ...(proxyUrl === undefined ? {} : { proxyUrl }) });
  return withTor(direct, { userAgent, verifyTls, workerFile, socks: parseSocksAddress(torProxy), ...trust });
}

/**
 * Parses untrusted bytes in worker threads, each job for 5 s at most.
 *
 * @param startNow for who is about to read sources: the threads load while the first answers are still to come
 */
export function createParser(workerFile: string, startNow = false): Parser {
  return createParsePool({ workerFile, startNow });
}

/** How a question to XSOAR is put: `log` gets a line for each request. */
export interface AskOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly log: Pick<Log, "debug">;
}

/** Tells the edition of XSOAR at an address without any key, as far as that can be told. */
export function detectFlavour(http: Http, host: string, { timeoutMs, signal }: AskOptions): Promise<Detected> {
  return detect({ http, clock: systemClock, timeoutMs }, host, signal);
}

/** Finds the edition of XSOAR at an address, the path of its API and the kind of the key, or what is wrong. */
export function probeFlavour(
  http: Http,
  candidate: ProbeCandidate,
  { timeoutMs, signal, log }: AskOptions,
): Promise<ProbeOutcome> {
  return probe({ http, clock: systemClock, signing: nodeSigning, timeoutMs, log }, candidate, signal);
}

/** Null when XSOAR answers the smallest search there is, with the key's permission to search. */
export function testConnection(http: Http, access: XsoarAccess, options: AskOptions): Promise<XsoarFailure | null> {
  const client = createXsoarClient(http, access, { ...options, clock: systemClock, signing: nodeSigning });
  return client.test(options.signal);
}
