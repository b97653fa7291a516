// Pay that is not the plain monthly kind: bonuses folded in, first months, changes of job, weeks, invoices.
import { describe, expect, it } from 'vitest'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'
import type { LineSketch } from '../../support/lines.ts'
import { observed, pay, streams } from '../../support/streams.ts'

const marksOf = (sketches: readonly LineSketch[]) =>
  streams(sketches).income.streams.map(({ occurrences }) => occurrences.map(({ mark }) => mark))

describe('the expected month', () => {
  const days = ['2026-08-28', '2026-09-28', '2026-10-28']

  it.each<[string, number[], number]>([
    ['one bonus folded into three pays is left out', [200_000, 200_000, 390_000], 200_000],
    ['a small bonus beside two equal pays as well', [200_000, 215_000, 200_000], 200_000],
    ['an hourly wage is the mean of what came', [170_000, 200_000, 236_000], 202_000],
    ['a partial month beside two whole ones is left out', [90_000, 200_000, 201_000], 200_500],
    ['a small one among pays that differ anyway counts', [41_236, 61_854, 20_618], 41_236],
  ])('%s', (_, amounts, expected) => {
    const sketches = days.flatMap((date, index) => pay([date], amounts[index] ?? 0))
    expect(observed(sketches)).toBe(expected)
  })

  it('is the second of two pays when the job began with a partial month', () => {
    const began = [...pay(['2026-09-28'], 90_000), ...pay(['2026-10-28'], 200_000)]
    expect(observed(began)).toBe(200_000)
    expect(marksOf(began)).toEqual([['outlier', 'regular']])
    // On a day that sees two pays only, an earlier one may lie before the window: the larger is a bonus
    const shown = [...pay(['2026-09-01'], 90_000), ...pay(['2026-10-01'], 200_000)]
    expect(observed(shown, '2026-10-30')).toBe(90_000)
  })

  it('completes the first pay whose advance came before the window', () => {
    const sketches = [
      ...pay(['2026-08-28'], 150_000),
      ...pay(['2026-09-15'], 60_000, {
        label: 'ACOMPTE',
        linked: [{ id: 't2', as: 'salary_advance' }],
      }),
      ...pay(['2026-09-28'], 152_000),
      ...pay(['2026-10-15'], 60_000, {
        label: 'ACOMPTE',
        linked: [{ id: 't4', as: 'salary_advance' }],
      }),
      ...pay(['2026-10-28'], 149_000),
    ]
    expect(observed(sketches)).toBe(210_000)
  })

  it('keeps two jobs of one payer’s name apart when they pay within days of each other', () => {
    const { income } = streams([
      ...pay(['2026-08-31', '2026-09-30', '2026-10-30'], 186_000),
      ...pay(['2026-09-02', '2026-10-02', '2026-11-02'], 153_000),
    ])
    expect(income.streams.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)).toEqual([
      186_000, 153_000,
    ])
  })
})

describe('a change of job', () => {
  const before = pay(['2026-08-31', '2026-09-30'], 180_000)

  it('ends the old pay as soon as it is overdue and the new one has begun', () => {
    const after = pay(['2026-11-05'], 220_000, { counterpartyName: 'BOREAL' })
    expect(observed([...before, ...after], '2026-11-06')).toBe(220_000)
  })

  it('keeps both when the old one is not due yet', () => {
    const after = pay(['2026-10-20'], 220_000, { counterpartyName: 'BOREAL' })
    expect(observed([...before, ...after], '2026-10-25')).toBe(400_000)
  })

  it('reads the first pay of an employer that no word tells', () => {
    const after = pay(['2026-11-05'], 195_031, {
      category: 'uncategorized.in',
      counterpartyName: 'CIRRUS SAS',
    })
    const { lines } = streams([...before, ...after])
    expect(observed([...before, ...after])).toBe(195_031)
    expect(lines.at(-1)?.rule).toBe('shape.salary')
    // With nothing lost before, one credit proves no pay
    expect(observed(after)).toBeUndefined()
    const person = pay(['2026-11-05'], 195_031, {
      category: 'uncategorized.in',
      counterpartyName: 'MME DUBOIS ANNE',
    })
    expect(observed([...before, ...person])).toBeUndefined()
  })

  it('is none for who works for many, a few days at a time', () => {
    const days = [
      ['2026-08-27', 49_780, 'OPERA'],
      ['2026-09-18', 18_927, 'FESTIVAL'],
      ['2026-10-14', 23_170, 'MAIRIE'],
      ['2026-11-16', 38_460, 'FILMS'],
    ] as const
    const month = (pays: typeof days | readonly (typeof days)[number][]) =>
      pays.reduce((sum, [, amount]) => sum + Math.round((amount * (365.25 / 12)) / 90), 0)
    const sketches = days.flatMap(([date, amount, counterpartyName]) =>
      pay([date], amount, { counterpartyName }),
    )
    const of = streams(sketches).income.streams.map(({ status }) => status)
    expect(new Set(of)).toEqual(new Set(['early']))
    expect(observed(sketches.slice(0, 3))).toBe(month(days.slice(0, 3)))
    // Of two, one long past and one new, the old one has ended
    expect(observed([sketches[0]!, sketches[3]!])).toBe(38_460)
  })

  it('is none for a temp of several agencies, whose weeks of one mission are spread over all', () => {
    const mission = ['2026-10-09', '2026-10-16', '2026-10-23', '2026-10-30', '2026-11-06']
    const weeks = pay(mission, 25_000, { counterpartyName: 'AGENCE NORD' })
    const others = [
      ...pay(['2026-08-28'], 60_000, { counterpartyName: 'AGENCE SUD' }),
      ...pay(['2026-09-18'], 42_000, { counterpartyName: 'AGENCE EST' }),
    ]
    const over = (total: number) => Math.round((total * (365.25 / 12)) / 90)
    expect(observed([...weeks, ...others])).toBe(over(125_000) + over(60_000) + over(42_000))
    expect(observed(weeks)).toBe(Math.round(25_000 * (365.25 / 7 / 12)))
  })

  it('takes no first advance for the pay of a month', () => {
    const first = (label: string) => observed(pay(['2026-11-18'], 35_000, { label }))
    expect(first('PAIE')).toBe(35_000)
    expect(first('ACOMPTE')).toBe(Math.round((35_000 * (365.25 / 12)) / 30))
  })

  it('takes the first unemployment payment for a month', () => {
    const after = pay(['2026-11-04'], 110_000, {
      category: 'income.unemployment',
      counterpartyName: 'FT',
    })
    expect(observed([...before, ...after])).toBe(110_000)
  })
})

