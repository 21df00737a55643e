import type { Clock } from "../ports";
import type { Translate } from "../text/translate";
import { type CsvForm, toCsv } from "./csv";
import type { ExportFormat, ExportRow } from "./exportRows";
import { toJson } from "./json";
import { toMarkdown } from "./markdown";
import { type StixObject, type Uuid5, stixBundle, stixObjects } from "./stix";
import { type KeepVersions, type StixVersions, contentOf, versionsOf, withVersions } from "./stixVersions";

/** Then others get their turn: there may be tens of thousands of articles. */
const MS_PER_TURN = 10;

/** What an export goes by beside its rows. */
export interface ExportMeans {
  /** How tables are written; left out, as programs read them. */
  readonly csv?: CsvForm;
  /** The memory of what was exported; left out, objects of STIX have the times of the articles they are made of. */
  readonly keepVersions?: KeepVersions;
}

/** The text of an export. */
export async function exportText(
  format: ExportFormat,
  rows: readonly ExportRow[],
  clock: Pick<Clock, "now" | "wait">,
  uuid5: Uuid5,
  t: Translate,
  { csv, keepVersions }: ExportMeans = {},
): Promise<string> {
  let turnStarted = clock.now().getTime();
  const turn = async (): Promise<void> => {
    if (clock.now().getTime() - turnStarted < MS_PER_TURN) return;
    await clock.wait(0);
    turnStarted = clock.now().getTime();
  };
  const joined = async (pieces: Iterable<string>): Promise<string> => {
    const text: string[] = [];
    for (const piece of pieces) {
      text.push(piece);
      await turn();
    }
    return text.join("");
  };
  switch (format) {
    case "markdown":
      return joined(toMarkdown(rows, t));
    case "csv":
      return joined(toCsv(rows, t, csv));
    case "json":
      return joined(toJson(rows, clock.now(), t));
    case "stix": {
      const making = stixObjects(rows, uuid5, t);
      let made = making.next();
      for (; made.done !== true; made = making.next()) await turn();
      const versions = keepVersions === undefined ? null : await keptVersions(made.value, keepVersions, clock, turn);
      return joined(stixBundle(made.value, versions, uuid5));
    }
  }
}

/** The versions of objects by the memory, which has them before anybody else. */
async function keptVersions(
  objects: ReadonlyMap<string, StixObject>,
  keep: KeepVersions,
  clock: Pick<Clock, "now">,
  turn: () => Promise<void>,
): Promise<StixVersions> {
  const contents = new Map<string, { readonly created: string; readonly content: string }>();
  for (const [id, object] of objects) {
    contents.set(id, { created: object.created, content: contentOf(object) });
    await turn();
  }
  let versions: StixVersions = new Map();
  await keep((known) => {
    versions = versionsOf(contents, known, clock.now());
    return withVersions(known, versions);
  });
  return versions;
}
