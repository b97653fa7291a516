// Why a label gets its category: one line through the same layers as a statement, with the losers.
import type { BankCode, Line } from '../statement/line.ts'
import { type MinorUnits, minorUnits } from '../values/money.ts'
import { toPlainDate } from '../values/plain-date.ts'
import { categoriseLine, operationOf } from './categorise.ts'
import type { CategorisedLine } from './categorised.ts'
import type { Own } from './own.ts'
import type { Ruleset } from './ruleset.ts'

export type LabelQuestion = {
  /** One remittance line or several. */
  readonly label: string | readonly string[]
  /** Minor units, credits positive; −50.00 when not given. */
  readonly amount?: MinorUnits | undefined
  readonly code?: BankCode | null | undefined
}

export type Explanation = {
  readonly line: CategorisedLine
  readonly layers: {
    readonly text: string
    readonly cleanLabel: string
    readonly operation: string
    /** The label head or code that told the operation. */
    readonly operationFrom: string
    readonly counterparty: string | null
    readonly counterpartyKey: string | null
  }
  /** null: no rule holds. */
  readonly winner: {
    readonly rule: string
    readonly file: string | null
    readonly fileLine: number | null
    readonly matched: string
  } | null
}

const NOBODY: Own = { names: [], ibans: new Map() }

/** The second look needs other lines, so it takes no part here. */
export function explainLabel(ruleset: Ruleset, question: LabelQuestion): Explanation {
  const asked = lineOf(question)
  const match = ruleset.phrases.match(asked.label)
  const line = categoriseLine(asked, match, ruleset, NOBODY)
  const { head, from } = operationOf(asked, match, ruleset, asked.amount < 0 ? 'out' : 'in')
  const compiled = ruleset.rules.find(({ rule }) => rule.id === line.rule)
  return {
    line,
    layers: {
      text: match.text().slice(0, -1).trim(),
      cleanLabel: line.cleanLabel,
      operation: line.operation,
      operationFrom: from === 'label' ? `label head "${head?.text}"` : from,
      counterparty: line.counterpartyName,
      counterpartyKey: line.counterpartyKey,
    },
    winner:
      line.rule === null
        ? null
        : {
            rule: line.rule,
            file: compiled?.file ?? null,
            fileLine: compiled?.line ?? null,
            matched: line.matched ?? '',
          },
  }
}

function lineOf({ label, amount, code }: LabelQuestion): Line {
  const day = toPlainDate('2000-01-01')
  return {
    id: 't0',
    accountId: 'a0',
    index: 0,
    date: day,
    bookingDate: day,
    valueDate: null,
    transactionDate: null,
    amount: amount ?? minorUnits(-5000),
    currency: 'EUR',
    status: 'booked',
    label: typeof label === 'string' ? [label] : label,
    code: code ?? null,
    counterparty: { name: null, iban: null, creditorId: null, mandateId: null },
    restricted: false,
    learnt: null,
    excluded: null,
  }
}
