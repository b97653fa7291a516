// A slice of `npm run test:kills`: real processes end, or fall asleep, at a few of the points; nothing is lost.
import { expect, inject, test } from 'vitest'
import { killEverywhere } from './kills.ts'
import { scenarios } from './time-table.ts'

test('a process that ends or sleeps at a commit or at a call leaves nothing half done', async () => {
  const { results, atEnd } = await killEverywhere({
    server: inject('postgres'),
    ...{ lanes: 1, modes: ['same', 'pause'], scenarios: scenarios.slice(0, 1), every: 25 },
    tell: () => {},
  })
  expect(results.length).toBeGreaterThan(2)
  expect(results.filter(({ fired }) => !fired)).toEqual([])
  expect(results.flatMap(({ violations }) => violations)).toEqual([])
  expect(atEnd).toEqual([])
}, 400_000)
