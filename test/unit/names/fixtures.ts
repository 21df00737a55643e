import { type Merged, type SourcedEntry, mergeSteps } from "../../../src/core/names/mergeNames";
import { parseKnowledge } from "../../../src/core/names/parseKnowledge";
import { finish } from "../../../src/core/text/turns";
import type { KnowledgeEntry, KnowledgeOutcome, NameKind } from "../../../src/core/names/types";

/** A small galaxy cluster: two actors share “Glass Harbor”. */
export const GALAXY = {
  type: "threat-actor",
  category: "actor",
  name: "Threat Actor",
  values: [
    {
      value: "Quiet Heron",
      description: "Spies on shipping companies.",
      uuid: "0a",
      meta: { synonyms: ["UNK-77", "Glass Harbor", "Play"], country: "FR" },
    },
    { value: "Amber Lynx", uuid: "0b", meta: { synonyms: ["Glass Harbor", "Lynx (Vendor X)"], country: "BR" } },
  ],
};

export function parseText(text: string, fileName = "names.txt"): KnowledgeOutcome {
  return parseKnowledge({ bytes: new TextEncoder().encode(text), contentType: null, fileName });
}

export function entriesOf(outcome: KnowledgeOutcome): readonly KnowledgeEntry[] {
  if (!outcome.ok) throw new Error(`Not read: ${outcome.failure.code}`);
  return outcome.entries;
}

export function mergeNames(entries: readonly SourcedEntry[]): Merged {
  return finish(mergeSteps(entries));
}

/** `entry("Name, alias, alias", "source")`. */
export function entry(names: string, source: string, kind: NameKind = "actor", country?: string): SourcedEntry {
  const [name = "", ...aliases] = names.split(", ");
  return { sourceId: source, entry: { name, aliases, kind, source, ...(country === undefined ? {} : { country }) } };
}
