import { isPlainWord } from "./plainWords";

/** Where somebody is from. */
const ORIGINS = `
african american arab arabic armenian asian australian austrian belarusian belgian brazilian british bulgarian canadian chinese colombian croatian
cuban czech danish dutch egyptian english estonian european finnish french georgian german greek hungarian indian indonesian iranian iraqi irish
israeli italian japanese jordanian kenyan korean kurdish lebanese libyan malaysian mexican nigerian norwegian pakistani palestinian persian peruvian
philippine polish portuguese romanian russian saudi serbian slovak spanish sudanese swedish swiss syrian taiwanese thai tibetan turkish ukrainian
vietnamese yemeni
`;

/** The same in German, with its endings. */
const GERMAN_ORIGIN =
  /^(?:amerikan|belaruss?|brasilian|brit|chines|europä|französ|ind|iran|israel|italien|japan|nordkorean|pakistan|poln|russ|span|südkorean|syr|türk|ukrain|vietnames)isch(?:e[mnrs]?)?$|^deutsche[mnrs]?$/u;

/**
 * Words that describe threats as a matter of course, so that a class word beside them says nothing: *Russian hackers*, *Android
 * malware*, *first ransomware*. As names they count only where something says that a name is meant.
 */
const DESCRIBING = `
western eastern northern southern adobe amazon android apache apple aws azure bing bitcoin chrome cisco citrix cloud discord docker
dropbox edge email excel exchange facebook firefox github gitlab gmail google huawei ibm instagram ios ipad iphone java javascript jenkins kubernetes
linkedin linux mac macos mcafee microsoft mozilla net norton office oracle outlook paypal php pdf powershell python reddit salesforce samsung sap
signal skype slack steam swift telegram tiktok tor twitter unix usb vmware vpn wechat whatsapp web wifi windows word wordpress xbox yahoo youtube zoom
banking browser crypto cyber data database defense desktop device dns espionage exploit file government hacked hacker hacking homeland hospital
infrastructure internet intelligence iot malware mail network payload payment payments phishing phone printer ransom ransomware router sector server
software spam spy target telecom threat trojan user website wiper worm attack attacker campaign avast avira bitdefender checkmarx crowdstrike
cybereason cylance darktrace elastic eset fireeye fortinet intezer kaspersky malwarebytes mandiant netskope okta paloalto proofpoint qualys
recordedfuture secureworks sentinelone snyk sonicwall sophos splunk symantec talos tenable trellix trendmicro volexity wiz zscaler cisa interpol
europol fbi nsa bka bsi january february march april may june july august september october november december monday tuesday wednesday thursday friday
saturday sunday today ai api apis bios bgp cdn ceo cert cfo ciso cio cpu crm csirt css csp csrf cti ctf cto cvss db ddos dga dkim dlp dmarc dos edr
eks erp esxi eu faq ftp gcp gdpr gps gpt gpu grc hmi hr html http https iam ics idp ids imap ioc iocs ip ips irc isp ivr jit jwt kpi lan ldap lfi llm
lnk mcp mdm mdr mfa ml mms msp mssp nas ndr nfc nfs nft nis nist nlp npm ntlm nvd oem os osint ot otp pam pan pc phi pii pin pki plc poc pop pos qa
raid ram rce rcs rdp rest rfid rms rom rpc rss rtf rtos saas saml sase scada sdk seo siem sim smb sms smtp snmp soar soc socks sql sqli ssh sso ssl
ssrf tcp tls toctou tpm tsa ttp ttps udp uefi uk un uri url usa usd uuid vhd vm vms vnc vps waf wan wsl xdr xml xss zip zte sun mon tue wed thu fri
sat jan feb mar apr jun jul aug sep oct nov dec 0day zeroday
`;

/**
 * Words that tell how many there are, or of what sort, the same way: *first ransomware*, *global attacks*. Unlike those above they
 * have no capital of their own: where they have one within a sentence, they are a name.
 */
const ADJECTIVES = `
zero one two three four five six seven eight nine ten twelve hundred thousand million billion first second third fourth fifth last next another other
others many several some every all both few more most less same such this that these those what which who whose a an the at by in on of to for from
with as is are be was were it its no not new old big small great good bad best top low high active advanced alleged ancient anonymous automated basic
blind broad brutal common complex critical current custom dangerous deadly different difficult digital early elusive emerging evil expert external
extreme fake famous fast final foreign former free frequent fresh full future generic global hidden hostile human huge infamous infected internal
international invisible key known large late lethal light live local long major mass massive mobile modern multi mysterious native notorious obscure
official open persistent popular possible potential powerful prime private prolific public quick random rapid rare recent regional related reliable
remote rising rival rogue secret serious severe silent similar simple single sinister special specific standard state stealthy stolen strange strong
super suspected targeted unique unknown unnamed unusual usual various virtual vulnerable whole wide wild young financial military political criminal
commercial industrial national nuclear economic eins zwei drei vier alle neue neuen neuer unbekannte
`;

