/**
 * What a noun that says what a name is (*gang*, *ransomware*, *Bande*) does beside one, or within:
 * - `kind`: a name may stand before and behind it; its plural is made of it
 * - `people`: people and deeds; no name follows them (*hackers play*, *attacks spark*)
 * - `ending`: at the end of a name it says only what the name is (*Lazarus Group*)
 * - `idle`: lists of names that differ in it alone mean the same
 * - `head`: what a name may be written together with in German (*Contibande*, *Emotettrojaner*)
 * - `maker`: makes a compound such a noun (*Hackergruppen*)
 */
type NounUse = "kind" | "people" | "ending" | "idle" | "head" | "maker";

/** Each noun once, with all that it does. */
const NOUNS: readonly (readonly [uses: string, nouns: string])[] = [
  ["kind ending idle head maker", "ransomware malware gruppe"],
  ["kind ending idle head", "gang"],
  ["kind ending idle", "group"],
  ["kind ending maker", "botnet"],
  [
    "kind ending",
    `trojan backdoor infostealer stealer loader downloader dropper worm wiper spyware rootkit keylogger locker miner rat apt crew actor`,
  ],
  ["kind idle head maker", "bande"],
  ["kind head maker", "trojaner"],
  [
    "kind head",
    `schadsoftware botnetz hackergruppe hackerbande erpressergruppe erpresserbande ransomwaregruppe ransomwarebande`,
  ],
  [
    "kind",
    `raas maas adware bootkit implant cryptor encryptor decryptor cryptolocker cryptominer banker webshell outfit cartel syndicate
    collective adversary erpressungstrojaner verschlüsselungstrojaner banking-trojaner bot-netz wurm hintertür erpressungssoftware
    spionagesoftware überwachungssoftware schadprogramm gruppierung kollektiv hackergang erpressergang spionagegruppe
    erpressungsgruppe cybergang cyberbande`,
  ],
  ["people ending", "ransom"],
  ["people head maker", "hacker hackers hackern gruppen banden"],
  [
    "people head",
    `angreifer angreifern erpresser erpressern angriff angriffe angriffen angriffs attacke attacken trojanern botnetze botnetzes`,
  ],
  [
    "people",
    `hacktivist hacktivists operator operators affiliate affiliates attacker attackers extortionist extortionists cybercriminal
    cybercriminals spies raider raiders botmaster attack attacks assault assaults extortion intrusion intrusions infection infections
    espionage gruppierungen adversaries täter hacktivisten cybergangster cyberkriminelle cyberkriminellen spione spionen erpressung`,
  ],
  // Beside a name these say nothing of it.
  ["ending idle", "team"],
  ["ending", "bot clipper framework"],
  ["head", "gangs trojaners kampagne kampagnen infektion infektionen"],
];

/** The nouns with a use, in lower case. */
export function nounsFor(use: NounUse): readonly string[] {
  return NOUNS.filter(([uses]) => uses.split(" ").includes(use)).flatMap(([, nouns]) => nouns.split(/\s+/));
}
