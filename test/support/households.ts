// The household simulator: `household(seed)` is a made-up person's statement with everything that is true
// of it. Development seeds are 1–300; seeds 1001–1300 are held out: nobody tunes on them.
import type { StatementInput } from '../../src/core/statement/statement.ts'
import type { Family } from './households/bank-families.ts'
import { dayOfIso, isoOf } from './households/calendar.ts'
import { deferCards } from './households/deferred-card.ts'
import type { Life } from './households/life.ts'
import { liveOf } from './households/lives.ts'
import type { Operation } from './households/operation.ts'
import { families } from './households/other-families.ts'
import { type Random, randomOf } from './households/random.ts'
import { type Truth, truthOf } from './households/truth.ts'
import { transactionOf } from './households/wording.ts'

export type { TrueStream, Truth } from './households/truth.ts'

export const DEVELOPMENT_SEEDS = { from: 1, to: 300 } as const
export const HELD_OUT_SEEDS = { from: 1001, to: 1300 } as const

export type Household = { seed: number; statement: StatementInput; truth: Truth }

type Account = StatementInput['accounts'][number]

/** `asOf` (a day, YYYY-MM-DD) and `days` (of the window, 90) are the seed's own choice unless told. */
export function household(
  seed: number,
  { asOf: day, days = 90 }: { asOf?: string; days?: number } = {},
): Household {
  const random = randomOf(seed)
  const { life, profile, twoPays } = liveOf(seed, random, {
    days,
    ...(day && { asOf: dayOfIso(day) }),
  })
  const family = random.fork('bank').weighted(families)
  if (family.defers && random.fork('defers').chance(0.1)) deferCards(life)
  const kept = life.operations
    .filter((operation) => operation.day >= life.from && operation.day <= life.asOf)
    .sort((a, b) => a.day - b.day)
  markPending(kept, life.asOf, random.fork('pending'))
  const ids = new Map(kept.map((one, index) => [one, `t${String(index + 1).padStart(4, '0')}`]))
  const asOf = isoOf(life.asOf)
  const joint = profile === 'couple'
  const holder = joint ? `M OU MME ${life.surname}` : life.holder
  return {
    seed,
    truth: truthOf(life, ids, { profile, bank: family.bank, asOf, twoPays }),
    statement: {
      asOf,
      applicant: { name: life.holder },
      connections: [{ id: 'c1', bank: family.bank, holder }],
      accounts: accountsOf(life, ids, family, { joint, random }),
    },
  }
}

function accountsOf(
  life: Life,
  ids: ReadonlyMap<Operation, string>,
  family: Family,
  { joint, random }: { joint: boolean; random: Random },
): Account[] {
  const desk = {
    family,
    card: random.fork('card').digits(8),
    city: life.city,
    random: random.fork('references'),
    reworded: rewordedFrom(random.fork('reworded'), life),
  }
  const linesOf = (isWanted: (operation: Operation) => boolean) => {
    const lines = [...ids]
      .filter(([operation]) => isWanted(operation))
      .map(([operation, id]) => transactionOf(operation, id, desk))
    // Most banks send the newest line first
    return family.fields ? lines : lines.toReversed()
  }
  const troubled = life.incidents.length > 0
  const balance = random.fork('balance').int(troubled ? -45000 : 4000, troubled ? 60000 : 480000)
  const main: Account = {
    connection: 'c1',
    resourceId: 'main',
    bicFi: family.bic,
    name: joint ? 'COMPTE JOINT' : 'COMPTE CHEQUES',
    usage: 'PRIV',
    cashAccountType: 'CACC',
    psuStatus: joint ? 'Account Co-Holder' : 'Account Holder',
    accountId: { iban: `FR76${random.fork('iban').digits(23)}`, currency: 'EUR' },
    balances: [balanceOf('Solde comptable', balance, isoOf(life.asOf))],
    transactions: linesOf(({ slip }) => !slip),
  }
  const slips = linesOf(({ slip }) => slip === true)
  if (slips.length === 0) return [main]
  const { accountId: _, ...like } = main
  const card: Account = {
    ...like,
    resourceId: 'card',
    name: 'CARTE DEBIT DIFFERE',
    cashAccountType: 'CARD',
    linkedAccount: 'main',
    balances: [],
    transactions: slips,
  }
  return [main, card]
}

const balanceOf = (name: string, cents: number, referenceDate: string) => ({
  name,
  balanceType: 'CLBD',
  balanceAmount: { amount: (cents / 100).toFixed(2), currency: 'EUR' },
  referenceDate,
})

/** Card purchases of the last day are not booked yet. */
function markPending(operations: readonly Operation[], asOf: number, random: Random): void {
  for (const operation of operations) {
    const { day, kind, stream, slip } = operation
    if (day !== asOf || kind !== 'card' || stream || slip) continue
    if (random.chance(0.6)) operation.pending = true
  }
}

/** One bank in twelve changes its wording within the window. */
const rewordedFrom = (random: Random, { from, asOf }: { from: number; asOf: number }) =>
  random.chance(1 / 12) ? from + random.int(20, 70) : asOf + 1