/**
 * Names that threats have borrowed: figures of legend, given names, beasts, towns, brands. They are no everyday words, but much
 * else is called by them, so that a headline should at least be about threats.
 */
const BORROWED = `
achilles adonis aegis aeneas agamemnon ajax akira alexander amaterasu amazonas anansi andromeda anubis aphrodite apollo aquarius
arachne ares argo argus ariadne ariel aries arjuna artemis arthur asgard astaroth astra athena athos atlantis atropos aurora
avalon avatar azazel baal babel babylon babuk bacchus bahamut balder banshee basilisk behemoth belial beowulf boreas brahma brutus
caesar caligula callisto calypso camelot caramel cassandra cassiopeia castor centaur cerberus ceres charon chimera chiron chronos
circe cleopatra colossus confucius cronos cupid cyclops daedalus dagon damocles daphne darius david delphi demeter diana dionysus
djinn draco dracula durga eden electra elijah elysium eos erebus erinyes eris eros europa euryale eurydice excalibur faust fenrir
flora fortuna freya gabriel gaia galahad galatea ganesha ganymede gargoyle genghis gideon gilgamesh goliath golem gorgon
griffin grendel hades hannibal hector hecate heimdall hela helios hephaestus hera heracles hercules hermes hermione hestia horus hydra
hyperion icarus iliad indra io iris ishtar isis ivan izanami janus jason jericho jormungandr juno jupiter kali karma
krishna kronos lakshmi lancelot lazarus leda lethe leto leviathan libra lilith locky loki lucifer maia marduk
medea medusa megatron melusine menelaus mephisto mercury merlin michael midas mimir minerva minos minotaur mirai mithras
mjolnir moloch monti mordor morgana morpheus moses narcissus nefilim nemesis neptune nero nike nimbus nirvana nix noah nosferatu nyx
oberon odin odysseus oedipus olympus ophelia orion orpheus osiris othello pan pandora pegasus
pericles persephone perseus phobos phobia pluto pollux poseidon priapus prometheus proteus psyche ptolemy quasar
quetzalcoatl ra ragnarok rama raphael remus rhea romulus samael samson samurai sargas satyr scylla selene sekhmet
shamash shiva shogun siegfried sisyphus sleipnir sodom solomon spartacus sphinx styx surtr susanoo tantalus tartarus
taurus tezcatlipoca thanatos thor thoth tiamat titania triton troy tyr ulysses umbra urania uranus uriel utgard valhalla
valkyrie vega vesta victoria virgo vishnu vulcan walhalla wotan xerxes yggdrasil zephyr zeus ziggurat zodiac zorro
adam alice amy anna anton bella ben bob boris bruno carla carlos charlie chris clara daniel dave diego eddie elena emma
emily eric eva felix frank fred george hans harry helena henry hugo igor jack jacob james jane jim joe john johnny julia
karl katyusha kevin larry laura leo lena leon linda lisa lola lucas lucy luigi marco maria mario martin matilda maya mia mike milo
molly monica nadia natasha nick nina oleg olga oliver olivia oscar otto pablo pavel pedro peter petya rex richard robert rocco ronny
rosie sam sasha sarah scarlett sergey simon sofia sonia sophia stella steve svetlana tina tom tony vera vincent vladimir walter
wendy willy xavier yuri zara
aardvark adder albatross alligator anaconda antelope armadillo asp badger barracuda beetle boa bobcat buffalo
bumblebee camel caracal chameleon cheetah cobra cockatoo condor cougar coyote crane cricket dingo dolphin
dragonfly ferret firefly flamingo gazelle gecko gibbon gorilla grasshopper hedgehog heron hornet hyena ibex ibis iguana
jackal jaguar jellyfish kangaroo kingfisher koala komodo ladybug lemming leopard lizard lobster locust lynx macaw magpie
mamba manta mantis marmot meerkat mongoose mosquito nightingale ocelot octopus orca osprey ostrich otter panther peacock pelican
piranha porcupine puma quail raccoon rattlesnake rhino salamander seahorse sidewinder skunk sparrow
squirrel stingray stork swallow tapir tarantula termite toucan tortoise trout vixen wasp weasel wolverine wombat woodpecker yak
amber agate basalt beryl cobalt crimson emerald garnet granite graphite indigo iridium mica nickel
nitrogen obsidian onyx opal quartz radium sapphire scarlet silicon sulfur titanium topaz tungsten turquoise
xenon zinc zircon cactus dahlia dandelion hemlock ivy jasmine lavender lily mandrake nettle oleander
petunia sakura saffron sequoia thistle tulip wasabi
everest trinity apocalypse armageddon eclipse epsilon omega sigma gamma monolith obelisk requiem sonata tango waltz rapture
exodus genesis leviticus gospel psalm cathedral citadel bastion fortress sarcoma melanoma lymphoma anthrax plasma cortex synapse
fjord tundra savanna lagoon glacier geyser volcano avalanche sputnik soyuz gagarin galileo newton tesla edison darwin kepler
abyss amnesia amoeba annabelle apostle appleseed arcane archivist assassin auriga ballista bart beagle bismuth blitzkrieg brat broomstick
brotherhood cacao calcium canopy cardinal chamois chaperone chihuahua christmas chrysalis consciousness crutch curator cutlet cyclone dante
dexter dharma django dodger domino earthworm endurance entropy eruption escobar eternity euclid executioner extractor eyeglass fireball formosa
gasket gauss gladius glutton godfather goggles goldeneye gopher gotcha gremlin grinch guerrilla harpy haze helium hermit hopscotch houdini hussar
incubator insomnia jest jigsaw kappa katana kitsune krypton lambda leash lexus locus lorenz magician magnesium manganese meow minion moonlight
moose mutant neuron neutrino nighthawk nuke ogre ozone pacman parasite pennywise philadelphia pickaxe planetary plutonium polyglot popeye
potassium providence radiation raindrop rambo ramsay rector redact resurrection retro reynolds rotor saber salami salsa scavenger scimitar sepsis
serpent shindig siesta slug smackdown snoopy snowball sodium sparta splinter starman sulphur supernova superman sutra teardrop thanos trickster
trident tripoli vanguard vendetta vermin viagra voldemort voyeur waffle waldo werewolves yakuza zeta ziggy
interlock helix nebula pulsar cosmos equinox zenith apex vertex axiom equation
`;

