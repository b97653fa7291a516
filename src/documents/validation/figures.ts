// Figures of the validation sheet as text.

/** Four significant digits. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(4)))
}

export function percent(value: number): string {
  return `${(value * 100).toFixed(2)} %`
}
