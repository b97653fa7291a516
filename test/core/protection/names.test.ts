// Private persons named in a statement: not one name is kept, each person is the same pseudonym throughout a snapshot
// and another in every other, and what is judged from the snapshot is what was judged first.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess, ENGINE_VERSION } from '../../../src/core/assess.ts'
import { protect, protectWithNames } from '../../../src/core/protection/protect.ts'
import { namePseudonymsIn } from '../../../src/core/statement/name-pseudonym.ts'
import { parseStatement } from '../../../src/core/statement/parse.ts'
import { canonicalJson } from '../../../src/core/values/canonical.ts'
import { rulebook } from '../../support/assessed.ts'
import { household } from '../../support/households.ts'
import { account, line, statement } from '../../support/statements.ts'

const SALT = 'a'.repeat(64)
const OTHER_SALT = 'b'.repeat(64)
const applicant = { applicant: { name: 'MARTIN PAUL' } }

type Sent = ReturnType<typeof line>
const of = (...lines: Sent[]) => statement([account(lines)], applicant)
const kept = (...lines: Sent[]) => protectWithNames(of(...lines), rulebook, SALT)
const textOf = (...lines: Sent[]) => JSON.stringify(kept(...lines).snapshot.accounts)
const day = '2026-03-05'

describe('a private person is withheld', () => {
  test.each<[string, Sent]>([
    ['behind a civility', line(day, -40, 'VIR INST DE M ZORGLUB JEAN')],
    ['after words of a transfer', line(day, -40, 'VIREMENT EN FAVEUR DE ZORGLUB JEAN')],
    ['named in full by a known first name', line(day, 40, 'VIR RECU JEAN ZORGLUB CADEAU')],
    ['whom a rent is paid to', line(day, -700, ['VIR PERM', 'LOYER M JEAN ZORGLUB'])],
    ['who pays a maintenance', line(day, 200, 'VIR DE ZORGLUB JEAN PENSION ALIMENTAIRE')],
    ['paid by an app', line(day, -20, 'CB LYDIA*JEAN ZORGLUB')],
    ['in lower case', line(day, -20, 'Virement à Mme Zorglub Jeanne')],
    ['on a cheque', line(day, -20, 'CHEQUE 1234567 M ZORGLUB JEAN')],
    [
      'named by the bank',
      line(day, -40, 'VIR SEPA JEAN ZORGLUB', {
        relatedParties: { creditor: { name: 'M JEAN ZORGLUB' } },
      }),
    ],
    [
      'for whom somebody else collects',
      line(day, 40, 'VIR', { relatedParties: { ultimateDebtor: { name: 'ZORGLUB JEAN' } } }),
    ],
    [
      'known by nothing, where nothing tells anybody else',
      line(day, -40, 'VIREMENT EMIS VERS ZORGLUB XANTHIPPOS'),
    ],
    ['of a surname with a particle', line(day, -40, 'VIR INST ERWAN LE ZORGLUB')],
    ['of one with two', line(day, -40, 'VIR INST JEAN DE LA ZORGLUB')],
    ['behind a civility and a particle', line(day, -40, 'VIREMENT A M LE ZORGLUB')],
    ['after what is paid for', line(day, -200, 'VIR INST PENSION ALIMENTAIRE JULIE ZORGLUB')],
    ['between two messages', line(day, -20, 'VIR PART DU LOYER JULIE ZORGLUB MERCI POUR TOUT')],
    ['before a message that names another', line(day, -9, 'VIR JULIE ZORGLUB CADEAU DE NOEL')],
    ['beside a shop', line(day, -30, 'VIR INST MME ZORGLUB RESTAURANT SAMEDI SOIR')],
    [
      'cut short by the bank',
      line(day, -40, 'VIR M ZORGLUB JEAN', {
        relatedParties: { creditor: { name: 'M JEAN ZORGLUBINSKI' } },
      }),
    ],
  ])('%s', (_, sent) => {
    expect(textOf(sent)).not.toMatch(/zorglub/i)
    expect(kept(sent).snapshot.protection.withheld.names).toBeGreaterThan(0)
    expect(JSON.stringify(kept(sent).names)).toMatch(/ZORGLUB/)
  })
})