/** Where things happen; the news are full of them. */
const PLACES = `
afghanistan albania algeria angola antigua argentina armenia azerbaijan bahamas bahrain bangladesh barbados belgium belize benin bhutan bolivia
bosnia botswana brunei bulgaria burundi cambodia cameroon chad chile colombia congo croatia cyprus czechia denmark djibouti dominica ecuador eritrea
estonia eswatini ethiopia fiji gabon gambia ghana grenada guatemala guinea guyana haiti honduras hungary iceland italia jamaica kazakhstan kenya kosovo
kyrgyzstan laos latvia lesotho liberia liechtenstein lithuania luxembourg madagascar malawi maldives mali mauritania mauritius moldova mongolia
montenegro morocco mozambique myanmar namibia nepal netherlands nicaragua niger nigeria macedonia palau panama paraguay philippines rwanda samoa
senegal seychelles singapore slovakia slovenia somalia suriname tajikistan tanzania togo tonga trinidad tunisia turkmenistan tuvalu uganda uruguay
uzbekistan vanuatu vatican zambia zimbabwe
africa america arabia asia australia austria belarus brazil britain canada china cuba egypt england europe finland france georgia germany greece india
indonesia iran iraq ireland israel italy japan jordan korea kuwait lebanon libya malaysia mexico nigeria norway oman pakistan palestine peru poland
portugal qatar romania russia serbia spain sudan sweden switzerland syria taiwan thailand tibet turkey ukraine venezuela vietnam yemen
alpine andes aral aspen bali baltic bermuda bombay caspian dakota danube dover havana himalaya kashmir kilimanjaro lima malta manhattan memphis
monaco nevada nile olympia rhine sahara samara savannah sedona siberia sierra tundra verona vesuvius volga
alabama alaska arizona arkansas california carolina colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas
kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska hampshire ohio oklahoma oregon
pennsylvania tennessee texas vermont virginia wisconsin wyoming
baltimore dublin lisbon houston denver detroit kyoto osaka mumbai delhi karachi lagos nairobi cairo damascus baghdad tehran kabul odessa
riga tallinn vilnius bergen salzburg graz basel bern lyon nice naples turin florence seville porto glasgow cardiff belfast
bayern berlin hamburg hessen sachsen saarland tirol wien bremen köln dresden leipzig
`;

