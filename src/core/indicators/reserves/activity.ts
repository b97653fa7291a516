// How lively the accounts are.
import { mapObserved, measured, notObservable } from '../../values/observed.ts'
import { round } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { perMonth, reading } from '../reading.ts'

export const linesAMonth: Indicator = {
  id: 'lines_a_month',
  unit: 'count',
  formula: 'Booked lines that count, a month.',
  higherIs: null,
  compute: (input) => reading(mapObserved(perMonth(input, input.coverage.overall.booked), round)),
}

export const distinctCounterparties: Indicator = {
  id: 'distinct_counterparties',
  unit: 'count',
  formula: 'Number of different payers and payees the lines tell of.',
  higherIs: null,
  barredFromScore: 'origin_of_payees',
  compute: ({ flows }) => {
    if (flows.length === 0) return reading(notObservable('no_booked_lines'))
    const keys = new Set<string>()
    for (const { line } of flows) if (line.counterpartyKey !== null) keys.add(line.counterpartyKey)
    return reading(measured(keys.size))
  },
}
