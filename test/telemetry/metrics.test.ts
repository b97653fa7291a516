// Metrics as an operator gets them: scraped from a port, and sent by OTLP to a receiver that listens.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  count,
  counters,
  durations,
  gauges,
  type Metrics,
  observe,
  startMetrics,
} from '../../src/telemetry/metrics.ts'
import { freePort } from '../../src/wiring/free-port.ts'

let running: Metrics | null = null
let firstPort = 9_500
const stops: (() => unknown)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  await running?.stop()
  running = null
})

const start = async (options: Partial<Parameters<typeof startMetrics>[0]>) => {
  const service = { serviceName: 'nonante', serviceVersion: '1', otlp: null, prometheus: null }
  running = await startMetrics({ ...service, ...options })
}
const scraped = async () => {
  // not the same again: a kept connection would go to the one before
  firstPort += 10
  const port = await freePort(firstPort, '127.0.0.1')
  await start({ prometheus: { host: '127.0.0.1', port } })
  return async () => await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
}

describe('metrics on a port', () => {
  it('count what happens, by the labels of the instrument and no other', async () => {
    const read = await scraped()
    count('nonante.bank.errors', { bank: 'bpce-13807', kind: 'timeout' })
    count('nonante.bank.errors', { bank: 'bpce-13807', kind: 'timeout' })
    count('nonante.bank.errors', { bank: 'bpce-13807', kind: 'too_many_requests' })
    const page = await read()
    expect(page).toMatch(/^nonante_bank_errors_total\{bank="bpce-13807",kind="timeout"[^}]*\} 2$/m)
    expect(page).toMatch(/kind="too_many_requests"[^}]*\} 1$/m)
  })

  it('look at gauges when they are read, and one that fails keeps none of the others', async () => {
    const read = await scraped()
    let days = 61
    stops.push(
      observe('nonante.bank.certificate.days', () => [
        { value: days, labels: { bank: 'bpce-13807', use: 'tls' } },
      ]),
      observe('nonante.bank.unattended.left', async () => {
        throw new Error('the database is away')
      }),
    )
    expect(await read()).toMatch(/certificate_days\{bank="bpce-13807",use="tls"[^}]*\} 61$/m)
    days = -2
    expect(await read()).toMatch(/certificate_days\{[^}]*\} -2$/m)
  })

  it('withhold a label that could be somebody’s', async () => {
    const read = await scraped()
    count('nonante.bank.retries', { bank: 'FR7630006000011234567890189' })
    count('nonante.bank.accounts', { bank: 'b', outcome: 'balances_authorization_invalid' })
    const page = await read()
    expect(page).not.toContain('FR76')
    expect(page).toContain('bank="[withheld]"')
    expect(page).toContain('outcome="balances_authorization_invalid"')
  })

  it('whose port is taken are said to be so, with the variable to change', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    stops.push(() => taken.close())
    const { port } = taken.address() as AddressInfo
    await expect(start({ prometheus: { host: '127.0.0.1', port } })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('OTEL_EXPORTER_PROMETHEUS_PORT'),
    })
  })
})

describe('metrics by OTLP', () => {
  it('are sent where the operator says, with their headers, and once more at the end', async () => {
    const bodies: string[] = []
    const receiver = createServer(async (request, response) => {
      bodies.push(`${request.url} ${request.headers['x-key']} ${await text(request)}`)
      response.end('{}')
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    stops.push(() => receiver.close())
    const { port } = receiver.address() as AddressInfo
    const endpoint = `http://127.0.0.1:${port}/`
    await start({ otlp: { endpoint, headers: 'x-key=abc' }, exportEveryMs: 200 })
    count('nonante.bank.retries', { bank: 'bpce-13807' })
    await vi.waitFor(() => expect(bodies.length).toBeGreaterThan(0), 5_000)
    expect(bodies[0]).toMatch(/^\/v1\/metrics abc .*nonante\.bank\.retries/s)
    const before = bodies.length
    await running?.stop()
    running = null
    expect(bodies.length).toBeGreaterThan(before)
  })
})

it('without a target nothing is made and counting costs nothing', async () => {
  await start({})
  count('nonante.bank.retries', { bank: 'b' })
  expect(observe('nonante.bank.circuit', () => [])()).toBeUndefined()
})

it('no instrument has a label of a lender, a person or an amount', () => {
  const labels = Object.values({ ...counters, ...durations, ...gauges }).flatMap((each) => [
    ...each.labels,
  ])
  expect(new Set(labels)).toEqual(
    new Set([
      'bank',
      'kind',
      'outcome',
      'use',
      'method',
      'route',
      'status',
      'operation',
      'role',
      'state',
      'of',
    ]),
  )
})
