/**
 * What words of security news mean for telling stories apart, before anything is stored: words of one meaning count as one, English and
 * German alike, and each has the share of headlines it stands in as a rule. Base forms; `stem` knows the endings.
 */

/** Meanings of the trade: what happened, to what, by whom. Nearly every headline has some of them, so that alone they join nothing. */
export const MEANINGS: readonly (readonly [share: number, words: string])[] = [
  [
    0.12,
    `vulnerability flaw bug hole weakness vuln schwachstelle lücke sicherheitslücke sicherheitsleck fehler softwarefehler schwachstellen
    lücken sicherheitslücken`,
  ],
  [
    0.12,
    `attack cyberattack assault cyberassault hit strike impact affect suffer angriff angreifen angegriffen cyberangriff attacke
    cyberattacke hackerangriff trifft getroffen betroffen betrifft`,
  ],
  [
    0.1,
    `hacker attacker cybercriminal criminal crook threat actor angreifer kriminelle cyberkriminelle täter hackers gang bande hackergruppe
    gruppe group`,
  ],
  [
    0.1,
    `exploit exploitation exploited abuse abused weaponize ausnutzen ausgenutzt nutzen missbrauchen missbraucht ausnutzung`,
  ],
  [
    0.08,
    `patch fix update release address resolve plug hotfix schließt schließen stopft stopfen behebt beheben aktualisierung notfallpatch
    sicherheitsupdate flickt geschlossen abgedichtet`,
  ],
  [
    0.1,
    `breach leak leaked expose exposed exposure datenleck datenpanne datenabfluss datendiebstahl datenschutzvorfall leck`,
  ],
  [
    0.05,
    `steal stole stolen theft thief harvest exfiltrate exfiltration siphon stehlen gestohlen stiehlt entwendet erbeutet erbeuten
    diebstahl abgreifen`,
  ],
  [0.1, `malware malicious schadsoftware schadcode bösartig schädling`],
  [0.06, `ransomware ransom erpressungstrojaner verschlüsselungstrojaner lösegeld erpressersoftware`],
  [0.02, `extortion extort erpressung erpressen erpresser`],
  [0.06, `data information record info daten datensätze informationen`],
  [0.06, `critical severe severity maximum max kritisch schwerwiegend`],
  [0.06, `warn warning alert caution urge flag warnen warnt warnung mahnt`],
  [0.05, `target targeting aim zielen visier ziel crosshair`],
  [0.05, `remote code execution rce codeausführung codeschmuggel schadcodeausführung`],
  [
    0.05,
    `user account customer individual people person client member nutzer anwender kunde kunden konto konten personen menschen mitglied`,
  ],
  [0.04, `million millions mio millionen billion milliarden mrd`],
  [0.04, `campaign operation kampagne`],
  [0.03, `phishing phish vishing smishing`],
  [0.04, `zeroday`],
  [
    0.04,
    `confirm disclose admit acknowledge reveal say report announce bestätigen bestätigt meldet melden räumt gibt bekannt`,
  ],
  [0.03, `backdoor hintertür`],
  [0.03, `trojan rat trojaner`],
  [0.03, `botnet botnetz`],
  [0.03, `spyware spionagesoftware spähsoftware überwachungssoftware`],
  [0.02, `stealer infostealer`],
  [0.03, `espionage spy cyberespionage cyberspy spionage cyberspionage spionieren`],
  [0.02, `arrest detain nab bust verhaften verhaftet festgenommen festnahme festnahmen`],
  [0.02, `sentence jail prison imprison convict verurteilt haft gefängnis haftstrafe freiheitsstrafe`],
  [0.015, `charge indict indictment accuse angeklagt anklage`],
  [0.015, `sanction sanktion sanktionieren sanktionen`],
  [0.015, `fine penalty bußgeld geldstrafe strafe`],
  [
    0.02,
    `disrupt takedown dismantle seize seizure shutter zerschlagen zerschlägt beschlagnahmt beschlagnahmen abgeschaltet lahmgelegt`,
  ],
  [0.02, `outage disruption downtime ausfall störung ausgefallen`],
  [0.015, `acquire acquisition buy purchase merger übernehmen übernimmt übernahme kauft`],
  [0.03, `raise funding round series startup stealth valuation emerge finanzierung finanzierungsrunde`],
  [0.02, `firewall vpn gateway router switch appliance`],
  [0.02, `plugin extension addon erweiterung plug-in`],
  [0.02, `package library repository repo dependency paket bibliothek pakete`],
  [0.02, `crypto cryptocurrency wallet bitcoin kryptowährung krypto blockchain`],
  [0.02, `admin administrator root privilege privilegien rechte adminrechte rechteausweitung`],
  [0.02, `bypass circumvent evade umgehen umgeht umgehung`],
  [
    0.02,
    `authentication auth login credential password unauthenticated anmeldung anmeldedaten zugangsdaten passwort passwörter kennwort`,
  ],
  [0.02, `device gerät geräte`],
  [0.02, `server instance host system systeme`],
  [0.03, `company firm business enterprise organization org unternehmen firma firmen organisation`],
  [0.02, `developer programmer entwickler`],
  [0.02, `employee staff worker mitarbeiter angestellte beschäftigte`],
  [0.02, `network netzwerk netz`],
  [0.02, `scam fraud betrug betrüger scammer`],
  [0.02, `supply chain lieferkette lieferkettenangriff`],
  [0.03, `researcher forscher sicherheitsforscher`],
  [0.03, `active actively aktiv wild bereits laufend`],
  [0.03, `security cybersecurity cyber sicherheit cybersicherheit`],
  [0.02, `service dienst dienste platform plattform`],
  [0.02, `hijack takeover kapern gekapert übernahme`],
  [0.02, `linked backed nexus aligned sponsored tied nahe staatlich unterstützt`],
  [0.02, `website site webseite webseiten internetseite`],
  [0.02, `email mail e-mail`],
  [0.02, `phone smartphone handy mobile mobil`],
  [0.02, `browser`],
  [0.02, `cloud`],
  [0.02, `command injection befehlsschmuggel`],
  [0.05, `new neu neue neuer fresh novel latest`],
  [0.02, `old year-old alte veraltet legacy`],
  [0.03, `deploy deliver drop distribute spread push verteilen verteilt verbreitet verbreiten verbreitung`],
];

