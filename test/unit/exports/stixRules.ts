/**
 * What STIX 2.1 (OASIS, 10 June 2021) asks of a bundle, as far as our exports could break it: identifiers (§2.9), timestamps (§2.16) and
 * their order (§3.2, §3.6), required properties and their types (§3, §4), vocabularies (§10), references within the bundle, patterns (§9.2:
 * comparisons of strings), and no property that the specification does not know. Each break is told in words.
 */

/** A value as a text, whatever it is. */
const asText = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

type Json = Readonly<Record<string, unknown>>;
type Rule = (value: unknown) => string | null;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-5])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const text: Rule = (value) =>
  typeof value !== "string"
    ? "is no string"
    : value.trim() === ""
      ? "is empty"
      : /\p{Cs}/u.test(value)
        ? "has half a character"
        : null;
const flag: Rule = (value) => (typeof value === "boolean" ? null : "is no boolean");
const time: Rule = (value) =>
  typeof value === "string" && TIME.test(value) && new Date(value).toISOString() === value
    ? null
    : "is no timestamp with milliseconds in UTC";
const confidence: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 100 ? null : "is no integer from 0 to 100";
const oneOf =
  (...words: readonly string[]): Rule =>
  (value) =>
    words.includes(asText(value)) ? null : `is not in the vocabulary: ${asText(value)}`;
const list =
  (rule: Rule): Rule =>
  (value) => {
    if (!Array.isArray(value) || value.length === 0) return "is no list with something in it";
    return value.map(rule).find((problem) => problem !== null) ?? null;
  };
const id =
  (...types: readonly string[]): Rule =>
  (value) => {
    const [, type = "", uuid = ""] = /^([a-z][a-z0-9-]{1,248})--(.*)$/.exec(asText(value)) ?? [];
    if (!UUID.test(uuid)) return `is no identifier with a UUID of RFC 4122: ${asText(value)}`;
    return types.length === 0 || types.includes(type) ? null : `leads to a ${type}`;
  };
