// A pull against a bank of our own, each in its own process: what the client costs, how wide it reads, what it holds.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createTestAuthority, type TestAuthority } from '../../src/banks/authority.ts'
import type { BankOrder, PageCall } from './pull-bank.ts'
import type { PullCost, PullOrder } from './pull-client.ts'
import { median, type Row } from './row.ts'

const command = 'npm run bench -- pull'
const WAIT_MS = 300

export async function run(): Promise<Row[]> {
  const authority = await createTestAuthority(new Date())
  const large = { accounts: 5, linesEach: 4_000 }
  const fast: PullCost[] = []
  for (let time = 0; time < 3; time++)
    fast.push((await pulled(authority, { ...large, waitMs: 0 })).cost)
  const slow = await pulled(authority, { ...large, waitMs: WAIT_MS })
  const small: PullCost[] = []
  for (let time = 0; time < 3; time++) {
    small.push((await pulled(authority, { accounts: 3, linesEach: 1_500, waitMs: 0 })).cost)
  }
  return [...costRows(fast), widthRow(slow.calls), ...memoryRows(small)]
}

function costRows(costs: readonly PullCost[]): Row[] {
  const processor = median(costs.map(({ processorMs }) => processorMs))
  const wall = median(costs.map(({ wallMs }) => wallMs))
  const lines = costs[0]?.lines ?? 0
  return [
    row(`own processor time, ${lines} transactions over 5 accounts`, processor, 1_500, 'ms'),
    row(`the same, start to end, the bank's own work included`, wall, null, 'ms'),
  ]
}

/** The first reading of each account, page after page; what is looked at again afterwards is apart. */
function widthRow(calls: readonly PageCall[]): Row {
  const accounts = Map.groupBy(calls, ({ account }) => account)
  const first = [...accounts.values()].map((own) => {
    const again = own.findIndex(({ page }, at) => at > 0 && page === 1)
    return again < 0 ? own : own.slice(0, again)
  })
  const chain = Math.max(...first.map(({ length }) => length)) * WAIT_MS
  const all = first.flat()
  const from = Math.min(...all.map((call) => call.from))
  const took = Math.max(...all.map((call) => call.to)) - from
  const what = `first to last page of 5 accounts, ${WAIT_MS} ms a page, against the longest chain`
  return row(what, took, chain * 1.15, 'ms', chain)
}

function memoryRows(costs: readonly PullCost[]): Row[] {
  const above = median(
    costs.map(({ peakMegabytes, idleMegabytes }) => peakMegabytes - idleMegabytes),
  )
  return [row(`memory above idle, ${costs[0]?.lines ?? 0} transactions`, above, 60, 'MB')]
}

function row(what: string, found: number, limit: number | null, unit: string, of?: number): Row {
  const against = of ?? limit
  return {
    what,
    measured: `${Math.round(found)} ${unit}`,
    yardstick: limit === null ? '' : `at most ${Math.round(limit)} ${unit}`,
    ratio: against === null ? '' : (found / against).toFixed(2),
    command,
  }
}

/** @throws Error when the pull was not whole: then nothing was measured. */
async function pulled(authority: TestAuthority, size: Omit<BankOrder, 'tls'>) {
  const bank = fork(join(import.meta.dirname, 'pull-bank.ts'))
  const client = fork(join(import.meta.dirname, 'pull-client.ts'), { execArgv: ['--expose-gc'] })
  try {
    const { server, client: own, certificate, signing } = authority
    const tls = { key: server.key, cert: server.certificate, ca: certificate }
    const { port } = await asked<{ port: number }>(bank, { tls, ...size } satisfies BankOrder)
    const cost = await asked<PullCost>(client, {
      apiUrl: `https://127.0.0.1:${port}`,
      ...{ certificate: own.certificate, key: own.key },
      ...{ authority: certificate, signatureKey: signing.key },
    } satisfies PullOrder)
    const { calls } = await asked<{ calls: PageCall[] }>(bank, 'calls')
    if (!cost.complete || cost.lines !== size.accounts * size.linesEach) {
      throw new Error(`not a whole pull: ${cost.lines} lines`)
    }
    return { cost, calls }
  } finally {
    client.kill()
    bank.kill()
  }
}

async function asked<T>(child: ChildProcess, message: object | string): Promise<T> {
  child.send(message)
  const ended = once(child, 'exit').then(() => {
    throw new Error('a process of the bench has ended')
  })
  const [answer] = await Promise.race([once(child, 'message'), ended])
  return answer as T
}
