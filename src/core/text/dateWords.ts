/** Months by the first letters of their names, without accents: as many letters as it takes to tell them apart. */
export const MONTH_NAMES: ReadonlyMap<string, number> = new Map(
  [
    // English, German, Dutch, Scandinavian, French, Spanish, Italian, Portuguese, Polish, Turkish, Greek, Russian
    "jan janv ene gen sty oca ιαν янв",
    "feb fev fevr sub φεβ фев",
    "mar mrz maer mrt mars μαρ мар",
    "apr avr abr kwi nis απρ апр",
    "may mai maj mei mag μαι май мая",
    "jun juin giu cze haz ιουν ιον июн",
    "jul juil lug lip tem ιουλ ιολ июл",
    "aug aou ago sie αυγ авг",
    "sep set wrz eyl σεπ сен",
    "oct okt ott out paz eki οκτ окт",
    "nov lis kas νοε ноя",
    "dec dez des dic gru ara δεκ дек",
  ].flatMap((names, index) =>
    names.split(" ").map((name) => [name.normalize("NFD").replace(/\p{M}/gu, ""), index + 1]),
  ),
);

/**
 * Zone names and their minutes east of Greenwich: RFC 822 §5.1 (its single letters with the signs printed there), and
 * the abbreviations of the time zone database; of several places with one name the one with more publishers.
 */
export const ZONE_MINUTES: ReadonlyMap<string, number> = new Map([
  ...hours("UT UTC GMT Z WET", 0),
  ...hours("BST WEST CET MET MEZ WAT", 1),
  ...hours("CEST MEST MESZ EET SAST CAT", 2),
  ...hours("EEST MSK EAT TRT IDT", 3),
  ...hours("MSD GST AZT", 4),
  ...hours("PKT UZT", 5),
  ...hours("IST", 5.5),
  ...hours("NPT", 5.75),
  ...hours("ICT WIB", 7),
  ...hours("SGT HKT PHT AWST MYT WITA", 8),
  ...hours("JST KST", 9),
  ...hours("ACST", 9.5),
  ...hours("AEST CHST", 10),
  ...hours("ACDT", 10.5),
  ...hours("AEDT", 11),
  ...hours("NZST", 12),
  ...hours("NZDT", 13),
  ...hours("NDT", -2.5),
  ...hours("ADT BRT ART CLST UYT", -3),
  ...hours("NST", -3.5),
  ...hours("EDT AST AT CLT VET", -4),
  ...hours("EST ET CDT COT PET", -5),
  ...hours("CST CT MDT", -6),
  ...hours("MST MT PDT", -7),
  ...hours("PST PT AKDT", -8),
  ...hours("AKST", -9),
  ...hours("HST HAST", -10),
  ..."ABCDEFGHIKLM".split("").map((letter, index) => [letter, -60 * (index + 1)] as const),
  ..."NOPQRSTUVWXY".split("").map((letter, index) => [letter, 60 * (index + 1)] as const),
]);

function hours(names: string, offset: number): (readonly [string, number])[] {
  return names.split(" ").map((name) => [name, offset * 60]);
}
