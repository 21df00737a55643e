import { readTerm } from "../../scan";
import type { RuleList } from "../../core/config/editSources";
import { type SafeText, oneLine, pickText, safe } from "../../core/text/foreignText";
import { sourceLabel } from "../../ui/sourceText";
import type { App } from "../app";
import { t } from "../shell/l10n";
import { showInput, showPick } from "../shell/prompts";
import { changeSources, tellChanged } from "./changeSources";
import { type MeantSource, type PlacedSource, placeAndSource } from "./pickSource";

interface Chosen {
  readonly list: RuleList;
  /** Null for a new one. */
  readonly term: string | null;
}

/** **Edit Include/Exclude…**: adds, changes or takes out one of the terms that choose the articles of a source. */
export async function editRules(app: App, row?: MeantSource): Promise<void> {
  const found = await placeAndSource(app, row, t("Edit Include/Exclude"), () => true);
  if (found === null) return;
  const { place, source } = found;
  const chosen = await chooseTerm(found);
  if (chosen === undefined) return;
  const { list, term } = chosen;
  const written = await askTerm(found, chosen);
  if (written === undefined || written === (term ?? "")) return;
  const terms = [...new Set(source[list].flatMap((one) => (one === term ? [] : [one])).concat(written || []))];
  const edit = { kind: "rules", url: source.url, list, terms } as const;
  const changed = await changeSources(app, place, [{ edit, homes: source.homes }]);
  if (changed === null) return;
  const values = { source: safe(sourceLabel(source)), term: safe(written), old: safe(term ?? "") };
  await tellChanged(app, sentenceOf(list, written, values), changed);
}

function sentenceOf(
  list: RuleList,
  written: string,
  values: { readonly source: SafeText; readonly term: SafeText; readonly old: SafeText },
): SafeText {
  if (written === "") return t("“{old}” does not choose articles of {source} any more.", values);
  return list === "include"
    ? t("Of {source} only articles with “{term}”, or another term of include, are kept.", values)
    : t("Articles of {source} with “{term}” are dropped.", values);
}

async function chooseTerm({ source }: PlacedSource): Promise<Chosen | undefined> {
  const termsOf = (list: RuleList, what: string) =>
    source[list].map((term) => ({ label: pickText(term), description: what, list, term }));
  const items = [
    { label: `$(add) ${t("Keep Only Articles With…")}`, description: "include", list: "include", term: null } as const,
    { label: `$(add) ${t("Drop Articles With…")}`, description: "exclude", list: "exclude", term: null } as const,
    ...termsOf("include", t("kept (include)")),
    ...termsOf("exclude", t("dropped (exclude)")),
  ];
  const title = t("Edit Include/Exclude of {source}", { source: safe(sourceLabel(source)) });
  return showPick(items, { title, placeHolder: t("What is to be added, changed or taken out?") });
}

/** Empty for a term that is to go; undefined when the user turns away. */
async function askTerm({ source }: PlacedSource, { list, term }: Chosen): Promise<string | undefined> {
  const written = await showInput({
    title: t("Edit Include/Exclude of {source}", { source: safe(sourceLabel(source)) }),
    prompt:
      term === null
        ? t("Words, or /expression/flags; title:, url: or category: before it looks there only.")
        : t("Words, or /expression/flags; title:, url: or category: before it looks there only. Empty takes it out."),
    value: term ?? "",
    ignoreFocusOut: true,
    validateInput: (value) => whyNot(value, source[list], term),
  });
  return written === undefined || (written.trim() === "" && term === null) ? undefined : oneLine(written);
}

function whyNot(value: string, known: readonly string[], term: string | null): SafeText | undefined {
  const written = oneLine(value);
  if (written === "") return undefined;
  if (written !== term && known.includes(written)) return t("This term is there already.");
  const read = readTerm(written);
  if (read.ok) return undefined;
  switch (read.why) {
    case "blank":
      return t("Words belong behind the colon.");
    case "tooLong":
      return t("A term has {limit} characters at most.", { limit: read.limit });
    case "pattern":
      return t("This is no regular expression: {reason}", { reason: safe(read.reason) });
  }
}
