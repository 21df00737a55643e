import { MAX_NAME_SCOPES, MAX_NAMESPACES, MAX_NESTED_NAME_SCOPES } from "../limits";
import type { CutCounter } from "../model/cuts";
import { type Attributes, readAttributes } from "../text/xmlText";
import { NameTable } from "./elementNames";
import { CUSTOMARY, type ElementName, type Vocabulary, vocabularyOf } from "./feedNames";

/** What an element declares, and the names inside of it. */
interface Scope {
  readonly id: number;
  readonly names: NameTable;
}

/** No namespace of others has them: what is called so is one, whatever it is declared to be. */
const STRUCTURE: ReadonlySet<string> = new Set(["channel", "item", "entry"]);

/** The names of a document by the namespaces that are declared around them, on the root or on any element (Namespaces in XML §6). */
export class NameScopes {
  /** Names where no other namespace is declared than outside. */
  names: NameTable;
  /** Whether an element that is open declares others than the root. */
  isNested = false;
  private readonly isAtom: boolean;
  private readonly namespace: string;
  /** From the root on; `depth` is the number of elements around the one that declares it. */
  private readonly open: { readonly depth: number; readonly scope: Scope }[];
  /** Feeds declare the same on each entry. */
  private readonly known = new Map<string, Scope>();

  /**
   * @param rootPrefix prefix of the root element, which is the feed's own
   * @param root local name of the root, lower case
   */
  constructor(
    rootPrefix: string,
    root: string,
    attributes: Attributes,
    private readonly cuts: CutCounter,
  ) {
    this.isAtom = root === "feed";
    this.namespace = attributes.get(rootPrefix === "" ? "xmlns" : `xmlns:${rootPrefix}`)?.trim() ?? "";
    const declared = this.declarationsOf(attributes);
    declared.set("", "own").set(rootPrefix, "own");
    this.names = new NameTable((prefix) => declared.get(prefix) ?? CUSTOMARY.get(prefix) ?? "foreign", cuts);
    this.open = [{ depth: -1, scope: { id: 0, names: this.names } }];
  }

  /** An element that declares namespaces begins. @param name in lower case; @param written its attributes */
  enter(name: string, written: string, depth: number): void {
    const declared = this.declarationsOf(readAttributes(written));
    if (declared.get("") === "foreign" && STRUCTURE.has(name)) declared.delete("");
    if (declared.size === 0) return;
    if (this.open.length >= MAX_NESTED_NAME_SCOPES) return this.cuts.add("namespaces");
    const around = this.innermost;
    const key = `${around.id} ${[...declared].flat().join(" ")}`;
    let scope = this.known.get(key);
    if (scope === undefined) {
      if (this.known.size >= MAX_NAME_SCOPES) return this.cuts.add("namespaces");
      const names = new NameTable((prefix) => declared.get(prefix) ?? around.names.vocabularyOf(prefix), this.cuts);
      scope = { id: this.known.size + 1, names };
      this.known.set(key, scope);
    }
    this.open.push({ depth, scope });
    this.isNested = true;
    this.names = scope.names;
  }

  /** Forgets what elements have declared that have ended: those with `depth` or more elements around them. */
  closeTo(depth: number): void {
    while ((this.open.at(-1)?.depth ?? -1) >= depth) this.open.pop();
    this.isNested = this.open.length > 1;
    this.names = this.innermost.names;
  }

  /** The name of an end tag: of what is open, though others have forgotten to end what declares namespaces inside of it. */
  ended(bytes: Uint8Array, from: number, to: number): ElementName {
    const name = this.names.find(bytes, from, to);
    for (let at = this.open.length - 2; name.open === 0 && at >= 0; at--) {
      const outer = this.open[at]?.scope.names.find(bytes, from, to);
      if (outer !== undefined && outer.open > 0) return outer;
    }
    return name;
  }

  private get innermost(): Scope {
    return (this.open.at(-1) as { readonly scope: Scope }).scope;
  }

  private declarationsOf(attributes: Attributes): Map<string, Vocabulary> {
    const declared = new Map<string, Vocabulary>();
    for (const [name, value] of attributes) {
      if (name === "xmlns") declared.set("", this.vocabularyOf(value));
      else if (!name.startsWith("xmlns:")) continue;
      else if (declared.size < MAX_NAMESPACES) declared.set(name.slice(6), this.vocabularyOf(value));
      else {
        this.cuts.add("namespaces");
        break;
      }
    }
    return declared;
  }

  private vocabularyOf(written: string): Vocabulary {
    const namespace = written.trim();
    // Undeclared: mostly the mistake of a program that builds feeds of parts.
    if (namespace === "" || namespace === this.namespace) return "own";
    const vocabulary = vocabularyOf(namespace);
    return vocabulary === "atom" && this.isAtom ? "own" : vocabulary;
  }
}
