import { CREATABLE, member } from "./indicator";
import { type Member, readObject, writeObject } from "./lossless";

/** A record by its keys, in order. */
export type Members = Map<string, Member>;

/** What a creation's body asks for, or why it asks for nothing. */
export function creationOf(text: string): Members | string {
  const wrapper = readObject(text)?.find(({ key }) => key === "indicator");
  const indicator = wrapper === undefined ? null : readObject(wrapper.raw);
  if (indicator === null) return "the request holds no indicator";
  return new Map(indicator.filter(({ key }) => CREATABLE.includes(key)).map((entry) => [entry.key, entry]));
}

/** The custom fields of a record; none for null. */
export function customOf(members: Members): Members {
  const custom = readObject(members.get("CustomFields")?.raw ?? "") ?? [];
  return new Map(custom.map((entry) => [entry.key, entry]));
}

/** The stored fields with the given ones over them, those inside of `CustomFields` likewise. */
export function patched(stored: Members, given: Members): Members {
  const whole = new Map([...stored, ...given]);
  if (given.get("CustomFields")?.value) {
    const custom = new Map([...customOf(stored), ...customOf(given)]);
    whole.set("CustomFields", member("CustomFields", writeObject(custom.values())));
  } else if (stored.has("CustomFields")) whole.set("CustomFields", stored.get("CustomFields") as Member);
  return whole;
}

/** Joins the lists among the custom fields of a new record to the stored ones, each element once. */
export function joinLists(stored: Members, given: Members): void {
  const custom = customOf(stored);
  for (const [key, { value, raw }] of customOf(given)) {
    const held = custom.get(key)?.value ?? null;
    if (held === null) custom.set(key, member(key, raw));
    else if (Array.isArray(held) && Array.isArray(value)) {
      const texts = new Set([...held, ...value].map((element) => JSON.stringify(element)));
      custom.set(key, member(key, `[${[...texts].join(",")}]`));
    }
  }
  stored.set("CustomFields", member("CustomFields", writeObject(custom.values())));
}
