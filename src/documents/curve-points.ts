// Daily amounts as points of a picture, the zero line always in it.

export type CurvePoints = {
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** Height of the zero line. */
  readonly zero: number
}

/** From the upper left; tenths, so that no rounding of an engine moves a byte. Two amounts at least. */
export function curvePoints(
  daily: readonly number[],
  { width, height }: { readonly width: number; readonly height: number },
): CurvePoints {
  const top = Math.max(0, ...daily)
  const bottom = Math.min(0, ...daily)
  const span = top - bottom || 1
  const tenths = (value: number) => Math.round(value * 10) / 10
  const y = (amount: number) => tenths(((top - amount) / span) * height)
  const x = (index: number) => tenths((index / (daily.length - 1)) * width)
  return { points: daily.map((amount, index) => ({ x: x(index), y: y(amount) })), zero: y(0) }
}
