// One event of a life: drawn from the calendar alone, so that it is the same whatever day looks at it.
import { absolute, type MinorUnits, minorUnits } from '../../core/values/money.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { Operation } from './operations.ts'
import { type Draw, digits } from './random.ts'

export type LifeEvent = {
  /** Order within a booking day: where it comes from, then which one. */
  readonly order: string
  /** From this day on the bank shows it, as pending until it is booked. */
  readonly announced: PlainDate
  readonly booking: PlainDate
  readonly value: PlainDate
  readonly transaction: PlainDate
  readonly amount: MinorUnits
  readonly label: readonly string[]
  readonly operation: Operation
}

const MONTHS = [
  'JANVIER',
  'FEVRIER',
  'MARS',
  'AVRIL',
  'MAI',
  'JUIN',
  'JUILLET',
  'AOUT',
  'SEPTEMBRE',
  'OCTOBRE',
  'NOVEMBRE',
  'DECEMBRE',
]

/** Fills the placeholders documented in plan.ts; `date` is the day of the operation. */
export function writeLabel(
  template: readonly string[],
  date: PlainDate,
  amount: MinorUnits,
  draw: Draw,
): string[] {
  return template.map((line) =>
    line.includes('{')
      ? line.replace(/\{(\w+)\}/g, (whole, key: string) => filled(key, date, amount, draw) ?? whole)
      : line,
  )
}

function filled(key: string, date: PlainDate, amount: MinorUnits, draw: Draw): string | null {
  const month = date.slice(5, 7)
  switch (key) {
    case 'DD':
      return date.slice(8)
    case 'MM':
      return month
    case 'YY':
      return date.slice(2, 4)
    case 'YYYY':
      return date.slice(0, 4)
    case 'MONTH':
      return MONTHS[Number(month) - 1] ?? month
    case 'DDMMYY':
      return `${date.slice(8)}${month}${date.slice(2, 4)}`
    case 'EUR':
      return `${(absolute(amount) / 100).toFixed(2).replace('.', ',')}EUR`
    case 'n4':
    case 'n6':
    case 'n8':
      return digits(draw, Number(key.slice(1)))
    default:
      return null
  }
}

/** ± `vary` percent around `amount`, to the cent. */
export function varied(amount: MinorUnits, vary: number, draw: Draw): MinorUnits {
  if (vary === 0) return amount
  return minorUnits(Math.round(amount * (1 + ((draw() * 2 - 1) * vary) / 100)))
}

/** Between the two, small amounts more often than large ones. */
export function between(from: MinorUnits, to: MinorUnits, draw: Draw): MinorUnits {
  return minorUnits(Math.round(from + (to - from) * draw() ** 1.6))
}

export function byBooking(a: LifeEvent, b: LifeEvent): number {
  if (a.booking !== b.booking) return a.booking < b.booking ? -1 : 1
  return a.order < b.order ? -1 : a.order > b.order ? 1 : 0
}