/** Whom it has hit, or who acts: two attacks on two of them are two stories. */
export const SECTORS: readonly (readonly [share: number, words: string])[] = [
  [0.02, `hospital clinic krankenhaus klinik klinikum kliniken`],
  [0.02, `healthcare health medical medizin gesundheit gesundheitswesen gesundheitsdaten`],
  [0.02, `bank financial finance banken finanz finanzwesen`],
  [0.03, `government govt agency federal fed behörde behörden regierung bundesbehörde`],
  [0.02, `police authorities enforcement polizei strafverfolger ermittler`],
  [0.02, `military army defense defence militär armee bundeswehr`],
  [0.02, `university school college universität hochschule schule`],
  [0.02, `telecom telco telecommunication telekom mobilfunker telekommunikation provider`],
  [0.02, `energy power electricity grid utility energie strom stromnetz energieversorger stadtwerke`],
];

/** Places, whatever form of the word. */
export const PLACES: readonly (readonly [share: number, words: string])[] = [
  [0.04, "us usa america american washington amerika amerikanisch amerikanische"],
  [0.03, "china chinese chinesisch chinesische chinesischer beijing peking prc"],
  [0.03, "russia russian russisch russische russischer russland moscow moskau kremlin kreml"],
  [0.015, "iran iranian iranisch iranische iranischer tehran teheran"],
  [0.015, "dprk pyongyang nordkorea nordkoreanisch nordkoreanische nordkoreanischer northkorea"],
  [0.01, "korea korean südkorea südkoreanisch südkoreanische"],
  [0.015, "ukraine ukrainian ukrainisch ukrainische ukrainischer kyiv"],
  [0.01, "poland polish polen polnisch polnische polnischer"],
  [0.01, "germany german deutschland deutsch deutsche deutscher bundesregierung"],
  [0.01, "france french frankreich französisch französische"],
  [0.01, "spain spanish spanien spanisch spanische spanischer"],
  [0.01, "italy italian italien italienisch italienische"],
  [0.01, "netherlands dutch niederlande niederländisch niederländische holland"],
  [0.015, "uk britain british großbritannien britisch britische"],
  [0.015, "eu europe european europa europäisch europäische"],
  [0.008, "japan japanese japanisch japanische"],
  [0.008, "india indian indien indisch indische"],
  [0.008, "taiwan taiwanese taiwanisch taiwanesisch"],
  [0.008, "israel israeli israelisch israelische"],
  [0.008, "pakistan pakistani pakistanisch"],
  [0.008, "austria austrian österreich österreichisch österreichische"],
  [0.008, "switzerland swiss schweiz schweizer"],
  [0.008, "singapore singapur"],
  [0.008, "canada canadian kanada kanadisch"],
  [0.008, "australia australian australien australisch"],
  [0.008, "turkey turkish türkei türkisch"],
  [0.006, "denmark danish dänemark dänisch"],
  [0.006, "sweden swedish schweden schwedisch"],
  [0.006, "norway norwegian norwegen norwegisch"],
  [0.006, "finland finnish finnland finnisch"],
  [0.006, "belgium belgian belgien belgisch"],
  [0.006, "ireland irish irland irisch"],
  [0.006, "romania romanian rumänien rumänisch"],
  [0.006, "hungary hungarian ungarn ungarisch"],
  [0.006, "czechia czech tschechien tschechisch"],
  [0.006, "greece greek griechenland griechisch"],
  [0.006, "portugal portuguese portugiesisch"],
  [0.006, "belarus belarusian belarussisch"],
  [0.006, "mexico mexican mexiko mexikanisch"],
  [0.006, "vietnam vietnamese vietnamesisch"],
  [0.006, "thailand thai thailändisch"],
  [0.006, "philippines philippine philippinen philippinisch"],
  [0.006, "malaysia malaysian malaysisch"],
  [0.006, "indonesia indonesian indonesien indonesisch"],
  [0.006, "kenya kenyan kenia kenianisch"],
  [0.006, "nigeria nigerian nigerianisch"],
  [0.006, "qatar katar"],
  [0.006, "syria syrian syrien syrisch"],
  [0.008, "brazil brazilian brasilien brasilianisch"],
];