describe('a surname that is a word', () => {
  test.each(['PETIT', 'LEROY', 'BLANC', 'MARCHAND', 'PARIS', 'D ARGENT', 'DU PONT', 'LE BRIS'])(
    '%s is withheld beside a first name',
    (family) => {
      const ways = [`VIR INST JULIE ${family}`, `VIR M KARIM ${family}`, `VIR RECU JULIE ${family}`]
      const word = new RegExp(`\\b${family.split(' ').at(-1)}\\b`)
      for (const label of ways) expect(textOf(line(day, -40, label))).not.toMatch(word)
    },
  )

  test('says what is paid where its phrase stands whole', () => {
    const { transactions } = read(of(line(day, -150, 'VIR INST PENSION ALIMENTAIRE JULIE')))
    expect(transactions[0]?.category).toBe('family.alimony')
  })
})

describe('who is no private person keeps their name', () => {
  test.each<[string, Sent, RegExp]>([
    ['a company', line(day, -40, 'VIR SARL ZORGLUB JEAN'), /ZORGLUB/],
    ['a creditor', line(day, -40, 'PRLV ZORGLUB JEAN', { creditorId: 'FR12ZZZ123456' }), /ZORGLUB/],
    ['a shop', line(day, -40, 'CARTE 04/03 ZORGLUB JEAN'), /ZORGLUB/],
    ['a brand that is called as a person is', line(day, 40, 'VIR YVES ROCHER'), /ROCHER/],
    ['an employer', line(day, 2100, 'VIR ZORGLUB XANTHIPPOS SALAIRE'), /ZORGLUB/],
    [
      'a company called after a person',
      line(day, -40, 'VIR REGLEMENT SARL JEAN ZORGLUB'),
      /ZORGLUB/,
    ],
    ['a place called after a saint', line(day, -40, 'ZORGLUB MANJE SAINTE ANNE'), /SAINTE ANNE/],
    ['the applicant', line(day, -40, 'VIR M MARTIN PAUL'), /MARTIN PAUL/],
  ])('%s', (_, sent, name) => {
    expect(textOf(sent)).toMatch(name)
    expect(kept(sent).snapshot.protection.withheld.names).toBe(0)
  })

  test('own transfers are known as before', () => {
    const { transactions } = read(of(line(day, -40, 'VIR M MARTIN PAUL')))
    expect(transactions[0]?.category).toBe('transfer.own_account')
  })
})

const read = (sent: ReturnType<typeof of>, salt = SALT) =>
  assess(protect(sent, rulebook, salt), [], rulebook, ENGINE_VERSION)

describe('one person is one pseudonym', () => {
  test('in whatever order, with or without a title, in a label or a field', () => {
    const ways = ['VIR M JEAN ZORGLUB', 'VIR ZORGLUB JEAN', 'VIR DE MR ZORGLUB JEAN MOTIF CADEAU']
    const { snapshot, names } = kept(
      ...ways.map((label) => line(day, -40, label)),
      line(day, -40, 'VIR', { relatedParties: { creditor: { name: 'Jean Zorglub' } } }),
    )
    expect(namePseudonymsIn(JSON.stringify(snapshot.accounts))).toEqual(Object.keys(names))
    expect(Object.keys(names)).toHaveLength(1)
    expect(snapshot.protection.withheld.names).toBe(1)
  })

  test('a household employer, a landlord and a relative are still read as what they are', () => {
    const monthly = (label: string, euros: number) =>
      ['2026-01-05', '2026-02-05', '2026-03-05'].map((on) => line(on, euros, label))
    const sent = of(
      ...monthly('VIR CESU SALAIRE MME ZORGLUB JEANNE', 640),
      ...monthly('VIR PERM M JEAN ZORGLUB LOYER', -700),
      ...monthly('VIR DE MME ZORGLUB ALICE', 150),
    )
    const { report, transactions } = read(sent)
    const categories = new Set(transactions.map(({ category }) => category))
    expect(categories).toEqual(new Set(['income.salary', 'housing.rent', 'transfer.person']))
    const rent = report.charges.streams.find(({ category }) => category === 'housing.rent')
    expect(rent?.occurrences).toHaveLength(3)
    expect(JSON.stringify({ report, transactions })).not.toMatch(/zorglub/i)
  })
})

