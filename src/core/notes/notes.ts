import type { ConfigState, NoConfig } from "../config/configState";
import { withoutQuestion } from "../xsoar/outbox";
import type { XsoarAccess } from "../xsoar/connection";
import type { PendingRow, PreviewReport, RecordReport } from "../xsoar/reports";
import type { AliasOutcome } from "./aliasOutcome";
import type { RecordWorld } from "./noteWorld";
import { discardPending, pendingRows } from "./pendingRows";
import { syncAliasFile } from "./syncAliasFile";
import { noteArticles, previewRows, writePending, writeRows } from "./writeNotes";

/** What is written onto the records of Cortex XSOAR, and what waits to be. */
export interface Notes {
  /**
   * Writes every pending note onto the record it belongs to, one edit for each record, and makes the records that were
   * asked for and never confirmed. One window or process at a time; what another has written meanwhile is left alone.
   */
  writeWaiting(xsoar: XsoarAccess, signal: AbortSignal): Promise<RecordReport>;
  /** Writes the note of one article by the user's own wish, whatever its note state. */
  add(xsoar: XsoarAccess, row: string, keys: readonly string[], signal: AbortSignal): Promise<RecordReport>;
  /** Creates a record for each name, or adds the notes when the record exists meanwhile. */
  createRecords(xsoar: XsoarAccess, names: readonly string[], signal: AbortSignal): Promise<RecordReport>;
  /**
   * Writes what was reviewed, in one run: a record for each of `creates`, and the notes of `edits` onto the records they
   * have. Where none of a name's articles waits, all of them are meant, as in a preview of the name.
   */
  writeReviewed(
    xsoar: XsoarAccess,
    reviewed: { readonly edits: readonly string[]; readonly creates: readonly string[] },
    signal: AbortSignal,
  ): Promise<RecordReport>;
  /** Remembers that the user does not want to be asked for these names again; the rows keep offering it. */
  dismiss(names: readonly string[]): Promise<void>;
  /** What waits to be written to XSOAR, from memory: no network. */
  pending(): Promise<readonly PendingRow[]>;
  /** Tries again to write what waits under some names. */
  retry(xsoar: XsoarAccess, names: readonly string[], signal: AbortSignal): Promise<RecordReport>;
  /** Gives up what waits under one name, or some of its articles (by key): it is never written unless asked for anew. */
  discard(name: string, keys?: readonly string[]): Promise<void>;
  /** What would be written for these names, or for all that waits when null: searches, and writes nothing. */
  preview(xsoar: XsoarAccess, names: readonly string[] | null, signal: AbortSignal): Promise<PreviewReport>;
  /** Reads the other names of each profile's record and writes the alias file. */
  syncAliases(xsoar: XsoarAccess, signal: AbortSignal): Promise<AliasOutcome>;
}

/** The notes of one folder. */
export function createNotes(
  workspace: Omit<RecordWorld, "config"> & { readonly noteConfig: () => Promise<ConfigState> },
): Notes {
  const { memory, t, noteConfig } = workspace;
  const configured = async (): Promise<RecordWorld | NoConfig> => {
    const state = await noteConfig();
    return state.kind === "ok" ? { ...workspace, config: state.config } : state;
  };
  const world = async (): Promise<RecordWorld> => {
    const found = await configured();
    // The callers have just read it to learn the server's address.
    if ("kind" in found) throw new Error("The configuration became invalid in the meantime.");
    return found;
  };
  return {
    writeWaiting: async (access, signal) => writePending(await world(), access, null, signal),
    retry: async (access, names, signal) => writePending(await world(), access, names, signal),
    add: async (access, name, keys, signal) => noteArticles(await world(), access, name, keys, signal),
    preview: async (access, names, signal) => previewRows(await world(), access, names, signal),
    pending: async () => pendingRows((await memory.load("outbox")).outbox, t),
    discard: (name, keys) => discardPending(memory, name, keys ?? null),
    createRecords: async (access, names, signal) =>
      writeRows(await world(), access, { edits: [], creates: names }, signal),
    writeReviewed: async (access, reviewed, signal) => writeRows(await world(), access, reviewed, signal),
    dismiss: async (names) => {
      await memory.change(["rows", "outbox"], ({ rows: before, outbox }) => {
        const rows = new Map(before);
        for (const name of names) {
          const row = rows.get(name);
          if (row?.record.kind === "missing") rows.set(name, { ...row, record: { kind: "missing", dismissed: true } });
        }
        const withoutRow = names.filter((name) => !rows.has(name));
        return { outbox: withoutQuestion(outbox, withoutRow), rows };
      });
    },
    syncAliases: async (access, signal) => {
      const found = await configured();
      return "kind" in found ? { kind: "config", state: found } : syncAliasFile(found, access, signal);
    },
  };
}