/** Phrases of everyday language that names have been made of. Apart they are the phrase, unless a class word stands beside it. */
const PHRASES = `
baseline blackbox blackhole blackmarket blacklist blackout blackswan bigbang bluescreen boldmove brainstorm checkpoint coldfront coldwar
crossroads darkhorse darkside darkweb deadend deadline deepdive doubleagent doubleedge earlybird endgame fairgame falseflag firewall firstlight
freefall fullhouse gameover ghosttown goldrush goldmine graveyard groundzero hardcore headstart hellokitty highnoon hotspot icebreaker innercircle
ironcurtain lastcall lastresort lifeline lighthouse loophole lostworld moneymessage moonlight newworld nightshift nightmare
openbook openseason outoftheblue paperwork payday pipedream poweroutage quicksand redalert redcarpet redflag redline rightwing leftwing
safehouse silverbullet silverlining snowball softtouch spotlight springtime stalemate starlight steppingstone stormfront sunrise sunset
tippingpoint turningpoint undercover upstream wakeupcall warpath watershed whitehouse wildcard wildfire wildwest worldcup worldnews
`;

/**
 * Words that names are made of, rare by themselves: beside another word of every day they are no name either (*oil rig*, *dire wolf*).
 */
const PARTS = `
ant blizzard cipher cozy cub cyclone dire gale hail hound mist monsoon mule mustang rig sandstorm shadowy sleet sloppy spire squall stag
tempest torrent tsunami twister typhoon updates whirlwind wicked
`;

/** How much a name is also something else. */
export type Ordinariness = "coined" | "borrowed" | "plain" | "place" | "adjective" | "describing";

/** Makes another ordinary word of one: *reuse*, *unnamed*, *overload*. */
const PREFIX = /^(?:re|un|over|under|out|non|pre|mis|dis)(?=.{4})/u;

const lists = new Map<string, ReadonlySet<string>>();

/** Whether the words of a name, joined, are a phrase of everyday language. @param key by `nameKey` */
export function isEverydayPhrase(key: string): boolean {
  return isIn(PHRASES, key);
}

/** A time or a measure: *3am*, *64bit*, *1st*. */
const MEASURE = /^\p{N}+(?:am|pm|st|nd|rd|th|h|d|k|x|kb|mb|gb|tb|bit|bits|s|min|uhr)$/u;

/**
 * What a name is beside being one. Names of several words and coined ones are nothing else.
 *
 * @param key by `nameKey`
 */
export function ordinarinessOf(key: string): Ordinariness {
  const known = asked.get(key);
  if (known !== undefined) return known;
  const found = readOrdinariness(key);
  if (asked.size >= MOST_ASKED) asked.clear();
  if (key.length <= LONGEST_ASKED) asked.set(key, found);
  return found;
}

/** The words beside names are asked about again and again. */
const asked = new Map<string, Ordinariness>();
const MOST_ASKED = 5_000;
const LONGEST_ASKED = 40;

function readOrdinariness(key: string): Ordinariness {
  if (isIn(DESCRIBING, key) || isIn(ORIGINS, key) || GERMAN_ORIGIN.test(key) || key.length === 1) return "describing";
  if (isIn(ADJECTIVES, key)) return "adjective";
  if (isIn(PLACES, key)) return "place";
  if (isPlainWord(key) || isPlainWord(key.replace(PREFIX, "")) || MEASURE.test(key)) return "plain";
  return isIn(BORROWED, key) ? "borrowed" : "coined";
}

/** Whether a word says where somebody is from: *Iranian*, *Russia*. @param key by `nameKey` */
export function isOrigin(key: string): boolean {
  return isIn(ORIGINS, key) || isIn(PLACES, key) || GERMAN_ORIGIN.test(key);
}

/** Whether a name is an ordinary word, or looks like one: it needs more than to be there. */
export function isOrdinary(ordinariness: Ordinariness): boolean {
  return ordinariness !== "coined" && ordinariness !== "borrowed";
}

/** Whether a word may stand beside others without being a part of a name. @param key by `nameKey` */
export function isOrdinaryPart(key: string): boolean {
  return key.length <= LONGEST_SMALL || isOrdinary(ordinarinessOf(key)) || isIn(PARTS, key);
}

/** Shorter words are parts of anything: *rom com*. */
const LONGEST_SMALL = 3;

function isIn(list: string, key: string): boolean {
  let words = lists.get(list);
  if (words === undefined) {
    words = new Set(list.split(/\s+/).filter((word) => word !== ""));
    lists.set(list, words);
  }
  return words.has(key);
}
