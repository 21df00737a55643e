/** Months by their names, in lower case and without accents: nominative and genitive, where a language has both. */
const MONTHS: readonly string[] = [
  "january januar janner jaenner januari janvier ianuarie enero gennaio janeiro gener xaneiro styczen stycznia ocak leden ledna jaanuar janvaris sausis sausio tammikuu ιανουαριος ιανουαριου γεναρης январь января януари јануар јануара січень січня студзень студзеня يناير ינואר",
  "february februar feber februari fevrier februarie febrero febbraio fevereiro febrer luty lutego subat unor unora veebruar februaris vasaris vasario helmikuu φεβρουαριος φεβρουαριου февраль февраля февруари фебруар фебруара лютий лютого люты лютага فبراير פברואר",
  "march marz maerz maart mars martie marzo marco marc marec marca marcius marts mart marzec brezen brezna kovas kovo maaliskuu μαρτιος μαρτιου март марта березень березня сакавік сакавіка مارس מרץ",
  "april avril aprilie abril aprile aprilis kwiecien kwietnia nisan duben dubna balandis balandzio huhtikuu απριλιος απριλιου апрель апреля април априла квітень квітня красавік красавіка أبريل ابريل אפריל",
  "may mai mei mayo maggio maio maig maj maja majus mayis kveten kvetna maijs geguze geguzes toukokuu μαιος μαιου май мая мај маја травень травня травеня مايو מאי",
  "june juni juin iunie junio giugno junho juny juna junius czerwiec czerwca haziran cerven cervna juuni junijs birzelis birzelio kesakuu ιουνιος ιουνιου июнь июня юни јун јуна червень червня чэрвень чэрвеня يونيو יוני",
  "july juli juillet iulie julio luglio julho juliol jula julius lipiec lipca temmuz cervenec cervence juuli julijs liepa liepos heinakuu ιουλιος ιουλιου июль июля юли јул јула липень липня ліпень ліпеня يوليو יולי",
  "august aout agosto agost augustus augusti augusta augusztus sierpien sierpnia agustos agustus srpen srpna avgust augusts rugpjutis rugpjucio elokuu αυγουστος αυγουστου август августа аугуст серпень серпня жнівень жніўня أغسطس אוגוסט",
  "september septembre septembrie septiembre setiembre settembre setembro setembre szeptember wrzesien wrzesnia eylul zari septembris rugsejis rugsejo syyskuu σεπτεμβριος σεπτεμβριου сентябрь сентября септември септембар септембра вересень вересня верасень верасня سبتمبر ספטמבר",
  "october oktober octobre octombrie octubre ottobre outubro pazdziernik pazdziernika ekim rijen rijna oktoober oktobris spalis spalio lokakuu οκτωβριος οκτωβριου октябрь октября октомври октобар октобра жовтень жовтня кастрычнік кастрычніка أكتوبر אוקטובר",
  "november novembre noiembrie noviembre novembro listopad listopada kasim novembris lapkritis lapkricio marraskuu νοεμβριος νοεμβριου ноябрь ноября ноември новембар новембра листопад листопада лістапад лістапада نوفمبر נובמבר",
  "december decembre dezember desember decembrie diciembre dicembre dezembro desembre grudzien grudnia aralik prosinec prosince detsember decembris gruodis gruodzio joulukuu δεκεμβριος δεκεμβριου декабрь декабря декември децембар децембра грудень грудня снежань снежня ديسمبر דצמבר",
];

/** Abbreviations that are not the beginning of a name, or of several; names of Croatian, which begin as other months elsewhere. */
const ABBREVIATIONS: ReadonlyMap<string, number> = new Map([
  ["mar", 3],
  ["mrz", 3],
  ["mrt", 3],
  ["mae", 3],
  ["cvn", 6],
  ["cvc", 7],
  ["dic", 12],
  ...[
    "sijecanj sijecnja",
    "veljaca veljace",
    "ozujak ozujka",
    "travanj travnja",
    "svibanj svibnja",
    "lipanj lipnja",
    "srpanj srpnja",
    "kolovoz kolovoza",
    "rujan rujna",
    "",
    "studeni studenoga",
    "prosinac prosinca",
  ].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1] as const)),
]);

/** Letters of a name that have to agree where its ending is another one (`januára`, `decembra`). */
const STEM = 5;

/** Each beginning of three letters and more, 0 where it may be several months; and each stem. */
const BEGINNINGS = new Map<string, number>();
const STEMS = new Map<string, number>();
for (const [index, names] of MONTHS.entries()) {
  for (const name of names.split(" ").map(withoutAccents)) {
    for (let length = 3; length <= name.length; length++) claim(BEGINNINGS, name.slice(0, length), index + 1);
    if (name.length > STEM) claim(STEMS, name.slice(0, STEM), index + 1);
  }
}
// A whole name is itself, whatever it is the beginning of.
for (const [index, names] of MONTHS.entries()) {
  for (const name of names.split(" ")) BEGINNINGS.set(withoutAccents(name), index + 1);
}
for (const [name, month] of ABBREVIATIONS) BEGINNINGS.set(name, month);

function claim(table: Map<string, number>, text: string, month: number): void {
  const known = table.get(text);
  table.set(text, known === undefined || known === month ? month : 0);
}

