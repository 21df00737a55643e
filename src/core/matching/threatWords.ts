import { STOPWORDS } from "../text/stopwords";
import { CLASS_MODIFIERS, nounsFor } from "./classNouns";

/** A word that says what a name beside it is: *gang*, *ransomware*, *Bande*. */
export const CLASS = 1;
/** A word of the trade that stands in news of threats, whatever else they are about: *malware*, *breach*, *Angriff*. */
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
/** A verb of every day that threats have too (*strikes a deal*, *drops*, *nutzt*): by itself it says nothing. */
export const EVERYDAY = 256;
/** A class word that firms and theatres have too (*group*, *crew*): it counts where something else is about threats. */
export const LOOSE = 512;
/** A class word for what is done, not for who does it: *attack*. */
export const EVENT = 1024;
/** Says what something was called before: *formerly*, *ehemals*. */
export const FORMER = 2048;
/** Puts somebody on a leak site: *lists*, *nennt*. */
export const LISTING = 4096;
/** Before a name it says that a tool is used: *runs*, *via*. */
export const USING = 8192;
/** Lies behind a class word and is the same thing still: *a ransomware **family***. */
export const SORT = 16384;

/** A verb or noun of every day that does harm: *hits*, *targets*, *stolen*. */
export const HARM = 32768;

/** Tells that systems are down or come back, in a headline about an attack. */
export const INCIDENT = 65536;

/** What is demanded or taken: *Medusa fordert Millionen*, *posts stolen files*. */
export const SPOILS = 131072;
/** A word of the trade that much else has too, and alone says little: *victim*, *campaign*. */
export const VAGUE = 262144;

/** *as*, *als*: *formerly known as*. */
export const AS = 524288;
/** Where extortionists put their victims: *site*, *Leak-Seite*. */
export const SITE = 1048576;
/** Before such a word, what makes a site of extortionists of it: ***leak** site*. */
export const LEAKED = 4194304;
/** Both in one word: *leaksite*. */
export const LEAK_SITE = 8388608;
/** May stand between a name and its leak site: *Play’s **dark web** leak site*. */
export const OWNING = 16777216;
/** Small in headlines that have capitals throughout: *of*, *and*, *via*. */
export const SMALL = 2097152;

/** A small word of the language. */
export const ENGLISH = 33554432;
export const GERMAN = 67108864;

/** Words of the trade. */
const TRADE = `
breach breached breaches breaching leak leaks leaked hack hacks hacked hacking exploit exploits exploited exploiting exploitation phish
phishing spearphishing smishing vishing lure lures victim victims zero-day zeroday zerodays ddos c2 cve cves payload payloads
steal steals stealing extort extorts extorting extorted spying espionage cyberespionage cybercrime
cyberattack cyberattacks cyberwar cyberwarfare cyberspies darknet darkweb campaign campaigns threat threats compromise compromised
compromises infect infects infected infecting intrude exfiltrate exfiltrates exfiltrated exfiltration takedown takedowns encrypt
encrypts encrypted encrypting shellcode persistence evade evades evasion malicious weaponize weaponizes weaponized weaponizing
weaponises infiltrates infiltrated ransomed ransoms spoof spoofs deface defaced sideloading steganography
vulnerability vulnerabilities flaw flaws backdoored trojanized hijacks hijacked hijacking masquerades impersonates impersonating
cyberspy attacked attacking variant variants
erbeutet erbeuten lahmgelegt zugeschlagen erpresserisch datenpanne darknet hackt
angegriffen angreift attackiert erpresst erpressen stiehlt stehlen datendiebstahl datenleck datenabfluss leck
schwachstelle schwachstellen sicherheitslücke sicherheitslücken lücke opfer spionage spioniert cyberspionage cyberangriff
cyberangriffe cyberangriffs cyberattacke cyberattacken cyberkriminalität kampagne bedrohung bedrohungen infiziert infizieren
verschlüsselt verschlüsseln lösegeld leak-seite leakseite kompromittiert eindringlinge variante varianten
`;

