import { XSOAR_WRITES_AT_ONCE } from "../limits";
import { mapLimit } from "../text/mapLimit";
import type { XsoarClient } from "./client";
import { type CreateOptions, type CreatedRecord, creationBody } from "./creation";
import { mayHaveWritten } from "./consequences";
import type { XsoarFailure } from "./failures";
import { type Lookup, type LookupName, ambiguous, findRecords, withoutChoice } from "./lookup";
import { addNotes, holdsAll } from "./notes";
import type { NoteArticle } from "./noteText";
import type { IndicatorRecord } from "./record";
import type { CreatedOutcome } from "./reports";

/** A record to be made. The name was just looked for and not found. */
export interface Creation {
  readonly name: LookupName;
  /** Each canonical address once. */
  readonly articles: readonly NoteArticle[];
  /** When an earlier run has sent the creation without learning what became of it: ISO 8601. */
  readonly sentAt: string | null;
}

interface CreationHooks {
  /** Asked before each creation. */
  readonly stop: () => boolean;
  /** Awaited before a creation is sent, so that it is never forgotten that it was. */
  readonly beforeSend?: (creation: Creation) => Promise<void>;
  /** Told of each creation that was refused for good, at once. */
  readonly onFailure?: (failure: XsoarFailure) => void;
}

/** What is known of a creation while its record has not been seen. */
type Sent =
  | { readonly kind: "made"; readonly record: IndicatorRecord; readonly answer: string }
  /** The server says that there is one. */
  | { readonly kind: "double"; readonly failure: XsoarFailure }
  | { readonly kind: "unsure"; readonly failure: XsoarFailure };

/** A new record may not be found for some seconds (the vendor's own scripts poll for 20): pauses between the looks. */
const LOOK_PAUSES_MS = [300, 700, 1_000, 2_000, 3_000] as const;
/** Further looks before a creation with a lost answer is sent once more: what it made may only now be found. */
const LATE_PAUSES_MS = [3_000, 5_000, 5_000] as const;
/** For so long after a creation an earlier run has sent, a record that is not found may still appear. */
const MAY_APPEAR_MS = 20_000;
const LONG_LOOK_MS = 2_000;

/**
 * Makes several records, each with its notes, and waits until they can be found, so that whoever looks next does not make
 * second ones: all of them by the same searches. Whatever leaves it open whether a record was made is followed by looks
 * before the creation is sent once more, once. The answer to a creation is a partial object and is never the base of an
 * edit. Creations that were not begun have no outcome.
 */
export async function createTogether(
  client: XsoarClient,
  creations: readonly Creation[],
  options: CreateOptions,
  signal: AbortSignal,
  hooks: CreationHooks,
): Promise<Map<Creation, CreatedRecord>> {
  const outcomes = new Map<Creation, CreatedRecord>();
  const sent = new Map<Creation, Sent>();
  const settleFound = (open: readonly Creation[], pauses: readonly number[]): Promise<void> =>
    lookFor(client, open, pauses, options, signal, async (creation, lookup) => {
      const outcome = await settle(client, creation, sent.get(creation), lookup, options, signal);
      outcomes.set(creation, outcome);
    });
  const unsettled = (): Creation[] => creations.filter((creation) => !outcomes.has(creation));

  await settleFound(
    creations.filter(({ sentAt }) => sentAt !== null),
    pausesSince(creations, options.now),
  );
  let open = unsettled();
  for (const isLast of [false, true]) {
    await mapLimit(open, XSOAR_WRITES_AT_ONCE / 2, send, () => hooks.stop() || signal.aborted);
    const toFind = open.filter((creation) => sent.has(creation) && !outcomes.has(creation));
    if (toFind.length === 0) break;
    await settleFound(toFind, [0, ...LOOK_PAUSES_MS]);
    await settleFound(
      toFind.filter((creation) => sent.get(creation)?.kind === "unsure" && !outcomes.has(creation)),
      LATE_PAUSES_MS,
    );
    open = toFind.filter((creation) => !outcomes.has(creation));
    for (const creation of open) {
      const what = sent.get(creation);
      if (what?.kind === "made") outcomes.set(creation, await unseen(what, creation, options, signal));
      else if (what !== undefined && (what.kind === "double" || isLast || signal.aborted))
        outcomes.set(creation, { kind: "failed", failure: what.failure });
    }
    open = open.filter((creation) => !outcomes.has(creation));
  }
  return outcomes;

  async function send(creation: Creation): Promise<void> {
    await hooks.beforeSend?.(creation);
    const result = await client.create(creationBody(creation.name.name, creation.articles, options), signal);
    if (result.ok) {
      if (result.value === null) outcomes.set(creation, { kind: "excluded" });
      else sent.set(creation, { kind: "made", record: result.value, answer: result.raw });
      return;
    }
    const { failure } = result;
    if (failure.code === "conflict") sent.set(creation, { kind: "double", failure });
    else if (mayHaveWritten(failure)) sent.set(creation, { kind: "unsure", failure });
    else {
      outcomes.set(creation, { kind: "failed", failure });
      hooks.onFailure?.(failure);
    }
  }
}

