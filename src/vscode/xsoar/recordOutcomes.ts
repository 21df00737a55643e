import type { RecordOutcome } from "../../core/xsoar/reports";
import type { XsoarAccess } from "../../core/xsoar/connection";
import type { App } from "../app";
import { recordPage } from "../../scan";
import { oneLine, withoutSecret } from "../../core/text/foreignText";
import { failureText } from "./xsoarAccess";

/** One line for each name; the server's whole answer to a creation, never the key. */
export function logOutcomes(app: App, outcomes: readonly RecordOutcome[], access: XsoarAccess): void {
  for (const outcome of outcomes) {
    const name = oneLine(outcome.name);
    const line = (() => {
      switch (outcome.kind) {
        case "created":
          return [
            `${name}: created record ${oneLine(outcome.id)} with ${outcome.notes} notes. Answer: ${oneLine(outcome.answer)}`,
            ...(outcome.twins === undefined ? [] : [`Twins to be merged: ${outcome.twins.map(oneLine).join(", ")}`]),
          ].join(" ");
        case "noted":
          return `${name}: ${outcome.added} notes added to ${oneLine(outcome.value)} (${oneLine(outcome.id)}), ${outcome.alreadyThere} were there`;
        case "missing":
          return `${name}: no record`;
        case "ambiguous":
          return `${name}: ${outcome.twins === true ? "twin" : "several"} records, nothing written: ${outcome.values.map(oneLine).join(", ")}`;
        case "excluded":
          return `${name}: on the exclusion list, not created`;
        case "failed":
          return `${name}: ${failureText(outcome.failure)}`;
      }
    })();
    app.log.info(`Cortex XSOAR: ${withoutSecret(line, access.apiKey)}`);
  }
}

/** Where the web interface of XSOAR shows a record. */
export function recordUrl(access: XsoarAccess, id: string): string {
  return recordPage(access.baseUrl, id);
}
