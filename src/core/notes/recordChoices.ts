import { type NewFact, standing } from "../config/nameFacts";
import type { RecordChoice } from "../memory/recordChoices";
import type { Remembering } from "../memory/namesFile";
import type { Workspace } from "../memory/workspace";
import { baseUrlOf, serverOf } from "../xsoar/connection";

/** The records that were chosen for names that fit several: the one way to them. */
interface RecordChoices {
  all(): Promise<readonly RecordChoice[]>;
  /** Those that hold for a server, by name. */
  on(server: string): Promise<ReadonlyMap<string, RecordChoice>>;
  /** In place of what was chosen for the name before. */
  choose(choice: Omit<RecordChoice, "at">): Promise<Remembering>;
  forget(server: string, name: string): Promise<Remembering>;
  /** The same for names that have got records of their own meanwhile. */
  replaced(server: string, names: readonly string[]): Promise<void>;
}

export function createRecordChoices({ namesFile }: Pick<Workspace, "namesFile">): RecordChoices {
  const all = async (): Promise<readonly RecordChoice[]> =>
    standing((await namesFile.read()).facts, "record").map(({ name, id, value, at, ...where }) => ({
      name,
      server: baseUrlOf(where),
      id,
      value,
      at,
    }));
  const withdrawn = (server: string, name: string): NewFact => ({
    is: "record",
    name,
    ...serverOf(server),
    id: "",
    value: "",
    withdrawn: true,
  });
  return {
    all,
    on: async (server) => new Map((await all()).flatMap((one) => (one.server === server ? [[one.name, one]] : []))),
    choose: ({ name, server, id, value }) =>
      namesFile.add(() => [{ is: "record", name, ...serverOf(server), id, value }]),
    forget: (server, name) => namesFile.add(() => [withdrawn(server, name)]),
    replaced: async (server, names) => {
      await namesFile.change([], () => ({ facts: names.map((name) => withdrawn(server, name)), mayWait: true }));
    },
  };
}
