// How well a score tells goods from bads: the area under the curve with its confidence, Gini, Kolmogorov–Smirnov.
export type Interval = { readonly value: number; readonly low: number; readonly high: number }

/** One value of the score, and who has it. */
export type ScoreClass = { readonly score: number; readonly goods: number; readonly bads: number }

/** Rising scores. `scores` and `bad` are of the same rows. */
export function scoreClasses(scores: ArrayLike<number>, bad: Uint8Array): ScoreClass[] {
  const counts = new Map<number, { goods: number; bads: number }>()
  for (let row = 0; row < bad.length; row++) {
    const score = scores[row] ?? 0
    const count = counts.get(score) ?? { goods: 0, bads: 0 }
    if (bad[row] === 1) count.bads += 1
    else count.goods += 1
    counts.set(score, count)
  }
  return [...counts].sort(([a], [b]) => a - b).map(([score, count]) => ({ score, ...count }))
}

/** Standard deviations of the middle 95 %. */
export const Z_95 = 1.959964

/**
 * The chance that a good has the higher score than a bad, ties half; NaN without both. Interval: DeLong, DeLong and
 * Clarke-Pearson (1988), from ranks as Sun and Xu (2014).
 */
export function areaUnderCurve(classes: readonly ScoreClass[]): Interval {
  const goods = classes.reduce((sum, one) => sum + one.goods, 0)
  const bads = classes.reduce((sum, one) => sum + one.bads, 0)
  let [below, area] = [0, 0]
  for (const one of classes) {
    area += one.goods * (below + one.bads / 2)
    below += one.bads
  }
  const value = area / (goods * bads)
  let [goodsBelow, badsBelow, ofGoods, ofBads] = [0, 0, 0, 0]
  for (const one of classes) {
    const beats = (badsBelow + one.bads / 2) / bads
    const beaten = 1 - (goodsBelow + one.goods / 2) / goods
    ofGoods += one.goods * (beats - value) ** 2
    ofBads += one.bads * (beaten - value) ** 2
    goodsBelow += one.goods
    badsBelow += one.bads
  }
  const variance = ofGoods / (goods - 1) / goods + ofBads / (bads - 1) / bads
  const half = Z_95 * Math.sqrt(variance)
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) }
}

export function giniOf({ value, low, high }: Interval): Interval {
  return { value: 2 * value - 1, low: 2 * low - 1, high: 2 * high - 1 }
}

/** The greatest gap between the shares of bads and of goods at or below a score. */
export function kolmogorovSmirnov(classes: readonly ScoreClass[]): number {
  const goods = classes.reduce((sum, one) => sum + one.goods, 0)
  const bads = classes.reduce((sum, one) => sum + one.bads, 0)
  let [goodsBelow, badsBelow, greatest] = [0, 0, 0]
  for (const one of classes) {
    goodsBelow += one.goods
    badsBelow += one.bads
    greatest = Math.max(greatest, Math.abs(badsBelow / bads - goodsBelow / goods))
  }
  return greatest
}
