// Money between people, cheques, cash, refunds: what comes once, or again without a rhythm.
import { spend } from './habits.ts'
import { addOne, type Life } from './life.ts'
import { personOf } from './names.ts'
import type { Kind } from './operation.ts'
import type { Random } from './random.ts'

/** Money between people, cheques, and what comes in without being income. */
export function addOneOffs(life: Life): void {
  const random = life.random.fork('one-offs')
  const any = () => random.int(life.from, life.asOf)
  const friend = personOf(random)
  for (let time = random.int(0, 4); time > 0; time--) {
    const kind = random.pick(['instant_out', 'transfer_out'] as const)
    const motive = random.pick(['', 'RESTO', 'CADEAU', 'MERCI'])
    spend(life, any(), random.int(8, 150) * 100, {
      party: friend,
      category: 'transfer.person',
      kind,
      motive,
    })
  }
  const receive = (party: string, category: string, kind: Kind, cents: number, motive = '') =>
    addOne(life, { day: any(), cents, kind, party, payee: party, category, motive })
  for (let time = random.int(0, 3); time > 0; time--) {
    receive(personOf(random), 'transfer.person', 'instant_in', random.int(5, 120) * 100)
  }
  for (let time = random.int(0, 3); time > 0; time--) {
    const cheque = { party: 'CHEQUE', category: 'cheque.paid', kind: 'cheque' } as const
    spend(life, any(), random.int(15, 400) * 100, cheque)
  }
  if (random.chance(0.35)) addWalletDebits(life, random)
  if (random.chance(0.15)) addTopUps(life, random)
  if (random.chance(0.2)) receive('CHEQUE', 'inflow.cheque', 'cheque_in', random.int(20, 300) * 100)
  if (random.chance(0.1)) receive('ESPECES', 'inflow.cash', 'cash_in', random.int(5, 40) * 1000)
  for (let time = random.int(0, 4); time > 0; time--) {
    const office = `CPAM ${life.city}`
    receive(
      office,
      'inflow.health_refund',
      'transfer_in',
      random.int(650, 6000),
      `REMB SOINS ${random.digits(8)}`,
    )
  }
  if (random.chance(0.25)) receive('VINTED', 'inflow.resale', 'transfer_in', random.int(800, 9000))
  if (random.chance(0.2))
    receive('ZALANDO', 'inflow.merchant_refund', 'card_refund', random.int(1500, 9000))
  if (random.chance(0.08))
    receive(
      'DGFIP',
      'inflow.tax_refund',
      'transfer_in',
      random.int(9000, 90000),
      'REMBOURSEMENT IMPOT',
    )
}

/** Purchases of a wallet come as direct debits of free amounts on any day: no contract behind them. */
function addWalletDebits(life: Life, random: Random): void {
  const creditorId = `LU${random.digits(2)}ZZZ${random.digits(12)}`
  const mandate = random.digits(12)
  for (let time = random.int(1, 6); time > 0; time--) {
    spend(life, random.int(life.from, life.asOf), random.int(500, 9900), {
      party: 'PAYPAL EUROPE S.A.R.L.',
      category: 'living.shopping',
      alternatives: ['uncategorized.out', 'transfer.person'],
      kind: 'debit',
      motive: `${random.digits(13)} PAYPAL`,
      creditorId,
      mandate,
    })
  }
}

/** To an account of one's own at another bank, which is not shared. */
function addTopUps(life: Life, random: Random): void {
  for (let time = random.int(1, 3); time > 0; time--) {
    spend(life, random.int(life.from, life.asOf), random.int(2, 40) * 1000, {
      party: life.holder,
      category: 'transfer.own_account',
      kind: 'instant_out',
    })
  }
}
