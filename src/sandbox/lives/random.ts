// Randomness that is a function of a text: the same event is drawn alike whatever day looks at it.

export type Draw = () => number

/** A stream of numbers in [0, 1) that depends on `key` alone (FNV-1a seed, mulberry32). */
export function drawsFor(key: string): Draw {
  let seed = 0x811c9dc5
  for (let index = 0; index < key.length; index++) {
    seed = Math.imul(seed ^ key.charCodeAt(index), 0x01000193)
  }
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function digits(draw: Draw, count: number): string {
  let text = ''
  for (let index = 0; index < count; index++) text += String(Math.floor(draw() * 10))
  return text
}
