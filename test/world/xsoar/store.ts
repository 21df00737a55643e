import { type SimulatorClock, realClock } from "./clock";
import { NEWER, createdAnswer, member, rowMembers, withBuiltIns, withoutZones, wrongType } from "./indicator";
import { readObject, writeObject } from "./lossless";
import { type Members, creationOf, customOf, joinLists, patched } from "./members";
import { compileQuery } from "./query";
import { isCount, isStrings, orderOf, readSort, sortKey } from "./rows";
import { STORE_DEFAULTS, type StoreOptions } from "./switches";
export { STORE_DEFAULTS, type StoreOptions } from "./switches";

/** What a request came to: a body for 200, or an error of the server's own. */
export type StoreAnswer =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly status: number; readonly id: string; readonly why: string };

const SIZE_CAP = 1000;
const WINDOW = 10_000;
/** Keys of a filter that no client here needs; whoever sends one learns that instead of getting wrong rows. */
const NOT_SIMULATED = [
  "fromDate",
  "toDate",
  "firstSeen",
  "lastSeen",
  "searchBefore",
  "earlyTimeInPage",
  "laterTimeInPage",
];
NOT_SIMULATED.push("timeFrame", "period", "prevPage", "fields", "searchAfterElastic", "searchBeforeElastic");

interface Stored {
  members: Members;
  /** Not found by searches before, in epoch ms. */
  readonly visibleFrom: number;
  /** What searches see until a moment, after an edit. */
  old: { readonly members: Members; readonly until: number } | null;
}

/** The indicators of one account. Requests and answers are JSON text, so that no number loses a digit. */
export class IndicatorStore {
  private readonly stored = new Map<string, Stored>();
  private readonly values = new WeakMap<Members, Readonly<Record<string, unknown>>>();
  private nextId = 1001;

  constructor(
    private readonly options: StoreOptions = STORE_DEFAULTS,
    private readonly clock: SimulatorClock = realClock,
  ) {}

  search(text: string): StoreAnswer {
    const request = readObject(text);
    if (request === null) return badRequest("the filter is no object");
    const field = (name: string): unknown => request.find(({ key }) => key === name)?.value ?? null;
    const [query, page, size, after] = [field("query"), field("page"), field("size"), field("searchAfter")];
    if (query !== null && typeof query !== "string") return badRequest("query is no string");
    if (!isCount(page) || !isCount(size)) return badRequest("page and size are whole numbers");
    if (after !== null && !isStrings(after)) return badRequest("searchAfter is a list of strings");
    for (const name of NOT_SIMULATED) {
      if (field(name) !== null)
        return { ok: false, status: 501, id: "not_implemented", why: `${name} is not simulated` };
    }
    const { maxTerms, escapes, maxQueryLength, emptyQuery } = this.options;
    const isEmpty = (query ?? "").trim() === "";
    if (isEmpty && emptyQuery === "refuse") return badRequest("the query is empty");
    if ((query ?? "").length > maxQueryLength) return tooLong(`the query is longer than ${maxQueryLength} characters`);
    const compiled = compileQuery(query ?? "", { strictEscapes: escapes === "strict" });
    if (!compiled.ok) return badRequest(`failed to parse the query: ${compiled.why}`);
    if (compiled.terms > maxTerms) return tooLong(`maxClauseCount is set to ${maxTerms}`);
    const sort = readSort(field("sort"));
    if (sort === null) return badRequest("sort is a list of {field, asc}");

    const now = this.clock.now().getTime();
    const rows = [...this.stored.values()]
      .filter(({ visibleFrom }) => visibleFrom <= now)
      .map(({ members, old }) => (old !== null && old.until > now ? old.members : members))
      .filter((members) => !(isEmpty && emptyQuery === "none") && compiled.query(this.indexed(members)))
      .map((members) => {
        const value = this.valueOf(members);
        return { members, keys: [...sort.map(({ field: name }) => sortKey(value[name])), sortKey(value["id"])] };
      })
      .sort((left, right) => orderOf(left.keys, right.keys, sort));
    const count = this.rowCount(size);
    if (after === null && (page ?? 0) * count + count > WINDOW && this.options.window === "refuse") {
      return { ok: false, status: 500, id: "internal_server_error", why: "Result window is too large" };
    }
    if (after !== null && after.length !== sort.length + 1) return badRequest("searchAfter does not fit the sort");
    const first = after === null ? (page ?? 0) * count : rows.findIndex(({ keys }) => orderOf(keys, after, sort) > 0);
    const end = after === null ? Math.min(first + count, WINDOW) : first + count;
    const objects = (first < 0 ? [] : rows.slice(first, end)).map(({ members, keys }) => {
      const whole = new Map(members).set("sortValues", member("sortValues", JSON.stringify(keys)));
      return writeObject(rowMembers(whole.values(), this.options));
    });
    return { ok: true, body: this.searchBody(objects, rows.length) };
  }

