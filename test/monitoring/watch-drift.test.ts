// Drift by week: found when people change, silent when they do not or are few, and told without naming a lender.
import { describe, expect, test } from 'vitest'
import { seeded } from '../../src/core/calibration/resample.ts'
import { compileRulebook } from '../../src/core/rulebook.ts'
import { defaultThresholds, thresholdsSchema } from '../../src/monitoring/drift.ts'
import { driftBoard, driftReadings } from '../../src/monitoring/drift-gauges.ts'
import { count, measureDrift, newTally, type Tally } from '../../src/monitoring/tally.ts'
import type { Vector } from '../../src/outcomes/outcome.ts'
import { ruleFiles } from '../support/rule-files.ts'

const { scorecard } = compileRulebook(ruleFiles())

type Change = { readonly debt?: number; readonly notScored?: number; readonly days?: number }

function windowOf(
  people: number,
  seed: number,
  { debt = 0, notScored = 0.05, days = 90 }: Change = {},
): Tally {
  const random = seeded(seed)
  const tally = newTally(scorecard)
  for (let n = 0; n < people; n++) {
    const indicators = scorecard.characteristics.map(
      ({ indicator, unit }): Vector['indicators'][number] => {
        const drawn = random()
        if (drawn < 0.05) return { id: indicator, state: 'not_observable' }
        const moved = indicator === 'debt_service_ratio' ? debt : 0
        const value =
          unit === 'ratio'
            ? Math.round((random() * 0.6 + moved) * 1e4) / 1e4
            : Math.floor(random() * 20)
        return { id: indicator, state: 'measured', value }
      },
    )
    const value = random() < notScored ? null : Math.floor(random() * 1001)
    count(tally, scorecard, {
      asOf: '2026-11-20' as Vector['asOf'],
      rulebook: { version: 'v', hash: 'h' },
      indicators,
      score: {
        state: value === null ? 'not_enough_data' : 'measured',
        value,
        grade: null,
        scorecard: 'x',
      },
      coverage: { daysCovered: days, uncategorisedByAmount: 0.05 },
    })
  }
  return tally
}

const drift = (week: Tally, reference = windowOf(3_000, 1)) =>
  measureDrift(
    scorecard,
    {
      reference: { from: '2026-08-03', to: '2026-10-25', tally: reference },
      weeks: new Map([['2026-11-09', week]]),
    },
    defaultThresholds,
  )
const alertsOf = (week: Tally) =>
  drift(week).weeks[0]?.alerts.map(({ kind, of }) => `${kind} ${of}`)

describe('a week', () => {
  test('of the same people alerts of nothing', () => {
    const [week] = drift(windowOf(1_000, 2)).weeks
    expect(week?.alerts).toEqual([])
    expect(week?.score.reading).toBe('stable')
  })

  test.each<[string, Change, string]>([
    ['of more debt', { debt: 0.3 }, 'characteristic_drifts debt_service'],
    ['of shorter histories', { days: 70 }, 'coverage_drifts coverage'],
    ['of fewer scores', { notScored: 0.3 }, 'fewer_scored notScored'],
  ])('%s alerts of just that', (_, change, alert) => {
    expect(alertsOf(windowOf(1_000, 3, change))).toContain(alert)
    const characteristics = alertsOf(windowOf(1_000, 3, change))?.filter((one) =>
      one.startsWith('characteristic'),
    )
    expect(characteristics).toEqual(alert.startsWith('characteristic') ? [alert] : [])
  })

  test('of few people is not spoken of', () => {
    const [week] = drift(windowOf(199, 4, { debt: 0.3, notScored: 0.5 })).weeks
    expect(week).toMatchObject({ alerts: [], score: { index: null, reading: null } })
    expect(week?.level.people).toBe(199)
  })

  test('everybody is counted once in each characteristic', () => {
    const tally = windowOf(500, 5)
    for (const counts of [...tally.characteristics, tally.score, tally.coverage]) {
      expect(counts.reduce((sum, one) => sum + one, 0)).toBe(500)
    }
  })
})

describe('the metrics', () => {
  const [calm, loud] = [drift(windowOf(1_000, 2)), drift(windowOf(1_000, 3, { debt: 0.3 }))]

  test('tell the worst of all lenders, by the names of characteristics alone', () => {
    const { index, alerts, share } = driftReadings([calm, loud])
    const debt = index.find(({ labels }) => labels.of === 'debt_service')
    expect(debt?.value).toBe(
      loud.weeks[0]?.characteristics.find(({ of }) => of === 'debt_service')?.index,
    )
    expect(alerts.find(({ labels }) => labels.kind === 'characteristic_drifts')?.value).toBe(1)
    expect(share.map(({ labels }) => labels.of)).toEqual(['not_scored', 'uncategorised'])
    expect(driftReadings([])).toEqual({ index: [], share: [], alerts: [] })
  })

  test('end a day and two hours after they were measured', () => {
    let now = Date.parse('2026-11-20T04:20:00Z')
    const board = driftBoard({ now: () => new Date(now) })
    expect(board.read()).toEqual([])
    board.show([calm])
    now += 25 * 3_600_000
    expect(board.read()).toEqual([calm])
    now += 2 * 3_600_000
    expect(board.read()).toEqual([])
  })
})

test('thresholds are read as they are written, or refused', () => {
  expect(thresholdsSchema.parse('0.1,0.05,500')).toEqual({ index: 0.1, share: 0.05, people: 500 })
  for (const text of ['0.1', '0,0.1,200', '0.1,0.1', 'a,b,c', '0.1,0.1,0']) {
    expect(thresholdsSchema.safeParse(text).success).toBe(false)
  }
})