/** Looks for the names until they are found, for as long as the server's index may lag. */
async function lookFor(
  client: XsoarClient,
  creations: readonly Creation[],
  pauses: readonly number[],
  options: CreateOptions,
  signal: AbortSignal,
  onFound: (creation: Creation, lookup: Exclude<Lookup, { kind: "missing" }>) => Promise<void>,
): Promise<void> {
  let open = creations.map((creation) => ({ creation, ...withoutChoice(creation.name), aliases: [] }));
  for (const pauseMs of pauses) {
    if (open.length === 0) return;
    if (pauseMs > 0) await options.wait(pauseMs, signal);
    const lookups = await findRecords(
      client,
      open,
      options,
      () => undefined,
      () => false,
      signal,
    );
    const found: { readonly creation: Creation; readonly lookup: Exclude<Lookup, { kind: "missing" }> }[] = [];
    for (const one of open) {
      const lookup = lookups.get(one);
      if (lookup !== undefined && lookup.kind !== "missing") found.push({ creation: one.creation, lookup });
    }
    await mapLimit(
      found,
      XSOAR_WRITES_AT_ONCE,
      ({ creation, lookup }) => onFound(creation, lookup),
      () => false,
    );
    const done = new Set(found.map(({ creation }) => creation));
    open = open.filter(({ creation }) => !done.has(creation));
  }
}

/** What became of a creation, now that something bears its name. `sent` is undefined when an earlier run has sent it. */
async function settle(
  client: XsoarClient,
  { articles }: Creation,
  sent: Sent | undefined,
  lookup: Exclude<Lookup, { kind: "missing" }>,
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  const made = sent?.kind === "made" ? sent : null;
  if (lookup.kind === "failed")
    return made === null ? lookup : ((await createdUnseen(made, articles, options, signal)) ?? lookup);
  const bearers = lookup.kind === "found" ? [lookup.record] : lookup.records;
  if (made !== null) {
    const own = bearers.find(({ id }) => id === made.record.id);
    const twins = bearers.filter((record) => record !== own).map(({ id }) => id);
    const known = twins.length > 0 ? { twins } : {};
    if (own !== undefined) {
      const outcome = await addNotes(client, own, articles, options, signal);
      if (outcome.kind === "failed")
        return (await isSafe(made, articles, options, signal)) ? { ...createdFrom(made, articles), ...known } : outcome;
      return isNew(made.record) ? { ...createdFrom(made, articles), ...known } : outcome;
    }
    const created = await createdUnseen(made, articles, options, signal);
    if (created !== null) return { ...created, ...known };
  }
  if (lookup.kind === "ambiguous") return ambiguous(lookup);
  if (sent?.kind !== "double" && (await holdsAll(lookup.record, articles, options, signal))) {
    return { kind: "created", id: lookup.record.id, notes: articles.length, answer: "" };
  }
  return addNotes(client, lookup.record, articles, options, signal);
}

/** The outcome of a creation the server reports as done, whose record cannot be found. */
async function unseen(
  made: Extract<Sent, { kind: "made" }>,
  { articles }: Creation,
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedRecord> {
  const created = await createdUnseen(made, articles, options, signal);
  return created ?? { kind: "failed", failure: { code: "gone", value: made.record.value } };
}

/** The outcome by the answer alone, where that says enough: the record itself was not found yet. */
async function createdUnseen(
  made: Extract<Sent, { kind: "made" }>,
  articles: readonly NoteArticle[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<CreatedOutcome | null> {
  return (await isSafe(made, articles, options, signal)) ? { ...createdFrom(made, articles), unseen: true } : null;
}

function createdFrom(
  { record, answer }: Extract<Sent, { kind: "made" }>,
  articles: readonly NoteArticle[],
): CreatedOutcome {
  return { kind: "created", id: record.id, notes: articles.length, answer };
}

/** True when the answer says enough: a new record is made of what was sent; one that was there before may lack the notes. */
async function isSafe(
  { record }: Extract<Sent, { kind: "made" }>,
  articles: readonly NoteArticle[],
  options: CreateOptions,
  signal: AbortSignal,
): Promise<boolean> {
  return isNew(record) || holdsAll(record, articles, options, signal);
}

function isNew({ version }: IndicatorRecord): boolean {
  return (version ?? 1) <= 1;
}

/** Looks spread over what is left of the time in which the record of an earlier creation may still appear. */
function pausesSince(creations: readonly Creation[], now: Date): number[] {
  const left = Math.max(
    0,
    ...creations.map(({ sentAt }) => (sentAt === null ? 0 : Date.parse(sentAt) + MAY_APPEAR_MS - now.getTime())),
  );
  const looks = Math.ceil(Math.min(left, MAY_APPEAR_MS) / LONG_LOOK_MS);
  return [0, ...Array.from({ length: looks }, () => LONG_LOOK_MS)];
}
