import { reviewed } from "../core/notes/reviewed";
import type { XsoarAccess } from "../core/xsoar/connection";
import type { PlannedWrite } from "../core/xsoar/reports";
import type { ReviewCommand } from "./commands";
import { codeUnlessCancelled } from "./complain";
import { counted } from "./counted";
import { NO_ACCESS, prepare } from "./prepare";
import { storedJson, storedLines, writesJson, writesLines } from "./reviewReport";
import { type NotesResult, couldNotWrite, notesJson, notesLines } from "./scanReport";
import type { CliWorld } from "./world";
import { articleDate } from "../core/model/articleDate";

/** `review`: exit code 0, 1 when XSOAR could not be read or written, 2 when it could not run. */
export async function runReview(command: ReviewCommand, world: CliWorld): Promise<number> {
  return codeUnlessCancelled(await review(command, world), world);
}

async function review(command: ReviewCommand, world: CliWorld): Promise<number> {
  // Neither a key nor a server is needed to give up what waits.
  if (command.what === "discard") return (await hasUnknownName(command, world)) ? 2 : discard(command, world);
  const prepared = await prepare(world, true);
  if (prepared === null) return 2;
  for (const warning of prepared.warnings) world.complain(warning);
  if (await hasUnknownName(command, world)) return 2;
  if (prepared.access !== null) return look(command, prepared.access, world);
  world.complain(NO_ACCESS);
  if (command.what === "write") return 2;
  const { rows } = await world.session.articles.overview();
  const chosen = rows.filter(({ name }) => isMeant(command, name));
  world.print(command.json ? JSON.stringify(storedJson(chosen, command)) : storedLines(chosen, command).join("\n"));
  return 0;
}

/** Looks up what would be written, and lists or writes it. */
async function look(command: ReviewCommand, access: XsoarAccess, world: CliWorld): Promise<number> {
  const { notes } = world.session;
  const { known } = command;
  const waiting = (await notes.pending()).map(({ name }) => name);
  const names =
    known && command.names.length === 0
      ? null
      : known
        ? command.names
        : waiting.filter((name) => isMeant(command, name));
  const scope = { names, known, create: command.create === "all" };
  const found = await notes.preview(access, scope, world.signal);
  const writes = found.writes.flatMap((write) => sinceThen(write, command.since));
  // What is noted already is nothing to decide about.
  const others = found.outcomes.filter(({ kind }) => kind !== "noted");
  if (command.what === "list" || found.failure !== null) {
    return print(command, writes, { outcomes: others, failure: found.failure }, world);
  }
  const report = await notes.writeReviewed(access, { writes: reviewed(writes) }, world.signal);
  return print(command, null, { ...report, outcomes: [...report.outcomes, ...others] }, world);
}

async function print(
  { json }: ReviewCommand,
  writes: readonly PlannedWrite[] | null,
  records: NonNullable<NotesResult["records"]>,
  { session, print: say }: CliWorld,
): Promise<number> {
  const pending = await session.notes.pending();
  const result: NotesResult = { records, created: null, pending, errors: [] };
  if (json) say(JSON.stringify({ ...(writes === null ? {} : { writes: writesJson(writes) }), ...notesJson(result) }));
  else {
    const lines = [...(writes === null ? [] : writesLines(writes, pending)), ...notesLines(result)];
    say(lines.length > 0 ? lines.join("\n") : "Nothing waits to be written to XSOAR.");
  }
  return couldNotWrite(result) ? 1 : 0;
}

async function discard(command: ReviewCommand, { session, print: say }: CliWorld): Promise<number> {
  const rows = (await session.notes.pending()).filter(({ name }) => isMeant(command, name));
  for (const { name } of rows) await session.notes.discard(name);
  const notes = rows.reduce((count, row) => count + row.notes.length, 0);
  if (command.json)
    say(JSON.stringify({ discarded: rows.map((row) => ({ name: row.name, notes: row.notes.length })) }));
  else say(`${counted(notes, "note")} for ${counted(rows.length, "name")} given up.`);
  return 0;
}

function isMeant({ names }: ReviewCommand, name: string): boolean {
  return names.length === 0 || names.includes(name);
}

/** Says so of a name that was asked for and is nowhere. */
async function hasUnknownName({ names }: ReviewCommand, { session, complain }: CliWorld): Promise<boolean> {
  if (names.length === 0) return false;
  const state = await session.noteConfig();
  const configured = state.kind === "ok" ? state.config.profiling.profileData : [];
  const { rows } = await session.articles.overview();
  const known = new Set([...configured, ...rows.map(({ name }) => name)]);
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) complain(`${unknown} is no name of the configuration, and nothing was found for it.`);
  return unknown !== undefined;
}

/** A write with the notes of that day and later; none when there is none. */
function sinceThen(write: PlannedWrite, since: string | null): readonly PlannedWrite[] {
  if (since === null) return [write];
  const notes = write.notes.filter((note) => articleDate(note) >= since);
  return notes.length === 0 ? [] : [{ ...write, notes }];
}
