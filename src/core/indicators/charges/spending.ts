// Spending by nature: fixed or flexible, essential or not, by direct debit and standing order, the largest line.
import type { Role } from '../../categorisation/categorised.ts'
import type { Flow } from '../../ledger/ledger.ts'
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import { amountAMonth, countOfWindow, net, roles, spent } from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { reading, readingOf } from '../reading.ts'
import { type Sum, sumOf, sumWhere, type Tally } from '../tally.ts'

const FIXED: readonly Role[] = ['fixed_charge', 'debt_service']
const FLEXIBLE: readonly Role[] = ['living', 'card_settlement', 'cash', 'cheque', 'gambling']
/** Beside what a household owes each month: food, transport to work, care. */
const ESSENTIAL_LIVING = new Set([
  'living.groceries',
  'living.health',
  'living.fuel',
  'living.transport',
  'family.education',
  'tax.other',
])
const SUBSCRIPTIONS = 'subscription.'

const essential = ({ byCategory, byRole }: Tally): Sum => {
  const fixed = sumOf(byRole, FIXED)
  const living = sumWhere(byCategory, (category) => ESSENTIAL_LIVING.has(category))
  const chosen = sumWhere(byCategory, (category) => category.startsWith(SUBSCRIPTIONS))
  return {
    in: fixed.in + living.in - chosen.in,
    out: fixed.out + living.out - chosen.out,
    count: fixed.count + living.count - chosen.count,
    ids: [],
  }
}

function shareOfOutflow(
  id: string,
  formula: string,
  of: (tally: Tally) => Sum,
  barred: Pick<Indicator, 'barredFromScore'> = {},
): Indicator {
  return {
    id,
    unit: 'ratio',
    window: 'last_90_days',
    inputs: ['transactions'],
    formula,
    higherIs: null,
    ...barred,
    compute: ({ tally }) => {
      const all = tally.total.out
      if (all === 0) return reading(notObservable('no_debit_seen'))
      const part = of(tally)
      return readingOf(measured(ratio(part.out, all)), part.ids)
    },
  }
}

const family = { barredFromScore: 'family' } as const

export const largestDebit: Indicator = {
  id: 'largest_debit_90',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Largest single debit of the window, transfers between own accounts left out.',
  higherIs: null,
  compute: ({ ledger }) => {
    let largest: Flow | null = null
    for (const flow of ledger.flows) if (flow.amount < (largest?.amount ?? 0)) largest = flow
    return largest === null
      ? reading(noneFound)
      : reading(measured(-largest.amount), [largest.line.id])
  },
}

const operations =
  (...keys: string[]) =>
  ({ byOperation }: Tally) =>
    sumOf(byOperation, keys)

export const spending = [
  amountAMonth(
    {
      id: 'fixed_outflow_monthly',
      formula: 'Debits of the window for charges and credit, what came back deducted, a month.',
      higherIs: null,
    },
    roles(...FIXED),
    net,
  ),
  amountAMonth(
    {
      id: 'flexible_outflow_monthly',
      formula:
        'Debits of the window for living, cards without detail, cash, cheques and gambling, a month.',
      higherIs: null,
    },
    roles(...FLEXIBLE),
    spent,
  ),
  shareOfOutflow(
    'fixed_outflow_share',
    'Debits for charges and credit ÷ all debits of the window, own transfers left out.',
    roles(...FIXED),
  ),
  shareOfOutflow(
    'essential_outflow_share',
    'Debits for charges, credit, food, transport, care and education ÷ all debits, subscriptions left out.',
    essential,
    family,
  ),
  amountAMonth(
    {
      id: 'subscriptions_monthly',
      formula: 'Subscriptions to media, sport and software of the window, a month.',
      higherIs: null,
    },
    ({ byCategory }) => sumWhere(byCategory, (category) => category.startsWith(SUBSCRIPTIONS)),
    spent,
  ),
  countOfWindow(
    { id: 'direct_debits_90', formula: 'Number of direct debits of the window.', higherIs: null },
    operations('direct_debit'),
  ),
  amountAMonth(
    {
      id: 'direct_debits_monthly',
      formula: 'What direct debits took in the window, a month.',
      higherIs: null,
    },
    operations('direct_debit'),
    spent,
  ),
  countOfWindow(
    {
      id: 'standing_orders_90',
      formula: 'Number of standing orders sent in the window, where the bank tells them apart.',
      higherIs: null,
    },
    operations('standing_order'),
  ),
  largestDebit,
] as const
