import { canonicalUrl } from "../urls/canonicalUrl";
import { needsKeyId, normaliseBaseUrl } from "../xsoar/connection";
import { type ConfigNode, entryOf } from "./configNode";
import { URL_PATTERN, quickNameKey } from "./rules";
import { type PlacedValue, type Reading, type Trail, report } from "./shape";

/** What no value shows by itself: repetitions, and what does not go together. */
export function crossCheck(root: ConfigNode, reading: Reading): void {
  repeatedSources(reading);
  repeatedNames(reading);
  noSources(reading);
  emptyTerms(reading);
  specialHandlingPrefixes(reading);
  profilesWithoutNames(reading);
  xsoarWithoutHost(reading);
  xsoarAddress(reading);
  mailWithoutAddresses(reading);
  socksInsteadOfControlPort(reading);
  resultFileWithoutName(reading);
  plainKeys(root, reading);
}

interface Item {
  readonly node: ConfigNode;
  readonly value: string;
  readonly trail: Trail;
}

/** The texts of a list, in order. */
function items(reading: Reading, name: string): readonly Item[] {
  const value = reading.values.get(name);
  const node = value?.entry.value;
  if (value === undefined || node?.kind !== "list") return [];
  return node.items.flatMap((item, index) =>
    item.kind === "text"
      ? [{ node: item, value: item.value, trail: { ...value.trail, path: [...value.trail.path, index] } }]
      : [],
  );
}

function repeatedSources(reading: Reading): void {
  const sources = ["websiteconfig.rss_feeds", "websiteconfig.webpages"].flatMap((name) => {
    const found = reading.values.get(name);
    return found === undefined ? [] : textsIn(found.entry.value, found.trail, "url");
  });
  const first = new Map<string, string>();
  for (const { node, value, trail } of sources) {
    if (!URL_PATTERN.test(value)) continue;
    const url = value.trim();
    const key = canonicalUrl(url);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, url);
    else report(reading, node, trail, { code: "duplicateSource", severity: "warning", args: { url, first: earlier } });
  }
}

/** Names that the matcher cannot tell apart; the words to count are case-sensitive. */
function repeatedNames(reading: Reading): void {
  reportRepeated(items(reading, "websiteconfig.hit"), (value) => value, "duplicateName", reading);
  const data = reading.values.get("profiling.profileData");
  if (data?.entry.value.kind !== "list") return;
  reportRepeated(textsIn(data.entry.value, data.trail, "name"), quickNameKey, "duplicateName", reading);
  for (const [index, item] of data.entry.value.items.entries()) {
    const aliases = entryOf(item, "aliases");
    if (aliases === undefined) continue;
    const trail = below(data.trail, index);
    const names = [...textOf(item, trail, "name"), ...textsIn(aliases.value, below(trail, aliases.key), "name")];
    reportRepeated(names, quickNameKey, "duplicateAlias", reading);
  }
}

function reportRepeated(
  names: readonly Item[],
  keyOf: (name: string) => string,
  code: "duplicateName" | "duplicateAlias",
  reading: Reading,
): void {
  const first = new Map<string, string>();
  for (const { node, value, trail } of names) {
    const key = keyOf(value);
    if (key === "") continue;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, value);
    else report(reading, node, trail, { code, severity: "warning", args: { name: value, first: earlier } });
  }
}

/** The entries of a list that may be texts, or sections with the text by a key. */
function textsIn(list: ConfigNode, trail: Trail, key: "name" | "url"): readonly Item[] {
  return list.kind === "list" ? list.items.flatMap((item, index) => textOf(item, below(trail, index), key)) : [];
}

function textOf(node: ConfigNode, trail: Trail, key: "name" | "url"): readonly Item[] {
  if (node.kind === "text") return [{ node, value: node.value, trail }];
  const entry = entryOf(node, key);
  return entry?.value.kind === "text"
    ? [{ node: entry.value, value: entry.value.value, trail: below(trail, entry.key) }]
    : [];
}

function below(trail: Trail, part: string | number): Trail {
  return { ...trail, path: [...trail.path, part] };
}

/** Where a file names no sources others stand in: the shipped ones, or those of the articles. An empty list says: none. */
function noSources(reading: Reading): void {
  const lists = ["websiteconfig.rss_feeds", "websiteconfig.webpages"].flatMap((name) => reading.values.get(name) ?? []);
  const websites = reading.values.get("websiteconfig");
  if (lists.length === 0 || websites === undefined || !websites.sound) return;
  if (lists.some(({ entry, sound }) => !sound || (entry.value.kind === "list" && entry.value.items.length > 0))) return;
  const { keyStart, keyEnd } = websites.entry;
  report(reading, { start: keyStart, end: keyEnd }, websites.trail, { code: "noSources", severity: "warning" });
}

function emptyTerms(reading: Reading): void {
  for (const name of ["websiteconfig.keywords", "websiteconfig.hit"]) {
    const value = reading.values.get(name);
    if (value === undefined || !isEmptyList(value)) continue;
    report(reading, value.entry.value, value.trail, { code: "noTerms", severity: "warning" });
  }
}

function isEmptyList({ entry }: PlacedValue): boolean {
  return entry.value.kind === "list" && entry.value.items.length === 0;
}

