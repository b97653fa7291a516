// credit.md, Score: what must never move the score, by rewording the same lines.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { assessed } from '../support/assessed.ts'
import { HOUSEHOLD_AS_OF, householdStatement, transaction } from '../support/household-statement.ts'

const on = (daysAgo: number) => addDays(HOUSEHOLD_AS_OF, -daysAgo)
const monthly = (euros: number, label: string) =>
  [75, 45, 15].map((daysAgo, n) => transaction(`x${n}`, on(daysAgo), euros, label))

/** Points and reasons of a household with three lines more, worded as given. */
function scoreOf(euros: number, label: string): string {
  const { score } = assessed(householdStatement({ extra: monthly(euros, label) })).report
  return canonicalJson({ ...score, contributions: score.contributions.map(({ points }) => points) })
}

describe('the score is deaf to', () => {
  it.each([
    [
      'the offer for fragile customers',
      -3,
      'COTISATION OFFRE CLIENTELE FRAGILE',
      'COTISATION COMPTE',
    ],
    ['the place of a shop', -42, 'CARTE CARREFOUR BOBIGNY', 'CARTE CARREFOUR NEUILLY'],
    ['the origin of a payee', -60, 'VIR SEPA EMIS M NGUYEN VAN', 'VIR SEPA EMIS M DUPONT JEAN'],
    ['the country money is sent to', -60, 'CARTE WESTERN UNION DAKAR', 'CARTE WESTERN UNION PARIS'],
    ['the kind of a benefit', 400, 'VIR CAF ALLOCATIONS FAMILIALES', 'VIR CAF AAH'],
    ['sickness or family', 400, 'VIR CPAM INDEMNITES JOURNALIERES', 'VIR CAF APL'],
    ['care or clothes', -42, 'CARTE PHARMACIE CENTRALE', 'CARTE ZARA'],
    ['a fine or a market', -42, 'PAIEMENT AMENDE GOUV', 'CARTE CARREFOUR MARKET'],
    [
      'a faith or a union',
      -35,
      'PRLV SEPA DENIER DE L EGLISE DIOCESE',
      'PRLV SEPA CFDT COTISATION SYNDICALE',
    ],
  ])('%s', (_, euros, one, other) => {
    expect(scoreOf(euros, one)).toBe(scoreOf(euros, other))
  })

  it('the share of benefits: the same pay as a benefit is worth as much', () => {
    const paid = (label: string) => {
      const statement = householdStatement()
      const text = JSON.stringify(statement).replaceAll(
        'VIR SEPA RECU ACME INDUSTRIES SAS SALAIRE',
        label,
      )
      const { report } = assessed(JSON.parse(text))
      expect(report.income.monthlyNet.retained).toMatchObject({ value: { amount: 215_000 } })
      return report.score.value
    }
    const salary = paid('VIR SEPA RECU ACME INDUSTRIES SAS SALAIRE')
    expect(paid('VIR CAF PRESTATIONS FAMILIALES')).toBe(salary)
    expect(paid('VIR CARSAT PENSION RETRAITE')).toBe(salary)
  })

  it('a small lottery, which is worth no point', () => {
    const points = (label: string) => {
      const { score } = assessed(householdStatement({ extra: monthly(-8, label) })).report
      return score.contributions.find(({ characteristic }) => characteristic === 'gambling')
    }
    const lottery = points('CARTE FDJ LOTERIE')
    expect(lottery?.value).toBeGreaterThan(0)
    expect(lottery?.points).toBe(lottery?.max)
  })
})

describe('the 35 % of the HCSF', () => {
  const files = (folder: string): string[] =>
    readdirSync(folder).flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? files(path) : [path]
    })

  it('is never claimed: no word a reader sees speaks of compliance with it', () => {
    const root = join(import.meta.dirname, '../..')
    const read = ['rules/reasons', 'src/documents', 'src/journey'].flatMap((folder) =>
      files(join(root, folder)),
    )
    expect(read.length).toBeGreaterThan(10)
    const claims = read.filter((path) => /HCSF/i.test(readFileSync(path, 'utf8')))
    expect(claims).toEqual([])
    expect(JSON.stringify(assessed(householdStatement()))).not.toMatch(/HCSF/i)
  })
})
