import assert from "node:assert/strict";
import type { Web } from "../../../src/core/ports";
import { getNames } from "../../../src/core/names/importNames";
import { placedHttp } from "../../world/placedHttp";

const LOCATION = { kind: "url", value: "https://names.test/list.csv" } as const;

/** The names of a list whose host stands for these addresses, read as what is known of it says. */
async function read(addresses: readonly string[], known: Parameters<typeof getNames>[3]) {
  const asked: string[] = [];
  const http = placedHttp(
    async ({ url }) => {
      asked.push(url);
      return { ok: true, response: { status: 200, headers: {}, body: new TextEncoder().encode("name\nClop\n") } };
    },
    () => addresses,
  );
  const web: Web = {
    http,
    clock: { now: () => new Date(0), wait: async () => {} },
    parser: { parse: assert.fail, dispose: async () => {} },
    signing: { sha256Hex: assert.fail, uuid5: assert.fail, nonce: assert.fail, jitter: assert.fail },
    lastAsked: new Map(),
  };
  const readers = {
    files: { read: assert.fail },
    parser: { parse: assert.fail },
  };
  const got = await getNames(web, readers, LOCATION, known, new AbortController().signal);
  return { got, asked };
}

describe("a list of names", () => {
  it("may lie inside a private network, but not when it was public before", async () => {
    const inside = await read(["10.0.0.1"], {});
    assert.deepEqual(inside.got.kind === "read" && inside.got.known, {});
    const outside = await read(["1.1.1.1"], {});
    assert.deepEqual(outside.got.kind === "read" && outside.got.known, { wasPublic: true });
    const turned = await read(["10.0.0.1"], { wasPublic: true });
    assert.deepEqual(turned.got, {
      kind: "failed",
      failure: { code: "redirectRefused", target: LOCATION.value, why: "private" },
    });
    assert.deepEqual(turned.asked, []);
  });
});
