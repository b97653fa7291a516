// The two public personas, categorised by hand: what their authors say of them is what streams find.
import { describe, expect, it } from 'vitest'
import type { CategorisedLine } from '../../../src/core/categorisation/categorised.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { statementSchema } from '../../../src/core/statement/statement.ts'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { streamSettingsSchema } from '../../../src/core/streams/stream-settings.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { type AlgoanPersona, algoanAvailable, algoanStatement } from '../../support/algoan.ts'
import { line } from '../../support/lines.ts'

type Meaning = [pattern: RegExp, category: string, name: string | null]

const meanings: Meaning[] = [
  [/ASSU.*PRET|ASSURANCE.*PRET HYP/, 'insurance.loan', null],
  [/PRET IMMOBILIER|PRET HYPOTHECAIRE/, 'housing.mortgage', null],
  [/COFIDIS/, 'loan.consumer', 'COFIDIS'],
  [/CREDIPAR/, 'loan.consumer', 'CREDIPAR'],
  [/ALPHABET/, 'loan.leasing', 'ALPHABET'],
  [/ONEY/, 'loan.bnpl', 'ONEY'],
  [/KLARNA/, 'loan.bnpl', 'KLARNA'],
  [/AUTOMOBILE|ASSURANCE AUTO/, 'insurance.vehicle', 'PACIFICA'],
  [/LUKO|BALOISE/, 'insurance.home', 'LUKO'],
  [/BOUYGUES|PROXIMUS/, 'utilities.telecom', 'TELECOM'],
  [/EDF|ENGIE/, 'utilities.energy', 'ENERGY'],
  [/BASIC.FIT/, 'subscription.sport', 'BASIC FIT'],
  [/COTISATION COMPTE|FRAIS ABONNEMENT/, 'bank.fee', null],
  [/SALAIRE/, 'income.salary', 'NEFAB'],
  [/NEFAB/, 'uncategorized.in', 'NEFAB SAS'],
  [/AVANCE/, 'transfer.own_account', null],
  [/RETRAIT/, 'cash.withdrawal', null],
]

function personaStreams(name: AlgoanPersona) {
  const prepared = prepare(statementSchema.parse(algoanStatement(name)))
  const categorised = prepared.lines.map((raw): CategorisedLine => {
    const text = raw.label.join(' ').toUpperCase()
    const [, category, party] = meanings.find(([pattern]) => pattern.test(text)) ?? [
      null,
      raw.amount > 0 ? 'uncategorized.in' : 'living.shopping',
      null,
    ]
    const meant = line({
      date: raw.date,
      amount: raw.amount,
      category,
      counterpartyName: party,
      label: text,
    })
    const operation = /CARTE|CB |ACHAT/.test(text) ? 'card' : meant.operation
    return { ...meant, ...raw, operation, cleanLabel: text }
  })
  return findStreams(prepared, categorised, streamSettingsSchema.parse({}))
}

describe.skipIf(!algoanAvailable)('public personas (skipped without ../shared/data)', () => {
  it('Lara Croft earns 2,500 a month though nothing says salary and one pay came in two', () => {
    const { income, lines } = personaStreams('lara_croft')
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(258_145)
    expect(measuredValue(income.monthlyNet.retained)?.amount).toBe(258_145)
    expect(income.streams).toHaveLength(1)
    expect(income.streams[0]?.occurrences.map(({ mark }) => mark)).toEqual([
      'regular',
      'regular',
      'advance',
      'regular',
    ])
    const shaped = lines.filter(({ rule }) => rule?.startsWith('shape.'))
    expect(shaped.map(({ rule }) => rule)).toEqual([
      'shape.salary',
      'shape.salary',
      'shape.salary_advance',
      'shape.salary',
    ])
  })

  it('Lara Croft repays a mortgage, four consumer credits of two lenders, one split payment of two terms', () => {
    const { credit, charges } = personaStreams('lara_croft')
    const of = (kind: string) => credit.contracts.filter((contract) => contract.kind === kind)
    expect(of('mortgage').map(({ instalment }) => instalment.amount)).toEqual([52_231])
    expect(
      of('consumer')
        .map(({ lender }) => lender)
        .sort(),
    ).toEqual(['COFIDIS', 'COFIDIS', 'CREDIPAR', 'CREDIPAR'])
    expect(measuredValue(credit.distinctLenders)).toBe(2)
    expect(credit.splitPayments.map(({ termsSeen }) => termsSeen)).toEqual([2])
    expect(credit.contracts).toHaveLength(6)
    expect(measuredValue(charges.housingCost)?.amount).toBe(52_231)
    expect(charges.housingSource).toBe('mortgage')
  })

  it('Dana Scully earns 2,580 a month and repays Alphabet, Cofidis and Klarna', () => {
    const { income, credit } = personaStreams('dana_scully_be-fr')
    expect(measuredValue(income.monthlyNet.observed)?.amount).toBe(258_145)
    const of = (kind: string) => credit.contracts.filter((contract) => contract.kind === kind)
    expect(of('mortgage').map(({ instalment }) => instalment.amount)).toEqual([52_231])
    expect(of('consumer').map(({ lender }) => lender)).toEqual(['COFIDIS', 'COFIDIS'])
    expect(of('leasing').map(({ lender }) => lender)).toEqual(['ALPHABET', 'ALPHABET'])
    expect(credit.splitPayments.map(({ lender }) => lender)).toEqual(['KLARNA'])
  })

  it('finds their charges and calls neither shopping nor cash one', () => {
    const { charges } = personaStreams('dana_scully_be-fr')
    const categories = charges.streams.map(({ category }) => category).sort()
    expect(categories.filter((category) => !/^(?:loan|housing)\./.test(category))).toEqual([
      'bank.fee',
      'insurance.home',
      'insurance.loan',
      'insurance.vehicle',
      'subscription.sport',
      'utilities.energy',
      'utilities.telecom',
    ])
    expect(charges.streams.every(({ cadence }) => cadence === 'monthly')).toBe(true)
  })
})
