/**
 * What **Create Configuration** offers to begin with: lists of our own making, short enough to be looked through. Each address was met in
 * two public places that do not belong to its owner, what was met once only was left out; what has moved or gone since shows when the
 * new configuration is tried. Names are those in common use, each with the aliases everybody knows and none that several go by.
 */

export interface StarterFeed {
  readonly name: string;
  readonly url: string;
}

export interface StarterName {
  readonly name: string;
  readonly aliases: readonly string[];
}

/** Several things that are taken or left together. */
export interface Pack<T> {
  readonly id: string;
  readonly items: readonly T[];
}

export type FeedPackId = "agencies" | "agenciesDe" | "vendors" | "press" | "pressDe";
export type NamePackId = "states" | "crime" | "ransomware" | "malware";

const feed = (name: string, url: string): StarterFeed => ({ name, url });
const named = (name: string, ...aliases: readonly string[]): StarterName => ({ name, aliases });

export const FEED_PACKS: readonly (Pack<StarterFeed> & { readonly id: FeedPackId })[] = [
  {
    id: "agencies",
    items: [
      feed("CISA Advisories", "https://www.cisa.gov/cybersecurity-advisories/all.xml"),
      feed("NCSC UK", "https://www.ncsc.gov.uk/api/1/services/v1/all-rss-feed.xml"),
      feed("CERT-EU", "https://cert.europa.eu/publications/security-advisories-rss"),
      feed("Canadian Cyber Centre", "https://www.cyber.gc.ca/api/cccs/atom/v1/get?feed=alerts_advisories&lang=en"),
      feed("CERT Polska", "https://cert.pl/en/rss.xml"),
      feed("NCSC Finland", "https://www.kyberturvallisuuskeskus.fi/feed/rss/en"),
      feed("JPCERT/CC", "https://www.jpcert.or.jp/english/rss/jpcert-en.rdf"),
      feed("JPCERT/CC Eyes", "https://blogs.jpcert.or.jp/en/atom.xml"),
      feed("CERT/CC", "https://www.kb.cert.org/vulfeed/"),
      feed("CIS Advisories", "https://www.cisecurity.org/feed/advisories"),
      feed("SANS ISC", "https://isc.sans.edu/rssfeed_full.xml"),
    ],
  },
  {
    id: "agenciesDe",
    items: [
      feed("BSI", "https://www.bsi.bund.de/SiteGlobals/Functions/RSSFeed/RSSNewsfeed/RSSNewsfeed.xml"),
      feed("BSI Warnungen", "https://www.bsi.bund.de/SiteGlobals/Functions/RSSFeed/RSSNewsfeed/RSSNewsfeed_CSW.xml"),
      feed("CERT-Bund", "https://wid.cert-bund.de/content/public/securityAdvisory/rss"),
      feed("CERT.at", "https://www.cert.at/cert-at.de.warnings.rss_2.0.xml"),
    ],
  },
  {
    id: "vendors",
    items: [
      feed("Unit 42", "https://unit42.paloaltonetworks.com/feed/"),
      feed("Google Threat Intelligence", "https://feeds.feedburner.com/threatintelligence/pvexyqv7v0v"),
      feed("Microsoft Security", "https://www.microsoft.com/en-us/security/blog/feed/"),
      feed("Cisco Talos", "https://blog.talosintelligence.com/rss/"),
      feed("CrowdStrike", "https://www.crowdstrike.com/en-us/blog/feed"),
      feed("SentinelLabs", "https://www.sentinelone.com/labs/feed/"),
      feed("ESET", "https://www.welivesecurity.com/en/rss/feed/"),
      feed("Kaspersky Securelist", "https://securelist.com/feed/"),
      feed("Check Point Research", "https://research.checkpoint.com/feed/"),
      feed("Proofpoint", "https://www.proofpoint.com/us/rss.xml"),
      feed("Trend Micro", "https://feeds.trendmicro.com/TrendMicroResearch"),
      feed("Elastic Security Labs", "https://www.elastic.co/security-labs/rss/feed.xml"),
      feed("The DFIR Report", "https://thedfirreport.com/feed/"),
      feed("Malwarebytes", "https://www.malwarebytes.com/blog/feed/index.xml"),
      feed("Red Canary", "https://redcanary.com/feed/"),
      feed("FortiGuard Labs", "https://feeds.fortinet.com/fortinet/blog/threat-research"),
      feed("Zscaler ThreatLabz", "https://www.zscaler.com/blogs/feeds/security-research"),
      feed("Recorded Future", "https://www.recordedfuture.com/feed"),
      feed("Rapid7", "https://blog.rapid7.com/rss/"),
      feed("AhnLab ASEC", "https://asec.ahnlab.com/en/feed/"),
    ],
  },
  {
    id: "press",
    items: [
      feed("BleepingComputer", "https://www.bleepingcomputer.com/feed/"),
      feed("The Hacker News", "https://feeds.feedburner.com/TheHackersNews"),
      feed("The Record", "https://therecord.media/feed"),
      feed("SecurityWeek", "https://www.securityweek.com/feed/"),
      feed("Dark Reading", "https://www.darkreading.com/rss.xml"),
      feed("CyberScoop", "https://cyberscoop.com/feed/"),
      feed("Infosecurity Magazine", "https://www.infosecurity-magazine.com/rss/news/"),
      feed("The Register", "https://www.theregister.com/security/headlines.atom"),
      feed("Help Net Security", "https://www.helpnetsecurity.com/feed/"),
      feed("Security Affairs", "https://securityaffairs.com/feed"),
      feed("Hackread", "https://hackread.com/feed/"),
      feed("DataBreaches.net", "https://databreaches.net/feed/"),
      feed("TechCrunch", "https://techcrunch.com/category/security/feed/"),
      feed("Wired", "https://www.wired.com/feed/category/security/latest/rss"),
      feed("Krebs on Security", "https://krebsonsecurity.com/feed/"),
      feed("Schneier on Security", "https://www.schneier.com/feed/atom/"),
      feed("Graham Cluley", "https://grahamcluley.com/feed/"),
    ],
  },
  {
    id: "pressDe",
    items: [
      feed("heise Security", "https://www.heise.de/security/feed.xml"),
      feed("Golem", "https://rss.golem.de/rss.php?feed=RSS2.0&ms=security"),
      feed("Security-Insider", "https://www.security-insider.de/rss/news.xml"),
      feed("Computer Weekly", "https://www.computerweekly.com/de/rss/Security.xml"),
      feed("Borns IT-Blog", "https://www.borncity.com/blog/feed/"),
      feed("Kuketz-Blog", "https://www.kuketz-blog.de/feed/"),
    ],
  },
];

