// The judge of a load tells a request that should have passed from one that should not.
import { expect, test } from 'vitest'
import { type Caller, judge, type Load, type LoadKey } from './steady-load.ts'

const good: LoadKey = { name: 'good', key: 'a', ended: null }
const ended: LoadKey = { name: 'ended', key: 'b', ended: { from: 100, until: 110 } }
const caller: Caller = {
  keys: [good, ended],
  reach: async (path) => new Response(null, { status: path.endsWith('lost') ? 404 : 200 }),
}
const asked = (by: LoadKey, status: number, from: number, until: number) =>
  ({ by, what: 'read', status, from, until }) as const
const judged = async (load: Partial<Load>) =>
  await judge(caller, { asked: [], sessions: [], seconds: 1, ...load })

test('what passes as it should is no violation, and what was under way is undecided', async () => {
  const { violations, counts } = await judged({
    asked: [
      asked(good, 200, 0, 10),
      asked(ended, 201, 0, 99),
      asked(ended, 200, 95, 105),
      asked(ended, 401, 95, 130),
      asked(ended, 401, 111, 120),
    ],
    sessions: ['ses_1'],
  })
  expect(violations).toEqual([])
  expect(counts).toMatchObject({
    requests: { good: 1, ended: 4 },
    refused: { ended: 2 },
    undecided: { requests: 2 },
    sessions: { made: 1, readable: 1 },
  })
})

test.each([
  ['a good key refused', asked(good, 401, 0, 10)],
  ['a failure of ours', asked(good, 500, 0, 10)],
  ['a key refused before its end', asked(ended, 401, 0, 99)],
  ['a revoked key let through', asked(ended, 200, 111, 120)],
  ['a failure while it ended', asked(ended, 503, 95, 105)],
])('%s is a violation', async (_, one) => {
  expect((await judged({ asked: [one] })).violations).toHaveLength(1)
})

test('a session that cannot be read at the end is a violation', async () => {
  expect((await judged({ sessions: ['ses_lost'] })).violations).toHaveLength(1)
})
