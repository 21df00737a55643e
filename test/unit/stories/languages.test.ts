import assert from "node:assert/strict";
import { tellStories } from "../../../src/core/stories/tellStories";
import { finish } from "../../../src/core/text/turns";

const DAY = Date.UTC(2026, 4, 4);

/** One event in two languages; outlets, names and victims are made up. */
const SAME: readonly (readonly [english: string, german: string])[] = [
  ["Norvantis VPN flaw exploited in zero-day attacks", "Zero-Day-Lücke in Norvantis-VPN wird angegriffen"],
  [
    "Hackers steal data of 412,000 patients from Ostermoor clinic",
    "Datenleck: 412.000 Patienten der Klinik Ostermoor betroffen",
  ],
  ["CVE-2026-51234: Critical bug in mail servers under attack", "Angriffe auf Mailserver über CVE-2026-51234"],
  ["Quillstone botnet targets home routers", "Botnetz Quillstone kapert Heimrouter"],
  ["New Glimmerfox backdoor used against telecoms", "Neue Hintertür Glimmerfox bei Telekomfirmen entdeckt"],
  ["Police arrest suspected head of Marrowgate forum", "Polizei nimmt mutmaßlichen Kopf des Forums Marrowgate fest"],
  ["Fined: Pelikanto must pay $30 million over data breach", "Pelikanto: Bußgeld von 30 Millionen wegen Datenleck"],
  ["Brackwater ransomware gang claims attack on Hollerbeck breweries", "Ransomware-Angriff auf Brauerei Hollerbeck"],
  ["Microsoft disrupts phishing service TanglePost", "Microsoft zerschlägt Phishing-Dienst TanglePost"],
  ["Malicious npm package lodashly steals crypto wallets", "Schädliches npm-Paket lodashly stiehlt Krypto-Wallets"],
  ["Veltheim water utility hit by cyberattack", "Cyberangriff auf Wasserversorger Veltheim"],
  ["Fortinet warns of exploited FortiQuill vulnerability", "Fortinet warnt: FortiQuill-Schwachstelle wird ausgenutzt"],
  [
    "Chinese hackers spy on Drevonia ministry with PlumRook malware",
    "Chinesische Hacker spionieren mit PlumRook Ministerium in Drevonia aus",
  ],
  [
    "WordPress plugin Calendrix flaw lets attackers take over sites",
    "WordPress-Plugin Calendrix: Lücke erlaubt Übernahme von Webseiten",
  ],
  ["Siemens patches critical hole in Torvex controllers", "Siemens schließt kritische Lücke in Torvex-Steuerungen"],
  ["Airline Norsewing confirms breach of customer data", "Fluglinie Norsewing bestätigt Datenleck bei Kunden"],
  ["Signal phishing campaign 'PaperHeron' targets politicians", "Phishing-Kampagne PaperHeron zielt auf Politiker"],
  ["Apple fixes WebKit zero-day CVE-2026-40404", "Apple stopft WebKit-Lücke CVE-2026-40404"],
  ["Researchers uncover TidalMoth spyware on Android phones", "Neue Android-Spyware TidalMoth entdeckt"],
  ["Bavarian hospital group Sonnleiten hit by ransomware", "Ransomware legt Krankenhausgruppe Sonnleiten lahm"],
  [
    "Zero-day in Corvella file transfer software exploited for data theft",
    "Corvella: Angreifer stehlen Daten über Zero-Day-Lücke in Dateitransfer-Software",
  ],
  ["GitLab patches account takeover flaw CVE-2026-7788", "GitLab schließt Sicherheitslücke CVE-2026-7788"],
  [
    "Dutch police take down bulletproof hosting provider Steenkade",
    "Niederländische Polizei nimmt Hoster Steenkade vom Netz",
  ],
  [
    "Toymaker Brummbaer says hackers accessed 1.3 million customer records",
    "Spielzeughersteller Brummbaer: 1,3 Millionen Kundendatensätze abgegriffen",
  ],
  ["New Rust-based infostealer FerroLeech targets macOS", "FerroLeech: Infostealer in Rust greift macOS-Nutzer an"],
  ["Train operator Vindelrail blames outage on cyberattack", "Zugausfälle bei Vindelrail nach Cyberangriff"],
  [
    "Chrome extension QuickPDFer hijacked to steal session cookies",
    "Chrome-Erweiterung QuickPDFer gekapert: Cookies gestohlen",
  ],
  ["Qilin claims attack on Danish brewery Kronholm", "Qilin-Gruppe erpresst dänische Brauerei Kronholm"],
  [
    "Bank Nordhaven fined 12.5 million euros over IT failures",
    "Bußgeld für Nordhaven-Bank: 12,5 Millionen Euro wegen IT-Mängeln",
  ],
];

