// The day a sandbox bank believes it is, its clock, and its customers' books as seen that day: the same at every kind.
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type Clock, systemClock } from '../../runtime/clock.ts'
import { createLedgers, type Ledger } from './ledger.ts'
import type { PersonaPlan } from './plan.ts'

export type ShownDay = {
  readonly clock: Clock
  today(): PlainDate
  setToday(day: PlainDate): void
  ledger(persona: PersonaPlan): Ledger
}

const LEDGERS_KEPT = 12

export function showDay(options: {
  readonly today: PlainDate | (() => PlainDate)
  readonly clock?: Clock | undefined
}): ShownDay {
  const ledgerOn = createLedgers()
  const shown = new Map<string, Ledger>()
  let fixed: PlainDate | null = null
  const today = () =>
    fixed ?? (typeof options.today === 'function' ? options.today() : options.today)
  return {
    clock: options.clock ?? systemClock,
    today,
    setToday: (day) => {
      fixed = day
    },
    ledger: (persona) => {
      const key = `${persona.identifier}|${today()}`
      const known = shown.get(key)
      if (known) return known
      const ledger = ledgerOn(persona, today())
      const oldest = shown.keys().next().value
      if (shown.size >= LEDGERS_KEPT && oldest !== undefined) shown.delete(oldest)
      shown.set(key, ledger)
      return ledger
    },
  }
}

/** Seconds since 1970 on the bank's clock. */
export function nowSeconds({ clock }: Pick<ShownDay, 'clock'>): number {
  return Math.floor(clock.now().getTime() / 1000)
}
