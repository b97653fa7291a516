// Laws 18–26, conduct: what must lower a score never raises it, and what must not touch it does not.
import { describe, expect, it } from 'vitest'
import type { StatementInput } from '../../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import { assessed } from '../../support/assessed.ts'
import {
  eachLine,
  remittanceOf,
  type SentLine,
  scored,
  withAccounts,
  withMore,
} from '../../support/people.ts'

const scoreOf = (statement: StatementInput) => assessed(statement).report.score

function lineOf(
  statement: StatementInput,
  id: string,
  back: number,
  euros: number,
  label: string,
): SentLine {
  return {
    resourceId: id,
    transactionAmount: { amount: Math.abs(euros).toFixed(2), currency: 'EUR' },
    creditDebitIndicator: euros < 0 ? 'DBIT' : 'CRDT',
    status: 'BOOK',
    bookingDate: addDays(toPlainDate(statement.asOf), -back),
    remittanceInformation: [label],
  }
}

type Event = readonly [back: number, euros: number, label: string]
const worse: readonly (readonly [string, readonly Event[]])[] = [
  [
    'law 18: a debit returned for lack of funds, with its fee',
    [
      [20, -44, 'PRLV SEPA COFIDIS'],
      [18, 44, 'REJET PRLV SEPA COFIDIS PROVISION INSUFFISANTE'],
      [18, -20, 'FRAIS DE REJET PRELEVEMENT'],
    ],
  ],
  ['law 19: an intervention fee', [[9, -8, 'COMMISSION D INTERVENTION']]],
  ['law 20: a seizure', [[14, -310, 'SAISIE ADMINISTRATIVE TIERS DETENTEUR']]],
  [
    'law 21: bets every week',
    [4, 11, 18, 25, 32, 39, 46, 53, 60].map((back) => [back, -90, 'CARTE WINAMAX']),
  ],
  ['law 22: a debt collector paid', [[30, -75, 'PRLV SEPA INTRUM JUSTITIA']]],
]

describe.each(worse)('%s never raises a score', (_, events) => {
  it.each(scored)('$name', ({ of, plain }) => {
    const more = withMore(
      of(),
      events.map(([back, euros, label], index) =>
        lineOf(of(), `worse${index}`, back, euros, label),
      ),
    )
    expect(scoreOf(more).value).toBeLessThanOrEqual(plain().report.score.value ?? Number.NaN)
  })
})

describe.each(scored)('$name', ({ of, plain }) => {
  it('law 23: the bank, its code and the country of the IBAN do not touch the score', () => {
    const abroad = withAccounts(of(), (account) => ({
      ...account,
      accountId: { iban: 'DE89370400440532013000', currency: 'EUR' },
      bicFi: 'DEUTDEFF',
    }))
    const [first] = abroad.accounts
    // one IBAN for one account: two alike would be one account joined twice
    const other = { ...abroad, accounts: [first!, ...of().accounts.slice(1)] }
    const renamed = {
      ...other,
      connections: (other.connections ?? []).map((one) => ({ ...one, bank: 'bank-two' })),
    }
    expect(scoreOf(renamed)).toEqual(plain().report.score)
  })

  it('law 24: what is asked for and who lives in the household stand beside the score', () => {
    const application: StatementInput['application'] = {
      household: { adults: 2, children: 5, housing: 'tenant' },
      loan: { amount: 3_000_000, months: 120, rate: 6 },
    }
    expect(scoreOf({ ...of(), application })).toEqual(scoreOf({ ...of(), application: null }))
  })

  it('law 25: a restricted line said otherwise, same amount, day and sign, changes no figure', () => {
    const [one, other] = ['DON CROIX ROUGE', 'COTISATION SYNDICALE CFDT'].map((label) => {
      const { score, cashFlow, indicators, affordability } = assessed(
        withMore(of(), [lineOf(of(), 'restricted', 25, -35, label)]),
      ).report
      return { score, cashFlow, indicators, affordability }
    })
    expect(other).toEqual(one)
  })

  it('law 26: no label, name or IBAN of the statement is among the reasons, flags or indicators', () => {
    const other = { iban: 'BE68539007547034' }
    const marked = eachLine(of(), (line) => ({
      ...line,
      relatedParties: {
        debtor: { name: 'ZZCANARYZZ' },
        creditor: { name: 'ZZCANARYZZ' },
        debtorAccount: other,
        creditorAccount: other,
      },
      remittanceInformation: [...remittanceOf(line), 'ZZCANARYZZ'],
    }))
    const { score, flags, integrity, indicators } = assessed(marked).report
    const said = JSON.stringify({ score, flags, integrity, indicators })
    expect(said).not.toMatch(/ZZCANARYZZ|BE68539|tp_/)
  })
})
