// The words in the charts.
import type { Language } from '../typography.ts'

export type ChartWords = {
  readonly balance: string
  readonly overdrawn: string
  readonly payday: string
  readonly rejection: string
  readonly lowest: string
  readonly limit: string
  readonly income: string
  readonly otherIn: string
  readonly fixed: string
  readonly credit: string
  readonly otherOut: string
  readonly incomplete: string
  readonly received: string
  readonly paid: string
  readonly irregular: string
  readonly missed: string
  readonly expected: string
  readonly today: string
  readonly otherCategories: (count: number) => string
}

/** Those that go to another thread hold no function. */
export type DrawnWords = Omit<ChartWords, 'otherCategories'>

export const chartWords: Readonly<Record<Language, ChartWords>> = {
  fr: {
    balance: 'Solde en fin de journée',
    overdrawn: 'À découvert',
    payday: 'Revenu reçu',
    rejection: 'Rejet',
    lowest: 'plus bas\u00a0:',
    limit: 'découvert autorisé',
    income: 'Revenus',
    otherIn: 'Autres entrées',
    fixed: 'Charges fixes',
    credit: 'Crédits',
    otherOut: 'Autres sorties',
    incomplete: 'incomplet',
    received: 'Reçu',
    paid: 'Payé',
    irregular: 'Prime, avance ou montant inhabituel',
    missed: 'Manqué',
    expected: 'Attendu',
    today: 'rapport',
    otherCategories: (count) => `${count} autres catégories`,
  },
  en: {
    balance: 'Balance at the end of the day',
    overdrawn: 'Overdrawn',
    payday: 'Income received',
    rejection: 'Rejection',
    lowest: 'lowest:',
    limit: 'authorised overdraft',
    income: 'Income',
    otherIn: 'Other money in',
    fixed: 'Fixed charges',
    credit: 'Credit',
    otherOut: 'Other money out',
    incomplete: 'incomplete',
    received: 'Received',
    paid: 'Paid',
    irregular: 'Bonus, advance or unusual amount',
    missed: 'Missed',
    expected: 'Expected',
    today: 'report',
    otherCategories: (count) => `${count} other categories`,
  },
}
