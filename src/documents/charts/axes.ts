// What the charts have in common: days below, amounts at the left, a legend above.
import { formatNumber, type Language } from '../typography.ts'
import { ink } from './ink.ts'

export const WIDTH = 760
/** Of charts that stand two beside each other. */
export const HALF_WIDTH = 600

/** Whole units: an axis needs no cents. */
export function wholeMoney(amount: number, currency: string, language: Language): string {
  const units = formatNumber(amount / 100, language, 0)
  if (currency !== 'EUR') return `${units}\u00a0${currency}`
  if (language === 'fr') return `${units}\u00a0€`
  return units.startsWith('\u2212') ? `\u2212€${units.slice(1)}` : `€${units}`
}

export const label = { color: ink.soft, fontSize: 12 } as const

export function legend(names: readonly string[]) {
  return {
    data: [...names],
    ...{ top: 0, left: 0, itemWidth: 18, itemHeight: 11, itemGap: 26, padding: 0 },
    textStyle: { color: ink.line, fontSize: 12 },
  }
}

/** The first of each month, and its middle. */
export function dayAxis(days: readonly string[], language: Language) {
  const isNamed = (index: number) => /-(01|15)$/.test(days[index] ?? '')
  return {
    type: 'category' as const,
    data: days.map((day) => dayName(day, language)),
    boundaryGap: false,
    axisLine: { onZero: false, lineStyle: { color: ink.soft } },
    axisTick: { interval: isNamed, alignWithLabel: true },
    axisLabel: { ...label, interval: isNamed, hideOverlap: false },
    splitLine: { show: true, interval: isNamed, lineStyle: { color: ink.hair } },
  }
}

/** `1 sept.`, `15 sept.` */
function dayName(day: string, language: Language): string {
  return `${Number(day.slice(8))}\u00a0${shortMonth(day.slice(0, 7), language)}`
}

const shortMonths = {
  fr: [
    ...['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin'],
    ...['juil.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
  ],
  en: [
    ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June'],
    ...['July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'],
  ],
} as const satisfies Record<Language, readonly string[]>

/** `2026-09` → `sept.` */
export function shortMonth(month: string, language: Language): string {
  return shortMonths[language][Number(month.slice(5, 7)) - 1] ?? month
}
