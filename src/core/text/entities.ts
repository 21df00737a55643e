/**
 * Resolves numeric references and the named ones of HTML 4 and the common ones of HTML 5. Entities that a document
 * defines itself stay as they are written: a DTD is never read.
 */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    return characterOf(hex === undefined ? Number.parseInt(decimal ?? "", 10) : Number.parseInt(hex, 16));
  });
}

/** The closing semicolon of a numeric reference is often forgotten; a name without one may be part of an address. */
const REFERENCE = /&(?:#[xX]([0-9a-fA-F]{1,8});?|#([0-9]{1,8});?|([A-Za-z][A-Za-z0-9]{1,31});)/g;

function characterOf(code: number): string {
  // HTML reads 0x80-0x9F as windows-1252 (HTML Standard §13.2.5.80), and so do all feeds that write them.
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80] ?? "";
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\uFFFD";
  return String.fromCodePoint(code);
}

/** The characters of 0x80-0x9F in windows-1252. */
export const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

/** U+00A0 to U+00FF in order. */
const LATIN_1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para " +
  "middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave " +
  "Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc " +
  "Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc " +
  "iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/** Names and the characters they stand for, in turn. */
const OTHERS =
  'amp & lt < gt > quot " apos \' AMP & LT < GT > QUOT " COPY © REG ® ' +
  // Latin Extended
  "OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ Amacr Ā amacr ā Abreve Ă abreve ă Aogon Ą aogon ą Cacute Ć cacute ć " +
  "Ccaron Č ccaron č Dcaron Ď dcaron ď Dstrok Đ dstrok đ Emacr Ē emacr ē Edot Ė edot ė Eogon Ę eogon ę Ecaron Ě ecaron ě " +
  "Gbreve Ğ gbreve ğ Imacr Ī imacr ī Iogon Į iogon į Idot İ imath ı inodot ı Kcedil Ķ kcedil ķ Lcedil Ļ lcedil ļ Lcaron Ľ " +
  "lcaron ľ Lstrok Ł lstrok ł Nacute Ń nacute ń Ncedil Ņ ncedil ņ Ncaron Ň ncaron ň Omacr Ō omacr ō Odblac Ő odblac ő " +
  "Racute Ŕ racute ŕ Rcaron Ř rcaron ř Sacute Ś sacute ś Scedil Ş scedil ş Tcedil Ţ tcedil ţ Tcaron Ť tcaron ť Umacr Ū " +
  "umacr ū Uring Ů uring ů Udblac Ű udblac ű Uogon Ų uogon ų Zacute Ź zacute ź Zdot Ż zdot ż Zcaron Ž zcaron ž " +
  // Greek
  "Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν Xi Ξ Omicron Ο Pi Π " +
  "Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ " +
  "iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π rho ρ sigmaf ς sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω " +
  "thetasym ϑ upsih ϒ piv ϖ " +
  // Punctuation
  "circ ˆ tilde ˜ ndash – mdash — horbar ― lsquo ‘ rsquo ’ rsquor ’ sbquo ‚ lsquor ‚ ldquo “ rdquo ” rdquor ” bdquo „ " +
  "ldquor „ dagger † Dagger ‡ bull • hellip … mldr … permil ‰ prime ′ Prime ″ lsaquo ‹ rsaquo › oline ‾ frasl ⁄ hyphen ‐ " +
  "dash ‐ excl ! num # dollar $ percnt % lpar ( rpar ) ast * plus + comma , period . sol / colon : semi ; equals = quest ? " +
  "commat @ lsqb [ lbrack [ bsol \\ rsqb ] rbrack ] Hat ^ lowbar _ grave ` lcub { lbrace { verbar | vert | rcub } rbrace } " +
  // Signs
  "euro € trade ™ TRADE ™ image ℑ weierp ℘ real ℜ alefsym ℵ numero № check ✓ cross ✗ star ☆ starf ★ phone ☎ female ♀ male ♂ " +
  "larr ← uarr ↑ rarr → darr ↓ harr ↔ crarr ↵ lArr ⇐ uArr ⇑ rArr ⇒ dArr ⇓ hArr ⇔ forall ∀ part ∂ exist ∃ empty ∅ nabla ∇ " +
  "isin ∈ notin ∉ ni ∋ prod ∏ sum ∑ minus − lowast ∗ radic √ prop ∝ infin ∞ ang ∠ and ∧ or ∨ cap ∩ cup ∪ int ∫ there4 ∴ " +
  "sim ∼ cong ≅ asymp ≈ ne ≠ equiv ≡ le ≤ ge ≥ sub ⊂ sup ⊃ nsub ⊄ sube ⊆ supe ⊇ oplus ⊕ otimes ⊗ perp ⊥ sdot ⋅ lceil ⌈ " +
  "rceil ⌉ lfloor ⌊ rfloor ⌋ lang ⟨ rang ⟩ loz ◊ spades ♠ clubs ♣ hearts ♥ diams ♦ half ½";

/** White space and marks without a picture. */
const INVISIBLE: readonly (readonly [string, string])[] = [
  ["ensp", "\u2002"],
  ["emsp", "\u2003"],
  ["thinsp", "\u2009"],
  ["hairsp", "\u200A"],
  ["zwnj", "\u200C"],
  ["zwj", "\u200D"],
  ["lrm", "\u200E"],
  ["rlm", "\u200F"],
  ["ZeroWidthSpace", "\u200B"],
  ["NonBreakingSpace", "\u00A0"],
  ["NoBreak", "\u2060"],
  ["Tab", "\t"],
  ["NewLine", "\n"],
];

const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.split(" ").map((name, index) => [name, String.fromCharCode(0xa0 + index)] as const),
  ...pairs(OTHERS.split(" ")),
  ...INVISIBLE,
]);

function pairs(words: readonly string[]): (readonly [string, string])[] {
  const result: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < words.length; at += 2) result.push([words[at] ?? "", words[at + 1] ?? ""]);
  return result;
}
