// The bins of a scorecard in words: `[0.25, 0.33)` of a ratio reads "25 % to less than 33 %".
import type { Unit } from '../../core/indicators/indicator.ts'
import { unreachable } from '../../core/values/unreachable.ts'
import { formatMoney, formatNumber, formatPercent, type Language } from '../typography.ts'
import { codeName } from './codes.ts'

export type Scale = {
  readonly unit: Unit
  readonly currency: string
  readonly language: Language
}

/** A figure in its unit; days and counts without a word, as the name of the indicator says which. */
export function figureOf(value: number, { unit, currency, language }: Scale): string {
  switch (unit) {
    case 'money':
      return formatMoney({ amount: value, currency }, language)
    case 'ratio':
      return formatPercent(value, language)
    case 'days':
    case 'count':
    case 'score':
      return formatNumber(value, language)
    default:
      return unreachable(unit)
  }
}

/** `bin` as the scorer writes it: `< 2`, `>= 3`, `[1, 3)`, or a state. */
export function binWords(bin: string, scale: Scale): string {
  const french = scale.language === 'fr'
  const figure = (text: string | undefined) => figureOf(Number(text), scale)
  const below = /^< (\S+)$/.exec(bin)
  if (below) return french ? `moins de ${figure(below[1])}` : `less than ${figure(below[1])}`
  const least = /^>= (\S+)$/.exec(bin)
  if (least) return french ? `${figure(least[1])} ou plus` : `${figure(least[1])} or more`
  const between = /^\[(\S+), (\S+)\)$/.exec(bin)
  if (!between) return codeName(bin, scale.language)
  const [, from, to] = between
  const whole = scale.unit === 'count' && Number(to) - Number(from) === 1
  if (whole) return figure(from)
  return french
    ? `de ${figure(from)} à moins de ${figure(to)}`
    : `${figure(from)} to less than ${figure(to)}`
}
