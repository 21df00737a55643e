import * as vscode from "vscode";
import type { KeyType } from "../../core/xsoar/connection";
import { editFile } from "../config/editFile";
import { ready } from "../config/place";
import type { App } from "../app";
import type { Ready } from "../shell/ready";
import {
  describeBaseUrlProblem,
  describeEffectiveUrl,
  detectFlavour,
  effectiveUrl,
  needsKeyId,
  normaliseBaseUrl,
  probeFlavour,
  setValues,
} from "../../scan";
import { harmless, pickText, safe, type SafeText } from "../../core/text/foreignText";
import { readSettings } from "../shell/settings";
import { isPlainText } from "../agreements/askServer";
import { keyProblem } from "./xsoarKeys";
import { fileIn } from "../shell/folders";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import { askAfterSetUp } from "./backfill";
import { goOnButton } from "./goOnButton";
import { type Draft, type GoodBase, type Next, type Step, baseOf, stepsOf } from "./draft";
import { askAnyway } from "./askAnyway";
import { type Answer, type Place, askPick, askText } from "../shell/steps";
import { askRemedy } from "./remedies";
import { missingValues, notesValues } from "./writeConfig";

/** What the steps work with. */
interface SetUp {
  readonly app: App;
  readonly ready: Ready;
  readonly draft: Draft;
}

/**
 * **Set Up XSOAR**: address, key and, where there is one, its ID; tried before anything is stored or written.
 *
 * @param refused a key that the configured server has refused without an ID: the ID is asked for first
 */
export async function setUpXsoar(app: App, refused?: string): Promise<void> {
  const place = await ready(app, true, "xsoar");
  if (place === null) return;
  const { host, key_id: keyId } = place.state.config.profiling.CortexXSOARAPIConfig;
  const draft: Draft = {
    host,
    flavour: keyId === "" && refused === undefined ? "xsoar6" : "xsoar8",
    keyId,
    keyType: null,
    apiKey: refused ?? "",
    connection: null,
  };
  const setUp: SetUp = { app, ready: place, draft };
  let step: Step | undefined = refused === undefined ? "address" : "keyId";
  while (step !== undefined) {
    const next: Next = await STEPS[step](setUp);
    if (next === null) return;
    const steps = stepsOf(draft.flavour);
    step = next === "back" ? steps[steps.indexOf(step) - 1] : next;
  }
}

const STEPS: Readonly<Record<Step, (setUp: SetUp) => Promise<Next>>> = {
  address: askAddress,
  keyId: askKeyId,
  keyType: askKeyType,
  key: askKey,
  write: askToWrite,
};

function placeOf({ flavour }: Draft, step: Step): Place {
  const steps = stepsOf(flavour);
  return { title: t("Set Up XSOAR"), step: steps.indexOf(step) + 1, steps: steps.length };
}

/** Where to go when there is no value. */
function away(answer: Exclude<Answer<unknown>, { kind: "value" }>): Next {
  return answer.kind === "back" ? "back" : null;
}

async function askAddress({ app, ready: place, draft }: SetUp): Promise<Next> {
  const answer = await askText(
    {
      ...placeOf(draft, "address"),
      prompt: t(
        "Address of Cortex XSOAR. With tenants, the tenant belongs to it: https://xsoar.example.com/acc_tenant",
      ),
      placeholder: safe("https://xsoar.example.com"),
      value: draft.host,
      note: (value) => addressNote(value.trim()),
    },
    async (host, signal) => {
      draft.host = host;
      const server = baseOf(draft);
      // Who typed an address has chosen it; one that the workspace has chosen is asked about before anything is sent there.
      const wasConfigured = host === place.state.config.profiling.CortexXSOARAPIConfig.host.trim();
      const isAsked = wasConfigured || isPlainText(server.origin);
      if (isAsked && !(await app.keys.mayBeAsked(place.folder, server))) return null;
      const { xsoarTimeoutMs: timeoutMs } = readSettings();
      return detectFlavour(await app.sessions.http(), host, { timeoutMs, signal, log: app.sessions.log });
    },
  );
  if (answer.kind !== "value") return away(answer);
  const detected = answer.value;
  if (detected === null || detected.kind === "address") return "address";
  if (detected.kind === "failed") return askRemedy(app, draft, detected.failure, "address", null);
  draft.flavour = detected.flavour;
  if (detected.instead !== null) {
    const chosen = await askAnyway(baseOf(draft).origin, detected.instead, t("Change Address"));
    if (chosen !== "send") return chosen === null ? null : "address";
  }
  app.log.info(`Set-up of Cortex XSOAR: ${safe(draft.host)} looks like ${detected.flavour}.`);
  return draft.flavour === "xsoar8" ? "keyId" : "key";
}

