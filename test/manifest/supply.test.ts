import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { projectRoot } from "../vscode/project";

const text = (name: string): string => fs.readFileSync(path.join(projectRoot, name), "utf8");

interface Component {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly { readonly license: { readonly id: string } }[];
}

describe("what the product is made of", () => {
  it("is locked with the hash of each package", () => {
    const { packages } = JSON.parse(text("package-lock.json")) as {
      readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
    };
    const without = Object.entries(packages).filter(([name, { integrity }]) => name !== "" && integrity === undefined);
    assert.deepEqual(without, []);
  });

  it("is listed in the package, each library with its version, licence and hash, and without a time", () => {
    const bill = text(path.join("dist", "sbom.cdx.json"));
    const { components, serialNumber, metadata } = JSON.parse(bill) as {
      readonly components: readonly Component[];
      readonly serialNumber: string;
      readonly metadata: object;
    };
    const licences = text(path.join("dist", "LICENSES.txt"));
    assert.ok(components.length > 10);
    for (const { name, version, purl, hashes = [], licenses } of components) {
      assert.match(purl, /^pkg:npm\//);
      assert.match(hashes[0]?.content ?? "", /^[0-9a-f]{128}$/, name);
      assert.ok(licences.includes(`${name} ${version} (${licenses[0]?.license.id})`), name);
    }
    assert.match(serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(!("timestamp" in metadata));
  });

  it("is run from where it lies: no page tells anybody to run a package by a name that others could publish", () => {
    for (const page of ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "test/README.md"]) {
      assert.doesNotMatch(text(page), /\bnpx\s+(?!--no-install\b)[\w@]/, page);
    }
    assert.equal((JSON.parse(text("package.json")) as { readonly private?: boolean }).private, true);
  });
});
