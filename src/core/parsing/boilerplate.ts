/** What stands around articles, and sometimes in their place. */
export type Boilerplate = "consent" | "payment" | "letter" | "imprint";

const SIGNS: readonly (readonly [Boilerplate, RegExp])[] = [
  [
    "consent",
    /\bcookies?\b|\bconsent(?:ing|s)?\b|\blegitimate interests?\b|personali[sz]ed (?:ads|advertising|content)|(?:store|access) (?:and\/or access )?information on (?:a|your) device|privacy (?:settings|choices|preferences|cent(?:er|re))|\baccept all\b|\bour (?:\d+ )?partners\b|\bbefore you continue\b|\beinwillig\w*|\bzustimm(?:en|ung|st|e)\b|berechtigte[sn]? interesse|privatsphäre|datenschutz-?einstellungen|werbung und tracking|\bakzeptieren\b|\bunsere (?:\d+ )?partner\b|(?:nos|nuestros|nostri|onze) (?:\d+ )?(?:partenaires|socios|partner|partners)\b/i,
  ],
  [
    "payment",
    /\bsubscri(?:be|bers?|ptions?)\b|already (?:a|have an?) (?:customer|subscriber|subscription|member|account)|\b(?:sign|log) in\b|cancel (?:at )?any ?time|end it at any time|free trial|(?:per|each|a) month\b|\brenews?\b|unlimited access|read all articles|\bpurchase\b|full access|register (?:now|to)|to (?:continue|go on|keep) reading|\babo(?:nnieren|nnent(?:en|in)?|nnements?|s)?\b|probe(?:monat|abo|woche)|kostenlos testen|\bkündbar\b|verlängert sich|\beinloggen\b|\banmelden\b|\bregistrieren\b|weiterlesen mit|zugang zu allen|alle artikel lesen|\bpro (?:monat|woche)\b/i,
  ],
  [
    "letter",
    /\bnewsletters?\b|\b(?:weekly|daily|our|each) (?:e?mail )?letters?\b|\bunsubscribe\b|\binbox\b|\bsign(?:ing)? up\b|mailing list|\be-?mail address\b|no spam|send you (?:only )?(?:what|the|our|news)|privacy (?:policy|notice)|notice on privacy|handle your data|\bwebinars?\b|inscri(?:vez|re|ption)|désabonner|lettre d['’]information|infolettre|suscríb|boletín|iscriviti|cancellar(?:ti|si)|inschrijven|\babbestellen\b|\babmelden\b|posteingang|e-mail-adresse|datenschutzerklärung|keine news verpassen/i,
  ],
  [
    "imprint",
    /\bimpressum\b|\bimprint\b|angaben gemäß|§ ?\d+ (?:tmg|ddg|rstv|mstv|dsgvo)|handelsregister|registergericht|\bust-?id|umsatzsteuer|vertretungsberechtigt|verantwortlich (?:für|i\.? ?s\.? ?d)|haftung(?:sausschluss)? für|all rights reserved|alle rechte vorbehalten|terms of (?:use|service)|registered (?:office|in england)|company number|vat (?:no|number|id)|without (?:written )?permission/i,
  ],
];

/** Boxes and walls speak to the reader, in the name of the site; articles about consent or passwords speak of others. */
const SPEAKS_TO_READER =
  /(?:^|[^\p{L}])(?:you|yours?|we|ours?|us|Sie|Ihr(?:e[nmrs]?)?|Ihnen|[Ww]ir|uns(?:ere?[nmrs]?)?|du|dich|dir|deine?[nmrs]?|vous|votre|vos|nous|nos|notre|su|sus|nuestr[oa]s?|vostr[aeio]|nostr[aeio]|uw|onze)(?![\p{L}])|^(?:accept|manage|sign|log|subscribe|get|try|start|register|already|payment|bereits|jetzt|akzeptieren|abonnieren|registrieren|einloggen|anmelden)(?![\p{L}])/iu;

/** A page of its own may be about any of these, at length. */
const LONGEST = 6_000;
const SHARE = 0.5;

/** Of which kind a text is as a whole, judged by its sentences; null for an article. */
export function boilerplateOf(paragraphs: readonly string[]): Boilerplate | null {
  const sentences = paragraphs.flatMap((paragraph) => paragraph.split(/(?<=[.!?])\s+/));
  const length = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  if (length === 0 || length > LONGEST) return null;
  const found = new Map<Boilerplate, number>();
  let all = 0;
  for (const sentence of sentences) {
    const isTold = SPEAKS_TO_READER.test(sentence);
    const kinds = SIGNS.filter(([kind, sign]) => (isTold || kind === "imprint") && sign.test(sentence)).map(
      ([kind]) => kind,
    );
    if (kinds.length > 0) all += sentence.length;
    for (const kind of kinds) found.set(kind, (found.get(kind) ?? 0) + sentence.length);
  }
  if (all < length * SHARE) return null;
  return [...found].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}
