const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

/** Words that say nothing of what a sentence is about. */
export const STOPWORDS: Readonly<Record<"de" | "en", ReadonlySet<string>>> = {
  en: words(`
    a about above after again against all also although am an and any are as at be because been before being below between both but
    by can could did do does doing down during each even few first for from further had has have having he her here hers him his
    how however i if in into is it its itself just last like made make many may me might more most much must my new no nor not now
    of off on once one only or other our out over own per said same say says she should since so some still such than that the
    their them then there these they this those through to too two under until up upon us use used using very via was we well were
    what when where which while who whom why will with within without would yet you your
  `),
  de: words(`
    aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei beim bereits bis bisher
    da dabei dadurch dafür daher damit danach dann daran darauf das dass dazu dem den denen denn der deren des dessen deshalb die
    dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwa etwas für gegen gibt hat
    hatte hatten haben habe hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja je jede jedem jeden jeder
    jedes jedoch jetzt kann kein keine keinen können könnte man mehr mehrere mit müssen nach neben nicht nichts noch nun nur ob
    oder ohne sehr sei sein seine seinem seinen seiner seit sich sie sind so sogar soll sollen sollte sondern sowie über um und uns
    unter viele vom von vor war waren was weil weiter welche wenn werden wer wie wieder will wir wird wo wurde wurden während zu
    zum zur zwar zwei zwischen
  `),
};

/** German or English by which of their small words a text has more of; English when it has neither. */
export function guessLanguage(text: string): "de" | "en" {
  let german = 0;
  let english = 0;
  for (const word of text
    .slice(0, 20_000)
    .toLowerCase()
    .match(/\p{L}+/gu) ?? []) {
    if (STOPWORDS.de.has(word)) german += 1;
    if (STOPWORDS.en.has(word)) english += 1;
  }
  return german > english ? "de" : "en";
}
