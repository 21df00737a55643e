import type { ArticlesConfig } from "../config/types";
import { describeMatch } from "../matching/describeMatch";
import type { Article, Match } from "../model/model";
import type { Triage } from "../model/triage";
import type { Translate } from "../text/translate";
import type { Memory, RowItem } from "../memory/memory";
import type { Workspace } from "../memory/workspace";
import type { Names } from "../names/names";
import { aliasesRead, recordAliases } from "../names/namesToFind";
import { createRecordChoices } from "./recordChoices";
import { asideBy, triageOf } from "../stories/triage";
import { type IsAside, withoutAside } from "./heldByTriage";
import { spellingsOf } from "./spellings";
import { type NewNote, type OutboxNote, type OutboxRow, openNotes } from "../xsoar/outbox";
import type { RecordRequest } from "../xsoar/sync";

/** What a run is to write. */
export interface Chosen {
  /** Null for all that waits. */
  readonly names: readonly string[] | null;
  /** By name, only these articles. */
  readonly keys?: ReadonlyMap<string, ReadonlySet<string>>;
  /** The user asked for these names, now: what was refused before is tried again. */
  readonly byWish: boolean;
  /** Articles whose notes do not wait as well. */
  readonly anyState?: boolean;
  /** Articles that were found and never noted as well. */
  readonly known?: boolean;
  /** All articles of a name none of which waits. */
  readonly allWhenNone?: boolean;
  /** Where there is no record, one is wanted, whether the outbox says so or not; of all that waits, only where the user may be asked. */
  readonly createAll?: boolean;
}

/**
 * The requests a run is made of, from the outbox and the rows as they are now.
 *
 * @param server base URL: what was chosen there holds
 */
export async function requestsFor(
  workspace: Workspace,
  names: Names,
  { profiling }: ArticlesConfig,
  server: string,
  chosen: Chosen,
): Promise<RecordRequest[]> {
  const memory = await workspace.memory.load("rows", "articles", "outbox", "stories", "triage");
  const triage = triageOf(memory.triage, memory.stories, workspace.clock.now());
  // What a person points at is written, whatever was decided about its story.
  const isOut = chosen.keys === undefined ? asideBy(triage) : () => false;
  const outbox = withoutAside(memory.outbox, isOut);
  const known = await recordAliases(workspace, names, profiling);
  const recordOf = await createRecordChoices(workspace).on(server);
  const configured = new Set(profiling.profileData);
  const readAliases = await aliasesRead(workspace);
  const wanted = new Set(chosen.names ?? [...outbox.keys(), ...(chosen.known === true ? memory.rows.keys() : [])]);
  return [...wanted].flatMap((name): RecordRequest[] => {
    const row = memory.rows.get(name);
    const waiting = outbox.get(name);
    const notes = notesOf(memory, name, waiting, isOut, chosen);
    const dismissed = (row?.record.kind === "missing" && row.record.dismissed) || waiting?.dismissed === true;
    const create = creationOf(waiting, chosen, dismissed);
    if (notes.length === 0 && (create === null || (chosen.names === null && waiting === undefined))) return [];
    const record = recordOf.get(name);
    const matches = [...(row?.items ?? []).flatMap((item) => item.matches), ...notes.flatMap((note) => note.matches)];
    return [
      {
        name,
        owner: row?.owner ?? waiting?.owner ?? true,
        dismissed,
        articles: notes.map(({ article, matches: found, asked, review }) => ({
          ...article,
          ...(asked === undefined ? {} : { asked }),
          matched: matchedNames(found),
          why: reasonsOf(found, workspace.t),
          ...remarkOf(triage(article.key)),
          ...(review === undefined ? {} : { review }),
        })),
        spellings: spellingsOf(matches),
        aliases: (configured.has(name) ? (known.get(name) ?? []) : foundBy(matches)).filter((alias) => alias !== name),
        readAliases,
        ...(record === undefined ? {} : { chosen: record }),
        ...(create === null ? {} : { create }),
      },
    ];
  });
}

function remarkOf(triage: Triage | undefined): { readonly remark?: string } {
  return triage === undefined || triage.remark === "" ? {} : { remark: triage.remark };
}

/** Of a profile that was removed, the names its articles were found by are all that is left. */
function foundBy(matches: readonly Match[]): readonly string[] {
  return [...new Set(matches.filter(isUnambiguous).map(({ name }) => name))];
}

function isUnambiguous({ ambiguous = [] }: Match): boolean {
  return ambiguous.length === 0;
}

/** False for what only an alias of several actors has found: that is written only when the user points at it. */
function isCertain({ note }: RowItem): boolean {
  return note !== "held";
}

/** What was found and never noted: nobody has given it up, and it names the actor for sure. */
export function isKnown({ note, given, matches }: RowItem): boolean {
  return note === "off" && given === undefined && matches.some(isUnambiguous);
}

/** The articles of a row as notes; those no longer stored left out. */
export function notesOfItems(items: readonly RowItem[], articles: ReadonlyMap<string, Article>): NewNote[] {
  return items.flatMap(({ key, matches }) => {
    const article = articles.get(key);
    return article === undefined ? [] : [{ article, matches }];
  });
}

function notesOf(
  { rows, articles }: Pick<Memory, "rows" | "articles">,
  name: string,
  waiting: OutboxRow | undefined,
  isOut: IsAside,
  { keys, anyState = false, known = false, allWhenNone = false }: Chosen,
): readonly (NewNote & Pick<OutboxNote, "review">)[] {
  const open = waiting === undefined ? [] : openNotes(waiting);
  const items = (rows.get(name)?.items ?? []).filter(({ key }) => !isOut(key));
  const stored = notesOfItems(anyState ? items : items.filter(isCertain), articles);
  const never = known ? notesOfItems(items.filter(isKnown), articles) : [];
  const all = anyState || (allWhenNone && open.length === 0) ? stored : never;
  const openKeys = new Set(open.map(({ article }) => article.key));
  const notes = [...open, ...all.filter(({ article }) => !openKeys.has(article.key))];
  return keys === undefined ? notes : notes.filter(({ article }) => keys.get(name)?.has(article.key));
}

function creationOf(
  waiting: OutboxRow | undefined,
  { names, byWish, createAll = false }: Chosen,
  dismissed: boolean,
): { readonly sentAt: string | null } | null {
  const wanted = waiting?.create ?? null;
  const made = waiting?.made ?? null;
  // Who does not want to be asked for a name has to point at it.
  if (wanted === null) return createAll && !(names === null && dismissed) ? { sentAt: made } : null;
  // What is on the exclusion list stays there until somebody takes it off: not tried anew with each scan.
  return byWish || waiting?.why.kind !== "excluded" ? { sentAt: wanted.sentAt ?? made } : null;
}

function reasonsOf(matches: readonly Match[], t: Translate): string[] {
  return [...new Set(matches.map((match) => describeMatch(match, t)))];
}

function matchedNames(matches: readonly Match[]): string[] {
  return [...new Set(matches.map(({ name }) => name))];
}