const surname = fc.stringMatching(/^[B-DF-HJ-NP-TV-Z][AEIOU]QX[AEIOU]Z{1,2}[AEIOU]K$/)
const firstName = fc.constantFrom('JEAN', 'FATOU', 'MARIE', 'KEVIN', 'AGNES', 'MOHAMED')
const wording = fc.constantFrom(
  (name: string) => `VIR INST DE M ${name}`,
  (name: string) => `VIREMENT EN FAVEUR DE ${name}`,
  (name: string) => `VIR RECU DE MME ${name} MOTIF REMBOURSEMENT`,
  (name: string) => `Virement SEPA émis vers ${name.toLowerCase()}`,
  (name: string) => `VIR PERM ${name} LOYER MARS`,
  (name: string) => `WERO ${name}`,
  (name: string) => `VIR INST ARGENT DE POCHE ${name}`,
  (name: string) => `VIR SEPA RECU ${name} COURSES DE LA SEMAINE`,
)
const people = fc.uniqueArray(fc.tuple(surname, firstName, wording), {
  minLength: 1,
  maxLength: 5,
  selector: ([family]) => family,
})
const sentTo = (drawn: readonly (readonly [string, string, (name: string) => string])[]) =>
  of(
    ...drawn.flatMap(([family, first, word]) =>
      ['2026-01-05', '2026-02-05', '2026-03-05'].map((on, month) =>
        line(on, -30 - month, word(month === 1 ? `${first} ${family}` : `${family} ${first}`)),
      ),
    ),
  )

describe('whoever is paid, however it is worded', () => {
  test('no name is in the snapshot, and each person is one pseudonym', () => {
    fc.assert(
      fc.property(people, (drawn) => {
        const { snapshot, names } = protectWithNames(sentTo(drawn), rulebook, SALT)
        const text = JSON.stringify(snapshot.accounts).toUpperCase()
        for (const [family] of drawn) expect(text).not.toContain(family)
        expect(Object.keys(names)).toHaveLength(drawn.length)
        expect(snapshot.protection.withheld.names).toBe(drawn.length)
      }),
      { numRuns: 60 },
    )
  })

  test('no pseudonym of one snapshot is in another', () => {
    fc.assert(
      fc.property(people, (drawn) => {
        const [a, b] = [SALT, OTHER_SALT].map((salt) =>
          Object.keys(protectWithNames(sentTo(drawn), rulebook, salt).names),
        )
        expect(a?.filter((pseudonym) => b?.includes(pseudonym))).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  test('the report says nothing of them', () => {
    fc.assert(
      fc.property(people, (drawn) => {
        const said = JSON.stringify(read(sentTo(drawn))).toUpperCase()
        for (const [family] of drawn) expect(said).not.toContain(family)
      }),
      { numRuns: 20 },
    )
  })
})

describe('what is kept is all that is judged', () => {
  test.each([3, 27, 33, 58])(
    'a snapshot read again gives the same bytes (household %i)',
    (seed) => {
      const snapshot = protect(parseStatement(household(seed).statement), rulebook, SALT)
      const again = parseStatement(JSON.parse(canonicalJson(snapshot)))
      expect(protect(again, rulebook, OTHER_SALT)).toEqual(snapshot)
      const bytes = (of: typeof snapshot) => canonicalJson(assess(of, [], rulebook, ENGINE_VERSION))
      expect(bytes(protect(again, rulebook, OTHER_SALT))).toBe(bytes(snapshot))
    },
  )

  test('another salt moves no figure', () => {
    const sent = parseStatement(household(27).statement)
    const figures = (salt: string) => {
      const { report, transactions } = read(sent, salt)
      const { income, charges, score, indicators } = report
      return {
        ...{ income: income.monthlyNet, charges: charges.monthly, score, indicators },
        categories: transactions.map(({ category, rule }) => [category, rule]),
      }
    }
    expect(figures(OTHER_SALT)).toEqual(figures(SALT))
  })
})
