import { CREATABLE, createdAnswer, member, withBuiltIns, wrongType } from "./indicator";
import { readObject, writeObject, type Member } from "./lossless";
import { compileQuery } from "./query";
import { isCount, isStrings, orderOf, readSort, sortKey } from "./rows";

/** What a request came to: a body for 200, or an error of the server's own. */
export type StoreAnswer =
  | { readonly ok: true; readonly body: string }
  | { readonly ok: false; readonly status: number; readonly id: string; readonly why: string };

/** Behaviours that servers differ in, or that no document settles. */
export interface StoreOptions {
  /** Creating a value that exists: give the existing record with its version raised, refuse, or make a second one. */
  readonly duplicates: "merge" | "409" | "duplicate";
  /** Values that are never created; the answer is 200 `null`. Compared without case. */
  readonly excluded: readonly string[];
  /** How long a created record stays invisible to searches, in ms. */
  readonly indexLagMs: number;
  /** An edit without `version`. */
  readonly missingVersion: "refuse" | "accept";
  /** An edit of an id nobody has. */
  readonly unknownId: 404 | 400;
  /** Rows for a search that gives no size. */
  readonly defaultSize: number;
  /** Reading past the first 10,000 rows by page number: an error, or an empty page. */
  readonly window: "refuse" | "truncate";
}

export const STORE_DEFAULTS: StoreOptions = {
  duplicates: "merge",
  excluded: [],
  indexLagMs: 0,
  missingVersion: "refuse",
  unknownId: 404,
  defaultSize: 50,
  window: "refuse",
};

const SIZE_CAP = 1000;
const WINDOW = 10_000;

interface Stored {
  members: Map<string, Member>;
  visibleFrom: number;
}

/** The indicators of one tenant. Requests and answers are JSON text, so that no number loses a digit. */
export class IndicatorStore {
  private readonly stored = new Map<string, Stored>();
  private nextId = 1001;

  constructor(private readonly options: StoreOptions) {}

  search(text: string): StoreAnswer {
    const request = readObject(text);
    if (request === null) return badRequest("the filter is no object");
    const field = (name: string): unknown => request.find(({ key }) => key === name)?.value ?? null;
    const [query, page, size, after] = [field("query"), field("page"), field("size"), field("searchAfter")];
    if (query !== null && typeof query !== "string") return badRequest("query is no string");
    if (!isCount(page) || !isCount(size)) return badRequest("page and size are whole numbers");
    if (after !== null && !isStrings(after)) return badRequest("searchAfter is a list of strings");
    for (const name of [
      "fromDate",
      "toDate",
      "firstSeen",
      "lastSeen",
      "searchBefore",
      "earlyTimeInPage",
      "timeFrame",
    ]) {
      if (field(name) !== null)
        return { ok: false, status: 501, id: "not_implemented", why: `${name} is not simulated` };
    }
    const compiled = compileQuery(query ?? "");
    if (!compiled.ok) return badRequest(`failed to parse the query: ${compiled.why}`);
    const sort = readSort(field("sort"));
    if (sort === null) return badRequest("sort is a list of {field, asc}");

    const rows = [...this.stored.values()]
      .filter(({ visibleFrom }) => visibleFrom <= Date.now())
      .map((record) => ({ record, value: valueOf(record) }))
      .filter(({ value }) => compiled.query(value))
      .map(({ record, value }) => ({
        record,
        keys: [...sort.map(({ field: name }) => sortKey(value[name])), sortKey(value["id"])],
      }))
      .sort((left, right) => orderOf(left.keys, right.keys, sort));
    const count = Math.min(size === null ? this.options.defaultSize : size, SIZE_CAP);
    const first = after === null ? (page ?? 0) * count : rows.findIndex(({ keys }) => orderOf(keys, after, sort) > 0);
    if (after === null && first + count > WINDOW && this.options.window === "refuse") {
      return { ok: false, status: 500, id: "internal_server_error", why: "Result window is too large" };
    }
    const end = after === null ? Math.min(first + count, WINDOW) : first + count;
    const served = first < 0 ? [] : rows.slice(first, end);
    const objects = served.map(({ record, keys }) => {
      const members = new Map(record.members);
      members.set("sortValues", member("sortValues", JSON.stringify(keys)));
      return writeObject(members.values());
    });
    return {
      ok: true,
      body: `{"iocObjects":${objects.length > 0 ? `[${objects.join(",")}]` : "null"},"total":${rows.length}}`,
    };
  }

