// Memory that work took is given back to the system.
import { expect, test } from 'vitest'
import { collector } from '../../src/runtime/idle-memory.ts'

test('the collector frees what nobody holds', async () => {
  let held: unknown = Array.from({ length: 300_000 }, (_, n) => ({ text: `line ${n}` }))
  const full = process.memoryUsage().heapTotal
  expect(held).toHaveLength(300_000)
  held = null
  await collector()({ type: 'major', execution: 'async', flavor: 'last-resort' })
  expect(process.memoryUsage().heapTotal).toBeLessThan(full - 10_000_000)
})
