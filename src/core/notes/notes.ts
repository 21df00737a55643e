import type { ConfigState, NoConfig } from "../config/configState";
import { askAbout } from "../memory/backfill";
import type { ActivityBy } from "../memory/activity";
import type { Memory } from "../memory/memory";
import type { Remembering } from "../memory/namesFile";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import type { Web } from "../ports";
import { asideBy, triageOf } from "../stories/triage";
import { withoutQuestion } from "../xsoar/outbox";
import type { XsoarAccess } from "../xsoar/connection";
import type { XsoarClients } from "../xsoar/openXsoar";
import type {
  PendingRow,
  PreviewReport,
  RecordCandidate,
  RecordReport,
  ReviewScope,
  ReviewedWrite,
} from "../xsoar/reports";
import { type AliasNews, aliasNews, takeAliases } from "./aliasNews";
import type { AliasOutcome } from "./aliasOutcome";
import { type BackfillQuestion, openQuestion } from "./backfill";
import { type CandidatesOutcome, chooseRecord, forgetRecord, recordCandidates } from "./chooseRecord";
import { type AgreedFolder, agreedFields, fieldSaid } from "./fieldAgreement";
import { type IsAside, withoutAside } from "./heldByTriage";
import { discardPending, leaveKnown, pendingRows } from "./pendingRows";
import { syncAliasFile } from "./syncAliasFile";
import { type NoteWriter, type WriteHow, createNoteWriter } from "./writeNotes";

