import { MAX_FACT_ADDRESS_CHARACTERS, MAX_FACT_CHARACTERS, MAX_FACT_OWNERS } from "../limits";
import { nameKey } from "../matching/nameKey";
import type { ConfigNode } from "./configNode";
import { type NameFact, UNSAID } from "./nameFacts";
import { FILLED_PATTERN, URL_PATTERN } from "./rules";
import { type Field, type Reading, type Shape, type Trail, field, flag, list, report, section, text } from "./shape";

/** What a moment looks like, as the schema has it too. */
export const TIME_PATTERN = /^2\d{3}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;
/** What imports call a kind of name. */
export const FACT_KINDS: readonly string[] = ["actor", "campaign", "malware", "ransomware", "tool", "name"];

/** All keys there are. */
interface Written {
  readonly name: string | undefined;
  readonly alias: string | undefined;
  readonly owners: readonly string[] | undefined;
  readonly known: readonly string[] | undefined;
  readonly other: string | undefined;
  readonly recordOf: string | undefined;
  readonly entry: string | undefined;
  readonly kind: string | undefined;
  readonly server: string | undefined;
  readonly tenant: string | undefined;
  readonly attack: string | undefined;
  readonly leakSite: string | undefined;
  readonly id: string | undefined;
  readonly value: string | undefined;
  readonly country: string | undefined;
  readonly source: string | undefined;
  readonly version: string | undefined;
  readonly withdrawn: boolean | undefined;
  readonly at: string | undefined;
}

type Key = keyof Written;

/** A kind of fact: what has to stand there, and what may. */
interface Kind {
  readonly is: NameFact["is"];
  readonly needs: readonly Key[];
  readonly may: readonly Key[];
}

const FROM_SOURCE: readonly Key[] = ["source", "version"];

/** In this order: the first key that stands there tells the kind. */
const KINDS: readonly (readonly [told: Key, kind: Kind])[] = [
  ["owners", { is: "decision", needs: ["alias", "owners"], may: ["known"] }],
  ["other", { is: "other", needs: ["alias", "other"], may: ["country", ...FROM_SOURCE] }],
  ["recordOf", { is: "listed", needs: ["alias", "recordOf"], may: [] }],
  ["entry", { is: "picked", needs: ["name", "entry"], may: ["kind", "id", ...FROM_SOURCE] }],
  ["server", { is: "record", needs: ["name", "server", "id", "value"], may: ["tenant"] }],
  ["attack", { is: "attack", needs: ["name", "attack"], may: [] }],
  ["leakSite", { is: "leakSite", needs: ["name", "leakSite"], may: [] }],
  ["name", { is: "alias", needs: ["name", "alias"], may: FROM_SOURCE }],
  ["alias", { is: "decision", needs: ["alias", "owners"], may: ["known"] }],
];

const filled = limited(MAX_FACT_CHARACTERS, (value, node, trail, reading) => {
  if (FILLED_PATTERN.test(value)) return value;
  report(reading, node, trail, { code: "blankText" });
  return undefined;
});
const named = limited(MAX_FACT_CHARACTERS, (value, node, trail, reading) => {
  if (nameKey(value) !== "") return value;
  report(reading, node, trail, { code: "nameWithoutLetters", args: { value } });
  return undefined;
});
const any = limited(MAX_FACT_CHARACTERS, (value) => value);
const address = limited(MAX_FACT_ADDRESS_CHARACTERS, (value, node, trail, reading) => {
  if (URL_PATTERN.test(value) && URL.canParse(value)) return value;
  report(reading, node, trail, { code: "urlNotHttp", args: { url: value } });
  return undefined;
});
const nameKind = limited(MAX_FACT_CHARACTERS, (value, node, trail, reading) => {
  if (FACT_KINDS.includes(value)) return value;
  report(reading, node, trail, { code: "notOneOf", args: { value, choices: FACT_KINDS.join(", ") } });
  return undefined;
});
const time = text((value, node, trail, reading) => {
  const at = isoTime(value);
  if (at === null) report(reading, node, trail, { code: "notTime", args: { value } });
  return at ?? undefined;
});
const owners: Shape<readonly string[]> = {
  read(node, trail, reading) {
    const values = list(filled).read(node, trail, reading);
    if (values === undefined || values.length <= MAX_FACT_OWNERS) return values;
    report(reading, node, trail, { code: "listTooLong", args: { limit: MAX_FACT_OWNERS } });
    return undefined;
  },
};