/** Two events that share a maker, an actor, a place or a kind. */
const APART: readonly (readonly [english: string, german: string])[] = [
  ["Microsoft fixes Outlook crash on startup", "Microsoft schließt Lücke in Exchange-Servern"],
  ["Fortinet patches FortiWeb flaw", "Fortinet warnt vor Angriffen auf FortiManager"],
  ["LockBit hits hospital in Ohio", "LockBit-Angriff auf Stadtwerke Kallendorf"],
  ["CISA warns of exploited Cisco flaw", "BSI warnt vor Lücke in Cisco-Telefonen"],
  ["Russian hackers target Ukrainian army with phishing", "Russische Hacker greifen ukrainische Energieversorger an"],
  ["Ransomware attack on Brindle school district", "Ransomware-Angriff auf Schule in Kallendorf"],
  ["Data breach at Mossbank exposes customers", "Datenleck bei Versicherer Fahrenkamp: Kunden betroffen"],
  ["Google patches exploited Chrome zero-day", "Google schließt Sicherheitslücken in Android"],
  ["Critical WordPress plugin flaw in Formulix exploited", "Kritische Lücke in WordPress-Plugin Bildgarten"],
  ["CVE-2026-51234 exploited in mail servers", "CVE-2026-51235: Lücke in Mailservern"],
  ["Apple fixes iOS bug that drains batteries", "Apple warnt iPhone-Nutzer vor Spyware"],
  ["Police arrest ransomware suspect in Kyiv", "Polizei nimmt Betreiber eines Phishing-Dienstes fest"],
  ["Malicious npm packages steal tokens", "Schädliche Pakete in PyPI verteilen Trojaner"],
  ["Lazarus steals crypto from exchange Coinbarrow", "Lazarus verteilt Schadsoftware an Entwickler"],
  ["Ivanti patches EPMM flaws", "Ivanti schließt Lücken in Connect Secure"],
  ["Oracle releases quarterly patches", "Oracle-Kunden werden erpresst"],
  ["Palo Alto fixes firewall bug", "Hacker greifen Firewalls von SonicWall an"],
  ["Android malware Nectarvine steals banking logins", "Android-Trojaner Moorhexe späht Banking-Daten aus"],
  ["OpenAI adds parental controls to ChatGPT", "ChatGPT-Lücke erlaubte Diebstahl von Mails"],
  ["Qilin claims attack on Danish brewery Kronholm", "Qilin-Gruppe erpresst Autozulieferer Wendtmann"],
  ["GitLab patches account takeover flaw", "GitLab führt neue Preise ein"],
  ["Android spyware TidalMoth found", "Android-Banking-Trojaner Goldrabe entdeckt"],
  ["Hospital in Lyon hit by ransomware", "Ransomware legt Krankenhaus in Soest lahm"],
  ["Microsoft patches Teams flaw", "Microsoft Teams: Phishing über gefälschte Supportanfragen"],
  ["Dutch police arrest hacker", "Niederländische Polizei warnt vor Phishing-SMS"],
  ["Apple patches two zero-days", "Apple-Nutzer im Visier von Betrügern"],
  ["VMware fixes three ESXi flaws", "Broadcom erhöht VMware-Preise"],
  ["North Korean hackers target crypto developers", "Nordkoreanische IT-Arbeiter unterwandern deutsche Firmen"],
  ["CVE-2026-1111 in Citrix NetScaler exploited", "Citrix NetScaler: neue Lücke CVE-2026-2222"],
  ["Scattered Spider suspect arrested in UK", "Scattered Spider greift Versicherer an"],
  ["NIS2: EU Commission sues member states", "NIS2: Bundestag beschließt Gesetz"],
];

describe("stories in English and German", () => {
  const sameStory = ([english, german]: readonly [string, string]): boolean => {
    const fresh = [english, german].map((title, at) => ({
      key: `https://${at === 0 ? "news.example/a" : "nachrichten.example/b"}`,
      url: `https://${at === 0 ? "news.example/a" : "nachrichten.example/b"}`,
      title,
      source: "",
      at: DAY + at * 3_600_000,
    }));
    return new Set([...finish(tellStories({ fresh })).placed.values()].map(({ story }) => story)).size === 1;
  };

  for (const pair of SAME) it(`joins: ${pair[1]}`, () => assert.equal(sameStory(pair), true));
  for (const pair of APART) it(`keeps apart: ${pair[1]}`, () => assert.equal(sameStory(pair), false));
});
