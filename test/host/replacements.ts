import assert from "node:assert/strict";

type Method = (this: unknown, ...args: readonly never[]) => unknown;

/** Methods of others, VS Code's among them, with a watcher in their place until they are put back. */
export class Replacements {
  private readonly undo: (() => void)[] = [];

  /** @param by what stands there instead, or makes that from what stood there */
  replace(holder: object, name: string, by: Method): void {
    this.wrap(holder, name, () => by);
  }

  wrap(holder: object, name: string, around: (original: (...args: unknown[]) => unknown) => Method): void {
    const methods = holder as Record<string, unknown>;
    const original = methods[name];
    assert.ok(typeof original === "function", name);
    const by = around(original as (...args: unknown[]) => unknown);
    methods[name] = by;
    assert.equal(methods[name], by, `${name} can be watched`);
    this.undo.push(() => void (methods[name] = original));
  }

  /** Puts the one back that was replaced last. */
  restoreLast(): void {
    this.undo.pop()?.();
  }

  /** Puts all back, those that were replaced last first. */
  restoreAll(): void {
    while (this.undo.length > 0) this.restoreLast();
  }
}
