import { describe, expect, it } from 'vitest'
import { matchIdentity, matchNames } from '../../../src/core/coverage/identity.ts'
import { anAccount, aPrepared } from '../../support/indicator-input.ts'

describe('a declared name against the holder of a bank', () => {
  it.each([
    ['MALLOW MARC', 'M MARC MALLOW', 'match', 'order and title aside'],
    ['Élodie Lefèvre', 'MME LEFEVRE ELODIE', 'match', 'accents and case aside'],
    ['Jean-Pierre Dupont', 'DUPONT JEAN PIERRE', 'match', 'hyphens aside'],
    [
      'Sophie Martin',
      'MME DURAND EPOUSE MARTIN SOPHIE',
      'match',
      'a married name beside a birth name',
    ],
    [
      'Sophie Durand',
      'MME MARTIN SOPHIE NEE DURAND',
      'match',
      'a birth name beside a married name',
    ],
    ['Sophie Martin Durand', 'SOPHIE MARTIN', 'match', 'the bank knows fewer words'],
    ['Jean Dupont', 'M OU MME DUPONT JEAN', 'match', 'a joint account'],
    ["Anne L'Hostis", 'MLLE LHOSTIS ANNE', 'match', 'an apostrophe'],
    ['Yann Le Goff', 'M LEGOFF YANN', 'match', 'a particle written on'],
    ['Yann Le Goff', 'GOFF YANN', 'match', 'a particle left out'],
    ['Jean-Pierre Dupont', 'DUPONT JEANPIERRE', 'match', 'a double first name written on'],
    ["N'Guessan Awa", 'MME N GUESSAN AWA', 'match', 'an apostrophe that is a space'],
    ['Nguyễn Thị Hoa', 'MME NGUYEN THI HOA', 'match', 'accents of Vietnamese'],
    ['Lê Minh', 'M LE MINH', 'match', 'a surname that is a particle elsewhere'],
    ['Yann Le Goff', 'MME ANNE LE BRIS', 'mismatch', 'a particle alone in common'],
    ['Jean de la Tour', 'PAUL DE LA ROCHE', 'mismatch', 'two of them'],
    ['Cœur Anne', 'ANNE COEUR', 'match', 'a ligature'],
    ['Marc Mallow', 'M MALLOW', 'partial', 'a surname alone'],
    ['Marc Mallow', 'MALLOW M', 'partial', 'an initial'],
    ['Marc Mallow', 'MME JULIE MALLOW', 'partial', 'the same surname, another person'],
    ['Sophie Martin', 'SOPHIE DURAND', 'partial', 'a first name alone'],
    ['Marc Mallow', 'LARA CROFT', 'mismatch', 'another person'],
    ['Marc Mallow', '', 'not_observable', 'the bank says nothing'],
    ['Marc Mallow', 'M MME', 'not_observable', 'titles alone say nothing'],
  ] as const)('%s / %s is %s (%s)', (declared, held, expected, _why) => {
    expect(matchNames(declared, held)).toBe(expected)
    expect(matchNames(held, declared)).toBe(expected)
  })

  it('is not observable when the lender declares nobody', () => {
    const identity = matchIdentity(aPrepared({ holder: 'LARA CROFT' }))
    expect(identity).toMatchObject({ match: 'not_observable', why: 'applicant_not_declared' })
  })

  it('takes a name on the account when the bank names no holder, and never a mismatch from it', () => {
    const named = anAccount({ name: 'M MALLOW MARC' })
    expect(matchIdentity(aPrepared({ applicant: 'Marc Mallow', accounts: [named] })).match).toBe(
      'match',
    )
    const product = anAccount({ name: 'COMPTE CHEQUES' })
    expect(
      matchIdentity(aPrepared({ applicant: 'Marc Mallow', accounts: [product] })),
    ).toMatchObject({ match: 'not_observable', why: 'holder_not_given_by_bank' })
  })

  it('says when one of several banks disagrees', () => {
    const prepared = aPrepared({ applicant: 'Marc Mallow', holder: 'MARC MALLOW' })
    const two = {
      ...prepared,
      statement: {
        ...prepared.statement,
        connections: [
          ...prepared.statement.connections,
          { id: 'c2', bank: 'other', holder: 'LARA CROFT' },
        ],
      },
    }
    expect(matchIdentity(two)).toMatchObject({ match: 'partial', why: 'one_holder_differs' })
  })
})