describe('a pay that fell', () => {
  const pays = [
    ...pay(['2026-08-28', '2026-09-28'], 200_000),
    ...pay(['2026-10-28'], 40_000, { label: 'COMPLEMENT' }),
  ]
  const benefit = (category: string) =>
    pay(['2026-10-15', '2026-10-29', '2026-11-12'], 76_000, { category, counterpartyName: 'FUND' })
  const fortnightly = Math.round((76_000 * 365.25) / 14 / 12)

  it('is counted as it is now when a benefit made it up, whichever benefit it is', () => {
    for (const kind of ['sickness', 'family']) {
      expect(observed([...pays, ...benefit(`income.${kind}_benefit`)])).toBe(40_000 + fortnightly)
    }
  })

  it('is an odd month when nothing made it up', () => {
    expect(observed(pays)).toBe(200_000)
  })
})

describe('pay that is not monthly', () => {
  const weeks = (count: number) =>
    Array.from({ length: count }, (_, week) => addDays(toPlainDate('2026-08-28'), 7 * week))

  it('is the advances of an agency by the week and its balance of each month together', () => {
    const start = toPlainDate('2026-08-26')
    const weeks = Array.from({ length: 12 }, (_, week) => addDays(start, week * 7))
    const advances = weeks.flatMap((date) => pay([date], 20_000, { label: 'ACOMPTE' }))
    const balances = ['2026-09-11', '2026-10-12', '2026-11-11'].flatMap((date) =>
      pay([date], 45_000, { label: 'PAIE' }),
    )
    const weekly = Math.round((20_000 * 365.25) / 7 / 12)
    expect(observed(advances)).toBe(weekly)
    expect(observed([...advances, ...balances])).toBe(weekly + 45_000)
    expect(marksOf([...advances, ...balances]).flat()).not.toContain('bonus')
  })

  it('counts the weeks without work, and calls no weekly pay an advance', () => {
    const worked = weeks(12).filter((_, week) => week !== 4 && week !== 8)
    const sketches = worked.flatMap((date, index) =>
      pay([date], 40_000, {
        label: index % 2 === 0 ? 'ACOMPTE' : 'PAIE',
        linked: index % 2 === 0 ? [{ id: `t${index + 1}`, as: 'salary_advance' as const }] : [],
      }),
    )
    expect(observed(sketches)).toBe(Math.round((40_000 * 365.25 * 10) / 7 / 12 / 12))
    expect(new Set(marksOf(sketches).flat())).toEqual(new Set(['regular']))
  })

  it('is what came a week when the hours differ, an early part and a week without work in it', () => {
    const hours = [17_632, 18_890, 9_445, 20_106, 17_632, 0, 18_890, 28_261, 9_445, 18_890, 17_632]
    const sketches = weeks(11).flatMap((date, week) => pay(hours[week] ? [date] : [], hours[week]!))
    const early = pay(['2026-10-13'], 8_000, { label: 'ACOMPTE' })
    const total = hours.reduce((sum, one) => sum + one, 8_000)
    expect(observed([...sketches, ...early])).toBe(Math.round((total / 11) * (365.25 / 7 / 12)))
    expect(new Set(marksOf([...sketches, ...early]).flat())).toEqual(new Set(['regular']))
  })

  it('is what came a month when one payer sends like amounts on no calendar', () => {
    const days = ['2026-08-24', '2026-09-07', '2026-10-22', '2026-11-05']
    const amounts = [40_400, 38_800, 40_200, 37_200]
    const sketches = days.flatMap((date, index) =>
      pay([date], amounts[index] ?? 0, { category: 'income.social_benefit' }),
    )
    const total = amounts.reduce((sum, amount) => sum + amount, 0)
    expect(observed(sketches)).toBe(Math.round((total * (365.25 / 12)) / 90))
  })

  it('spreads invoices over the window, also those of a client who has paid all', () => {
    const invoices = (dates: string[], amounts: number[], counterpartyName: string) =>
      dates.flatMap((date, index) =>
        pay([date], amounts[index] ?? 0, { category: 'income.self_employment', counterpartyName }),
      )
    const sketches = [
      ...invoices(['2026-08-24', '2026-09-04'], [150_000, 90_000], 'CLIENT A'),
      ...invoices(['2026-09-28', '2026-10-12', '2026-10-26'], [60_000, 75_000, 64_000], 'CLIENT B'),
    ]
    const month = (total: number) => Math.round((total * (365.25 / 12)) / 90)
    expect(observed(sketches)).toBe(month(240_000) + month(199_000))
  })
})
