// A card whose purchases are paid at once at the end of the month: slips on an account of their own, and
// their total on the current account, which is no spending a second time.
import { monthlyDays } from './calendar.ts'
import { addOne, type Life, planStream } from './life.ts'

export function deferCards(life: Life): void {
  const random = life.random.fork('deferred')
  const slips = life.operations.filter(({ kind }) => kind === 'card' || kind === 'card_refund')
  for (const slip of slips) slip.slip = true
  const stream = planStream(life, {
    type: 'card_total',
    category: 'transfer.deferred_card',
    direction: 'out',
    cadence: 'monthly',
    provable: false,
  })
  let since = life.from - 1
  for (const day of monthlyDays(31, 'previous', life.from, life.asOf)) {
    // Part of the first month lies before the window
    const unseen = since < life.from ? random.int(0, 60000) : 0
    const cents = slips
      .filter((slip) => slip.day > since && slip.day <= day)
      .reduce((sum, slip) => sum + slip.cents, -unseen)
    since = day
    if (cents >= 0) continue
    addOne(life, {
      day,
      cents,
      kind: 'card_total',
      party: '',
      payee: 'CARD',
      category: 'transfer.deferred_card',
      stream,
    })
  }
}
