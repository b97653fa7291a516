// What is kept of a statement: no text of a special-category debit, no IBAN of a third party, and
// every amount, day, sign and id as it was.
import { describe, expect, test } from 'vitest'
import { protect, saltFor } from '../../../src/core/protection/protect.ts'
import { isIban, replaceIbans } from '../../../src/core/protection/pseudonym.ts'
import { parseStatement } from '../../../src/core/statement/parse.ts'
import { canonicalHash } from '../../../src/core/values/canonical.ts'
import { rulebook } from '../../support/assessed.ts'
import { account, line, statement } from '../../support/statements.ts'

const filter = rulebook.sensitive
const SALT = 'a'.repeat(64)
const OWN = 'FR7630006000011234567890189'
const OTHER = 'FR7613807008043001965405158'

const protectLines = (...lines: ReturnType<typeof line>[]) =>
  protect(statement([account(lines)]), rulebook, SALT)

describe('the filter', () => {
  test.each(filter.rules.flatMap(({ id, cases }) => cases.match.map((label) => [id, label])))(
    '%s withholds %s',
    (id, label) => expect(filter.find([label])?.id).toBe(id),
  )
  test.each(
    filter.rules.flatMap(({ id, cases }) => (cases.no_match ?? []).map((label) => [id, label])),
  )('%s leaves %s', (_, label) => expect(filter.find([label])).toBeNull())
})

describe('a special-category debit', () => {
  const sent = line('2026-03-05', -12, ['PRLV SEPA CFDT', 'COTISATION DUPONT'], {
    resourceId: 'r1',
    creditorId: 'FR12ZZZ123456',
    mandateId: 'M1',
    relatedParties: { creditor: { name: 'CFDT' } },
    bankTransactionCode: {
      domain: 'PMNT',
      family: 'RDDT',
      subFamily: 'ESDD',
      code: 'CFDT1',
      issuer: 'X',
    },
  })
  const snapshot = protectLines(sent)

  test('keeps amount, day, sign, id and nothing that can be read', () => {
    const kept = snapshot.accounts[0]?.transactions?.[0]
    expect(kept).toMatchObject({
      resourceId: 'r1',
      transactionAmount: { amount: '12.00', currency: 'EUR' },
      creditDebitIndicator: 'DBIT',
      bookingDate: '2026-03-05',
      restricted: 'special_category',
    })
    expect(JSON.stringify(snapshot.accounts)).not.toMatch(/CFDT|DUPONT|COTISATION|FR12ZZZ|M1"/)
    expect(snapshot.protection.withheld).toEqual({
      ...{ specialCategory: 1, labels: 0, thirdParties: 0, names: 0 },
    })
  })

  test.each([
    ['its creditor', { creditor: { name: 'UNICEF FRANCE' } }],
    [
      'whom its creditor collects for',
      { creditor: { name: 'SLIMPAY' }, ultimateCreditor: { name: 'UNICEF FRANCE' } },
    ],
  ])('is told by %s when the label says nothing', (_, relatedParties) => {
    const { protection } = protectLines(line('2026-03-05', -12, 'PRLV SEPA', { relatedParties }))
    expect(protection.withheld.specialCategory).toBe(1)
  })
})

test('pay from a charity is pay: credits are never restricted', () => {
  const snapshot = protectLines(line('2026-03-05', 1800, 'VIR SALAIRE CROIX ROUGE FRANCAISE'))
  expect(snapshot.protection.withheld.specialCategory).toBe(0)
  expect(JSON.stringify(snapshot)).toContain('CROIX ROUGE')
})

describe('IBANs', () => {
  test('of third parties become one pseudonym each, in fields and in text; own ones stay', () => {
    const snapshot = protectLines(
      line('2026-03-05', -100, `VIR VERS ${OTHER}`, {
        relatedParties: { creditorAccount: { iban: OTHER } },
      }),
      line('2026-03-06', -100, 'VIR FR76 1380 7008 0430 0196 5405 158 LOYER'),
      line('2026-03-07', 50, 'VIR', { relatedParties: { debtorAccount: { iban: OWN } } }),
    )
    const text = JSON.stringify(snapshot.accounts[0]?.transactions)
    expect(text).not.toContain('13807008043')
    expect(text).not.toContain('1380 7008')
    expect(new Set(text.match(/tp_[0-9a-f]{24}/g)).size).toBe(1)
    expect(text).toContain(OWN)
    expect(text).toContain('LOYER')
    expect(snapshot.protection.withheld.thirdParties).toBe(1)
  })

  test('get another pseudonym under another salt', () => {
    const sent = statement([
      account([
        line('2026-03-05', -1, 'X', { relatedParties: { creditorAccount: { iban: OTHER } } }),
      ]),
    ])
    const a = JSON.stringify(protect(sent, rulebook, SALT).accounts)
    expect(JSON.stringify(protect(sent, rulebook, 'b'.repeat(64)).accounts)).not.toBe(a)
  })

  test.each([
    [OTHER, true],
    ['FR7613807008043001965405159', false],
    ['FR28ZZZ12211', false],
    ['BE68539007547034', true],
  ])('%s is an IBAN: %s', (text, expected) => expect(isIban(text)).toBe(expected))

  test('a creditor identifier or a card number in a text is left as it is', () => {
    const text = 'PRLV COFIDIS ICS FR28ZZZ122110 RUM 80152131E12A'
    expect(replaceIbans(text, () => '!')).toBe(text)
    // as long as a French IBAN, and passes the mod-97 check by chance
    const chance = 'PRLV FR47ZZZ521823 77573656241279'
    expect(replaceIbans(chance, () => '!')).toBe(chance)
  })
})

test('protecting twice is protecting once, and a snapshot survives its own JSON', () => {
  const once = protectLines(line('2026-03-05', -12, 'PRLV SEPA CFDT'), line('2026-03-06', -1, 'X'))
  expect(protect(once, rulebook, 'b'.repeat(64))).toEqual(once)
  const again = parseStatement(JSON.parse(JSON.stringify(once)))
  expect(canonicalHash(again)).toBe(canonicalHash(once))
})

test('the salt of a brought statement is its content: every entry draws the same', () => {
  const make = (label: string) => statement([account([line('2026-03-05', -12, label)])])
  expect(saltFor(make('A'))).toBe(saltFor(make('A')))
  expect(saltFor(make('A'))).not.toBe(saltFor(make('B')))
  expect(saltFor(make('A'))).toMatch(/^[0-9a-f]{64}$/)
})
