/** A tracked name in a headline or in the path of an address. Without a profile: an alias whose owner nobody knows yet. */
export interface Hit {
  readonly profile: string | null;
  /** The name or alias that matches. */
  readonly name: string;
  readonly field: "title" | "url";
}

/** A headline we wrote, the last part of its address, and what must be found in it. */
export interface Story {
  readonly title: string;
  readonly slug: string;
  readonly hits: readonly Hit[];
}

/** The names the demo tracks, spelled as in a configuration of the original tool. */
export const PROFILES = [
  "Clop",
  "Conti",
  "APT",
  "APT28",
  "WinterVivern",
  "BlackCat",
  "VenomSpider",
  "Venom",
  "CozyBear",
  "LockBit",
  "Qakbot",
  "MuddyWater",
] as const;

/** What an earlier alias sync of the original tool left: names without owners. */
export const OLD_ALIASES = ["Syrphid", "TA473", "Tundra Wasp"] as const;

/** The planted stories by id. `name` is a hit in the headline, `/name` one in the address. */
const PLANTED: Readonly<Record<string, readonly [title: string, slug: string, ...hits: string[]]>> = {
  clopPort: ["Clop claims a breach at a Baltic port operator", "port-operator-breach", "Clop"],
  clopTransfer: ["File transfer flaw exposes payroll data of six cities", "clop-file-transfer-payroll", "/Clop"],
  clopLeakPage: ["Clop’s new leak page lists forty victims – “more to come”", "leak-page-forty-victims", "Clop"],
  clopRussian: ["Группа Clop выложила архивы логистической компании", "logistics-archives", "Clop"],
  clopJapanese: ["Clop、大学病院の予約データを公開と主張", "daigaku-byoin-yoyaku", "Clop"],
  contiCrew: ["Former Conti members resurface in a new extortion crew", "former-members-resurface", "Conti"],
  contiChats: ["Leaked chats show how Conti paid its coders", "conti-chats-coders", "Conti", "/Conti"],
  contiLockbit: ["Conti and LockBit code found in one new locker", "two-families-one-locker", "Conti", "LockBit"],
  apt28Router: ["APT28 turns home routers into a relay network", "home-routers-relay", "APT", "APT28"],
  apt28Mail: ["Ministry mail servers searched for border plans", "apt28-ministry-mail", "/APT", "/APT28"],
  aptPlural: ["Why APTs still love forgotten VPN boxes", "forgotten-vpn-boxes", "APT"],
  aptInsurers: ["Insurers redraw the line between APT and crime", "insurers-redraw-line", "APT"],
  vivernWebmail: ["Winter Vivern returns with a webmail zero-day", "webmail-zero-day", "WinterVivern"],
  vivernTax: ["New lures by WinterVivern copy a tax office", "lures-copy-tax-office", "WinterVivern"],
  vivernEmbassy: ["Embassy staff lured to a fake reception", "winter%2Dvivern-fake-reception", "/WinterVivern"],
  vivernParliament: [
    "Winter Vivern Targets Parliament Mail",
    "winter-vivern-targets-parliament-mail.html",
    "WinterVivern",
    "/WinterVivern",
  ],
  vivernAlias: ["TA473 phishing kit found on a hospital server", "kit-on-hospital-server", "TA473"],
  blackcatPlea: ["BlackCat affiliate pleads guilty in Ohio", "affiliate-pleads-guilty", "BlackCat"],
  blackcatStorage: ["Black Cat encryptor ported to storage boxes", "encryptor-ported-storage", "BlackCat"],
  blackcatPipeline: ["Pipeline firm confirms a visit by the black_cat gang", "pipeline-confirms-visit", "BlackCat"],
  spiderLoader: ["Venom Spider sells its loader as a service", "loader-as-a-service", "VenomSpider"],
  spiderResumes: ["Recruiters flooded with poisoned CVs", "venom-spider-poisoned-cvs", "/VenomSpider"],
  venomSite: ["Venom RAT hides behind a fake antivirus site", "fake-antivirus-site", "Venom"],
  venomCourt: ["Court papers name the author of Venom malware", "court-papers-author", "Venom"],
  cozyTokens: ["Cozy Bear tests token theft against think tanks", "token-theft-think-tanks", "CozyBear"],
  cozyMap: ["COZY-BEAR infrastructure mapped by a university team", "infrastructure-mapped", "CozyBear"],
  lockbitSite: ["LockBit leak site returns under a new address", "leak-site-new-address", "LockBit"],
  lockbitGerman: [
    "LockBit legt Stadtwerke lahm – Notbetrieb läuft für Straßenbahnen",
    "stadtwerke-notbetrieb",
    "LockBit",
  ],
  lockbitAlias: ["Syrphid operators switch to a smaller encryptor", "smaller-encryptor", "Syrphid"],
  lockbitLater: ["Bitwise Spider rents out its negotiation desk", "negotiation-desk-for-rent"],
  qakbotCalendar: ["Qakbot spreads again through shared calendars", "shared-calendars", "Qakbot"],
  qakbotPlural: ["Police count the Qakbots left after the takedown", "left-after-takedown", "Qakbot"],
  qakbotLater: ["QBot resurfaces in a tax season campaign", "tax-season-campaign"],
  ownerless: ["Tundra Wasp blamed for a payroll detour", "payroll-detour", "Tundra Wasp"],
  // Names inside other words, in a host, a query, a kicker: nothing may be found in these.
  noContinues: ["Regulator continues inquiry into a telecom outage", "inquiry-continues"],
  noCyclops: ["Router worm Cyclops Blink studied in retrospect", "cyclops-studied"],
  noCaptures: ["Honeypot captures forty thousand login attempts a day", "honeypot-captures-logins"],
  noContinent: ["Power grids of a whole continent share one weak protocol", "continental-grids"],
  noLaptop: ["Stolen laptop held unencrypted patient letters", "laptop-patient-letters"],
  noVenomous: ["Venomous macros: office files remain the easy way in", "venomous-macros"],
  noCatalogue: ["Black catalogue of stolen cards seized in Prague", "black-catalogue-cards"],
  noMuddy: ["Muddied waters around a disclosure deadline", "disclosure-deadline-muddied"],
  noQuery: ["Payment terminals shipped with a debug password", "debug-password?ref=conti&topic=lockbit"],
  noSpiderAlone: ["Spider silk sensors and other lab curiosities", "silk-sensors"],
};

