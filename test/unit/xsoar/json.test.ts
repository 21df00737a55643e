import { deepEqual, equal, ok } from "node:assert/strict";
import {
  type Span,
  documentSpan,
  elementsOf,
  insertMember,
  removeElements,
  removeMembers,
  spliced,
} from "../../../src/core/xsoar/json";
import { seeded } from "../ui/pages/plannedWrites";

function whole(text: string): Span {
  const span = documentSpan(text);
  ok(span !== null, text);
  return span;
}

const withoutElements = (text: string, ...places: number[]): string =>
  spliced(text, removeElements(text, whole(text), new Set(places)));
const withoutMember = (text: string, key: string): string => spliced(text, removeMembers(text, whole(text), key));

describe("JSON by place", () => {
  it("takes elements out with one comma each", () => {
    const list = '[ "a" , 1.0,\n{"b":[1,2]} ,"c" ]';
    equal(withoutElements(list), list);
    equal(withoutElements(list, 0), '[ 1.0,\n{"b":[1,2]} ,"c" ]');
    equal(withoutElements(list, 1), '[ "a",\n{"b":[1,2]} ,"c" ]');
    equal(withoutElements(list, 3), '[ "a" , 1.0,\n{"b":[1,2]} ]');
    equal(withoutElements(list, 0, 1, 2, 3), "[  ]");
    equal(withoutElements(list, 7), list);
    equal(withoutElements("[]", 0), "[]");
    equal(withoutElements('{"a":1}', 0), '{"a":1}');
  });

  it("takes a member out, each time it is there, and none but it", () => {
    equal(withoutMember('{ "a":1, "b":{"a":2} , "a" : [3] }', "a"), '{ "b":{"a":2} }');
    equal(withoutMember('{"b":1, "\\u0061":2}', "a"), '{"b":1}');
    equal(withoutMember('{ "a":1 }', "a"), "{  }");
    equal(withoutMember('{"a":1}', "A"), '{"a":1}');
    equal(withoutMember('["a"]', "a"), '["a"]');
  });

  it("what was put in goes without a trace", () => {
    for (const text of ["{}", "{ }", '{"b":1 }', '{\n "b" : [ ]\n}']) {
      const more = spliced(text, [insertMember(text, whole(text), "a", '{"c":1}')]);
      equal(withoutMember(more, "a"), text);
    }
  });

  it("what is left of random lists is well-formed, and is what was not taken", () => {
    const random = seeded(7);
    const values = ['"a,b"', '"]\\""', "1.50", "null", "[1, 2]", '{"a":[]}', "[]"];
    for (let run = 0; run < 2_000; run++) {
      const blank = (): string => ["", " ", "\n\t"][random(3)] as string;
      const items = Array.from({ length: random(6) }, () => values[random(values.length)] as string);
      const text = `[${items.map((item) => blank() + item + blank()).join(",") || blank()}]`;
      const places = new Set(items.flatMap((_, place) => (random(2) === 0 ? place : [])));
      const rest = spliced(text, removeElements(text, whole(text), places));
      const left = elementsOf(rest, whole(rest)).map(({ start, end }) => rest.slice(start, end));
      deepEqual(
        left,
        items.filter((_, place) => !places.has(place)),
        `${text} without ${[...places].join()}: ${rest}`,
      );
    }
  });
});
