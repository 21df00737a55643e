/**
 * What a noun that says what a name is (*gang*, *ransomware*, *Bande*) does beside one, or within:
 * - `kind`: a name may stand before and behind it; its plural is made of it
 * - `people`: people and deeds; no name follows them (*hackers play*, *attacks spark*)
 * - `deed`: what is done, not who does it: of a place it says only where (*Nevada attack*)
 * - `loose`: firms, theatres and rigs have it too (*group*, *crew*): more has to say that a threat is meant
 * - `ending`: at the end of a name it says only what the name is (*Lazarus Group*); so does its plural
 * - `idle`: lists of names that differ in it alone mean the same
 * - `head`: what a name may be written together with in German (*Contibande*, *Emotettrojaner*)
 * - `maker`: makes a compound such a noun (*Hackergruppen*)
 */
type NounUse = "kind" | "people" | "deed" | "loose" | "ending" | "idle" | "head" | "maker";

/** Each noun once, with all that it does. */
const NOUNS: readonly (readonly [uses: string, nouns: string])[] = [
  ["kind ending idle head maker", "ransomware malware"],
  ["kind ending idle head maker loose", "gruppe"],
  ["kind ending idle head", "gang"],
  ["kind ending idle loose", "group crew actor"],
  ["kind ending maker", "botnet"],
  [
    "kind ending",
    `trojan backdoor infostealer stealer loader downloader dropper wiper spyware rootkit keylogger locker rat apt syndicate collective`,
  ],
  ["kind ending loose", "worm miner"],
  ["kind idle head maker", "bande"],
  ["kind head maker", "trojaner"],
  [
    "kind head",
    `schadsoftware botnetz hackergruppe hackerbande erpressergruppe erpresserbande ransomwaregruppe ransomwarebande`,
  ],
  [
    "kind",
    `raas maas adware bootkit cryptor encryptor decryptor cryptolocker cryptominer webshell cartel
    adversary erpressungstrojaner verschlüsselungstrojaner banking-trojaner bot-netz hintertür erpressungssoftware
    spionagesoftware überwachungssoftware schadprogramm hackergang erpressergang spionagegruppe
    erpressungsgruppe cybergang cyberbande`,
  ],
  ["kind loose", "implant banker outfit wurm gruppierung kollektiv"],
  ["people ending idle", "ransom"],
  ["people ending idle head maker", "hacker"],
  ["people head maker", "hackers hackern banden"],
  ["people head maker loose", "gruppen"],
  ["people head", "angreifer angreifern erpresser erpressern trojanern botnetze botnetzes"],
  ["people deed head", "angriff angriffe angriffen angriffs attacke attacken"],
  ["people ending idle loose", "operator"],
  ["people", "operators"],
  ["people ending idle", "affiliate"],
  [
    "people",
    `hacktivist hacktivists affiliates attacker attackers extortionist extortionists cybercriminal
    cybercriminals spies botmaster gruppierungen adversaries täter hacktivisten cybergangster cyberkriminelle
    cyberkriminellen spione spionen`,
  ],
  ["people ending idle loose", "operation"],
  ["people loose", "raider raiders"],
  [
    "people deed",
    `attack attacks assault assaults extortion intrusion intrusions infection infections espionage erpressung`,
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

/** What may stand before such a noun, within the name of a kind: *extortion group*, *remote access trojan*. */
export const CLASS_MODIFIERS = `
threat cyber cybercrime criminal extortion hacking hacktivist espionage ransomware malware leak data ransom banking android windows linux
remote access ddos apt spy state sponsored backed nation crypto double cyberespionage phishing info
`
  .trim()
  .split(/\s+/);

let modifiers: ReadonlySet<string> | undefined;

/**
 * Where a name may end when the nouns at its end go that say only what it is, the longest rest first: of `Fen Ransomware Group`
 * behind *Fen Ransomware* and *Fen*. Blanks and hyphens part words, plurals count, and something is left each time.
 *
 * @param nouns in lower case
 */
export function classWordCuts(name: string, nouns: ReadonlySet<string>): readonly number[] {
  modifiers ??= new Set(CLASS_MODIFIERS);
  const cuts: number[] = [];
  let end = name.length - (AS_A_SERVICE.exec(name)?.[0].length ?? 0);
  for (let dropped = 0; dropped < MOST_NOUNS; dropped++) {
    let start = end;
    while (start > 0 && !isParting(name, start - 1)) start--;
    let rest = start;
    while (rest > 0 && isParting(name, rest - 1)) rest--;
    if (rest === 0 || end - start > LONGEST_NOUN) break;
    const word = name.slice(start, end).toLowerCase();
    const isNoun = nouns.has(word) || (word.endsWith("s") && nouns.has(word.slice(0, -1)));
    if (!isNoun && (cuts.length === 0 || !modifiers.has(word))) break;
    // What ends in a modifier is half a kind.
    if (!isNoun) cuts.pop();
    cuts.push(rest);
    end = rest;
  }
  return cuts;
}

/** *Ransomware-as-a-service* is ransomware. */
const AS_A_SERVICE = /[\s-]as[\s-]a[\s-]service$/i;
/** No name says more often what it is. */
const MOST_NOUNS = 6;
/** Longer words are none of these nouns. */
const LONGEST_NOUN = 30;

function isParting(name: string, at: number): boolean {
  return /[\s-]/.test(name.charAt(at));
}

/** Whether a class word is one for people, not for software. @param word in lower case */
export function isActor(word: string): boolean {
  return ACTORS.test(word);
}

const ACTORS =
  /^(?:.*(?:gangs?|groups?|gruppen?|banden?|crews?|teams?|actors?|hackers?|operators?|operations?|affiliates?)|apts?|.*erpresser)$/;
const EXTORTION = /^(?:ransom.*|.*erpress.*|lockers?|raas)$/;

/**
 * Whether a class word in a text may stand for those that a name has: those who act for each other and for ransomware, of
 * software the same word, or *malware*.
 */
export function isCompatible(own: readonly string[], word: string): boolean {
  const acts = (noun: string): boolean => isActor(noun) || EXTORTION.test(noun);
  if (own.some(acts) && acts(word)) return true;
  const single = word.replace(/s$/, "");
  return (
    own.some((noun) => noun.replace(/s$/, "") === single) ||
    (!own.every(acts) && /^(?:malware|schadsoftware)$/.test(word))
  );
}
