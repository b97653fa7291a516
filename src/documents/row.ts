// One figure of a document with its label, and how indicators are written: what page and terminal share.
import type { IndicatorResult } from '../core/indicators/indicator.ts'
import type { Observed } from '../core/values/observed.ts'
import { unreachable } from '../core/values/unreachable.ts'
import type { Amount, Reader } from './document.ts'
import { formatNumber, formatPercent } from './typography.ts'

export type Row = {
  readonly label: string
  readonly value: string
  /** Transaction ids the figure rests on. */
  readonly evidence: readonly string[]
  /** The value says why there is none. */
  readonly unknown?: boolean
  /** Beside the alerts, and none itself. */
  readonly plain?: boolean
}

export function row(label: string, value: string, evidence: readonly string[] = []): Row {
  return { label, value, evidence }
}

export function moneyRow(
  reader: Reader,
  label: string,
  value: Observed<Amount>,
  more: { readonly note?: string; readonly evidence?: readonly string[] } = {},
): Row {
  const unknown = value.state === 'not_observable' || value.state === 'withheld'
  const text = reader.observedMoney(value) + (unknown ? '' : (more.note ?? ''))
  return { label, value: text, evidence: more.evidence ?? [], unknown }
}

/** Empty when the rulebook's engine has no such indicator. */
export function indicatorRow(reader: Reader, id: string, label: string): Row[] {
  const indicator = reader.body.indicators.find((one) => one.id === id)
  if (!indicator) return []
  const unknown = indicator.state === 'not_observable' || indicator.state === 'withheld'
  return [{ ...row(label, indicatorValue(reader, indicator), indicator.evidence), unknown }]
}

/** An indicator's value in its unit, or its state in words. */
export function indicatorValue(reader: Reader, indicator: IndicatorResult): string {
  const { words, language } = reader
  const why = reader.code(indicator.why ?? 'unknown')
  if (indicator.state === 'none_found') return words.noneFound
  if (indicator.state === 'withheld') return words.withheld(why)
  if (indicator.state === 'not_observable' || indicator.value === undefined) {
    return words.notObservable(why)
  }
  switch (indicator.unit) {
    case 'money':
      return reader.minor(indicator.value)
    case 'ratio':
      return formatPercent(indicator.value, language)
    case 'days':
      return `${formatNumber(indicator.value, language)} ${words.dayUnit}`
    case 'count':
    case 'score':
      return formatNumber(indicator.value, language)
    default:
      return unreachable(indicator.unit)
  }
}