  create(text: string): StoreAnswer {
    const wrapper = readObject(text)?.find(({ key }) => key === "indicator");
    const indicator = wrapper === undefined ? null : readObject(wrapper.raw);
    if (indicator === null) return badRequest("the request holds no indicator");
    const given = new Map(indicator.filter(({ key }) => CREATABLE.includes(key)).map((entry) => [entry.key, entry]));
    const wrong = wrongType(given);
    if (wrong !== null) return badRequest(wrong);
    const value = given.get("value")?.value;
    if (typeof value !== "string" || value === "") return badRequest("value is missing");
    if (typeof given.get("indicator_type")?.value !== "string") return badRequest("indicator_type is missing");
    if (this.options.excluded.some((name) => name.toLowerCase() === value.toLowerCase()))
      return { ok: true, body: "null" };

    const existing = [...this.stored.values()].find((record) => record.members.get("value")?.value === value);
    if (existing !== undefined && this.options.duplicates === "409") {
      return { ok: false, status: 409, id: "conflict", why: `indicator ${value} already exists` };
    }
    if (existing !== undefined && this.options.duplicates === "merge") {
      this.raiseVersion(existing);
      return { ok: true, body: createdAnswer(existing.members) };
    }
    const now = JSON.stringify(new Date().toISOString());
    for (const key of ["modified", "timestamp", "calculatedTime"]) given.set(key, member(key, now));
    for (const key of ["firstSeenEntryID", "lastSeenEntryID"]) given.set(key, member(key, '"API"'));
    const record = this.store(given, Date.now() + this.options.indexLagMs);
    return { ok: true, body: createdAnswer(record.members) };
  }

  edit(text: string): StoreAnswer {
    const given = new Map(readObject(text)?.map((entry) => [entry.key, entry]));
    const id = given.get("id")?.value;
    if (typeof id !== "string" || id === "") return badRequest("the indicator has no id");
    const wrong = wrongType(given);
    if (wrong !== null) return badRequest(wrong);
    const record = this.stored.get(id);
    if (record === undefined) {
      const status = this.options.unknownId;
      return { ok: false, status, id: status === 404 ? "not_found" : "bad_request", why: `no indicator with id ${id}` };
    }
    const held = Number(record.members.get("version")?.value);
    const sent = given.get("version")?.value ?? null;
    const accepted = sent === null ? this.options.missingVersion === "accept" : sent === -1 || sent === held;
    if (!accepted) {
      const why = `DB Version '${held}' and Insert version '${sent === null ? 0 : JSON.stringify(sent)}' do not match for id: ${id}`;
      return { ok: false, status: 400, id: "errOptimisticLock", why: `${why} on bucket [] [indicators] (15)` };
    }
    given.set("version", member("version", String(held)));
    record.members = withBuiltIns(given);
    this.raiseVersion(record);
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

  /** Another user edits the record: its version rises. With `change`, custom fields are set as well. */
  touch(id: string, change: Readonly<Record<string, unknown>> = {}): void {
    const record = this.stored.get(id);
    if (record === undefined) throw new Error(`no record ${id}`);
    if (Object.keys(change).length > 0) {
      const custom = readObject(record.members.get("CustomFields")?.raw ?? "") ?? [];
      const members = new Map(custom.map((entry) => [entry.key, entry]));
      for (const [key, value] of Object.entries(change)) members.set(key, member(key, JSON.stringify(value)));
      record.members.set("CustomFields", member("CustomFields", writeObject(members.values())));
    }
    this.raiseVersion(record);
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

  private store(members: Map<string, Member>, visibleFrom: number): Stored {
    if (!members.get("id")?.value) members.set("id", member("id", JSON.stringify(String(this.nextId++))));
    const record = { members: withBuiltIns(members), visibleFrom };
    this.stored.set(String(record.members.get("id")?.value), record);
    return record;
  }

  private raiseVersion(record: Stored): void {
    const version = Number(record.members.get("version")?.value) + 1;
    record.members.set("version", member("version", String(version)));
    record.members.set(
      "modified",
      member("modified", JSON.stringify(new Date().toISOString().replace("Z", "123456Z"))),
    );
  }
}

function valueOf(record: Stored): Record<string, unknown> {
  return Object.fromEntries([...record.members.values()].map(({ key, value }) => [key, value]));
}

function badRequest(why: string): StoreAnswer {
  return { ok: false, status: 400, id: "bad_request", why };
}