/** What is missing is told by the kind of the fact. */
const absent = <T>(shape: Shape<T>): Field<T | undefined> => field<T | undefined>(shape, undefined);

const FACT = section<Written>({
  name: absent(filled),
  alias: absent(named),
  owners: absent(owners),
  known: absent(owners),
  other: absent(filled),
  recordOf: absent(filled),
  entry: absent(named),
  kind: absent(nameKind),
  server: absent(address),
  tenant: absent(filled),
  attack: absent(any),
  leakSite: absent(any),
  id: absent(filled),
  value: absent(filled),
  country: absent(filled),
  source: absent(filled),
  version: absent(filled),
  withdrawn: absent(flag),
  at: absent(time),
});

/** The keys a line of the names file may have. */
export const FACT_KEYS = Object.keys(FACT.fields ?? {});

const HERE: Trail = { path: [], name: "" };

/** Reads one fact; null where it does not count, which is reported then. */
export function readFact(node: ConfigNode, reading: Reading): NameFact | null {
  const before = reading.findings.length;
  const written = FACT.read(node, HERE, reading);
  if (written === undefined || node.kind !== "section") return null;
  const keys = new Map(node.entries.map((entry) => [entry.key, entry]));
  const kind = KINDS.find(([told]) => keys.has(told))?.[1];
  if (kind === undefined) {
    report(reading, node, HERE, { code: "noFact" });
    return null;
  }
  const isWithdrawn = written.withdrawn === true;
  const unsaid = isWithdrawn ? (UNSAID[kind.is] ?? []) : [];
  const needs = kind.needs.filter((key) => !unsaid.includes(key));
  const missing = [...needs, "at"].filter((key) => !keys.has(key));
  if (missing.length > 0) report(reading, node, HERE, { code: "factLacks", args: { missing: missing.join(", ") } });
  const own: readonly string[] = [...kind.needs, ...kind.may, "at", "withdrawn"];
  for (const key of FACT_KEYS) {
    const entry = own.includes(key) ? undefined : keys.get(key);
    if (entry === undefined) continue;
    const at = { start: entry.keyStart, end: entry.keyEnd };
    report(reading, at, { ...HERE, path: [key] }, { code: "factKey", severity: "warning", args: { key } });
  }
  if (reading.findings.slice(before).some(({ severity }) => severity === "error")) return null;
  const values = [...kind.needs, ...kind.may, "at" as const].flatMap((key) =>
    written[key] === undefined ? [] : [[key, written[key]] as const],
  );
  const blank = unsaid.map((key) => [key, key === "id" || key === "value" ? "" : []] as const);
  const rest = isWithdrawn ? { ...Object.fromEntries(blank), withdrawn: true } : {};
  return { is: kind.is, ...Object.fromEntries(values), ...rest } as unknown as NameFact;
}

function limited(
  limit: number,
  check: (value: string, node: ConfigNode, trail: Trail, reading: Reading) => string | undefined,
): Shape<string> {
  return text((value, node, trail, reading) => {
    if (value.length <= limit) return check(value, node, trail, reading);
    report(reading, node, trail, { code: "textTooLong", args: { limit } });
    return undefined;
  });
}

/** A moment as ISO 8601 UTC with milliseconds; null for what is none. A day alone is its first moment. */
function isoTime(value: string): string | null {
  if (!TIME_PATTERN.test(value)) return null;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return null;
  // The 30th of February is a day in March to some engines.
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  return day.toISOString().slice(0, 10) === value.slice(0, 10) ? time.toISOString() : null;
}