  create(text: string): StoreAnswer {
    const given = creationOf(text);
    if (typeof given === "string") return badRequest(given);
    const wrong = wrongType(given, this.options.naiveDates === "refuse");
    if (wrong !== null) return badRequest(wrong);
    const value = given.get("value")?.value;
    if (typeof value !== "string" || value === "") return badRequest("value is missing");
    if (typeof given.get("indicator_type")?.value !== "string") return badRequest("indicator_type is missing");
    if (this.options.excluded.some((name) => name.toLowerCase() === value.toLowerCase())) {
      return { ok: true, body: this.options.excludedAnswer === "null" ? "null" : "" };
    }

    const { duplicates } = this.options;
    const existing = [...this.stored.values()].find(({ members }) => members.get("value")?.value === value);
    if (existing !== undefined && duplicates !== "duplicate") {
      if (duplicates === "409") {
        return { ok: false, status: 409, id: "conflict", why: `indicator ${value} already exists` };
      }
      this.change(existing, (members) => duplicates === "append" && joinLists(members, given));
      return { ok: true, body: createdAnswer(existing.members, this.options.createAnswer) };
    }
    if (this.options.naiveDates === "blank") withoutZones(given);
    for (const key of ["modified", "timestamp", "calculatedTime"]) given.set(key, member(key, this.stamp()));
    for (const key of ["firstSeenEntryID", "lastSeenEntryID"]) given.set(key, member(key, '"API"'));
    const { members } = this.store(given, this.clock.now().getTime() + this.options.indexLagMs);
    return { ok: true, body: createdAnswer(members, this.options.createAnswer) };
  }

  edit(text: string): StoreAnswer {
    const given: Members = new Map(readObject(text)?.map((entry) => [entry.key, entry]));
    const id = given.get("id")?.value;
    if (typeof id !== "string" || id === "") return badRequest("the indicator has no id");
    const wrong = wrongType(given, this.options.naiveDates === "refuse");
    if (wrong !== null) return badRequest(wrong);
    const record = this.stored.get(id);
    if (record === undefined) {
      const status = this.options.unknownId;
      return { ok: false, status, id: status === 404 ? "not_found" : "bad_request", why: `no indicator with id ${id}` };
    }
    const locked = this.lockedOut(record, id, given.get("version")?.value ?? null);
    if (locked !== null) return locked;
    if (this.options.naiveDates === "blank") withoutZones(given);
    this.change(record, (members) => {
      const version = members.get("version") ?? member("version", "0");
      const kept = this.options.edits === "patch" ? patched(members, given) : given;
      members.clear();
      for (const [key, entry] of withBuiltIns(kept)) members.set(key, entry);
      members.set("version", version);
    });
    return { ok: true, body: writeObject(record.members.values()) };
  }

  /** Stores a record as it is (JSON text keeps every digit); the id is given when it has none. Gives the id. */
  put(recordOrText: Readonly<Record<string, unknown>> | string): string {
    const members = readObject(typeof recordOrText === "string" ? recordOrText : JSON.stringify(recordOrText));
    if (members === null) throw new Error("a record is a JSON object");
    const record = this.store(new Map(members.map((entry) => [entry.key, entry])), 0);
    return String(record.members.get("id")?.value);
  }

  remove(id: string): boolean {
    return this.stored.delete(id);
  }

  /**
   * Another user edits the record: its version rises, custom fields are set, a row is added to the community notes.
   * False when there is no such record.
   */
  touch(id: string, change: Readonly<Record<string, unknown>> = {}, note?: string): boolean {
    const record = this.stored.get(id);
    if (record === undefined) return false;
    this.change(record, (members) => {
      if (Object.keys(change).length === 0 && note === undefined) return;
      const custom = customOf(members);
      for (const [key, value] of Object.entries(change)) custom.set(key, member(key, JSON.stringify(value)));
      if (note !== undefined) {
        const row = JSON.stringify({ notes: note, timestamp: this.clock.now().toISOString() });
        const rows = custom.get("communitynotes")?.raw.trim() ?? "null";
        const list = rows === "null" || /^\[\s*\]$/.test(rows) ? `[${row}]` : `${rows.slice(0, -1)},${row}]`;
        custom.set("communitynotes", member("communitynotes", list));
      }
      members.set("CustomFields", member("CustomFields", writeObject(custom.values())));
    });
    return true;
  }

