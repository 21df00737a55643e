import type { RecordChoice } from "../memory/recordChoices";
import type { Workspace } from "../memory/workspace";

/** The records that were chosen for names that fit several: the one way to them, wherever they are kept. */
interface RecordChoices {
  all(): Promise<readonly RecordChoice[]>;
  /** Those that hold for a server, by name. */
  on(server: string): Promise<ReadonlyMap<string, RecordChoice>>;
  /** In place of what was chosen for the name before. */
  choose(choice: Omit<RecordChoice, "at">): Promise<void>;
  forget(server: string, names: readonly string[]): Promise<void>;
}

export function createRecordChoices({ memory, clock }: Pick<Workspace, "memory" | "clock">): RecordChoices {
  const all = async () => (await memory.load("recordChoices")).recordChoices;
  const without = (choices: readonly RecordChoice[], server: string, names: readonly string[]) =>
    choices.filter((one) => one.server !== server || !names.includes(one.name));
  return {
    all,
    on: async (server) => new Map((await all()).flatMap((one) => (one.server === server ? [[one.name, one]] : []))),
    choose: async (choice) => {
      await memory.change(["recordChoices"], ({ recordChoices: before }) => ({
        recordChoices: [...without(before, choice.server, [choice.name]), { ...choice, at: clock.now().toISOString() }],
      }));
    },
    forget: async (server, names) => {
      await memory.change(["recordChoices"], ({ recordChoices: before }) => ({
        recordChoices: without(before, server, names),
      }));
    },
  };
}
