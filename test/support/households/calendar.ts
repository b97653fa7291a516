// Days as whole numbers since 1970 and the TARGET closing days, written apart from `src/core` so that
// the simulator and the analysis cannot share a mistake.

const DAY_MS = 86_400_000

export type Shift = 'next' | 'previous' | 'none'

export const dayOf = (year: number, month: number, day: number) =>
  Date.UTC(year, month - 1, day) / DAY_MS

export const dayOfIso = (text: string) => Date.parse(`${text}T00:00:00Z`) / DAY_MS

export const isoOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: number) => new Date(day * DAY_MS).getUTCDay()

export function partsOf(day: number): { year: number; month: number; day: number } {
  const date = new Date(day * DAY_MS)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

const lengthOf = (year: number, month: number) => partsOf(dayOf(year, month + 1, 1) - 1).day

/** Easter Sunday (Butcher's rule). */
function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const k = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * k) / 451)
  const n = h + k - 7 * m + 114
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1)
}

const closings = new Map<number, ReadonlySet<number>>()

function closingsOf(year: number): ReadonlySet<number> {
  const known = closings.get(year)
  if (known) return known
  const easter = easterOf(year)
  const days = new Set([
    dayOf(year, 1, 1),
    easter - 2,
    easter + 1,
    dayOf(year, 5, 1),
    dayOf(year, 12, 25),
    dayOf(year, 12, 26),
  ])
  closings.set(year, days)
  return days
}

export function isClosed(day: number): boolean {
  const weekday = weekdayOf(day)
  return weekday === 0 || weekday === 6 || closingsOf(partsOf(day).year).has(day)
}

export function shifted(day: number, shift: Shift): number {
  if (shift === 'none') return day
  let open = day
  while (isClosed(open)) open += shift === 'next' ? 1 : -1
  return open
}

/** Days of a monthly payment from `from` to `to`, both included; 31 is the last day of any month. */
export function monthlyDays(nominal: number, shift: Shift, from: number, to: number): number[] {
  const start = partsOf(from - 31)
  const days: number[] = []
  for (let index = start.year * 12 + start.month - 1; ; index++) {
    const year = Math.floor(index / 12)
    const month = (index % 12) + 1
    if (dayOf(year, month, 1) > to + 10) return days
    const day = shifted(dayOf(year, month, Math.min(nominal, lengthOf(year, month))), shift)
    if (day >= from && day <= to) days.push(day)
  }
}

/** Every `weeks` weeks on a weekday; a closed day moves as `shift` says. */
export function weeklyDays(
  rhythm: { weekday: number; weeks: number; shift: Shift },
  from: number,
  to: number,
): number[] {
  const days: number[] = []
  // Anchored on the calendar, not on the window: a fortnight stays the same fortnight
  for (let day = rhythm.weekday + 3 - 14; day <= to + 7; day += 7 * rhythm.weeks) {
    const moved = shifted(day, rhythm.shift)
    if (moved >= from && moved <= to) days.push(moved)
  }
  return days
}

const MONTHS =
  'JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE'.split(' ')

export const monthName = (day: number) => MONTHS[partsOf(day).month - 1] ?? ''
