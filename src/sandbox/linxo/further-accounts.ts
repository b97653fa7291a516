// What PSD2 does not show of the personas and the EMBEDDED channel does: their savings books and loans. Their lines
// mirror what the payment accounts already tell.
import type { LifeEvent } from '../lives/event.ts'
import type { Ledger } from '../lives/ledger.ts'

export type FurtherAccount = {
  readonly id: string
  readonly name: string
  readonly type: 'SAVINGS' | 'LOAN'
  /** As the aggregator signs it: what is owed is negative. */
  readonly balanceCents: number
  /** Of a loan: cents a month, and how many months are left. */
  readonly loan: { readonly instalmentCents: number; readonly monthsLeft: number } | null
  /** Lines of payment accounts that carry this text have their other side here. */
  readonly mirrors: string
}

const byIdentifier: Readonly<Record<string, readonly FurtherAccount[]>> = {
  // Marc
  D0999990I0: [
    {
      id: '038-LIV30019654059',
      name: 'LIVRET A',
      type: 'SAVINGS',
      balanceCents: 684_215,
      loan: null,
      mirrors: 'LIVRET A',
    },
    {
      id: '038-PRE08871245',
      name: 'PRET AUTO 08871245',
      type: 'LOAN',
      balanceCents: -471_614,
      loan: { instalmentCents: 21_437, monthsLeft: 22 },
      mirrors: 'PRET AUTO 08871245',
    },
  ],
  // Marie
  D0999991I0: [
    {
      id: '038-LIV30019654069',
      name: 'LIVRET A',
      type: 'SAVINGS',
      balanceCents: 1_873_040,
      loan: null,
      mirrors: 'LIVRET A',
    },
  ],
}

export function furtherAccountsOf({ persona }: Ledger): readonly FurtherAccount[] {
  return byIdentifier[persona.identifier] ?? []
}

export type MirroredLine = { readonly id: string; readonly event: LifeEvent }

/** Newest first, amounts turned round. */
export function mirroredLines(ledger: Ledger, account: FurtherAccount): MirroredLine[] {
  return ledger.books
    .filter((book) => book.kind === 'account')
    .flatMap((book) => book.entries)
    .filter(
      ({ status, event }) =>
        status === 'BOOK' && event.label.some((line) => line.includes(account.mirrors)),
    )
    .map(({ event }, at) => ({ id: `${account.id}.${event.booking}.${at}`, event }))
}
