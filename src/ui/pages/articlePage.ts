import { MAX_ARTICLE_TEXT_CHARACTERS, MAX_SENTENCES } from "../../core/limits";
import { explainMatches } from "../../core/matching/explainMatches";
import type { Article } from "../../core/model/model";
import type { ArticleSummary } from "../../core/summaries/summaries";
import { oneLine } from "../../core/text/foreignText";
import { addressLine, dateLines, noteSentence, recordSentence, sourceHost } from "../rowText";
import { triageLines } from "../triageText";
import { articleActions } from "./articleActions";
import { indicatorList } from "./articleIndicators";
import type { ArticleModel, Why } from "./articleModel";
import { type Html, NOTHING, foreign, html } from "./html";
import { type Marker, indicatorMarker, marked, nameMarker } from "./markedText";
import type { Words } from "./reviewPage";

/** A part of the page that is drawn by itself when it alone has changed: what one reads and has selected stays. */
export interface PagePart {
  readonly id: string;
  readonly html: Html;
}

/** The parts of the page, in their order. */
export function articleParts(model: ArticleModel, words: Words): readonly PagePart[] {
  const { t } = words;
  return [
    { id: "head", html: head(model, words) },
    { id: "message", html: html`${oneLine(model.message)}` },
    { id: "actions", html: articleActions(model, t) },
    { id: "why", html: reasons(model, words) },
    { id: "text", html: text(model, words) },
    { id: "indicators", html: indicatorList(model.indicators, t) },
    { id: "others", html: otherNames(model, words) },
  ];
}

/** The whole page. */
export function articleBody(parts: readonly PagePart[], { t }: Words): Html {
  const part = (id: string): Html => parts.find((one) => one.id === id)?.html ?? NOTHING;
  const section = (id: string): Html =>
    html`<section id="${id}" aria-labelledby="${id}-title" tabindex="-1">${part(id)}</section>`;
  return html`<article aria-labelledby="headline">
    <header id="head">${part("head")}</header>
    <p id="message" class="message">${part("message")}</p>
    <div class="bar reading">
      <div id="actions" role="group" aria-label="${t("Actions")}">${part("actions")}</div>
    </div>
    ${["why", "text", "indicators", "others"].map(section)}
  </article>`;
}

function head(model: ArticleModel, { t, date }: Words): Html {
  const { article, why, folder } = model;
  const title = article.title.trim() === "" ? article.url : article.title;
  // Offsets count in the published title.
  const inTitle = why.kind === "match" && title === article.title ? why.item.matches : [];
  const marks = inTitle
    .filter(({ field }) => field === "title")
    .map(({ start, end }) => ({ start, end, kind: "name" as const }));
  const places = [foreign(sourceHost(article.source)), ...(folder === "" ? [] : [foreign(folder)])];
  const meta = [...places, ...dateLines(article, date, t).map((line) => html`${line}`)];
  return html`<h1 id="headline" tabindex="-1" dir="auto">
      ${marked(title, [...marks, ...nameMarker(namesOf(why), "name")(title)])}
    </h1>
    <p class="meta">${meta.map((part, index) => html`${index === 0 ? "" : " · "}${part}`)}</p>
    <p class="meta"><bdi dir="ltr">${addressLine(article, t)}</bdi></p>
    ${stateLines(model, { t, date }).map((line) => html`<p class="meta" dir="auto">${line}</p>`)}`;
}

/** Where its note and the record of its name stand. */
function stateLines(
  { why, isGone, hasXsoar }: ArticleModel,
  { t, date }: Pick<Words, "t" | "date">,
): readonly string[] {
  if (why.kind === "keyword" || why.kind === "stored") return [];
  const gone = (name: string): string =>
    isGone ? t("This article does not stand below {name} any more.", { name: oneLine(name) }) : "";
  if (why.kind === "story") return [gone(why.name)].filter((line) => line !== "");
  const { row, item } = why;
  const note = hasXsoar || item.note !== "off" ? noteSentence(item, row.record, t) : "";
  const record = recordSentence(row.record, t);
  return [
    gone(row.name),
    item.read ? t("Read") : t("Unread"),
    [note, note === record ? "" : record].filter((part) => part !== "").join(" "),
    ...triageLines(item, date, t),
  ].filter((line) => line !== "");
}

