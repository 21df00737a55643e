import type { Http } from "../../core/ports";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { XsoarFailure } from "../../core/xsoar/failures";
import { ready } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import { Command } from "../shell/ids";
import {
  type AskOptions,
  configuredConnection,
  describeBaseUrlProblem,
  detectFlavour,
  testConnection as tryConnection,
} from "../../scan";
import { type SafeText, harmless, safe } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { accessOrSay, accessSentence, failureText, sayXsoarFailure } from "./xsoarAccess";
import { askAnyway } from "./askAnyway";
import { goOnButton } from "./goOnButton";
import { setUpXsoar } from "./setUpXsoar";
import { type Server, keyProblem, serverOf } from "./xsoarKeys";
import { t } from "../shell/l10n";
import { pickOrigin } from "../shell/listedSecrets";
import { type Button, commandButton, guarded, notify } from "../shell/notify";
import { withProgress } from "../shell/progress";
import { showInput } from "../shell/prompts";

/** **Set XSOAR API Key**: confirms the server, asks for the key, tries it, and stores it for that origin unless it was refused. */
export async function setApiKey(app: App): Promise<void> {
  const found = await serverOfWorkspace(app);
  if (found === null || !(await app.keys.confirm(found.folder, found.server))) return;
  const { origin, baseUrl } = found.server;
  const entered = await showInput({
    title: t("Set XSOAR API Key"),
    prompt: t(
      "API key for {server}, for the folder {folder}. It is kept in secret storage and sent to this server only.",
      { server: harmless(baseUrl), folder: safe(found.folder.name) },
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => (value === "" ? undefined : keyProblem(value)),
  });
  if (entered === undefined) return;
  const problem = keyProblem(entered);
  if (problem !== null) {
    notify("warning", problem);
    return;
  }
  const apiKey = entered.trim();
  const failure = await tryFirst(app, found, apiKey);
  if (failure === "turnedAway") return;
  if (failure?.code === "keyRefused" || failure?.code === "keyExpired") {
    await sayRefused(app, found, apiKey, failure);
    return;
  }
  await app.keys.store(origin, apiKey);
  app.log.info(`An API key for ${origin} was stored.`);
  const whole = harmless(
    `${t("The API key is stored.")} ${failure === null ? worksText(origin) : failureText(failure)}`,
  );
  if (failure === null) notify("info", whole, [await goOnButton(found.session)]);
  else if (failure.code === "keyIdMissing") notify("warning", whole, [enterKeyId(app, apiKey)]);
  else sayXsoarFailure(failure, () => testConnection(app), whole);
}

/**
 * Tries a key that was just entered. It goes to a server that looks like XSOAR, to another one only when the user wants that, and
 * to none of which this could not be told.
 */
async function tryFirst(
  app: App,
  { server, state }: Found,
  apiKey: string,
): Promise<XsoarFailure | "turnedAway" | null> {
  const { host } = state.config.profiling.CortexXSOARAPIConfig;
  const detected = await tested(app, (http, options) => detectFlavour(http, host, options));
  if (detected.kind === "failed") return detected.failure;
  const access = server.withKey(apiKey);
  // Without its ID the key would only meet an error of the path of XSOAR 6.
  const lacksId = detected.kind === "seen" && detected.flavour === "xsoar8" && (access.keyId ?? "") === "";
  if (lacksId) return { code: "keyIdMissing" };
  if (detected.kind === "seen" && detected.instead !== null) {
    const chosen = await askAnyway(server.origin, detected.instead, t("Set Up XSOAR"));
    if (chosen === "other") void guarded("setUpXsoar", () => setUpXsoar(app));
    if (chosen !== "send") return "turnedAway";
  }
  return tryKey(app, access);
}

/** A key that was refused is not kept; what was stored before is. */
async function sayRefused(app: App, { server }: Found, apiKey: string, failure: XsoarFailure): Promise<void> {
  const sentence = failureText(failure);
  app.log.info(`The API key for ${server.origin} was not stored. ${sentence}`);
  const before = await app.keys.stored(server.origin);
  const kept =
    before === undefined || before === ""
      ? t("The API key was not stored.")
      : t("The key that was stored before is kept.");
  notify("warning", harmless(`${sentence} ${kept}`), [
    { label: t("Try Again"), run: () => setApiKey(app) },
    enterKeyId(app, apiKey),
  ]);
}

/** Goes on with the set-up, where the key's ID is asked for. */
function enterKeyId(app: App, apiKey: string): Button {
  return { label: t("Enter Key ID"), run: () => setUpXsoar(app, apiKey) };
}

/** **Clear XSOAR API Key**: also takes back that its server is confirmed. */
export async function clearApiKey(app: App): Promise<void> {
  const origin = await pickOrigin(app.keys, t("Clear XSOAR API Key"));
  if (origin === undefined) return;
  await app.keys.clear(origin);
  app.log.info(`The API key for ${origin} was removed.`);
  notify("info", t("The API key for {origin} was removed.", { origin: safe(origin) }));
}

/** **Test XSOAR Connection**: says what is wrong, or that all is well. */
export async function testConnection(app: App): Promise<void> {
  const found = await serverOfWorkspace(app);
  if (found === null) return;
  const access = await accessOrSay(app, found);
  if (access === null) return;
  const failure = await tryKey(app, access);
  if (failure === null) notify("info", worksText(found.server.origin));
  else sayXsoarFailure(failure, () => testConnection(app));
}

/** Null when the key may be used there. */
async function tryKey(app: App, access: XsoarAccess): Promise<XsoarFailure | null> {
  const failure = await tested(app, (http, options) => tryConnection(http, access, options));
  app.log.info(
    `Connection test: ${failure === null ? worksText(new URL(access.baseUrl).origin) : failureText(failure)}`,
  );
  return failure;
}

async function tested<T>(app: App, work: (http: Http, options: AskOptions) => Promise<T>): Promise<T> {
  const http = await app.sessions.http();
  const { xsoarTimeoutMs: timeoutMs } = readSettings();
  return withProgress(
    t("Testing the connection to Cortex XSOAR"),
    (signal) => work(http, { timeoutMs, signal, log: app.sessions.log }),
    "statusBar",
  );
}

function worksText(origin: string): SafeText {
  return t("Cortex XSOAR at {origin} answers and accepts the key.", { origin: safe(origin) });
}

/** The server of a workspace, and where it was found. */
interface Found extends Ready {
  readonly server: Server;
}

/** The server the configuration names, or null after a message has said what is wrong. */
async function serverOfWorkspace(app: App): Promise<Found | null> {
  const place = await ready(app, true, "xsoar");
  if (place === null) return null;
  const server = serverOf(place.state.config);
  if (server !== null) return { ...place, server };
  const base = configuredConnection(place.state.config.profiling.CortexXSOARAPIConfig, "");
  const sentence =
    base.ok || base.why === "empty"
      ? accessSentence({ kind: "noHost" })
      : harmless(describeBaseUrlProblem(base.why, t));
  notify("warning", sentence, [commandButton(t("Set Up XSOAR"), Command.setUpXsoar)]);
  return null;
}
