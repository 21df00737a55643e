import { STATE_LOCK_MS } from "../limits";
import { isRecord } from "../text/isRecord";
import { textsIn } from "../text/textsIn";
import type { Translate } from "../text/translate";
import type { Clock } from "../ports";
import { decodeMap } from "./decodeMap";
import { type StateDocument, type StateFolder, createDocuments } from "./documents";

/** Something the user has agreed to for a folder of this machine: what a folder can ask for by its files alone is nothing. */
export type Agreement =
  /** Scan by itself: by the clock, in quiet hours, each job as often as it says. */
  | { readonly kind: "scan" }
  /** Write notes and records to this server: its base URL with path and tenant. */
  | { readonly kind: "write"; readonly server: string }
  /** Send mail from this account (`user at host:port`) to these receivers, and to no others. */
  | { readonly kind: "mail"; readonly account: string; readonly receivers: readonly string[] }
  /** Read this field of the records into the alias file. */
  | { readonly kind: "field"; readonly field: string }
  /** Read this host (`URL.hostname`) though it lies in a private network now, and did not before; for all folders. */
  | { readonly kind: "private"; readonly host: string }
  /** Run this version of the script of a job whenever the job runs: what the digest stands for, it says elsewhere. */
  | { readonly kind: "script"; readonly job: string; readonly digest: string; readonly command: string };

/** Stands for the folder in what is agreed for all folders of the machine. */
export const THIS_MACHINE = "";

/** An agreement with when it was made: ISO 8601 UTC. */
export interface Agreed {
  readonly agreement: Agreement;
  readonly at: string;
}

/** What was agreed for each folder of this machine, by the folder's identity (its real path). */
export interface Agreements {
  all(): Promise<ReadonlyMap<string, readonly Agreed[]>>;
  has(folder: string, agreement: Agreement): Promise<boolean>;
  agree(folder: string, agreement: Agreement): Promise<void>;
  takeBack(folder: string, agreement: Agreement): Promise<void>;
  /** All that was agreed for a folder. */
  forget(folder: string): Promise<void>;
}

type ByFolder = ReadonlyMap<string, readonly Agreed[]>;

const AGREEMENTS: StateDocument<ByFolder> = {
  name: "agreements",
  empty: new Map(),
  decode: (data) =>
    decodeMap(data, (agreed) =>
      Array.isArray(agreed) ? (agreed as unknown[]).flatMap((one) => decodeAgreed(one) ?? []) : null,
    ),
  encode: (byFolder) => [...byFolder],
};

/** @param folder where the one document of all folders lies */
export function createAgreements(folder: StateFolder, clock: Clock): Agreements {
  const documents = createDocuments(folder, "agreements");
  const { store } = folder;
  const change = async (compute: (before: ByFolder) => ByFolder): Promise<void> => {
    const done = await store.withLock("state", STATE_LOCK_MS, async () =>
      documents.save(AGREEMENTS, compute(await documents.load(AGREEMENTS))),
    );
    if (done === null) throw new Error("The agreements are locked by another process.");
  };
  return {
    all: () => documents.load(AGREEMENTS),
    has: async (of, agreement) =>
      ((await documents.load(AGREEMENTS)).get(of) ?? []).some((one) => isSameAgreement(one.agreement, agreement)),
    agree: (of, agreement) =>
      change((before) => {
        const others = (before.get(of) ?? []).filter((one) => !isSameAgreement(one.agreement, agreement));
        return new Map(before).set(of, [...others, { agreement, at: clock.now().toISOString() }]);
      }),
    takeBack: (of, agreement) =>
      change((before) => withFolder(before, of, (one) => !isSameAgreement(one.agreement, agreement))),
    forget: (of) => change((before) => withFolder(before, of, () => false)),
  };
}

function withFolder(before: ByFolder, of: string, keep: (one: Agreed) => boolean): ByFolder {
  const kept = (before.get(of) ?? []).filter(keep);
  const after = new Map(before);
  if (kept.length === 0) after.delete(of);
  else after.set(of, kept);
  return after;
}

/** What was agreed, as one line. */
export function describeAgreement(agreement: Agreement, t: Translate): string {
  switch (agreement.kind) {
    case "scan":
      return t("Scan by itself");
    case "write":
      return t("Write to {server}", { server: agreement.server });
    case "mail":
      return t("Mail as {account} to {receivers}", {
        account: agreement.account,
        receivers: agreement.receivers.join(", "),
      });
    case "field":
      return t("Read the field {field} of the records as aliases", { field: agreement.field });
    case "private":
      return t("Read {host} inside a private network", { host: agreement.host });
    case "script":
      return t("Run this version of the script of {job}: {command}", {
        job: agreement.job,
        command: agreement.command,
      });
  }
}

/** Whether one stands for the other. */
export function isSameAgreement(a: Agreement, b: Agreement): boolean {
  return keyOf(a) === keyOf(b);
}

/** The same for the same receivers, in whatever order and letters. */
export function receiversKey(receivers: readonly string[]): string {
  return JSON.stringify([...new Set(receivers.map((one) => one.toLowerCase()))].sort());
}

function keyOf(agreement: Agreement): string {
  switch (agreement.kind) {
    case "scan":
      return agreement.kind;
    case "write":
      return JSON.stringify([agreement.kind, agreement.server]);
    case "mail":
      return JSON.stringify([agreement.kind, agreement.account, receiversKey(agreement.receivers)]);
    case "field":
      return JSON.stringify([agreement.kind, agreement.field.toLowerCase()]);
    case "private":
      return JSON.stringify([agreement.kind, agreement.host.toLowerCase()]);
    case "script":
      return JSON.stringify([agreement.kind, agreement.job, agreement.digest]);
  }
}

function decodeAgreed(value: unknown): Agreed | null {
  if (!isRecord(value) || typeof value["at"] !== "string" || !isRecord(value["agreement"])) return null;
  const agreement = decodeAgreement(value["agreement"]);
  return agreement && { agreement, at: value["at"] };
}

function decodeAgreement({
  kind,
  server,
  account,
  receivers,
  field,
  host,
  job,
  digest,
  command,
}: Readonly<Record<string, unknown>>): Agreement | null {
  switch (kind) {
    case "scan":
      return { kind };
    case "write":
      return typeof server === "string" ? { kind, server } : null;
    case "mail":
      return typeof account === "string" && Array.isArray(receivers)
        ? { kind, account, receivers: textsIn(receivers) }
        : null;
    case "field":
      return typeof field === "string" ? { kind, field } : null;
    case "private":
      return typeof host === "string" ? { kind, host } : null;
    case "script":
      return typeof job === "string" && typeof digest === "string" && typeof command === "string"
        ? { kind, job, digest, command }
        : null;
    default:
      return null;
  }
}