function reasons({ article, why }: ArticleModel, { t }: Words): Html {
  if (why.kind !== "match") {
    const reason = reasonFor(why, t);
    return html`<h2 id="why-title">${t("Why it is here")}</h2>
      <p dir="auto">${reason}</p>`;
  }
  const { row, item } = why;
  const rows = explainMatches(article, item.matches, t).map(
    ({ place, excerpt: { before, match, after }, sentences }) =>
      html`<li>
        <p class="what">${place}</p>
        <blockquote dir="auto">${before}<mark class="name">${match}</mark>${after}</blockquote>
        <p dir="auto">${sentences.join(" ")}</p>
      </li>`,
  );
  return html`<h2 id="why-title" dir="auto">${t("Why {name} matches", { name: oneLine(row.name) })}</h2>
    <ol class="plain reasons">
      ${rows}
    </ol>`;
}

function reasonFor(why: Exclude<Why, { readonly kind: "match" }>, t: Words["t"]): string {
  if (why.kind === "story") return why.reason;
  return why.kind === "keyword"
    ? t("It holds the keyword {keyword}.", { keyword: oneLine(why.keyword) })
    : t("It is stored, and stands below no tracked name.");
}

function text({ article, why, page, indicators, others }: ArticleModel, { t }: Words): Html {
  const paragraphs = page === null ? feedTexts(article) : page.paragraphs;
  const markers: readonly Marker[] = [
    indicatorMarker(indicators, paragraphs),
    nameMarker(namesOf(why), "name"),
    nameMarker(others, "other"),
  ];
  const shown = (paragraph: string): Html =>
    marked(
      paragraph,
      markers.flatMap((marker) => marker(paragraph)),
    );
  const written = paragraphs.map((paragraph) => html`<p dir="auto">${shown(paragraph)}</p>`);
  if (page === null) {
    return html`<h2 id="text-title">${t("What the feed says")}</h2>
      ${written.length === 0 ? html`<p>${t("The feed says no more than the headline.")}</p>` : written}`;
  }
  const isCut = page.isCut === true;
  const limits = { limit: MAX_ARTICLE_TEXT_CHARACTERS, sentences: MAX_SENTENCES };
  return html`${isShorter(page) ? mainSentences(page.sentences.map(shown), t) : NOTHING}
    <h2 id="text-title">${t("Text of the page")}</h2>
    ${
      isCut
        ? html`<p class="warning">
            ${t(
              "The text is long: its first {limit} characters are shown, and the first {sentences} sentences were weighed.",
              limits,
            )}
          </p>`
        : NOTHING
    }
    ${written}`;
}

function mainSentences(sentences: readonly Html[], t: Words["t"]): Html {
  return html`<h2>${t("Main sentences")}</h2>
    <ul class="main">
      ${sentences.map((sentence) => html`<li dir="auto">${sentence}</li>`)}
    </ul>`;
}

/** Sentences that are most of the text say nothing that does not stand right below them. */
function isShorter({ sentences, paragraphs }: ArticleSummary): boolean {
  const length = (texts: readonly string[]) => texts.reduce((sum, { length: one }) => sum + one, 0);
  return sentences.length > 0 && length(sentences) * 1.5 < length(paragraphs);
}

function feedTexts({ title, summary = "", content = "" }: Article): readonly string[] {
  const said = content === "" ? summary : content;
  return said === "" || said === title ? [] : [said];
}

/** What the name was written as. */
function namesOf(why: Why): readonly string[] {
  if (why.kind === "keyword") return [why.keyword];
  if (why.kind === "stored") return [];
  if (why.kind === "story") return [why.name];
  return [why.row.name, ...why.item.matches.filter(({ field }) => field !== "url").map((match) => match.text)];
}

function otherNames({ others }: ArticleModel, { t }: Words): Html {
  if (others.length === 0) return NOTHING;
  return html`<h2 id="others-title">${t("Other tracked names in it")}</h2>
    <ul class="plain names">
      ${others.map(
        (name, at) =>
          html`<li>
            <button type="button" class="link" id="other-${at}" data-do="other" data-at="${at}">
              ${foreign(name)}
            </button>
          </li>`,
      )}
    </ul>`;
}
