/** Rows below one that stands for all of them. */
export interface Group<T> {
  readonly head: T;
  readonly members: readonly T[];
}

/**
 * The ticks after a user has changed some: a head that was ticked or unticked takes its members along, and is ticked where all of them
 * are.
 */
export function settleTicks<T>(
  groups: readonly Group<T>[],
  before: ReadonlySet<T>,
  now: ReadonlySet<T>,
): ReadonlySet<T> {
  const after = new Set(now);
  for (const { head, members } of groups) {
    const isChanged = now.has(head) !== before.has(head);
    // Where members have changed as well, all of them were meant: by the box above the list.
    const isMeant = members.every((member) => now.has(member) === before.has(member));
    if (isChanged && isMeant)
      for (const member of members)
        if (now.has(head)) after.add(member);
        else after.delete(member);
    if (members.length > 0 && members.every((member) => after.has(member))) after.add(head);
    else after.delete(head);
  }
  return after;
}