export const NAME_PACKS: readonly (Pack<StarterName> & { readonly id: NamePackId })[] = [
  {
    id: "states",
    items: [
      named("APT28", "Fancy Bear", "Forest Blizzard", "Sofacy"),
      named("APT29", "Cozy Bear", "Midnight Blizzard", "Nobelium"),
      named("Sandworm", "Seashell Blizzard", "APT44"),
      named("Turla", "Secret Blizzard", "Venomous Bear"),
      named("Gamaredon", "Aqua Blizzard", "Primitive Bear", "Shuckworm"),
      named("Star Blizzard", "COLDRIVER", "Callisto Group"),
      named("Winter Vivern", "TA473", "UAC-0114"),
      named("Lazarus Group", "Hidden Cobra", "Diamond Sleet"),
      named("Kimsuky", "Emerald Sleet", "Velvet Chollima", "APT43"),
      named("Andariel", "Onyx Sleet", "Silent Chollima"),
      named("APT37", "ScarCruft", "Ricochet Chollima"),
      named("APT41", "Wicked Panda", "Brass Typhoon"),
      named("APT31", "Violet Typhoon", "Judgment Panda"),
      named("APT40", "Gingham Typhoon", "Kryptonite Panda"),
      named("Mustang Panda", "Earth Preta", "RedDelta", "Twill Typhoon"),
      named("Volt Typhoon", "Vanguard Panda", "Bronze Silhouette"),
      named("Salt Typhoon", "GhostEmperor"),
      named("Silk Typhoon", "Hafnium"),
      named("Flax Typhoon", "Ethereal Panda"),
      named("Charming Kitten", "APT35", "Mint Sandstorm"),
      named("OilRig", "APT34", "Helix Kitten", "Hazel Sandstorm"),
      named("MuddyWater", "Mango Sandstorm", "Static Kitten", "Seedworm"),
      named("Transparent Tribe", "APT36"),
      named("SideWinder", "Rattlesnake"),
      named("OceanLotus", "APT32", "Canvas Cyclone"),
    ],
  },
  {
    id: "crime",
    items: [
      named("Scattered Spider", "Octo Tempest", "UNC3944", "0ktapus"),
      named("ShinyHunters"),
      named("Lapsus$", "Strawberry Tempest"),
      named("FIN7", "Sangria Tempest", "Carbon Spider"),
      named("TA505"),
      named("Evil Corp", "Indrik Spider"),
      named("RomCom", "Storm-0978"),
    ],
  },
  {
    id: "ransomware",
    items: [
      named("LockBit"),
      named("Akira"),
      named("Qilin", "Agenda ransomware"),
      named("Clop", "Cl0p"),
      named("Play", "PlayCrypt"),
      named("RansomHub"),
      named("BlackCat", "ALPHV"),
      named("Black Basta"),
      named("BlackSuit"),
      named("Medusa"),
      named("Rhysida"),
      named("INC Ransom"),
      named("Lynx"),
      named("SafePay"),
      named("DragonForce"),
      named("Hunters International"),
      named("Conti"),
    ],
  },
  {
    id: "malware",
    items: [
      named("Lumma Stealer", "LummaC2"),
      named("RedLine Stealer"),
      named("Qakbot", "Qbot"),
      named("Emotet"),
      named("IcedID", "BokBot"),
      named("DanaBot"),
      named("SocGholish", "FakeUpdates"),
      named("AsyncRAT"),
      named("Remcos"),
      named("Agent Tesla"),
      named("Cobalt Strike"),
    ],
  },
];
