// A slice of `npm run test:batch`: real workers are killed while they score, and each snapshot is scored once.
import { expect, inject, test } from 'vitest'
import { runBatch } from './batch.ts'

test('three workers, two of them killed again and again, score each snapshot once', async () => {
  const { violations, kills, view } = await runBatch({
    server: inject('postgres'),
    ...{ snapshots: 1_000, workers: 3, killEveryMs: 2_000 },
    tell: () => {},
  })
  expect(violations).toEqual([])
  expect(kills).toBeGreaterThan(0)
  expect(view?.status).toBe('completed')
}, 600_000)