/** Where requests will go, as far as it can be told before the server was asked. */
function addressNote(host: string): { readonly message: SafeText; readonly isError: boolean } {
  const base = normaliseBaseUrl(host);
  if (!base.ok) return { message: harmless(describeBaseUrlProblem(base.why, t)), isError: true };
  const cloud = normaliseBaseUrl(host, { keyId: "1" });
  if (base.tenant !== null) return { message: whereTo(base), isError: false };
  if (needsKeyId(base.baseUrl) && cloud.ok) return { message: whereTo(cloud), isError: false };
  const message = t("XSOAR 6: requests go to {six}. XSOAR 8: to {eight}.", {
    six: harmless(effectiveUrl(base.baseUrl)),
    eight: harmless(cloud.ok ? effectiveUrl(cloud.baseUrl) : ""),
  });
  return { message, isError: false };
}

/** Where requests go, as a sentence. */
function whereTo(base: GoodBase): SafeText {
  return harmless(describeEffectiveUrl(base, t));
}

async function askKeyId({ draft }: SetUp): Promise<Next> {
  const answer = await askText(
    {
      ...placeOf(draft, "keyId"),
      prompt: t(
        "This is Cortex XSOAR 8 or Cortex cloud. ID of the API key: the number in the ID column under Settings & Info > Settings > API Keys.",
      ),
      placeholder: safe("12"),
      value: draft.keyId,
      note: (value) =>
        /^\d+$/.test(value.trim())
          ? null
          : { message: t("The ID of an API key is a number, such as 12."), isError: true },
    },
    async (value) => value,
  );
  if (answer.kind !== "value") return away(answer);
  draft.keyId = answer.value;
  return "keyType";
}

async function askKeyType({ draft }: SetUp): Promise<Next> {
  const items: readonly (vscode.QuickPickItem & { readonly keyType: KeyType | null })[] = [
    {
      label: t("Find it out"),
      description: t("both kinds are tried, the signed one first"),
      keyType: null,
    },
    { label: t("Advanced"), description: t("each request is signed, the key itself is not sent"), keyType: "advanced" },
    { label: t("Standard"), description: t("the key is sent with each request"), keyType: "standard" },
  ];
  const active = items.find(({ keyType }) => keyType === draft.keyType);
  const answer = await askPick(placeOf(draft, "keyType"), t("Security level of the API key"), items, active);
  if (answer.kind !== "value") return away(answer);
  draft.keyType = answer.value.keyType;
  return "key";
}

async function askKey({ app, ready: place, draft }: SetUp): Promise<Next> {
  const { origin } = baseOf(draft);
  const stored = (await app.keys.stored(origin)) ?? "";
  const base = normaliseBaseUrl(draft.host, draft.flavour === "xsoar8" ? { keyId: draft.keyId } : {});
  const where = base.ok ? whereTo(base) : harmless("");
  const names = { origin: safe(origin), folder: safe(place.folder.name), where };
  const answer = await askText(
    {
      ...placeOf(draft, "key"),
      prompt:
        stored === ""
          ? t("API key for {origin}, for the folder {folder}. {where} It is kept in secret storage.", names)
          : t(
              "API key for {origin}, for the folder {folder}. {where} Leave it empty to use the key that is stored.",
              names,
            ),
      value: draft.apiKey,
      password: true,
      note: (value) => {
        const problem = value.trim() === "" && stored !== "" ? null : keyProblem(value);
        return problem === null ? null : { message: problem, isError: true };
      },
    },
    async (entered, signal) => {
      draft.apiKey = entered;
      const candidate = {
        host: draft.host,
        apiKey: entered === "" ? stored : entered,
        ...(draft.flavour === "xsoar8" ? { keyId: draft.keyId } : {}),
        ...(draft.flavour === "xsoar8" && draft.keyType !== null ? { keyType: draft.keyType } : {}),
      };
      const { xsoarTimeoutMs: timeoutMs } = readSettings();
      return probeFlavour(await app.sessions.http(), candidate, { timeoutMs, signal, log: app.sessions.log });
    },
  );
  if (answer.kind !== "value") return away(answer);
  const outcome = answer.value;
  if (outcome.kind === "address") return "address";
  if (outcome.kind === "failed") return askRemedy(app, draft, outcome.failure, "key", outcome.found);
  draft.connection = outcome.connection;
  return "write";
}

