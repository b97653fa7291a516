// Credits of a few weeks: purchases split in parts, and short-term loans.
import { CATEGORY } from './credits.ts'
import * as lenders from './lenders.ts'
import { addContract, addOne, type Life, planStream } from './life.ts'

/** A purchase in three or four parts: the first at once, the others a month apart. */
export function addSplit(life: Life, purchases: number): void {
  const random = life.random.fork('split')
  const [provider, kind] = random.pick(lenders.SPLITTERS)
  for (let purchase = 0; purchase < purchases; purchase++) {
    const terms = random.pick([3, 3, 4])
    const cents = random.int(2500, 19000)
    const start = life.asOf - random.int(3, 110)
    const days = Array.from({ length: terms }, (_, term) => start + term * 30).filter(
      (day) => day >= life.from && day <= life.asOf,
    )
    if (days.length === 0) continue
    const contract = addContract(life, 'split_payment', provider, cents)
    const stream = planStream(life, {
      type: 'split_payment',
      category: CATEGORY.split_payment,
      direction: 'out',
      cadence: 'monthly',
    })
    for (const day of days) {
      addOne(life, {
        day,
        cents: -cents,
        kind,
        payee: provider,
        party: provider,
        category: CATEGORY.split_payment,
        contract,
        stream,
      })
    }
  }
}

/** A few hundred euros now, paid back in one to four parts. */
export function addShortTerm(life: Life): void {
  const random = life.random.fork('short term')
  const lender = random.pick(lenders.SHORT_TERM)
  const parts = random.int(1, 4)
  const cents = random.int(10, 60) * 1000
  const start = life.from + random.int(5, 50)
  const part = Math.round((cents * 1.06) / parts)
  const contract = addContract(life, 'short_term', lender, part)
  addOne(life, {
    day: start,
    cents,
    kind: 'instant_in',
    payee: lender,
    party: lender,
    motive: 'PRET',
    category: 'inflow.loan_payout',
    contract,
  })
  const stream = planStream(life, {
    type: 'short_term',
    category: CATEGORY.short_term,
    direction: 'out',
    cadence: 'monthly',
  })
  for (let term = 1; term <= parts; term++) {
    const day = start + term * 30
    if (day > life.asOf) break
    addOne(life, {
      day,
      cents: -part,
      kind: 'card',
      payee: lender,
      party: lender,
      category: CATEGORY.short_term,
      contract,
      stream,
    })
  }
}