/** Names that the alias sync teaches, with the story that the next scan then finds. */
export const LATER_HITS = [
  { story: "lockbitLater", profile: "LockBit", name: "Bitwise Spider" },
  { story: "qakbotLater", profile: "Qakbot", name: "QBot" },
] as const;

/** The ids of all planted stories. */
export const STORY_IDS: readonly string[] = Object.keys(PLANTED);

/** A planted story by its id. */
export function story(id: string): Story {
  const planted = PLANTED[id];
  if (planted === undefined) throw new Error(`no story ${id}`);
  const [title, slug, ...hits] = planted;
  return { title, slug, hits: hits.map(readHit) };
}

/** A hit as the table writes it. */
export function readHit(text: string): Hit {
  const name = text.replace("/", "");
  const isProfile = (PROFILES as readonly string[]).includes(name);
  return { profile: isProfile ? name : null, name, field: text.startsWith("/") ? "url" : "title" };
}

const WHO = [
  "A regional bank",
  "The harbour authority",
  "A chain of bakeries",
  "The national library",
  "A water utility",
  "An airline caterer",
  "A school district",
  "The tax office",
  "A maker of hearing aids",
  "A ferry company",
  "The weather service",
  "A housing association",
  "An online pharmacy",
  "A toy wholesaler",
  "The land registry",
  "A sugar refinery",
  "A radio station",
];
const DOES = [
  "warns of",
  "recovers from",
  "reports",
  "denies",
  "investigates",
  "apologises for",
  "shuts down after",
  "pays a fine over",
  "publishes lessons from",
  "hires help after",
  "rebuilds its network after",
  "traces",
  "sues a supplier over",
];
const WHAT = [
  "a leaked backup key",
  "a malicious update",
  "a forged invoice wave",
  "an exposed database",
  "a weekend of wiped servers",
  "a helpdesk impostor",
  "an unpatched mail gateway",
  "a stolen signing certificate",
  "a password spray",
  "a poisoned package",
  "a forgotten test server",
  "a fake job portal",
  "a hijacked domain",
  "a SIM swap",
  "a deepfake phone call",
  "a misrouted data feed",
  "a rogue browser add-on",
  "a denial of service",
  "a printer firmware bug",
];

/** An ordinary headline without any tracked name: a different one for each number below 4199. */
export function ordinaryStory(number: number): Story {
  const total = WHO.length * DOES.length * WHAT.length;
  const at = (number * 1009) % total;
  const who = WHO[at % WHO.length] ?? "";
  const does = DOES[Math.floor(at / WHO.length) % DOES.length] ?? "";
  const what = WHAT[Math.floor(at / WHO.length / DOES.length)] ?? "";
  const title = `${who} ${does} ${what}`;
  return { title, slug: title.toLowerCase().replaceAll(/[^a-z]+/g, "-"), hits: [] };
}