  /** Another user creates what a creation is about to create, with the same value and type, but with a note of his own. */
  rival(creationText: string, note = "a rival's note"): void {
    const given = creationOf(creationText);
    if (typeof given === "string") return;
    const [value, type] = [given.get("value")?.value, given.get("indicator_type")?.value];
    this.put({
      value,
      indicator_type: type,
      CustomFields: { communitynotes: [{ notes: note, timestamp: this.clock.now().toISOString() }] },
    });
  }

  /** Ids in the order of creation. */
  ids(): readonly string[] {
    return [...this.stored.keys()];
  }

  /** The exact JSON text of a record as it is stored, or null. */
  text(id: string): string | null {
    const record = this.stored.get(id);
    return record === undefined ? null : writeObject(record.members.values());
  }

  private rowCount(size: number | null): number {
    const { defaultSize, zeroSize } = this.options;
    const wanted = size === null || (size === 0 && zeroSize === "default") ? defaultSize : size;
    return Math.min(wanted, SIZE_CAP);
  }

  private searchBody(objects: readonly string[], total: number): string {
    if (objects.length > 0) return `{"iocObjects":[${objects.join(",")}],"total":${total}}`;
    const { noRows } = this.options;
    const rows = noRows === "absent" ? "" : `"iocObjects":${noRows === "null" ? "null" : "[]"},`;
    return `{${rows}"total":${total}}`;
  }

  /** The answer to a version that is not the stored one; null when the edit may go on. */
  private lockedOut(record: Stored, id: string, sent: unknown): StoreAnswer | null {
    if (this.options.versions === "ignored") return null;
    const held = Number(record.members.get("version")?.value);
    const accepted = sent === null ? this.options.missingVersion === "accept" : sent === -1 || sent === held;
    if (accepted) return null;
    const versions = `DB Version '${held}' and Insert version '${sent === null ? 0 : JSON.stringify(sent)}'`;
    const why = `${versions} do not match for id: ${id} on bucket [] [indicators] (15)`;
    const { lockAnswer } = this.options;
    if (lockAnswer === "409") return { ok: false, status: 409, id: "conflict", why };
    return { ok: false, status: 400, id: lockAnswer === "badRequest" ? "bad_request" : lockAnswer, why };
  }

  private store(members: Members, visibleFrom: number): Stored {
    if (!members.get("id")?.value) members.set("id", member("id", JSON.stringify(this.newId())));
    if (this.options.newerKeys) {
      for (const [key, value] of Object.entries(NEWER)) {
        if (!members.has(key)) members.set(key, member(key, value));
      }
    }
    const record: Stored = { members: withBuiltIns(members), visibleFrom, old: null };
    this.stored.set(String(record.members.get("id")?.value), record);
    return record;
  }

  private newId(): string {
    const number = this.nextId++;
    return this.options.ids === "digits"
      ? String(number)
      : `b5c1e0d2-77aa-4f3e-9d10-${String(number).padStart(12, "0")}`;
  }

  /** One edit, by whomever: the version rises, the time is set, and searches may lag behind. */
  private change(record: Stored, work: (members: Members) => unknown): void {
    const now = this.clock.now().getTime();
    const { editLagMs } = this.options;
    if (editLagMs > 0) {
      const seen = record.old !== null && record.old.until > now ? record.old.members : record.members;
      record.old = { members: seen, until: now + editLagMs };
    }
    const members = new Map(record.members);
    work(members);
    const version = Number(members.get("version")?.value) + 1;
    members.set("version", member("version", String(version)));
    members.set("modified", member("modified", this.stamp()));
    record.members = members;
  }

  /** The server's time as JSON text, with more digits than a JavaScript date holds. */
  private stamp(): string {
    const now = this.clock.now();
    if (this.options.times === "utc") return JSON.stringify(now.toISOString().replace("Z", "123456Z"));
    const local = new Date(now.getTime() + 3 * 3_600_000).toISOString();
    return JSON.stringify(local.replace("Z", "044+03:00"));
  }

  /** What a query is compared with. */
  private indexed(members: Members): Readonly<Record<string, unknown>> {
    const { unsearchable } = this.options;
    if (unsearchable.length === 0) return this.valueOf(members);
    return Object.fromEntries(Object.entries(this.valueOf(members)).filter(([name]) => !unsearchable.includes(name)));
  }

  private valueOf(members: Members): Readonly<Record<string, unknown>> {
    let value = this.values.get(members);
    if (value === undefined) {
      value = Object.fromEntries([...members.values()].map(({ key, value }) => [key, value]));
      this.values.set(members, value);
    }
    return value;
  }
}

function badRequest(why: string): StoreAnswer {
  return { ok: false, status: 400, id: "bad_request", why };
}

/** A query beyond what the search engine takes. */
function tooLong(why: string): StoreAnswer {
  return { ok: false, status: 500, id: "internal_server_error", why };
}
