import type { Lesson, LessonTarget } from "../../core/config/learn";
import type { Match } from "../../core/model/model";
import { describeMatch, fieldText, nameKey, neighbour } from "../../scan";
import { ruleAddress } from "../../core/urls/articleKey";
import { pickText, safe, type SafeText } from "../../core/text/foreignText";
import { type ArticleNode, type Node, byFolder } from "../../ui/nodes";
import { articleRows } from "../../ui/storyRows";
import { t } from "../shell/l10n";
import { notify } from "../shell/notify";
import type { Taught, Teacher } from "./teacher";
import { showInput, showPick } from "../shell/prompts";

/** **Not This Actor Here**: the chosen articles do not mean the names they stand under. */
export async function notHere(teacher: Teacher, nodes: readonly Node[]): Promise<void> {
  for (const ofFolder of byFolder(articleRows(nodes))) await notMeant(teacher, ofFolder);
}

async function notMeant(teacher: Teacher, articles: readonly [ArticleNode, ...ArticleNode[]]): Promise<void> {
  const [first] = articles;
  const taught = articles.flatMap(({ profile, item }): readonly Taught[] =>
    /^https?:\/\//i.test(item.article.url)
      ? [
          {
            target: { profile: profile.row.name, alias: null },
            lesson: { kind: "notHere", url: ruleAddress(item.article) },
          },
        ]
      : [],
  );
  if (taught.length === 0) {
    notify(
      "warning",
      t("The article has no address that starts with http:// or https://, by which a rule could name it."),
    );
    return;
  }
  const values = { name: safe(first.profile.row.name), count: taught.length };
  const sentence =
    taught.length === 1
      ? t("{name} is not meant in this article: the configuration says so now.", values)
      : t("{count} articles do not mean the names they stood under: the configuration says so now.", values);
  await teacher.teach(first, taught, sentence);
}

/** **Never Match Near…**: asks for a phrase beside which the name is something else. */
export async function notNear(teacher: Teacher, node?: Node): Promise<void> {
  const match = await chooseMatch(node, t("Which name is something else here?"));
  if (match === null) return;
  const { article } = match.node.item;
  const phrase = await showInput({
    title: t("Never match “{name}” near…", { name: safe(match.name) }),
    prompt: t("A word or phrase around the name or right beside it, such as Google Play. Case does not matter."),
    value: neighbour(fieldText(article, match.match.field), match.match),
    validateInput: (value) =>
      nameKey(value) === "" ? t("Write a word: something with a letter or digit.") : undefined,
  });
  if (phrase === undefined) return;
  const lesson: Lesson = { kind: "notNear", phrase: phrase.trim() };
  await teacher.teach(
    match.node,
    [{ target: match.target, lesson }],
    t("“{name}” is never matched near “{phrase}” from now on.", { name: safe(match.name), phrase: safe(phrase) }),
  );
}

/** **Require Context for This Name**. */
export async function requireContext(teacher: Teacher, node?: Node): Promise<void> {
  const match = await chooseMatch(node, t("Which name is an ordinary word too?"));
  if (match === null) return;
  await teacher.teach(
    match.node,
    [{ target: match.target, lesson: { kind: "requireContext" } }],
    t("“{name}” is matched from now on only where a word such as group, ransomware or attack stands near.", {
      name: safe(match.name),
    }),
  );
}

/** **Stop Matching This Alias**. */
export async function stopAlias(teacher: Teacher, node?: Node): Promise<void> {
  const match = await chooseMatch(node, t("Which alias is not to be looked for any more?"), isAlias);
  if (match === null) return;
  await teacher.teach(
    match.node,
    [{ target: match.target, lesson: { kind: "stop" } }],
    t("The alias “{name}” is not looked for any more.", { name: safe(match.name) }),
  );
}

function isAlias(node: ArticleNode, name: string): boolean {
  const { row } = node.profile;
  return !row.owner || name !== row.name;
}

interface ChosenMatch {
  readonly node: ArticleNode;
  readonly match: Match;
  readonly name: string;
  readonly target: LessonTarget;
}

/** The name of an article row that is meant; asks when it was found by several. */
async function chooseMatch(
  node: Node | undefined,
  question: SafeText,
  isWanted: (node: ArticleNode, name: string) => boolean = () => true,
): Promise<ChosenMatch | null> {
  if (node?.kind !== "article") return null;
  const { name: row, owner } = node.profile.row;
  const byName = new Map(
    node.item.matches
      .toReversed()
      .flatMap((match) => (isWanted(node, match.name) ? [[match.name, match] as const] : [])),
  );
  const items = [...byName].toReversed().map(([name, match]) => ({
    label: pickText(name),
    description: pickText(describeMatch(match, t)),
    match,
  }));
  const [only, second] = items;
  const picked = second === undefined ? only : await showPick(items, { title: question });
  if (picked === undefined) return null;
  const { match } = picked;
  // An alias of unknown owner gets an entry of its own.
  const alias = owner && match.name !== row ? match.name : null;
  return { node, match, name: match.name, target: { profile: row, alias } };
}