/** 1 to 12, or 0 for a word that is no month, or may be several. */
export function monthOf(name: string): number {
  // Hebrew writes its "in" as the first letter of the word.
  const lower = name.toLowerCase();
  const asWritten = BEGINNINGS.get(lower);
  if (asWritten !== undefined) return asWritten;
  const plain = withoutAccents(lower).replace(/^ב(?=.{3})/, "");
  const whole = BEGINNINGS.get(plain);
  if (whole !== undefined) return whole;
  return plain.length > STEM ? (STEMS.get(plain.slice(0, STEM)) ?? 0) : 0;
}

function withoutAccents(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ł", "l").replaceAll("ı", "i");
}

/** Minutes east of Greenwich, or the name of a zone in the time zone database where summer and winter differ. */
export type Zone = number | string;

/**
 * Abbreviations of zones: RFC 822 §5.1, and those of the time zone database; of several places with one name the one with more
 * publishers. Those that do not say whether it is summer follow the clock of the place.
 */
export const ZONES: ReadonlyMap<string, Zone> = new Map<string, Zone>([
  ...hours("UT UTC GMT Z WET TU", 0),
  ...hours("BST WEST CET MET MEZ WAT", 1),
  ...hours("CEST MEST MESZ EET SAST CAT", 2),
  ...hours("EEST MSK EAT TRT IDT", 3),
  ...hours("MSD GST AZT", 4),
  ...hours("IRST", 3.5),
  ...hours("SAMT GET", 4),
  ...hours("AFT", 4.5),
  ...hours("PKT UZT YEKT", 5),
  ...hours("IST", 5.5),
  ...hours("NPT", 5.75),
  ...hours("OMST BDT", 6),
  ...hours("MMT", 6.5),
  ...hours("ICT WIB NOVT KRAT", 7),
  ...hours("SGT HKT PHT AWST MYT WITA IRKT", 8),
  ...hours("JST KST WIT YAKT", 9),
  ...hours("ACST", 9.5),
  ...hours("AEST CHST VLAT", 10),
  ...hours("ACDT", 10.5),
  ...hours("AEDT", 11),
  ...hours("NZST PETT", 12),
  ...hours("NZDT", 13),
  ...hours("NDT", -2.5),
  ...hours("ADT BRT ART CLST UYT", -3),
  ...hours("NST", -3.5),
  ...hours("EDT AST CLT VET", -4),
  ...hours("EST CDT COT PET", -5),
  ...hours("CST MDT", -6),
  ...hours("MST PDT", -7),
  ...hours("PST AKDT", -8),
  ...hours("AKST", -9),
  ...hours("HST HAST", -10),
  ["ET", "America/New_York"],
  ["CT", "America/Chicago"],
  ["MT", "America/Denver"],
  ["PT", "America/Los_Angeles"],
  ["AT", "America/Halifax"],
]);

/** The single letters of RFC 822 §5.1, with the signs printed there; J is none. */
export const MILITARY_ZONES: ReadonlyMap<string, number> = new Map([
  ..."ABCDEFGHIKLM".split("").map((letter, index) => [letter, -60 * (index + 1)] as const),
  ..."NOPQRSTUVWXY".split("").map((letter, index) => [letter, 60 * (index + 1)] as const),
  ["Z", 0] as const,
]);

/** Zones as people and Windows spell them out, in lower case and without accents; those that name summer or winter first. */
export const SPELLED_ZONES: readonly (readonly [name: RegExp, zone: Zone])[] = [
  [/^(?:greenwich mean time|coordinated universal time|universal time|koordinierte weltzeit)/, 0],
  [/^(?:central european (?:summer|daylight) time|mitteleuropaische sommerzeit|heure d.ete d.europe centrale)/, 120],
  [/^(?:hora de verano de europa central|ora legale dell.europa centrale)/, 120],
  [/^(?:central europe(?:an)? (?:standard )?time|mitteleuropaische (?:normal|standard)?zeit)/, 60],
  [/^(?:heure normale d.europe centrale|hora estandar de europa central|w\. europe standard time)/, 60],
  [/^(?:romance|central european) standard time/, 60],
  [/^british summer time/, 60],
  [/^eastern european summer time/, 180],
  [/^eastern european (?:standard )?time/, 120],
  [/^(?:(?:moscow|russian) (?:standard )?time|мск(?!\p{L}))/u, 180],
  [/^(?:india|indian) standard time/, 330],
  [/^(?:china standard|singapore(?: standard)?|hong kong) time/, 480],
  [/^(?:japan|korea) standard time/, 540],
  [/^australian eastern daylight time/, 660],
  [/^australian eastern standard time/, 600],
  [/^(?:us )?eastern daylight time/, -240],
  [/^(?:us )?eastern standard time/, -300],
  [/^(?:us )?eastern(?: time)?\b/, "America/New_York"],
  [/^(?:us )?central daylight time/, -300],
  [/^(?:us )?central standard time/, -360],
  [/^(?:us )?central time\b/, "America/Chicago"],
  [/^(?:us )?mountain daylight time/, -360],
  [/^(?:us )?mountain standard time/, -420],
  [/^(?:us )?mountain time\b/, "America/Denver"],
  [/^(?:us )?pacific daylight time/, -420],
  [/^(?:us )?pacific standard time/, -480],
  [/^(?:us )?pacific(?: time)?\b/, "America/Los_Angeles"],
];

function hours(names: string, offset: number): (readonly [string, number])[] {
  return names.split(" ").map((name) => [name, offset * 60]);
}