/** Every address begins with http:// or https://: what does not, no address can begin with. */
function specialHandlingPrefixes(reading: Reading): void {
  const value = reading.values.get("websiteconfig.specialHandling");
  const node = value?.entry.value;
  if (value === undefined || node?.kind !== "section") return;
  for (const { key, value: prefix } of node.entries) {
    if (prefix.kind !== "text" || /^https?:\/\//.test(prefix.value)) continue;
    if ("https://".startsWith(prefix.value) || "http://".startsWith(prefix.value)) continue;
    const trail = { ...value.trail, path: [...value.trail.path, key] };
    report(reading, prefix, trail, { code: "prefixNotHttp", severity: "warning", args: { key, prefix: prefix.value } });
  }
}

function isOn(reading: Reading, name: string): PlacedValue | null {
  const value = reading.values.get(name);
  return value?.entry.value.kind === "flag" && value.entry.value.value ? value : null;
}

/** Matching is on for articles unless the file says otherwise. */
function profilesWithoutNames(reading: Reading): void {
  const names = reading.values.get("profiling.profileData");
  if (names === undefined || !isEmptyList(names)) return;
  const matching = reading.values.get("profileRecords");
  const onByDefault = matching === undefined && reading.names.includes("websiteconfig.stopwords");
  if (!onByDefault && isOn(reading, "profileRecords") === null) return;
  report(reading, names.entry.value, names.trail, { code: "noNames", severity: "warning" });
}

/** At the empty host, else at the key of the innermost section the host is missing in. */
function xsoarWithoutHost(reading: Reading): void {
  if (isOn(reading, "profiling.profile2cortex") === null) return;
  const host = reading.values.get("profiling.CortexXSOARAPIConfig.host");
  if (host !== undefined) {
    const { value } = host.entry;
    if (value.kind === "text" && value.value.trim() === "") report(reading, value, host.trail, { code: "noHost" });
    return;
  }
  const around = reading.values.get("profiling.CortexXSOARAPIConfig") ?? reading.values.get("profiling");
  if (around === undefined || !around.sound) return;
  const { keyStart, keyEnd } = around.entry;
  report(reading, { start: keyStart, end: keyEnd }, around.trail, { code: "noHost" });
}

/** An address of which the requests would go elsewhere, and a key that needs its ID. */
function xsoarAddress(reading: Reading): void {
  const [host, keyId, keyType] = ["host", "key_id", "key_type"].map((key) =>
    reading.values.get(`profiling.CortexXSOARAPIConfig.${key}`),
  );
  const address = host?.entry.value;
  if (host === undefined || address?.kind !== "text" || !URL_PATTERN.test(address.value)) return;
  const hasKeyId = keyId !== undefined && (!keyId.sound || !isBlank(keyId));
  const base = normaliseBaseUrl(address.value, { keyId: hasKeyId ? "1" : "" });
  if (!base.ok) {
    if (base.why === "invalid") return;
    report(reading, address, host.trail, { code: "xsoarAddress", severity: "warning", args: { why: base.why } });
    return;
  }
  const type = keyType?.entry.value;
  const isAdvanced = type?.kind === "text" && type.value === "advanced";
  if (hasKeyId || (!needsKeyId(base.baseUrl) && !isAdvanced)) return;
  report(reading, address, host.trail, { code: "keyIdMissing", severity: "warning" });
}

function isBlank({ entry }: PlacedValue): boolean {
  return entry.value.kind === "text" && entry.value.value.trim() === "";
}

function mailWithoutAddresses(reading: Reading): void {
  const sending = isOn(reading, "mailconfig.sendMail");
  if (sending === null) return;
  const missing = ["mailServer", "senderMailAddress", "destinationMailAddress"].filter((key) => {
    const value = reading.values.get(`mailconfig.${key}`)?.entry.value;
    return value === undefined || (value.kind === "text" && value.value.trim() === "");
  });
  if (missing.length === 0) return;
  const args = { missing: missing.join(", ") };
  report(reading, sending.entry.value, sending.trail, { code: "mailIncomplete", severity: "warning", args });
}

/** Tor listens on 9050 (Tor Browser: 9150) for SOCKS, and on the next port for its controller. */
function socksInsteadOfControlPort(reading: Reading): void {
  const port = reading.values.get("controllerPort");
  const node = port?.entry.value;
  if (port === undefined || node?.kind !== "number" || (node.value !== 9050 && node.value !== 9150)) return;
  const args = { port: node.value, control: node.value + 1 };
  report(reading, node, port.trail, { code: "socksPort", severity: "warning", args });
}

/** A result file is written unless the file says otherwise. */
function resultFileWithoutName(reading: Reading): void {
  const name = reading.values.get("resultfile.filename");
  if (name === undefined || !isBlank(name)) return;
  if (reading.values.has("resultfile.createFile") && isOn(reading, "resultfile.createFile") === null) return;
  report(reading, name.entry.value, name.trail, { code: "emptyFilename", severity: "warning" });
}

/** Keys in plain text, wherever one stands: a section that does not count can be read just the same. */
function plainKeys(root: ConfigNode, reading: Reading): void {
  for (const { node, path } of findPlainKeys(root)) {
    const trail: Trail = { path, name: "profiling.CortexXSOARAPIConfig.api_key" };
    report(reading, node, trail, { code: "plainKey", severity: "warning" });
  }
}

/** Every `api_key` that is not empty, by today's and the old name of the section, in the order of the text. */
export function findPlainKeys(
  root: ConfigNode | null,
): readonly { readonly node: ConfigNode & { readonly kind: "text" }; readonly path: readonly string[] }[] {
  const within = (node: ConfigNode, ...keys: string[]) =>
    node.kind === "section" ? node.entries.filter((entry) => keys.includes(entry.key)) : [];
  if (root === null) return [];
  return within(root, "profiling", "archiving").flatMap((profiling) =>
    within(profiling.value, "CortexXSOARAPIConfig").flatMap((xsoar) =>
      within(xsoar.value, "api_key").flatMap(({ key, value }) =>
        value.kind === "text" && value.value.trim() !== ""
          ? [{ node: value, path: [profiling.key, xsoar.key, key] }]
          : [],
      ),
    ),
  );
}
