// Confidence by resampling with a seed: the same seed, the same interval.
import type { Interval, ScoreClass } from './discrimination.ts'

/** Small fast counting generator (Doty-Humphrey's sfc32): numbers in [0, 1), the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let [a, b, c, counter] = [0x9e3779b9 | 0, 0x243f6a88, seed | 0, 1]
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let warm = 0; warm < 12; warm++) next()
  return next
}

export type Resampling = { readonly resamples: number; readonly seed: number }

/**
 * The middle 95 % of the figures over people drawn anew with replacement, goods and bads each as many as there are
 * (percentile bootstrap, stratified; Efron and Tibshirani, 1993).
 */
export function bootstrap<K extends string>(
  classes: readonly ScoreClass[],
  figures: (classes: readonly ScoreClass[]) => Readonly<Record<K, number>>,
  { resamples, seed }: Resampling,
): Readonly<Record<K, Interval>> {
  const next = seeded(seed)
  const goods = expand(classes, 'goods')
  const bads = expand(classes, 'bads')
  const drawn = Array.from({ length: resamples }, () =>
    figures(draw(classes, { goods, bads }, next)),
  )
  const now = figures(classes)
  const intervals: Partial<Record<K, Interval>> = {}
  for (const key in now)
    intervals[key] = intervalOf(
      now[key],
      drawn.map((one) => one[key]),
    )
  return { ...emptyOf(now), ...intervals }
}

function emptyOf<K extends string>(now: Readonly<Record<K, number>>): Record<K, Interval> {
  const entries: Partial<Record<K, Interval>> = {}
  for (const key in now) entries[key] = { value: now[key], low: now[key], high: now[key] }
  return entries as Record<K, Interval>
}

/** The class of each person of one outcome. */
function expand(classes: readonly ScoreClass[], of: 'goods' | 'bads'): Int32Array {
  const members = new Int32Array(classes.reduce((sum, one) => sum + one[of], 0))
  let at = 0
  for (const [index, one] of classes.entries()) {
    members.fill(index, at, at + one[of])
    at += one[of]
  }
  return members
}

type Members = { readonly goods: Int32Array; readonly bads: Int32Array }

function draw(
  classes: readonly ScoreClass[],
  { goods, bads }: Members,
  next: () => number,
): ScoreClass[] {
  const good = drawCounts(goods, classes.length, next)
  const bad = drawCounts(bads, classes.length, next)
  return classes.map(({ score }, index) => ({
    score,
    goods: good[index] ?? 0,
    bads: bad[index] ?? 0,
  }))
}

function drawCounts(members: Int32Array, size: number, next: () => number): Int32Array {
  const counts = new Int32Array(size)
  for (let n = 0; n < members.length; n++) {
    const drawn = members[Math.floor(next() * members.length)] ?? 0
    counts[drawn] = (counts[drawn] ?? 0) + 1
  }
  return counts
}

function intervalOf(value: number, drawn: readonly number[]): Interval {
  const sorted = Float64Array.from(drawn).sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? value
  return { value, low: at(0.025), high: at(0.975) }
}