/** What is written onto the records of Cortex XSOAR, and what waits to be. */
export interface Notes {
  /**
   * Writes every pending note onto the record it belongs to, one edit for each record, and makes the records that were
   * asked for and never confirmed. One window or process at a time; what another has written meanwhile is left alone.
   */
  writeWaiting(xsoar: XsoarAccess, signal: AbortSignal, how?: Partial<WriteHow>): Promise<RecordReport>;
  /** Writes the note of one article by the user's own wish, whatever its note state. */
  add(xsoar: XsoarAccess, row: string, keys: readonly string[], signal: AbortSignal): Promise<RecordReport>;
  /** Creates a record for each name that notes wait for, within the limits, or adds them when the record exists meanwhile. */
  createRecords(
    xsoar: XsoarAccess,
    names: readonly string[],
    signal: AbortSignal,
    how?: Partial<WriteHow>,
  ): Promise<RecordReport>;
  /**
   * Writes what a person has decided on in a review, in one run, and nothing else of these names. What cannot be written waits as asked
   * for; what is an edit never becomes a record.
   */
  writeReviewed(
    xsoar: XsoarAccess,
    reviewed: { readonly writes: readonly ReviewedWrite[] },
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
  /** What was found so far, is not in XSOAR, and somebody has to decide about; null when there is no such question. */
  backfill(): Promise<BackfillQuestion | null>;
  /** Asks about all that was found so far, since notes are on from now. */
  askBackfill(): Promise<void>;
  /** Leaves articles of names (by key) that were found and never noted: nobody is asked about them again. */
  leave(left: ReadonlyMap<string, ReadonlySet<string>>): Promise<void>;
  /** What was found so far is not asked about again, and goes out only when asked for by name. */
  startFromNow(): Promise<void>;
  /** What would be written: searches, and writes nothing. */
  preview(xsoar: XsoarAccess, scope: ReviewScope, signal: AbortSignal): Promise<PreviewReport>;
  /**
   * Reads the other names of each profile's record and writes the alias file.
   *
   * @param saidField the field whose texts may be read into the file, as it is said now, or null; left out, what was agreed for the folder counts
   */
  syncAliases(xsoar: XsoarAccess, signal: AbortSignal, saidField?: string | null): Promise<AliasOutcome>;
  /** Agrees for the folder that the texts of a field of its records are read into its alias file. */
  agreeToField(field: string): Promise<void>;
  /** What records that were read for notes say of aliases, and the alias file does not: from memory, no network. */
  aliasNews(): Promise<AliasNews>;
  /** Writes news into the alias file; what was left is not offered again until it changes. Gives what was written. */
  takeAliases(taken: AliasNews, left: AliasNews): Promise<AliasNews>;
  /** The records a name fits as they are now, whatever was chosen: searches, and changes nothing. */
  recordCandidates(
    xsoar: XsoarAccess,
    name: string,
    signal: AbortSignal,
  ): Promise<CandidatesOutcome | { readonly kind: "config"; readonly state: NoConfig }>;
  /** Remembers which of several records a name means on this server. */
  chooseRecord(xsoar: XsoarAccess, name: string, record: Pick<RecordCandidate, "id" | "value">): Promise<Remembering>;
  /** Forgets that again. @param candidates the records the name fits */
  forgetRecord(xsoar: XsoarAccess, name: string, candidates: readonly RecordCandidate[]): Promise<Remembering>;
}

/**
 * The notes of one folder.
 *
 * @param by who asks for something by name
 * @param agreed what may be read into the folder
 */
export function createNotes(
  workspace: Workspace,
  web: Web,
  names: Names,
  noteConfig: () => Promise<ConfigState>,
  { circuits, clientFor }: XsoarClients,
  by: ActivityBy,
  agreed: AgreedFolder,
): Notes {
  const { memory, t } = workspace;
  const mayRead = agreedFields(agreed);
  const isOutOf = ({ stories, triage }: Pick<Memory, "stories" | "triage">): IsAside =>
    asideBy(triageOf(triage, stories, workspace.clock.now()));
  const writer = async (access: XsoarAccess, signal: AbortSignal, how?: Partial<WriteHow>): Promise<NoteWriter> => {
    const state = await noteConfig();
    // The callers have just read it to learn the server's address.
    if (state.kind !== "ok") throw new Error("The configuration became invalid in the meantime.");
    const { baseUrl: server } = access;
    const target = { config: state.config, server, client: clientFor(access), circuit: circuits.of(server), mayRead };
    return createNoteWriter(workspace, web, names, target, { by, ...how }, signal);
  };
  return {
    writeWaiting: async (access, signal, how) => (await writer(access, signal, how)).writePending(null),
    retry: async (access, wanted, signal) => (await writer(access, signal)).writePending(wanted),
    add: async (access, name, keys, signal) => (await writer(access, signal)).writeArticles(name, keys),
    preview: async (access, scope, signal) => (await writer(access, signal)).preview(scope),
    pending: async () => {
      const { outbox, ...known } = await memory.load("outbox", "stories", "triage");
      return pendingRows(withoutAside(outbox, isOutOf(known)), t);
    },
    discard: (name, keys) => discardPending(workspace, name, keys ?? null),
    createRecords: async (access, creates, signal, how) => (await writer(access, signal, how)).createRows(creates),
    writeReviewed: async (access, { writes }, signal) => (await writer(access, signal)).writeReviewed(writes),
    dismiss: async (dismissed) => {
      await memory.change(["rows", "outbox"], ({ rows: before, outbox }) => {
        const rows = new Map(before);
        for (const name of dismissed) {
          const row = rows.get(name);
          if (row?.record.kind === "missing") rows.set(name, { ...row, record: { kind: "missing", dismissed: true } });
        }
        const withoutRow = dismissed.filter((name) => !rows.has(name));
        return { outbox: withoutQuestion(outbox, withoutRow), rows };
      });
    },
    backfill: async () => {
      const { backfill } = await memory.load("backfill");
      // Mostly nobody is asked, and each look at the view wants to know.
      if (backfill.names?.length === 0) return null;
      const known = await memory.load("rows", "articles", "stories", "triage");
      return openQuestion({ backfill, ...known }, isOutOf(known));
    },
    askBackfill: async () => {
      await memory.change(["backfill"], ({ backfill }) => ({ backfill: { ...askAbout(backfill, null), on: true } }));
    },
    leave: (left) => leaveKnown(memory, left, workspace.clock.now()),
    startFromNow: async () => {
      await memory.change(["backfill"], ({ backfill }) => ({
        backfill: { ...backfill, from: workspace.clock.now().toISOString(), names: [] },
      }));
    },
    syncAliases: async (access, signal, saidField) => {
      const state = await noteConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const sync = {
        config: state.config,
        server: access.baseUrl,
        client: clientFor(access),
        mayRead: saidField === undefined ? mayRead : fieldSaid(saidField),
      };
      return syncAliasFile(workspace, names, sync, signal);
    },
    agreeToField: (field) => agreed.agreements.agree(agreed.folder, { kind: "field", field }),
    aliasNews: async () => {
      const state = await noteConfig();
      return state.kind === "ok" ? aliasNews(workspace, state.config, mayRead) : [];
    },
    takeAliases: async (taken, left) => {
      const state = await noteConfig();
      return state.kind === "ok" ? takeAliases(workspace, state.config, taken, left) : [];
    },
    recordCandidates: async (access, name, signal) => {
      const state = await noteConfig();
      if (state.kind !== "ok") return { kind: "config", state };
      const { baseUrl: server } = access;
      circuits.of(server).allowTrial();
      return recordCandidates(workspace, names, state.config, server, clientFor(access), name, signal);
    },
    chooseRecord: ({ baseUrl: server }, name, record) => chooseRecord(workspace, server, name, record),
    forgetRecord: ({ baseUrl: server }, name, candidates) => forgetRecord(workspace, server, name, candidates),
  };
}
