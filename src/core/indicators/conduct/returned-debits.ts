// Returned debits by window and by cause, cheques and debits the applicant had deposited, and their amount.
import { plainLabel } from '../../incidents/rejections.ts'
import { measured, noneFound } from '../../values/observed.ts'
import { amountOfWindow, categories, countOfWindow, received } from '../amounts.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events, firstOfLast, reading } from '../reading.ts'

type Rejection = IndicatorInput['incidents']['rejections'][number]

function counted(
  id: string,
  formula: string,
  higherIs: Indicator['higherIs'],
  holds: (one: Rejection) => boolean,
  days: 30 | 60 | 90 = 90,
): Indicator {
  return {
    id,
    unit: 'count',
    window: `last_${days}_days`,
    inputs: ['incidents'],
    formula,
    higherIs,
    compute: (input) => {
      const from = firstOfLast(input, days)
      const found = input.incidents.rejections.filter((one) => one.date >= from && holds(one))
      return events(
        input,
        found.map((one) => one.transactionId),
      )
    },
  }
}

export const rejectedAmount: Indicator = {
  id: 'rejected_amount_90',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula: 'Amount of the returned debits of the window that are incidents.',
  higherIs: 'riskier',
  compute: ({ incidents }) => {
    const found = incidents.rejections.filter(({ isIncident }) => isIncident)
    const total = found.reduce((sum, { amount }) => sum + Math.abs(amount.amount), 0)
    return reading(
      found.length === 0 ? noneFound : measured(total),
      found.map((one) => one.transactionId),
    )
  },
}

const incident = ({ isIncident }: Rejection) => isIncident

const CHEQUE = /\bCH(?:E)?Q(?:UE)?S?\b/

export const rejectedCheques: Indicator = {
  id: 'rejected_cheques_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['incidents', 'transactions'],
  formula:
    'Returned debits of the window that are incidents and whose wording is that of a cheque.',
  higherIs: 'riskier',
  compute: (input) => {
    const incidents = new Set(
      input.incidents.rejections.filter(incident).map(({ transactionId }) => transactionId),
    )
    const found =
      incidents.size === 0
        ? []
        : input.ledger.lines.filter(
            (line) => incidents.has(line.id) && CHEQUE.test(plainLabel(line)),
          )
    return events(
      input,
      found.map(({ id }) => id),
    )
  },
}

export const returnedDebits = [
  counted(
    'rejections_30',
    'Returned debits of the last 30 days that are incidents.',
    'riskier',
    incident,
    30,
  ),
  counted(
    'rejections_60',
    'Returned debits of the last 60 days that are incidents.',
    'riskier',
    incident,
    60,
  ),
  rejectedAmount,
  counted(
    'rejected_rents_90',
    'Returned debits of the window that are incidents and concern a rent.',
    'riskier',
    (one) => one.isIncident && one.concerns === 'rent',
  ),
  counted(
    'rejected_loan_instalments_90',
    'Returned debits of the window that are incidents and concern a loan instalment.',
    'riskier',
    (one) => one.isIncident && one.concerns === 'loan',
  ),
  rejectedCheques,
  counted(
    'returned_debits_90',
    'Returned debits of the window, whatever the cause.',
    null,
    () => true,
  ),
  counted(
    'refused_debits_90',
    'Debits of the window that the customer refused or revoked: no incident.',
    null,
    ({ cause }) => cause === 'customer_refusal',
  ),
  counted(
    'debits_refunded_by_creditor_90',
    'Debits of the window that the creditor gave back: no incident.',
    null,
    ({ cause }) => cause === 'creditor_refund',
  ),
  countOfWindow(
    {
      id: 'unpaid_deposits_90',
      formula: 'Cheques and debits deposited by the applicant that came back unpaid in the window.',
      higherIs: 'riskier',
    },
    categories('bank.unpaid_deposit'),
  ),
  amountOfWindow(
    {
      id: 'bank_fee_refunds_90',
      formula: 'Fees the bank gave back in the window.',
      higherIs: null,
    },
    categories('bank.fee_refund'),
    received,
  ),
]
