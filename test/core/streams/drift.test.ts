// One contract under two labels, several contracts under one: told by day, amount and reference, never guessed.
import { describe, expect, it } from 'vitest'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { account, type LineSketch, lines, prepared } from '../../support/lines.ts'
import { ASOF, debits, on, pay, streamSettings, streams } from '../../support/streams.ts'

const counts = (sketches: readonly LineSketch[]) =>
  streams(sketches).charges.streams.map(({ occurrences }) => occurrences.length)

describe('a label that drifts', () => {
  it.each<[string, LineSketch[], number[]]>([
    [
      'to a longer name of the same payee',
      [
        ...debits(['2026-09-10', '2026-10-12'], 4_990, 'utilities.telecom', {
          counterpartyName: 'BOUYGUES',
        }),
        ...debits(['2026-11-10'], 4_990, 'utilities.telecom', {
          counterpartyName: 'BOUYGUES TELECOM SA',
        }),
      ],
      [3],
    ],
    [
      'to a name that nothing understands, under one reference',
      [
        ...debits(['2026-09-10', '2026-10-12'], 4_990, 'utilities.telecom', {
          counterpartyName: 'SFR',
          label: 'PRLV SFR 9400112233',
        }),
        ...debits(['2026-11-10'], 4_990, 'uncategorized.out', {
          counterpartyName: 'SOCIETE RADIOTELEPHONE',
          label: 'PRLV RADIOTELEPHONE 9400112233',
        }),
      ],
      [3],
    ],
    [
      'to another payee of the same amount to the cent, on its day',
      [
        ...debits(['2026-09-05'], 71_250, 'housing.rent', { counterpartyName: 'AGENCE NORD' }),
        ...debits(['2026-10-05', '2026-11-05'], 71_250, 'housing.rent', {
          counterpartyName: 'CABINET SUD',
        }),
      ],
      [3],
    ],
    [
      'but not when the two overlap',
      [
        ...debits(['2026-10-10', '2026-11-10'], 4_990, 'utilities.telecom', {
          counterpartyName: 'BOUYGUES',
        }),
        ...debits(['2026-10-14', '2026-11-13'], 4_990, 'utilities.telecom', {
          counterpartyName: 'BOUYGUES TELECOM SA',
        }),
      ],
      [2, 2],
    ],
  ])('%s', (_, sketches, expected) => {
    expect(counts(sketches)).toEqual(expected)
  })

  it('reads an employer whose pay and advance bear other words as one', () => {
    const { income } = streams([
      ...pay(['2026-09-15', '2026-10-15', '2026-11-16'], 50_000, {
        counterpartyName: 'ACME ACOMPTE',
      }),
      ...pay(['2026-08-28', '2026-09-28', '2026-10-28'], 120_000, {
        counterpartyName: 'ACME SALAIRE',
      }),
    ])
    expect(income.streams.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)).toEqual([
      170_000,
    ])
  })
})

describe('contracts of one payee', () => {
  it('are told by the reference their labels repeat', () => {
    const phone = { counterpartyName: 'BOUYGUES', label: 'PRLV BOUYGUES 36355551' }
    const box = { counterpartyName: 'BOUYGUES', label: 'PRLV BOUYGUES 97889333' }
    const sketches = [
      ...debits(on(16), [2_856, 2_850, 2_401], 'utilities.telecom', phone),
      ...debits(['2026-10-02', '2026-11-02'], 3_499, 'utilities.telecom', box),
    ]
    expect(counts(sketches)).toEqual([2, 3])
  })

  it('are not told by the date that two debits of one day share', () => {
    const day = (label: string) => ({ counterpartyName: 'INSURER', label })
    const sketches = ['2026-09-10', '2026-10-12', '2026-11-10'].flatMap((date) => {
      const label = `PRLV INSURER ECH/${date.slice(8)}${date.slice(5, 7)}26`
      return [
        ...debits([date], 2_100, 'insurance.home', day(label)),
        ...debits([date], 5_400, 'insurance.home', day(label)),
      ]
    })
    expect(counts(sketches)).toEqual([3, 3])
  })

  it('seen twice each are accepted when together they explain every debit', () => {
    const twice = [
      ...debits(['2026-10-05', '2026-11-05'], 2_100, 'insurance.home'),
      ...debits(['2026-10-14', '2026-11-13'], 5_400, 'insurance.home'),
    ]
    expect(counts(twice)).toEqual([2, 2])
    expect(counts([...twice, ...debits(['2026-11-01'], 900, 'insurance.home')])).toEqual([])
  })
})

describe('a pay sent to another account', () => {
  const months = ['2026-08-27', '2026-09-28', '2026-10-28']
  const to = (accountId: string, dates: readonly string[]) => pay(dates, 320_000, { accountId })
  const occurrences = (sketches: readonly LineSketch[]) => {
    const list = lines(sketches)
    const accounts = [account({ id: 'a0' }), account({ id: 'a1' })]
    const { income } = findStreams(prepared(ASOF, list, accounts), list, streamSettings)
    return income.streams.map((stream) => stream.occurrences.length)
  }

  it('is one pay, as long as no month brings two', () => {
    expect(occurrences([...to('a0', months.slice(0, 2)), ...to('a1', months.slice(2))])).toEqual([
      3,
    ])
    expect(occurrences([...to('a0', months.slice(0, 2)), ...to('a1', months.slice(1))])).toEqual([
      2, 2,
    ])
  })
})
