import { MAX_LINKED_DATA_CHARACTERS, MAX_LINKED_DATA_NODES } from "../limits";
import { isRecord } from "../text/isRecord";

/** Where the page speaks of its own article, or of a part of it; elsewhere it speaks of others (schema.org, Google's "Paywalled content"). */
const OWN = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] as const;

const CDATA = "<![CDATA[";

/** Whether a block of JSON-LD says of the page's article, or of a part of it, that it is not free (`isAccessibleForFree`). */
export function saysPaid(json: string): boolean {
  if (!/isAccessibleForFree/i.test(json) || json.length > MAX_LINKED_DATA_CHARACTERS) return false;
  const data = parsed(json);
  // Broken, as it often is: the words stand there all the same.
  if (data === undefined) return /"isAccessibleForFree"\s*:\s*"?(?:https?:\/\/schema\.org\/)?false\b/i.test(json);
  const nodes: unknown[] = [data];
  for (let at = 0; at < nodes.length && at < MAX_LINKED_DATA_NODES; at++) {
    const node = nodes[at];
    if (Array.isArray(node)) nodes.push(...(node.slice(0, MAX_LINKED_DATA_NODES) as unknown[]));
    else if (isRecord(node)) {
      if (Object.hasOwn(node, "isAccessibleForFree") && isFalse(node["isAccessibleForFree"])) return true;
      for (const key of OWN) if (Object.hasOwn(node, key)) nodes.push(node[key]);
    }
  }
  return false;
}

/** `false`, "False", "http://schema.org/False", also in a list or as `{"@value": false}`. */
export function isFalse(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 && value.slice(0, 10).every(isFalse);
  if (isRecord(value)) return Object.hasOwn(value, "@value") && value["@value"] === false;
  return (
    value === false || (typeof value === "string" && /^\s*(?:https?:\/\/schema\.org\/)?(?:false|no|0)\s*$/i.test(value))
  );
}

/** Without the comment or the CDATA section that older programs put around scripts. */
function parsed(json: string): unknown {
  const section = json.indexOf(CDATA);
  const inner = section < 0 ? json : json.slice(section + CDATA.length, json.lastIndexOf("]]>"));
  const [start, end] = [inner.search(/[[{]/), Math.max(inner.lastIndexOf("}"), inner.lastIndexOf("]"))];
  try {
    return JSON.parse(inner.slice(start, end + 1));
  } catch {
    return undefined;
  }
}
