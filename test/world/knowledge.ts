/** What the demo's records are updated from. Numbers, facts and hosts are invented: nothing here is true of anybody. */

/** Places in the workspace. */
export const ATTACK_FILE = "knowledge/attack.json";
export const LEAK_SITES_FILE = "knowledge/leak-sites.json";

/** Paragraphs of descriptions, as the bundle means them when links and citations are gone. */
export const DESCRIPTIONS = {
  APT28: ["APT28 is invented for this demo. It borrows relays and sends invitations.", "It likes calendars."],
  "Cozy Bear": ["Cozy Bear is invented for this demo."],
  LockBit: ["LockBit is invented for this demo."],
} as const;

/** When the bundle was changed last. */
export const ATTACK_DAY = "2026-03-02";

const PAGES: Readonly<Record<string, string>> = {
  "intrusion-set": "groups",
  malware: "software",
  "attack-pattern": "techniques",
};

/** A STIX bundle of ATT&CK's form: two groups, one that shares an alias, a malware, and the techniques they use. */
export function attackBundle(): string {
  const [apt28, more] = DESCRIPTIONS.APT28;
  const [cozy] = DESCRIPTIONS["Cozy Bear"];
  const [lockbit] = DESCRIPTIONS.LockBit;
  const objects = [
    { type: "x-mitre-collection", id: stixId("x-mitre-collection", "1"), name: "Demo ATT&CK", x_mitre_version: "1.0" },
    object("attack-pattern", "T9101", "Calendar Lure"),
    object("attack-pattern", "T9102", "Borrowed Relay"),
    object("attack-pattern", "T9102.001", "Home Router", { x_mitre_is_subtechnique: true }),
    object("attack-pattern", "T9103", "Token Replay"),
    object("attack-pattern", "T9104", "Locked Backups"),
    object("intrusion-set", "G9101", "APT28", {
      aliases: ["APT28", "Harbour Lantern", "Paper Otter"],
      description: `[APT28](https://attack.mitre.org/groups/G9101)${apt28.slice("APT28".length)}(Citation: Demo)\n\n${more}`,
    }),
    object("intrusion-set", "G9102", "Cozy Bear", { aliases: ["Cozy Bear", "Velvet Tram"], description: cozy }),
    object("intrusion-set", "G9103", "Reed Otter", { aliases: ["Reed Otter", "Paper Otter"] }),
    object("malware", "S9101", "LockBit", { description: lockbit }),
    relation("subtechnique-of", "attack-pattern T9102.001", "attack-pattern T9102"),
    relation("uses", "intrusion-set G9101", "attack-pattern T9101"),
    relation("uses", "intrusion-set G9101", "attack-pattern T9102.001"),
    relation("uses", "intrusion-set G9102", "attack-pattern T9103"),
    relation("uses", "intrusion-set G9102", "attack-pattern T9101"),
    relation("uses", "malware S9101", "attack-pattern T9104"),
  ];
  return `${JSON.stringify({ type: "bundle", id: stixId("bundle", "1"), objects }, null, 2)}\n`;
}

function object(type: string, id: string, name: string, more: object = {}): object {
  const url = `https://attack.mitre.org/${PAGES[type] ?? ""}/${id.replace(".", "/")}`;
  return {
    type,
    spec_version: "2.1",
    id: stixId(type, id),
    name,
    modified: `${ATTACK_DAY}T00:00:00.000Z`,
    x_mitre_domains: ["enterprise-attack"],
    x_mitre_version: "1.0",
    external_references: [{ source_name: "mitre-attack", external_id: id, url }],
    ...more,
  };
}

function relation(kind: string, source: string, target: string): object {
  const [from, to] = [source, target].map((one) => stixId(...(one.split(" ") as [string, string])));
  return {
    type: "relationship",
    spec_version: "2.1",
    id: stixId("relationship", `${source}${target}`),
    relationship_type: kind,
    source_ref: from,
    target_ref: to,
    modified: `${ATTACK_DAY}T00:00:00.000Z`,
  };
}

/** A different one for each number, as far as numbers of this bundle go. */
function stixId(type: string, number: string): string {
  return `${type}--00000000-0000-4000-8000-${number.replace(/\D/g, "").padStart(12, "0").slice(-12)}`;
}

/** The name of a hidden service that nobody has: as long as real ones, and plain to see. */
export function demoHost(name: string): string {
  return `${`lockbitdemo${name}`.padEnd(56, "a")}.onion`;
}

/** A list of groups with their leak sites, in the form of ransomware.live: one of LockBit's name, and one that may be it. */
export function leakSites(): string {
  const groups = [
    { name: "lockbit", locations: [location("one", true), location("two", false)] },
    { name: "lockbit3", locations: [location("three", true)] },
    { name: "quietharbour", locations: [] },
  ];
  return `${JSON.stringify(groups, null, 2)}\n`;
}

function location(name: string, available: boolean): object {
  const fqdn = demoHost(name);
  return { fqdn, slug: `http://${fqdn}/`, title: "Demo", available, enabled: true, lastscrape: "2026-03-01 12:00:00" };
}