/** Makers, products and authorities that are in the news all the time: they narrow a story down and do not make one. */
export const PRODUCTS: readonly (readonly [share: number, words: string])[] = [
  [0.06, "microsoft windows ai ki"],
  [0.03, "google cisa linux apple fbi"],
  [
    0.012,
    `ios iphone macos android chrome cisco fortinet vmware broadcom amazon aws adobe oracle sap siemens schneider rockwell ivanti citrix
    github gitlab npm pypi wordpress openai chatgpt claude anthropic gemini copilot llm agent office outlook exchange sharepoint teams
    azure telegram whatsapp signal facebook instagram meta tiktok linkedin doj europol interpol nsa ncsc bsi cert bka nist clickfix`,
  ],
  [
    0.006,
    `mac chromium fortios fortigate netscaler nuget entra discord salesforce crowdstrike sentinelone sophos kaspersky eset mandiant talos
    checkpoint python javascript java node nodejs php docker kubernetes firefox mozilla safari edge samsung huawei zyxel qnap synology
    netgear asus dlink tplink sonicwall juniper watchguard fortiweb fortimanager solarwinds progress veeam zimbra apache gmail youtube
    reddit slack zoom nvidia intel amd qualcomm dell hp ibm lenovo tesla openclaw`,
  ],
];

/** Who is behind attack upon attack: the same name in two headlines says little of whether it is the same one. */
export const RECURRING = `
  lockbit qilin akira play medusa clop cl0p cactus rhysida blackcat alphv conti hive royal incransom safepay dragonforce ransomhub scattered
  shinyhunters lapsus lazarus kimsuky apt28 apt29 apt36 apt41 apt37 sandworm muddywater turla gamaredon fancy cozy bear panda kitten typhoon
  volt salt blizzard spider mustang charming killnet noname05716 anonymous lumma redline emotet qakbot trickbot mirai remcos asyncrat cobalt
  agenttesla shai hulud
`;

export const RECURRING_SHARE = 0.006;

