import { DOT, refanged } from "./defanged";

/** Endings of files that are no top-level domains: what ends in one is the name of a file, in whatever way it is written. */
const FILE_ENDINGS =
  "7z apk asp aspx bak bas bat bin bmp bz2 cab cer cfg chm cmd conf config cpl crt csproj css csv dat db dex dll dmg dmp doc docb docm docx dot dotm " +
  "dylib eml elf exe gif gz hta htm html hwp icns ico img inf ini iso jar java jpeg jpg js jse json jsp jspx key lnk log lua macho msc msg msi msix " +
  "msp ocx odt one otf pcap pdb pdf pem php png ppt pptm pptx ps1 psd1 psm1 pub pyc pyd rar reg rtf scf scr sct sln so sql svg swf sys tar tgz tmp " +
  "toml ttf txt url vba vbe vbs vhd vhdx war wav webp wim woff woff2 wsf wsh xhtml xll xls xlsb xlsm xlsx xml xsl xz yaml yar yara yml";
/** Endings of files that are domains of countries and the like as well. */
const ENDINGS_OF_BOTH = "action cgi cc com do md pl py rs sh zip";
const FILES: ReadonlySet<string> = new Set(FILE_ENDINGS.split(" "));

/** Behind a host name and its slash, for a regular expression: another host name, as lists have them, and no file. */
export const ANOTHER_HOST = `(?:[a-z\\d-]{1,63}[.${DOT}]){1,10}(?!(?:${`${FILE_ENDINGS} ${ENDINGS_OF_BOTH}`.replaceAll(" ", "|")})(?![a-z\\d]))[a-z]{2,24}(?![\\p{L}\\p{M}\\p{N}_/?#.${DOT}-])`;

/** A host name as it is looked for. */
export interface HostName {
  readonly value: string;
  /** In ASCII, where the name has other letters. */
  readonly punycode?: string;
}

/** Scripts that part no words by blanks: where one meets Latin letters, nobody can tell where a name begins. */
const UNPARTED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Reads a host name with signs in it (`markDefanged`); null for what is none, or not for sure. */
export function readHost(written: string): HostName | null {
  const name = refanged(written);
  const labels = name.split(".");
  const ending = labels.at(-1)?.toLowerCase() ?? "";
  if (name.length > 253 || FILES.has(ending)) return null;
  // A sentence that begins behind its full stop without a blank.
  if (
    /\p{Ll}\.\p{Lu}\p{Ll}*$/u.test(written) &&
    name.slice(0, -ending.length).toLowerCase() === name.slice(0, -ending.length)
  ) {
    return null;
  }
  const lower = name.toLowerCase();
  // oxlint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\x00-\x7F]*$/.test(lower)) return { value: lower };
  if (labels.some((label) => UNPARTED.test(label) && /\p{Script=Latin}/u.test(label))) return null;
  const shown = name.normalize("NFKC").toLowerCase();
  if (!URL.canParse(`http://${shown}/`)) return null;
  const ascii = new URL(`http://${shown}/`).hostname;
  return ascii.includes("xn--") ? { value: shown, punycode: ascii } : { value: ascii };
}
