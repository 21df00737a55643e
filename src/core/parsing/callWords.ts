/** The words of one language in which links say that they lead to an article, and say nothing else of it. Lower case. */
interface CallWords {
  /** What says it: "read", "mehr". */
  readonly calls: ReadonlySet<string>;
  /** What stands beside it: "the full article on our blog". No plurals: "more articles" leads to others. */
  readonly beside: ReadonlySet<string>;
}

const words = (calls: string, beside: string): CallWords => ({
  calls: new Set(calls.split(" ")),
  beside: new Set(beside.split(" ")),
});

const LANGUAGES: readonly CallWords[] = [
  words(
    "read view see get open show learn find discover explore check visit access continue keep go click tap watch listen browse download follow jump proceed start grab expand more here",
    "the this that our your its it a an of to for on in at about and out by as with from up through reading now online full complete whole entire original further additional extended detailed free article story post report advisory bulletin analysis blog entry paper whitepaper white details detail information info text version research summary release press announcement notice alert page website site case study document file brief briefing writeup write publication episode podcast video webinar presentation recording item content piece note interview review guide profile pdf html min mins minute minutes",
  ),
  words(
    "lesen weiterlesen lies ansehen anschauen anzeigen öffnen erfahren herunterladen downloaden klicken entdecken nachlesen anhören abrufen aufrufen mehr hier zum zur weiter weiteres gehe gehts",
    "den die das der dem des ein eine einen einer eines ganzen ganze ganzer gesamten gesamte kompletten komplette kompletter vollständigen vollständige vollständiger vollen ausführlichen ausführliche jetzt direkt dazu darüber davon in im auf als über zu und es s sie unserem unserer unser unseren unsere diesem dieser diesen diese details detail artikel beitrag bericht meldung nachricht text blog blogbeitrag blogartikel blogpost download informationen infos info analyse studie pressemitteilung mitteilung warnung warnmeldung sicherheitshinweis sicherheitswarnung hinweis empfehlung advisory report story dokument datei pdf html version original originalartikel einzelheiten volltext thema interview seite website webseite min minute minuten lesezeit",
  ),
  words(
    "lire lisez voir savoir découvrir découvrez consulter consultez télécharger téléchargez continuer accéder afficher ouvrir cliquez cliquer écouter regarder plus suite ici",
    "la le les l de d du des en à au sur notre tout toute cet cette ce et pour ma lecture complet complète intégral intégrale entier entière détaillé détaillée article rapport actualité billet détails détail informations information infos communiqué dossier texte avis alerte bulletin analyse étude page site blog document fichier pdf note actu histoire publication",
  ),
  words(
    "leer lea ver saber seguir continuar descargar descarga abrir acceder consultar descubrir haga haz clic más aquí",
    "el la lo un una del de al a en sobre nuestro nuestra este esta completo completa entero y para leyendo noticia artículo informe nota entrada detalle detalles información texto aviso boletín análisis estudio publicación documento archivo pdf blog web",
  ),
  words(
    "leggi leggere vai scopri scarica apri vedi guarda visualizza continua consulta approfondisci clicca più tutto qui",
    "il lo la l di del dell della al all alla a su sul per e nostro nostra questo questa articolo notizia rapporto report comunicato completo completa intero intera dettagli dettaglio testo avviso bollettino analisi studio documento pdf blog lettura informazioni",
  ),
  words(
    "ler leia veja ver saiba saber continue continuar baixar baixe abrir acesse acessar clique descubra mais aqui",
    "o a um uma do da de no na em sobre e para nosso nossa este esta completo completa lendo artigo notícia matéria relatório texto detalhes detalhe informações comunicado aviso boletim análise estudo documento pdf íntegra blog",
  ),
  words(
    "lees lezen bekijk bekijken download open ga meer verder hier ontdek klik",
    "het de een hele volledige op in over naar onze ons dit deze van nu artikel bericht rapport nieuwsbericht verhaal blog details informatie tekst document pdf advies analyse onderzoek pagina website",
  ),
  words(
    "czytaj przeczytaj zobacz pobierz otwórz sprawdź dowiedz więcej dalej tutaj przejdź",
    "się cały pełny całą pełną do o na naszym teraz artykuł raport wpis tekst wiadomość blogu szczegóły komunikat analizę dokument pdf",
  ),
  words(
    "läs les læs lue lataa ladda mer mere lisää här her videre vidare",
    "hela hele koko om i på vår vores ner ned artikeln artikkelen artiklen artikel saken rapporten rapport nyheten nyheden inlägget innlegget indlægget juttu artikkeli",
  ),
  words(
    "číst čti čítať zobrazit stáhnout více viac dále ďalej",
    "celý celou celú článek článok zprávu správu o na detail příspěvek",
  ),
  words(
    "читать читайте подробнее далее узнать смотреть скачать открыть больше перейти дальше читати далі детальніше докладніше завантажити",
    "полностью повністю весь всю полный полную к об о про в на нашем статью статье статті статтю новость новости новину отчет отчёт звіт материал матеріал текст публикацию блоге",
  ),
  words(
    "oku okuyun devamı devamını git indir tıklayın daha",
    "fazla haberi habere haberin yazının yazıyı raporu tamamını için detay detaylar bilgi",
  ),
];

const MOST_WORDS = 9;

/** Most texts hold none of these, in no language. */
const ANY_CALL: ReadonlySet<string> = new Set(LANGUAGES.flatMap(({ calls }) => [...calls]));

/**
 * Whether a text says that it leads to an article and nothing else: "Read the full report (5 min)", "Zur vollständigen Meldung".
 *
 * @param text in lower case, its words parted by one blank
 */
export function isCall(text: string): boolean {
  const every = text.split(" ");
  if (!every.some((word) => ANY_CALL.has(word))) return false;
  const all = every.filter((word) => !/^\d+$/.test(word));
  // A page of a list is no article.
  if (all.length > MOST_WORDS || /(?:^| )(?:page|seite|página|pagina|strona) \d/.test(text)) return false;
  return LANGUAGES.some(
    ({ calls, beside }) =>
      all.some((word) => calls.has(word)) && all.every((word) => calls.has(word) || beside.has(word)),
  );
}