/** Words of every day that do harm, or tell of those who did. */
const OF_HARM = `
hit hits hitting strike strikes struck target targets targeted targeting abuse abuses abused abusing hunts
planted threatens threatened police fbi europol interpol prosecutors court jailed sentenced pleads pleaded guilty
stole stolen theft thefts spy crime indict indicted sanction sanctions sanctioned seize seizes seized seizure arrest arrests arrested
charged extradited hostage sabotage scam scams heist heists emerges discovered uncovered unmasked unmasks detected researchers tactics
techniques arsenal
droht drohen kapert kapern späht zielt trifft polizei ermittler bka staatsanwaltschaft anklage verurteilt
gestohlen beute verhaftet festgenommen festnahme razzia beschlagnahmt zerschlagen zerschlagung sabotiert enttarnt entdeckt
`;

/** Other words of every day that stand in news of threats as well. */
const OF_EVERY_DAY = `
claims claimed deploy deploys deployed deploying deliver delivers delivered delivering spread spreads spreading drop drops dropping
returns returned resurfaces resurfaced reemerges reappears revived rebrands rebranded expands evolves shifts pivots switches retools
upgrades adds adopts escalates mimics poses posing disguises hides lurks tricks fools baits plants posts demands demanded
uses used using employs leverages leveraging recruits sells rents wipe wipes wiped stealthy sample samples
dominate dominates top tops lead leads share shares shared tools code overlap overlaps ranking rankings chart charts
fordert fordern veröffentlicht lahm schlägt nutzt nutzen missbraucht verbreitet verteilt tarnt schleust kehrt zurück
gefälschte gefälschten greift bekennt dominieren teilen werkzeuge
`;

const INCIDENTS = `restores restored systems outage outages offline disruption disruptions disrupted incident ausfall störung systeme`;

const SPOILS_OF = `million millions bitcoin bitcoins dollars euros stolen data files millionen euro dollar gestohlene gestohlenen daten dateien`;

const VAGUE_WORDS = `
victim victims campaign campaigns lure lures payload payloads compromise compromises threat threats evasion takedown takedowns
persistence opfer kampagne bedrohung bedrohungen
`;

const MARKERS = `
dubbed named called codenamed nicknamed aka namens genannt sogenannte sogenannten bezeichnet
`;

const BYSTANDERS = `
confirm confirms confirmed disclose discloses disclosed admit admits admitted suffer suffers suffered notify notifies patch patches
patched fix fixes fixed warn warns warned sue sues sued acquire acquires acquired raise raises raised launch launches apologizes recovers
restores investigates probes denies denied blames shutters settles opens buys flaw flaws bug bugs vulnerability vulnerabilities vuln vulns zero-day firmware router
routers camera cameras plugin plugins appliance appliances server servers client clients customer customers user users wallet wallets
airline airlines hospital hospitals university health bank hotels hotel game games school schools inc corp ltd gmbh ag
bestätigt meldet warnt dementiert prüft untersucht schließt behebt patcht lücke lücken schwachstelle schwachstellen sicherheitslücke sicherheitslücken kunden nutzer
`;

const DEEDS = `
claims claimed extorts extorted leaks leaked posts encrypts encrypted hacks hacked breaches breached attacks attacked ransoms
threatens threatened demands demanded steals infects infiltrates exfiltrates defaces
erpresst bekennt droht fordert veröffentlicht verschlüsselt greift hackt attackiert stiehlt erbeutet
`;

const FORMERS = `formerly previously once ex ehemals früher vormals zuvor einst`;

const LISTINGS = `
names named lists listed listing adds added posts posted publishes published claims claimed puts leaks exposes
nennt listet führt veröffentlicht setzt stellt
`;

const USINGS = `
run runs running ran use uses used using via install installs installed load loads loaded push pushes execute executes deploy deploys
deployed deploying deliver delivers delivering drop drops dropping spread spreads spreading nutzt nutzen verbreitet verteilt verteilen
`;

const SORTS = `family strain variant kit brand program programme familie stamm variante`;