/** Ordinary words of this news beside those that `isPlainWord` knows, abbreviations of the trade among them. */
export const ORDINARY = `
  access add addin ads adware agentic api apis apt apts art asm assistance atm audit backlog baseline bec bgp bot bots byod byovd c2
  calendar capability catalog ceo ceos certificate cfo chatbot checkout chip cio ciso cisos classroom cloudy clipboard cnapp coding
  compliance component connectivity conversation cookie crm cso ctem cve cves cvss dashboard ddos ddosing ddosed debug decrypt decryption
  deepfake dhs diagnostic dlp dll dns doj dos dpa driver driven dup edge edr education embed encrypt encryption endpoint endpoints everyone
  everything everywhere exec expert ftc ftp fugitive gdpr genai geopolitical git grc hacktivist hacktivists hardening harvest hipaa hit html
  http https iam ics identities identity ip ips impersonate infect infection infrastructure initial insider insight insights integration
  intelligence internal invest investigate iot irc isp jailbreak job json kernel kev known lateral lawsuit led legacy library livestream llm
  llms loader logic login lure maas machine macro maintainer management marketplace masquerade mcp medium mfa mimic mitigate mitigation
  model monetize msp mssp mttr negotiator notification oauth offline onion online ot ota outbreak outdated outlier overflow overview owner
  p2p parasite partner passkey patchday payload pci pdf persistence pki plc pqc poc posture powered powershell prioritization privacy probe
  personal potential accuracy activity analytic analytics arbitrary advisor anti anyone autonomous automaker contractor chipmaker semantic
  robotic conceptual continuous creative cumulative defendant defensive difficult external fraudulent forgotten forensic forensics
  institution justification largest messy mod notorious offensive operational pact priority professional rein safeguard sold spam
  stalkerware strengthen sue tactical undetectable unintentional unlawful webhook whether workforce wrongful processor profile prompt proof
  proxy python qr quantum raas rats rce recon recruit refund registrar registry regulator repos reset residential resilience responder reuse
  rewrite rollout romance root rootkit router rsa rsac runtime saas sandbox sase scada scam scammer scan scanner script sdk secops secure
  secrets self sensitive sextortion sha shadow shell siem signed skill skimmer smb smbs soar soc social sos southeast spear spoof sprawl sql
  sqli ssh ssl sso stack stealth stealthy streaming supply surge surveillance suspect tactic takedown technique telemetry threat tls token
  tokens tool toolkit toolset tor traversal triage tricks ttp tv typosquat unauthorized uncover underground unpatched unveil update upgrade
  upload urge url usb vc victim virtual visibility vm vms vote vulns walkthrough wave webinar webmail whistleblower widespread wiper
  wireless workaround workflow workload worm xdr xml xss zip ssrf rdp ngo ngos vps lures stage staged multistage it pc pcs tvs id ids kritis
  dsgvo datenschutz software hardware entdeckt entdecken veröffentlicht veröffentlichen verfügbar möglich hinweise untersuchung ermittlungen
  vorfall folgen schützen schutz gefährlich gefährdet gefahr risiko lassen lässt stehen steht legen legt entdeckung webserver rechner
  geheimdienst politik
`;

/** What a headline holds of the form of news. */
export const FILLERS = `
  about after again all amid among behind before claim could day days due first four five six seven eight nine ten three two one second
  third everywhere ecosystem expert experten get gets give goes hit how inside just know latest let lets made make makes may more most
  multiple need now number off open over part recent recently set several since still take taken them these thing this threatens top turn
  turns until use used using via want was way week were monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
  january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec montag
  dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember what when isn aren won don doesn
  didn can cannot weren wasn ll re ve ain where which who why will with year years month months half plus own out see seen show shows told
  here heres every jahr jahre tag tage woche wochen monat monate mehr erneut wegen nach gegen durch unter über bei zwei drei vier fünf erste
  ersten weltweit tausende hunderte viele zahlreiche mehrere große großen jetzt weiter wurde wurden
`;

/** What German joins to a name or to another word of the trade, the longer first; letters as `plainLetters` has them. */
export const HEADS: readonly string[] = `
  schwachstellen schwachstelle hersteller betreiber kampagne attacken angreifer anbieter software attacke angriffe angriff diebstahl
  trojaner lucken lucke gruppen gruppe banden bande konzern botnetz kunden hacker spione spion kette panne konten gerate dienste dienst
  daten leck
`
  .trim()
  .split(/\s+/);
