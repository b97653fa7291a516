// The one door to simple-statistics: integers in, named rounding out.
import { mean, medianSorted, quantileSorted, standardDeviation } from 'simple-statistics'
import { type MinorUnits, minorUnits } from './money.ts'

/** Half away from zero. */
export function round(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value))
}

/** A copy in ascending order, for what is read from sorted amounts: several readings, one sort. */
export function ascending(amounts: readonly MinorUnits[]): MinorUnits[] {
  const sorted = new Float64Array(amounts).sort()
  return amounts.map((_, place) => minorUnits(sorted[place] ?? 0))
}

/** Rounded half away from zero; the list must not be empty. */
export function medianAmount(amounts: readonly MinorUnits[]): MinorUnits {
  return minorUnits(round(medianSorted(ascending(amounts))))
}

/** Rounded half away from zero; the list must not be empty. */
export function meanAmount(amounts: readonly MinorUnits[]): MinorUnits {
  return minorUnits(round(mean([...amounts])))
}

/** `sorted` ascending, not empty; `share` in [0, 1]; rounded half away from zero. */
export function quantileAmount(sorted: readonly MinorUnits[], share: number): MinorUnits {
  return minorUnits(round(quantileSorted([...sorted], share)))
}

/** Population standard deviation ÷ |mean|; null when the mean is zero or the list is empty. */
export function coefficientOfVariation(amounts: readonly MinorUnits[]): number | null {
  if (amounts.length === 0) return null
  const centre = mean([...amounts])
  return centre === 0 ? null : standardDeviation([...amounts]) / Math.abs(centre)
}

/** Four decimals, so that a ratio prints alike everywhere. */
export function ratio(numerator: number, denominator: number): number {
  return round((numerator / denominator) * 10_000) / 10_000
}