const reference: Rule = (value) => {
  if (typeof value !== "object" || value === null) return "is no external reference";
  const { source_name: name, ...rest } = value as Json;
  if (text(name) !== null) return `source_name ${text(name)}`;
  const known = ["description", "url", "external_id"];
  const foreign = Object.keys(rest).find((key) => !known.includes(key));
  if (foreign !== undefined) return `has an unknown property ${foreign}`;
  if (Object.keys(rest).length === 0) return "has neither description nor url nor external_id";
  const broken = Object.entries(rest).find(([, one]) => text(one) !== null);
  if (broken !== undefined) return `${broken[0]} ${text(broken[1])}`;
  const { url } = rest;
  if (
    url !== undefined &&
    (!/^[a-z][a-z\d+.-]*:[!-~]+$/i.test(asText(url)) || /[<>"{}|\\^`]/.test(asText(url)) || !URL.canParse(asText(url)))
  )
    return `url is none by RFC 3986: ${asText(url)}`;
  return name === "cve" && !/^CVE-\d{4}-\d{4,}$/.test(asText(rest["external_id"])) ? "external_id is no CVE id" : null;
};

/** The comparison expressions we write: objects and properties of §6 with strings, parted by OR. */
const PROPERTY =
  "(?:ipv4-addr:value|ipv6-addr:value|domain-name:value|url:value|email-addr:value|file:hashes\\.(?:MD5|'SHA-1'|'SHA-256'|'SHA-512'))";
const COMPARISON = `${PROPERTY} = '(?:[^'\\\\]|\\\\['\\\\])+'`;
const PATTERN = new RegExp(`^\\[${COMPARISON}(?: OR ${COMPARISON})*\\]$`, "u");
const pattern: Rule = (value) => (typeof value === "string" && PATTERN.test(value) ? null : "is no pattern");

interface TypeRules {
  readonly required: readonly string[];
  readonly own: Readonly<Record<string, Rule>>;
}

const COMMON: Readonly<Record<string, Rule>> = {
  type: text,
  spec_version: oneOf("2.1"),
  id: id(),
  created_by_ref: id("identity"),
  created: time,
  modified: time,
  revoked: flag,
  labels: list(text),
  confidence,
  lang: text,
  external_references: list(reference),
};
const COMMON_REQUIRED = ["type", "spec_version", "id", "created", "modified"];
const named: Readonly<Record<string, Rule>> = { name: text, description: text };

const TYPES: ReadonlyMap<string, TypeRules> = new Map([
  [
    "identity",
    {
      required: ["name"],
      own: { ...named, identity_class: oneOf("individual", "group", "system", "organization", "class", "unknown") },
    },
  ],
  [
    "report",
    {
      required: ["name", "published", "object_refs"],
      own: {
        ...named,
        published: time,
        object_refs: list(id()),
        report_types: list(
          oneOf(
            "attack-pattern",
            "campaign",
            "identity",
            "indicator",
            "intrusion-set",
            "malware",
            "observed-data",
            "threat-actor",
            "threat-report",
            "tool",
            "vulnerability",
          ),
        ),
      },
    },
  ],
  ["intrusion-set", { required: ["name"], own: { ...named, aliases: list(text), first_seen: time, last_seen: time } }],
  ["campaign", { required: ["name"], own: { ...named, aliases: list(text), first_seen: time, last_seen: time } }],
  ["tool", { required: ["name"], own: { ...named, aliases: list(text) } }],
  [
    "malware",
    {
      required: ["is_family"],
      own: {
        ...named,
        aliases: list(text),
        is_family: flag,
        malware_types: list(oneOf("backdoor", "ransomware", "trojan", "unknown", "worm")),
      },
    },
  ],
  ["vulnerability", { required: ["name"], own: named }],
  [
    "indicator",
    {
      required: ["pattern", "pattern_type", "valid_from"],
      own: { ...named, pattern, pattern_type: oneOf("stix"), valid_from: time, valid_until: time },
    },
  ],
] as const satisfies readonly (readonly [string, TypeRules])[]);

/** What breaks the rules in a bundle, an empty list for none. */
export function stixProblems(bundle: unknown): readonly string[] {
  if (typeof bundle !== "object" || bundle === null) return ["no bundle"];
  const { type, id: bundleId, objects, ...rest } = bundle as Json;
  if (type !== "bundle") return ["type is not bundle"];
  if (!Array.isArray(objects) || objects.length === 0) return ["objects is no list with something in it"];
  const all = objects as readonly Json[];
  const wrongId = id("bundle")(bundleId);
  const ids = new Set(all.map((object) => object["id"]));
  const versions = all.map((object) => `${asText(object["id"])} ${asText(object["modified"])}`);
  return [
    ...(wrongId === null ? [] : [`bundle: id ${wrongId}`]),
    ...Object.keys(rest).map((key) => `bundle: unknown property ${key}`),
    ...(new Set(versions).size < versions.length ? ["two objects are one version"] : []),
    ...all.flatMap((object) => objectProblems(object, ids).map((problem) => `${asText(object["type"])}: ${problem}`)),
  ];
}

function objectProblems(object: Json, ids: ReadonlySet<unknown>): readonly string[] {
  const type = asText(object["type"]);
  const rules = TYPES.get(type);
  if (rules === undefined) return ["unknown type"];
  const known: Readonly<Record<string, Rule>> = { ...COMMON, ...rules.own };
  const problems = [...COMMON_REQUIRED, ...rules.required]
    .filter((key) => !(key in object))
    .map((key) => `lacks ${key}`);
  for (const [key, value] of Object.entries(object)) {
    const rule = Object.hasOwn(known, key) ? known[key] : undefined;
    const problem = rule === undefined ? "is no property without an extension" : rule(value);
    if (problem !== null) problems.push(`${key} ${problem}`);
  }
  if (!asText(object["id"]).startsWith(`${type}--`)) problems.push("id is that of another type");
  if (asText(object["modified"]) < asText(object["created"])) problems.push("modified before it was created");
  for (const [from, until] of [
    ["first_seen", "last_seen"],
    ["valid_from", "valid_until"],
  ] as const) {
    if (object[until] !== undefined && asText(object[until]) <= asText(object[from]))
      problems.push(`${until} is not later`);
  }
  const refs = [object["created_by_ref"] ?? [], object["object_refs"] ?? []].flat();
  for (const ref of refs) if (!ids.has(ref)) problems.push(`leads to ${asText(ref)}, which is not there`);
  return problems;
}

/** What breaks the rules between two exports: of one id and one time there is one content, and no id is created twice. */
export function versionProblems(before: unknown, after: unknown): readonly string[] {
  const objectsOf = (bundle: unknown): ReadonlyMap<unknown, Json> =>
    new Map((bundle as { readonly objects: readonly Json[] }).objects.map((object) => [object["id"], object]));
  const earlier = objectsOf(before);
  return [...objectsOf(after)].flatMap(([one, object]) => {
    const old = earlier.get(one);
    if (old === undefined) return [];
    const isSame = JSON.stringify({ ...old, modified: "" }) === JSON.stringify({ ...object, modified: "" });
    return [
      ...(old["created"] === object["created"] ? [] : [`${asText(one)}: created at another time`]),
      ...(isSame || asText(old["modified"]) < asText(object["modified"])
        ? []
        : [`${asText(one)}: changed and not newer`]),
      ...(isSame && old["modified"] !== object["modified"] ? [`${asText(one)}: newer and not changed`] : []),
    ];
  });
}
