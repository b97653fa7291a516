// Seeded randomness of the simulator: the same seed and name give the same draws on every machine.

export type Random = {
  /** 0 included, 1 excluded. */
  unit(): number
  /** Both ends included. */
  int(from: number, to: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  weighted<T>(choices: readonly (readonly [T, number])[]): T
  /** Within ± `share` of the amount, in whole cents. */
  around(cents: number, share: number): number
  digits(length: number): string
  /** Another source of the same seed: a draw added in one part of a life moves no other part. */
  fork(name: string): Random
}

export function randomOf(seed: number, name = ''): Random {
  let state = hashOf(`${seed}/${name}`)
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (from: number, to: number) => from + Math.floor(unit() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[int(0, list.length - 1)] as T
  }
  return {
    unit,
    int,
    pick,
    chance: (probability) => unit() < probability,
    weighted: (choices) => {
      let left = unit() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      const found = choices.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (found ?? choices.at(-1)!)[0]
    },
    around: (cents, share) => Math.round(cents * (1 + (unit() * 2 - 1) * share)),
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
    fork: (other) => randomOf(seed, `${name}/${other}`),
  }
}

/** FNV-1a, then mixed once more: neighbouring seeds start far apart. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}
