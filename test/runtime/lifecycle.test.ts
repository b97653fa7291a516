// Starting in order, stopping in the reverse order, once and in time.
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createLifecycle, type LifecycleEvent, stopOnSignals } from '../../src/runtime/lifecycle.ts'

function recorder(capMs = 1_000) {
  const done: string[] = []
  const told: LifecycleEvent[] = []
  const lifecycle = createLifecycle({ tell: (event) => told.push(event), capMs })
  const part = (name: string, options: { failing?: 'start' | 'stop'; slowMs?: number } = {}) => ({
    name,
    start: async () => {
      await delay(1)
      if (options.failing === 'start') throw new Error(`${name} fails`)
      done.push(`+${name}`)
      return async () => {
        await delay(options.slowMs ?? 1)
        if (options.failing === 'stop') throw new Error(`${name} fails`)
        done.push(`-${name}`)
      }
    },
  })
  return { lifecycle, part, done, told }
}

describe('lifecycle', () => {
  test('parts stop in the reverse of their order', async () => {
    const { lifecycle, part, done, told } = recorder()
    for (const name of ['database', 'worker', 'http']) await lifecycle.start(part(name))
    await lifecycle.stop()
    expect(done).toEqual(['+database', '+worker', '+http', '-http', '-worker', '-database'])
    expect(told.map((event) => event.state)).toEqual([
      ...['started', 'started', 'started'],
      ...['stopped', 'stopped', 'stopped'],
    ])
  })

  test('asked several times it stops once, and all wait for the same end', async () => {
    const { lifecycle, part, done } = recorder()
    await lifecycle.start(part('only', { slowMs: 30 }))
    await Promise.all([lifecycle.stop(), lifecycle.stop(), lifecycle.stopped])
    expect(done).toEqual(['+only', '-only'])
  })

  test('a part that fails to start has those before it stopped, and its error thrown', async () => {
    const { lifecycle, part, done } = recorder()
    await lifecycle.start(part('database'))
    await expect(lifecycle.start(part('http', { failing: 'start' }))).rejects.toThrow('http fails')
    expect(done).toEqual(['+database', '-database'])
    await expect(lifecycle.start(part('late'))).rejects.toThrow('stopping')
  })

  test('a part that fails to stop does not keep the others from stopping', async () => {
    const { lifecycle, part, done, told } = recorder()
    await lifecycle.start(part('database'))
    await lifecycle.start(part('worker', { failing: 'stop' }))
    await lifecycle.stop()
    expect(done).toContain('-database')
    expect(told).toContainEqual(expect.objectContaining({ part: 'worker', state: 'failed' }))
  })

  test('a stop in the middle of a start waits for it, then stops it too', async () => {
    const { lifecycle, part, done } = recorder()
    const starting = lifecycle.start(part('database'))
    await lifecycle.stop()
    await starting
    expect(done).toEqual(['+database', '-database'])
  })

  test('what takes longer than the cap is abandoned and told', async () => {
    const { lifecycle, part, told } = recorder(50)
    await lifecycle.start(part('stuck', { slowMs: 5_000 }))
    const since = performance.now()
    await lifecycle.stop()
    expect(performance.now() - since).toBeLessThan(1_000)
    expect(told.at(-1)).toMatchObject({ part: 'stop', state: 'overdue' })
  })

  test('the first signal stops in order; a second is left to its default', async () => {
    const { lifecycle, part, done } = recorder()
    await lifecycle.start(part('only'))
    const listeners = process.listenerCount('SIGTERM')
    const interrupts = process.listenerCount('SIGINT')
    stopOnSignals(lifecycle)
    expect(process.listenerCount('SIGTERM')).toBe(listeners + 1)
    process.emit('SIGTERM')
    expect(process.listenerCount('SIGTERM')).toBe(listeners)
    expect(process.listenerCount('SIGINT')).toBe(interrupts)
    await lifecycle.stopped
    expect(done).toEqual(['+only', '-only'])
  })
})
