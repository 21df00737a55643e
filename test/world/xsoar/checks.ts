import { type Member, readObject } from "./lossless";
import type { LoggedRequest } from "./simulator";

/** What an edit may change. */
const CHANGEABLE = new Set(["version", "lastSeen", "CustomFields", "modified", "sortValues"]);

/**
 * What edits lost, judged by the log alone: each edit is compared with the text in which the server last gave that version
 * of the record. A field that is missing or has other bytes is named, and a note row or an element of a list that is gone.
 * An edit of a version that was never given is named too. Empty when nothing was lost.
 */
export function lostFields(log: readonly LoggedRequest[]): readonly string[] {
  const given = new Map<string, readonly Member[]>();
  const lost: string[] = [];
  for (const request of log) {
    if (request.action === "edit") {
      const sent = readObject(request.bodyText) ?? [];
      const name = keyOf(request.tenant, sent);
      const read = given.get(name);
      if (read === undefined) lost.push(`${name} was edited without being read`);
      else lost.push(...compare(name, read, sent));
    }
    for (const record of recordsIn(request)) given.set(keyOf(request.tenant, record), record);
  }
  return lost;
}

function compare(name: string, read: readonly Member[], sent: readonly Member[]): readonly string[] {
  const lost = changed(read, sent, (key) => CHANGEABLE.has(key)).map((key) => `${name}: ${key}`);
  const [before, after] = [fieldsOf(read), fieldsOf(sent)];
  for (const key of changed(before, after, () => false)) {
    const [was, is] = [find(before, key), find(after, key)];
    // A list may grow: what was in it must still be there, in its order.
    const grown = is !== undefined && was !== undefined && isPrefix(was.raw, is.raw);
    if (!grown) lost.push(`${name}: CustomFields.${key}`);
  }
  return lost;
}

/** Keys whose text is not the same any more. A null may become something. */
function changed(read: readonly Member[], sent: readonly Member[], allowed: (key: string) => boolean): string[] {
  return read
    .filter(({ key, raw }) => !allowed(key) && raw !== "null" && find(sent, key)?.raw !== raw)
    .map(({ key }) => key);
}

/** True for the text of a list that begins with all elements of another one. */
function isPrefix(was: string, is: string): boolean {
  if (!was.startsWith("[") || !was.endsWith("]")) return false;
  const head = was.slice(0, -1).trimEnd();
  return is.startsWith(head) && (head === "[" || /^\s*[,\]]/.test(is.slice(head.length)));
}

function fieldsOf(record: readonly Member[]): readonly Member[] {
  return readObject(find(record, "CustomFields")?.raw ?? "") ?? [];
}

function find(members: readonly Member[], key: string): Member | undefined {
  return members.find((entry) => entry.key === key);
}

function keyOf(tenant: string, record: readonly Member[]): string {
  return `${tenant}${String(find(record, "id")?.value)} version ${String(find(record, "version")?.value)}`;
}

/** The records an answer gave, with the exact text of their fields. */
function recordsIn({ action, answerText }: LoggedRequest): readonly (readonly Member[])[] {
  const answer = readObject(answerText);
  if (answer === null) return [];
  if (action === "edit") return [answer];
  const rows = find(answer, "iocObjects");
  if (action !== "search" || !Array.isArray(rows?.value)) return [];
  return elements(rows.raw).map((text) => readObject(text) ?? []);
}

/** The texts of the objects in the text of a list. */
function elements(list: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < list.length; at++) {
    const char = list[at];
    if (char === '"') {
      at++;
      while (list[at] !== '"') at += list[at] === "\\" ? 2 : 1;
    } else if (char === "{" || char === "[") {
      if (depth === 1) start = at;
      depth++;
    } else if (char === "}" || char === "]") {
      depth--;
      if (depth === 1) found.push(list.slice(start, at + 1));
    }
  }
  return found;
}
