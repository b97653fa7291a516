// Late once, dearer once, seen twice: what still is one charge, and what stops being one.
import { describe, expect, it } from 'vitest'
import type { LineSketch } from '../../support/lines.ts'
import { debits, streams } from '../../support/streams.ts'

const charges = (sketches: readonly LineSketch[], asOf?: string) =>
  streams(sketches, asOf).charges.streams

describe('a known charge', () => {
  it.each<[string, string[]]>([
    ['the first', ['2026-09-20', '2026-10-08', '2026-11-09']],
    ['the second', ['2026-09-08', '2026-10-19', '2026-11-09']],
    ['the last', ['2026-09-08', '2026-10-08', '2026-11-18']],
  ])('may come late once: %s', (_, dates) => {
    const found = charges(debits(dates, 3_892, 'insurance.health'))
    expect(found.map(({ occurrences, nominalDay }) => [occurrences.length, nominalDay])).toEqual([
      [3, 8],
    ])
    expect(found[0]?.missedSlots).toEqual([])
    // Nobody vouches for a debit that nothing understands
    expect(charges(debits(dates, 3_892, 'uncategorized.out'))).toEqual([])
  })

  it('beside another of its payee keeps one price and then another', () => {
    const found = charges([
      ...debits(
        ['2026-09-03', '2026-10-05', '2026-11-03'],
        [2_660, 2_953, 2_953],
        'insurance.home',
      ),
      ...debits(['2026-09-29', '2026-10-29'], 5_198, 'insurance.vehicle'),
    ])
    expect(found.map(({ monthlyEquivalent }) => monthlyEquivalent.amount)).toEqual([5_198, 2_953])
  })

  it('seen twice may vary as a bill does, less by card', () => {
    const dates = ['2026-10-09', '2026-11-09']
    expect(charges(debits(dates, [2_804, 3_955], 'utilities.telecom'))).toHaveLength(1)
    expect(charges(debits(dates, [2_000, 3_955], 'utilities.telecom'))).toHaveLength(0)
    const card = { operation: 'card' } as const
    expect(charges(debits(dates, [1_799, 1_949], 'subscription.media', card))).toHaveLength(1)
    expect(charges(debits(dates, [1_799, 2_599], 'subscription.media', card))).toHaveLength(0)
  })
})

describe('a direct debit that nothing understands', () => {
  const dates = ['2026-09-03', '2026-10-05', '2026-11-03']

  it('is a charge when it keeps its day, though its amount moves', () => {
    expect(charges(debits(dates, [6_764, 5_825, 6_540], 'uncategorized.out'))).toHaveLength(1)
    expect(charges(debits(dates, [6_764, 2_825, 6_540], 'uncategorized.out'))).toHaveLength(0)
  })

  it('is none beside another of its payee', () => {
    const more = debits(['2026-10-17'], 1_210, 'uncategorized.out')
    const all = [...debits(dates, [6_764, 5_825, 6_540], 'uncategorized.out'), ...more]
    expect(charges(all)).toHaveLength(0)
  })

  it('nor a card slip, however regular', () => {
    const card = { operation: 'card' } as const
    expect(charges(debits(dates, 6_540, 'uncategorized.out', card))).toHaveLength(0)
  })
})
