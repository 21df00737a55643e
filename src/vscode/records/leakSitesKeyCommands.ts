import { harmless, safe } from "../../core/text/foreignText";
import { keyOriginOf } from "../../scan";
import type { App } from "../app";
import { ready } from "../config/place";
import { t } from "../shell/l10n";
import { pickOrigin } from "../shell/listedSecrets";
import { notify, openConfigButton } from "../shell/notify";
import { keyProblem } from "../xsoar/xsoarKeys";
import { showInput } from "../shell/prompts";

/** **Set ransomware.live PRO Key**: for the server that the configuration reads leak sites from. */
export async function setLeakSitesKey(app: App): Promise<void> {
  const place = await ready(app, true, "scan", "notes");
  if (place === null) return;
  const { onionSource } = place.state.config.records;
  const origin = keyOriginOf(onionSource);
  const entered = await showInput({
    title: t("Set ransomware.live PRO Key"),
    prompt: t(
      "API key of ransomware.live PRO for {server}. It is kept in secret storage and sent to this server only.",
      {
        server: harmless(origin),
      },
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
  await app.leakSitesKeys.store(origin, entered.trim());
  app.log.info(`A key of ransomware.live PRO for ${origin} was stored.`);
  if (URL.canParse(onionSource) && new URL(onionSource).origin === origin) {
    notify("info", t("The API key is stored."));
    return;
  }
  const sentence = t("The API key is stored. It is used once {setting} names an address of {server}.", {
    setting: "records.onionSource",
    server: harmless(origin),
  });
  notify("info", harmless(sentence), [openConfigButton()]);
}

/** **Clear ransomware.live PRO Key**. */
export async function clearLeakSitesKey(app: App): Promise<void> {
  const origin = await pickOrigin(app.leakSitesKeys, t("Clear ransomware.live PRO Key"));
  if (origin === undefined) return;
  await app.leakSitesKeys.clear(origin);
  app.log.info(`The key of ransomware.live PRO for ${origin} was removed.`);
  notify("info", t("The API key for {origin} was removed.", { origin: safe(origin) }));
}
