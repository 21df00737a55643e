import { realpathSync } from "node:fs";
import path from "node:path";
import { secretVariable } from "../core/config/ownChecks";
import { createSession } from "../core/createSession";
import type { KnowledgeParser } from "../core/names/importNames";
import type { ActivityBy } from "../core/memory/activity";
import type { JobId } from "../core/model/model";
import type { Http, Log, Parser } from "../core/ports";
import type { Translate } from "../core/text/translate";
import type { Session } from "../core/session";
import type { Mailer } from "../core/mail/mailer";
import type { NamesFileNews } from "../core/memory/namesFile";
import { overFiles, overStore } from "./dryRun";
import { isInGit } from "./gitFolder";
import { createKnowledgeParser } from "./knowledgeWorker";
import { lazyMailer } from "./lazyMailer";
import { nameFiles } from "./nameFiles";
import { nodeSigning } from "./signing";
import { openStateHome } from "./stateHome";
import { stateFolderIn } from "./stateFolder";
import { createStateStore, libraryDirectory, stateDirectory, withStateFolder } from "./stateStore";
import { systemClock } from "./systemClock";
import { createProcesses } from "./processes";
import { createWorkspaceFiles } from "./workspaceFiles";

declare const __VERSION__: string;

interface WorkspaceOptions {
  /** Path of the workspace folder. */
  readonly root: string;
  /** Relative to the folder. */
  readonly configFolder: string;
  readonly http: Http;
  readonly parser: Parser;
  /** By default one with the worker beside this bundle. */
  readonly nameParser?: KnowledgeParser;
  /** By default one that loads its library from the file beside this bundle. */
  readonly mailer?: Mailer;
  readonly log: Log;
  readonly t: Translate;
  /** How long a request to XSOAR may take, as it holds now; left out, 60 s. */
  readonly xsoarTimeoutMs?: () => number;
  /** Tells the user what became of the names file. */
  readonly tellNamesFile?: (news: NamesFileNews) => void;
  /** The folder that was chosen for what is remembered: null for the system's; by default the environment decides. */
  readonly stateFolder?: string | null;
  /** Who asks for what is asked for by name; a person by default. */
  readonly by?: ActivityBy;
  /** A secret of a job; by default the environment has it. */
  readonly secretOf?: (job: JobId, secret: string) => Promise<string | null>;
  /** The language of the user, which scripts are told. */
  readonly locale?: string;
  /** Reads all and writes nothing: what a run would have written is gone with the session. */
  readonly isDryRun?: boolean;
}

/** The session of a folder of this machine: its files, and its memory in the user's state directory. */
export function openWorkspace({
  root,
  stateFolder = stateFolderIn(process.env),
  secretOf = async (job, secret) => process.env[secretVariable(job, secret)] ?? null,
  isDryRun = false,
  ...rest
}: WorkspaceOptions): Session {
  const env = withStateFolder(process.env, stateFolder);
  // The system's own: where names do not mind case it gives the one spelling there is, as the command line has it.
  const realRoot = realpathSync.native(root);
  const onDamaged = (name: string, aside: string) =>
    rest.log.warn(`${name} was damaged and has been set aside as ${aside}.`);
  const home = openStateHome(onDamaged, stateFolder);
  const files = createWorkspaceFiles(realRoot);
  const store = createStateStore(stateDirectory(env, process.platform, realRoot));
  return createSession({
    ...rest,
    agreed: { agreements: home.agreements, folder: home.identityOf(root) },
    version: __VERSION__,
    isInGit: () => isInGit(realRoot),
    clock: systemClock,
    signing: nodeSigning,
    nameFiles,
    nameParser: rest.nameParser ?? createKnowledgeParser({ workerFile: path.join(__dirname, "worker.js") }),
    mailer: rest.mailer ?? lazyMailer({ verifyTls: true }),
    library: createStateStore(libraryDirectory(env, process.platform)),
    files: isDryRun ? overFiles(files) : files,
    processes: createProcesses(realRoot),
    secretOf,
    store: isDryRun ? overStore(store) : store,
  });
}