const SITES = `site sites blog portal page website seite seiten webseite plattform list liste`;

const LEAKS = `leak leaks extortion shaming victim victims tor onion darknet darkweb opfer`;

const LEAK_SITES = `
leaksite leaksites leakseite leakseiten leakblog datenleckseite dataleaksite opferliste
`;

const OWNINGS = `s dark web tor onion new own old neue neuen eigene eigenen`;

/** Beside the words that join others, these are small in such headlines. */
const SMALL_WORDS = `amid near off out per than toward towards till via onto like along behind beyond against among around`;

const JOINERS = `and und sowie or oder vs versus aka alias`;

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

let listed: ReadonlyMap<string, number> | undefined;
/** Those of the lists, and others that were asked for: texts have the same ones over and over. */
let known = new Map<string, number>();
let makers: readonly string[] | undefined;

const MAX_KNOWN = 20_000;
/** No word of the trade is longer. */
const LONGEST_WORD = 30;

/** What a word says of the names near it: the constants above, or 0. @param word caseless letters and digits */
export function classOfWord(word: string): number {
  const bits = known.get(word);
  if (bits !== undefined) return bits;
  if (word.length > LONGEST_WORD) return 0;
  listed ??= readClasses();
  if (known.size === 0 || known.size >= MAX_KNOWN) known = new Map(listed);
  const found = known.get(word) ?? classOfCompound(word, listed);
  known.set(word, found);
  return found;
}

function classOfCompound(word: string, kinds: ReadonlyMap<string, number>): number {
  makers ??= nounsFor("maker");
  const maker = makers.find((ending) => word.endsWith(ending) && word.length > ending.length + 2);
  const kind = maker === undefined ? 0 : CLASS | ((kinds.get(maker) ?? 0) & LOOSE || THREAT);
  return THREAT_STARTS.some((start) => word.startsWith(start)) ? kind | THREAT : kind;
}

function readClasses(): Map<string, number> {
  const result = new Map<string, number>();
  const add = (words: string | readonly string[], bits: number): void => {
    for (const word of typeof words === "string" ? words.split(/\s+/) : words) {
      const key = word.replaceAll("-", "");
      if (key !== "") result.set(key, (result.get(key) ?? 0) | bits);
    }
  };
  const plurals = (nouns: readonly string[]): readonly string[] => nouns.map((noun) => `${noun}s`);
  const loose = nounsFor("loose");
  const isLoose = new Set(loose);
  const kinds = nounsFor("kind");
  add(kinds, CLASS | LEADING);
  add(plurals(kinds), CLASS);
  add(nounsFor("people"), CLASS);
  add(loose, LOOSE);
  add(plurals(loose), LOOSE);
  for (const nouns of [kinds, plurals(kinds), nounsFor("people")]) {
    add(
      nouns.filter((noun) => !isLoose.has(noun) && !isLoose.has(noun.slice(0, -1))),
      THREAT,
    );
  }
  add(nounsFor("deed"), EVENT);
  add(TRADE, THREAT);
  add(OF_HARM, EVERYDAY | HARM);
  add(OF_EVERY_DAY, EVERYDAY);
  add(CLASS_MODIFIERS, MODIFIER);
  add(MARKERS, MARKER);
  add(JOINERS, JOINING);
  add(BYSTANDERS, BYSTANDER);
  add(DEEDS, DEED);
  add(FORMERS, FORMER);
  add(LISTINGS, LISTING);
  add(USINGS, USING);
  add(SORTS, SORT);
  add(SPOILS_OF, SPOILS);
  add(VAGUE_WORDS, VAGUE);
  add(INCIDENTS, INCIDENT);
  add("as als", AS);
  add(SITES, SITE);
  add(LEAKS, LEAKED);
  add(LEAK_SITES, LEAK_SITE);
  add(OWNINGS, OWNING);
  add(SMALL_WORDS, SMALL);
  add([...STOPWORDS.en], SMALL | ENGLISH);
  add([...STOPWORDS.de], SMALL | GERMAN);
  return result;
}
