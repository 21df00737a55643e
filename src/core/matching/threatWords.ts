import { nounsFor } from "./classNouns";

/** A word that says what a name beside it is: *gang*, *ransomware*, *Bande*. */
export const CLASS = 1;
/** A word of the trade that stands in news of threats, whatever else they are about: *attack*, *breach*, *Angriff*. */
export const THREAT = 2;
/** May stand between a name and its class word: *Play **extortion** group*. */
export const MODIFIER = 4;
/** Introduces a name: *dubbed*, *namens*. */
export const MARKER = 8;
/** A class word that a name may follow: *the **gang** Play*; not *hackers*, *attacks*. */
export const LEADING = 16;
/** Joins names of a list: *and*, *und*. */
export const JOINING = 32;
/** Behind a name it makes a victim, a vendor or a product of it: *Pandora confirms a breach*, *Triton flaw*. */
export const BYSTANDER = 64;
/** Behind a name it is what only those behind a threat do: *Play claims*, *Play erpresst*. */
export const DEED = 128;

/** Words of the trade. */
const TRADE = `
breach breached breaches leak leaks leaked hack hacks hacked hacking exploit exploits exploited exploiting exploitation phish
phishing spearphishing smishing vishing lure lures victim victims zero-day zeroday zerodays ddos c2 cve cves payload payloads
steal steals stole stolen stealing theft thefts extort extorts extorting extorted spy spying espionage cyberespionage crime cybercrime
cyberattack cyberattacks cyberwar cyberwarfare cyberspies darknet darkweb campaign campaigns threat threats compromise compromised
compromises infect infects infected infecting intrude exfiltrate exfiltrates exfiltrated exfiltration indict indicted sanction
sanctions sanctioned takedown takedowns seize seizes seized seizure arrest arrests arrested charged extradited encrypt encrypts
encrypted encrypting shellcode persistence evade evades evasion stealthy malicious weaponize weaponizes weaponized weaponizing
hit hits hitting strike strikes struck target targets targeted targeting claims claimed attacked attacking abuse abuses abused
abusing deploy deploys deployed deploying deliver delivers delivered delivering spread spreads spreading drop drops dropping
returns returned resurfaces resurfaced reemerges reappears revived rebrands rebranded expands evolves shifts pivots switches retools
upgrades adds adopts escalates impersonates impersonating masquerades mimics poses posing disguises hides lurks hunts tricks fools baits plants
planted posts demands demanded threatens threatened uses used using employs leverages leveraging weaponises recruits infiltrates
infiltrated sells rents hijacks hijacked hijacking police fbi europol interpol prosecutors court jailed sentenced pleads
ransomed ransoms hostage sabotage spoof spoofs deface defaced wipe wipes wiped sideloading steganography vulnerability
vulnerabilities flaw flaws backdoored trojanized variant variants sample samples scam scams heist heists
fordert fordern droht drohen veröffentlicht erbeutet erbeuten lahm lahmgelegt zugeschlagen schlägt nutzt nutzen missbraucht
verbreitet verteilt tarnt kapert kapern schleust späht zielt trifft kehrt zurück polizei ermittler bka staatsanwaltschaft anklage verurteilt
erpresserisch gefälschte gefälschten daten datenpanne darknet
angegriffen angreift greift attackiert erpresst erpressen gestohlen stiehlt stehlen datendiebstahl datenleck datenabfluss leck
schwachstelle schwachstellen sicherheitslücke sicherheitslücken lücke opfer beute spionage spioniert cyberspionage cyberangriff
cyberangriffe cyberangriffs cyberattacke cyberattacken cyberkriminalität kampagne bedrohung bedrohungen infiziert infizieren
verschlüsselt verschlüsseln verhaftet festgenommen festnahme razzia beschlagnahmt zerschlagen zerschlagung lösegeld leak-seite leakseite
bekennt sabotiert kompromittiert eindringlinge variante varianten
`;

const MODIFIERS = `
threat cyber cybercrime criminal extortion hacking hacktivist espionage ransomware malware leak data-leak data ransom banking
android windows linux remote access ddos apt spy state-sponsored nation-state crypto double cyberespionage phishing
`;

const MARKERS = `
dubbed named called codenamed nicknamed aka namens genannt sogenannte sogenannten bezeichnet
`;

const BYSTANDERS = `
confirm confirms confirmed disclose discloses disclosed admit admits admitted suffer suffers suffered notify notifies patch patches
patched fix fixes fixed warn warns warned sue sues sued acquire acquires acquired raise raises raised launch launches apologizes recovers
restores investigates shutters flaw flaws bug bugs vulnerability vulnerabilities vuln vulns zero-day firmware router routers camera
cameras plugin plugins appliance appliances server servers client clients customer customers user users wallet wallets airline airlines
hospital hospitals university health bank hotels hotel games school schools inc corp ltd gmbh ag
bestätigt meldet warnt schließt behebt patcht lücke lücken schwachstelle schwachstellen sicherheitslücke sicherheitslücken kunden nutzer
`;

const DEEDS = `
claims claimed extorts extorted leaks leaked posts encrypts encrypted hacks hacked breaches breached attacks attacked ransoms
threatens threatened demands demanded
erpresst bekennt droht fordert veröffentlicht verschlüsselt greift hackt attackiert
`;

const JOINERS = `and und sowie or oder`;

/** What begins a compound that is a word of the trade: *Ransomwareangriff*, *cyberattackers*. */
const THREAT_STARTS = [
  "ransom",
  "malware",
  "hacker",
  "erpress",
  "schadsoftware",
  "cyberkrimin",
  "cyberangr",
  "cyberatta",
  "phish",
  "botnet",
];

let classes: Map<string, number> | undefined;
let makers: readonly string[] | undefined;

/** What a word says of the names near it: the constants above, or 0. @param word caseless letters and digits */
export function classOfWord(word: string): number {
  classes ??= readClasses();
  const known = classes.get(word);
  if (known !== undefined) return known;
  if (word.length > 30) return 0;
  let bits = 0;
  makers ??= nounsFor("maker");
  if (makers.some((ending) => word.endsWith(ending) && word.length > ending.length + 2)) bits |= CLASS | THREAT;
  if (THREAT_STARTS.some((start) => word.startsWith(start))) bits |= THREAT;
  return bits;
}

function readClasses(): Map<string, number> {
  const result = new Map<string, number>();
  const add = (words: string | readonly string[], bits: number): void => {
    for (const word of typeof words === "string" ? words.split(/\s+/) : words) {
      const key = word.replaceAll("-", "");
      if (key !== "") result.set(key, (result.get(key) ?? 0) | bits);
    }
  };
  const kinds = nounsFor("kind");
  add(kinds, CLASS | THREAT | LEADING);
  add(
    kinds.map((kind) => `${kind}s`),
    CLASS | THREAT,
  );
  add(nounsFor("people"), CLASS | THREAT);
  add(TRADE, THREAT);
  add(MODIFIERS, MODIFIER);
  add(MARKERS, MARKER);
  add(JOINERS, JOINING);
  add(BYSTANDERS, BYSTANDER);
  add(DEEDS, DEED | THREAT);
  return result;
}