/** Asks before the file is changed; then stores the key. */
async function askToWrite({ app, ready: place, draft }: SetUp): Promise<Next> {
  const { connection } = draft;
  if (connection === null) return "key";
  const { state } = place;
  const values = missingValues(state, connection);
  const notes = notesValues(state);
  const shown = (list: typeof values) =>
    pickText(list.map(({ path, value }) => `${path.at(-1)}: ${JSON.stringify(value)}`).join(", "));
  const file = pickText(state.file.slice(state.file.lastIndexOf("/") + 1));
  const items: readonly (vscode.QuickPickItem & { readonly values: typeof values })[] = [
    ...(notes.length > 0
      ? [
          {
            label: t("$(edit) Write to {file}, and switch notes on", { file }),
            description: t("each note waits for your review; write: limits writes it at once, never not at all"),
            detail: shown([...values, ...notes]),
            values: [...values, ...notes],
          },
        ]
      : []),
    ...(values.length > 0 ? [{ label: t("$(edit) Write to {file}", { file }), detail: shown(values), values }] : []),
    {
      label: t("$(key) Store the key only"),
      description: t("{file} stays as it is", { file }),
      values: [],
    },
  ];
  if (items.length === 1) return finish(app, place, connection, []);
  const placeholder = t("It works. What belongs into the configuration?");
  const answer = await askPick(placeOf(draft, "write"), placeholder, items);
  return answer.kind === "value" ? finish(app, place, connection, answer.value.values) : away(answer);
}

async function finish(
  app: App,
  place: Ready,
  connection: NonNullable<Draft["connection"]>,
  values: ReturnType<typeof missingValues>,
): Promise<Next> {
  const { origin } = new URL(connection.baseUrl);
  const uri = fileIn(place.folder, place.state.file);
  const { format } = place.state;
  const written = values.length === 0 ? "saved" : await editFile(uri, (text) => setValues(text, format, values));
  await app.keys.agree(place.folder, connection);
  await app.keys.store(origin, connection.apiKey);
  app.log.info(
    `Cortex XSOAR at ${origin} is set up (${connection.flavour ?? ""} ${connection.keyType ?? ""}). ${written === "saved" ? "" : place.state.file}`.trim(),
  );
  app.view.setOffers({ apiKey: false, confirmHost: false });
  await app.view.refresh();
  if (written !== "saved") {
    await vscode.window.showTextDocument(uri);
    const file = safe(place.state.file);
    notify(
      "warning",
      written === "unsaved"
        ? t("The key is stored. {file} has changes that are not saved: save it to use Cortex XSOAR.", { file })
        : t("The key is stored. {file} could not be changed for sure; add this by hand: {values}", {
            file,
            values: harmless(values.map(({ path, value }) => `${path.join(".")}: ${JSON.stringify(value)}`).join(", ")),
          }),
    );
    return null;
  }
  const sentence = t("{edition} at {origin} answers and accepts the key. It is set up.", {
    edition: editionName(connection),
    origin: safe(origin),
  });
  const isOn =
    place.state.config.profiling.profile2cortex || values.some(({ path }) => path.at(-1) === "profile2cortex");
  const asked = isOn ? await askAfterSetUp(app, place) : null;
  const whole = harmless(`${sentence} ${asked?.sentence ?? ""}`.trim());
  notify("info", whole, [...(asked?.buttons ?? []), await goOnButton(place.session)]);
  return null;
}

function editionName({ flavour, keyType }: NonNullable<Draft["connection"]>): SafeText {
  if (flavour !== "xsoar8") return t("Cortex XSOAR 6");
  return keyType === "advanced" ? t("Cortex XSOAR 8 (advanced key)") : t("Cortex XSOAR 8 (standard key)");
}
