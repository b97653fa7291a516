// Phrases found in one label, each once, with where it stands first: emptied by forgetting the count,
// so that nothing is cleared from label to label.

export type Found = {
  count: number
  /** `ids[0, count)`, in the order they were found. */
  readonly ids: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** By phrase, its place among them if it is there. */
  readonly slots: Int32Array
}

export function newFound(phrases: number): Found {
  const column = () => new Int32Array(phrases)
  return { count: 0, ids: column(), starts: column(), ends: column(), slots: column() }
}

/** -1 when it was not found. */
export function slotOf({ slots, ids, count }: Found, phrase: number): number {
  const slot = slots[phrase] ?? 0
  return slot < count && ids[slot] === phrase ? slot : -1
}

/** Does nothing when the phrase is there already. */
export function addFound(found: Found, phrase: number, start: number, end: number): void {
  if (slotOf(found, phrase) >= 0) return
  const slot = found.count++
  found.slots[phrase] = slot
  found.ids[slot] = phrase
  found.starts[slot] = start
  found.ends[slot] = end
}
