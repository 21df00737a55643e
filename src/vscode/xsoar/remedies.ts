import * as vscode from "vscode";
import type { XsoarConnection } from "../../core/xsoar/connection";
import type { XsoarFailure } from "../../core/xsoar/failures";
import type { App } from "../app";
import { BuiltInCommand, Command, Setting, SettingSection } from "../shell/ids";
import { nextStep } from "../../scan";
import { safe } from "../../core/text/foreignText";
import { failureText } from "./xsoarAccess";
import { t } from "../shell/l10n";
import { ask } from "../shell/notify";
import type { Draft, Next, Step } from "./draft";

interface Remedy {
  readonly label: string;
  run(): Next | Promise<Next>;
}

/**
 * Says what is wrong, and offers what helps.
 *
 * @param again the step to do once more
 * @param found what was seen to work instead
 */
export async function askRemedy(
  app: App,
  draft: Draft,
  failure: XsoarFailure,
  again: Step,
  found: XsoarConnection | null,
): Promise<Next> {
  if (failure.code === "aborted") return null;
  const sentence = failureText(failure);
  app.log.info(`Set-up of Cortex XSOAR: ${sentence}`);
  const remedies = [...instead(draft, failure, found), ...remediesOf(draft, failure, again)];
  if (!remedies.some(({ label }) => label === changeAddress(draft).label)) remedies.push(changeAddress(draft));
  const chosen = await ask("warning", t("Cortex XSOAR cannot be used like this."), remedies, { detail: sentence });
  return chosen === undefined ? null : chosen.run();
}

/** What would work: taken over as it is. */
function instead(draft: Draft, failure: XsoarFailure, found: XsoarConnection | null): Remedy[] {
  if (failure.code === "apiHost") {
    const { suggestion } = failure;
    const run = (): Next => {
      draft.host = suggestion;
      return "address";
    };
    return [{ label: t("Use {address}", { address: safe(suggestion) }), run }];
  }
  if (found === null) return [];
  const run = (): Next => {
    draft.connection = found;
    draft.flavour = found.flavour ?? draft.flavour;
    return "write";
  };
  if (failure.code === "keyMode") {
    const label = failure.works === "advanced" ? t("Use It as an Advanced Key") : t("Use It as a Standard Key");
    return [{ label, run }];
  }
  return failure.code === "keyIdUnused" ? [{ label: t("Go On Without Key ID"), run }] : [];
}

function remediesOf(draft: Draft, failure: XsoarFailure, again: Step): Remedy[] {
  const setting = (label: string, query: string): Remedy => ({
    label,
    run: async () => {
      await vscode.commands.executeCommand(BuiltInCommand.openSettings, query);
      const message = t("Go on with the set-up of Cortex XSOAR when the setting is right.");
      return (await ask("info", message, [{ label: t("Go On") }])) === undefined ? null : again;
    },
  });
  const enterKeyId: Remedy = {
    label: t("Enter Key ID"),
    run: () => {
      draft.flavour = "xsoar8";
      return "keyId";
    },
  };
  switch (nextStep(failure)) {
    case "setCaFile":
      return [setting(t("Set CA File"), `${SettingSection}.${Setting.tlsCaFile}`)];
    case "openProxySettings":
      return [setting(t("Open Proxy Settings"), "http.proxy")];
    case "setKey":
      // What refuses a key alone may be an XSOAR 8 that wants its ID with it.
      return [{ label: t("Set API Key"), run: () => "key" }, ...(draft.flavour === "xsoar8" ? [enterKeyId] : [])];
    case "openConfiguration": {
      const aboutKeyId = failure.code === "keyIdMissing" || failure.code === "keyIdFormat";
      const mayNeedId = draft.flavour === "xsoar6" && (failure.code === "uiUrl" || failure.code === "notFound");
      const open: Remedy = {
        label: t("Open Configuration"),
        run: async () => {
          await vscode.commands.executeCommand(Command.openConfig);
          return null;
        },
      };
      return aboutKeyId ? [enterKeyId] : [changeAddress(draft), ...(mayNeedId ? [enterKeyId] : []), open];
    }
    case "retry":
      return [{ label: t("Try Again"), run: () => again }];
    case null:
      return [];
  }
}

function changeAddress(draft: Draft): Remedy {
  return {
    label: t("Change Address"),
    run: () => {
      draft.connection = null;
      return "address";
    },
  };
}
