// One indicator read from hand-built input, and the disturbances the tables of indicators share.
import { computeIndicators } from '../../src/core/indicators/index.ts'
import {
  aBalances,
  aContract,
  aLine,
  anInput,
  type InputParts,
  quietLines,
} from './indicator-input.ts'

export const of = (parts: InputParts, id: string) => {
  const found = computeIndicators(anInput(parts)).find((result) => result.id === id)
  if (found === undefined) throw new Error(`no indicator ${id}`)
  return found.state === 'measured' ? found.value : found.state
}
export const flat = (balance: number, days = 90) => Array.from({ length: days }, () => balance)
export const dipped = aBalances([
  ...flat(1000, 40),
  -500,
  -700,
  ...flat(1000, 38),
  -100,
  ...flat(1000, 9),
])
export const fees = { state: 'measured', value: { amount: 4_000, currency: 'EUR' } } as const
export const split = (id: string, lender: string) =>
  aContract({ id, euros: 50, kind: 'split_payment', lender })
export const payout = (
  id: string,
  daysAgo: number,
  euros: number,
  lender: string | null = 'COFIDIS',
  kind: 'loan' | 'revolving_draw' = 'loan',
) => ({
  kind,
  transactionId: id,
  date: aLine({ id, daysAgo, euros }).date,
  amount: { amount: euros * 100, currency: 'EUR' },
  lender,
})
export const plus = (...lines: Parameters<typeof aLine>[0][]) => ({
  lines: [...quietLines(), ...lines.map(aLine)].sort((a, b) => (a.date < b.date ? -1 : 1)),
})
export const gambling = (euros: number) =>
  ({
    id: `g${euros}`,
    daysAgo: 30,
    euros,
    role: 'gambling',
    category: euros < 0 ? 'gambling' : 'inflow.gambling',
  }) as const
export const saving = (id: string, daysAgo: number, euros: number) =>
  ({ id, daysAgo, euros, role: 'saving', category: 'savings.deposit' }) as const
