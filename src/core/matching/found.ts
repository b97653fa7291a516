// Phrases found, each once a label, with where it stands first: emptied by forgetting the count, so
// that nothing is cleared from label to label.

export type Found = {
  count: number
  /** `ids[0, count)`, in the order they were found. */
  ids: Int32Array
  starts: Int32Array
  ends: Int32Array
  /** By phrase, its place among them if it is there. */
  readonly slots: Int32Array
}

export function newFound(phrases: number): Found {
  const column = () => new Int32Array(64)
  return {
    count: 0,
    ids: column(),
    starts: column(),
    ends: column(),
    slots: new Int32Array(phrases),
  }
}

/** -1 when it was not found from place `first` on. */
export function slotOf({ slots, ids, count }: Found, phrase: number, first = 0): number {
  const slot = slots[phrase] ?? 0
  return slot >= first && slot < count && ids[slot] === phrase ? slot : -1
}

/** Does nothing when the phrase is there already, at place `first` or after. */
export function addFound(
  found: Found,
  phrase: number,
  start: number,
  end: number,
  first = 0,
): void {
  if (slotOf(found, phrase, first) >= 0) return
  const slot = found.count++
  if (slot === found.ids.length) widen(found)
  found.slots[phrase] = slot
  found.ids[slot] = phrase
  found.starts[slot] = start
  found.ends[slot] = end
}

function widen(found: Found): void {
  for (const column of ['ids', 'starts', 'ends'] as const) {
    const wider = new Int32Array(found[column].length * 2)
    wider.set(found[column])
    found[column] = wider
  }
}
