// One pull, in a process of its own: what it cost in time, in processor time and in memory above idle.
import { setTimeout as sleep } from 'node:timers/promises'
import { bankConfigSchema, createBankDirectory } from '../../src/banks/directory.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import { systemClock } from '../../src/runtime/clock.ts'

export type PullOrder = {
  readonly apiUrl: string
  readonly certificate: string
  readonly key: string
  readonly authority: string
  readonly signatureKey: string
}
export type PullCost = {
  readonly lines: number
  readonly complete: boolean
  readonly wallMs: number
  readonly processorMs: number
  readonly idleMegabytes: number
  readonly peakMegabytes: number
}

const redirectUri = 'https://service.invalid/callback/bench'
const presence = { ipAddress: '192.0.2.7' }
const megabytes = () => process.memoryUsage.rss() / 1024 / 1024

async function pull(order: PullOrder): Promise<PullCost> {
  const banks = createBankDirectory(
    bankConfigSchema.parse({
      sandboxes: [
        { id: 'bench', name: 'Bench', pagesUrl: order.apiUrl, clientId: 'bench', ...order },
      ],
    }),
    { clock: systemClock },
  )
  const adapter = banks.find('bench')?.adapter
  if (!adapter) throw new Error('no bank')
  const begun = await adapter.begin({ state: 'state', redirectUri })
  const signedIn = await adapter.complete({ ...begun, code: 'code', redirectUri, presence })
  const { accounts, credential } = await adapter.listAccounts({ credential: signedIn, presence })
  const grants = accounts.map(({ ref }) => ({ ref, balances: true, transactions: true }))
  // as a worker is before a job: everything is loaded, and nothing under way
  await sleep(300)
  globalThis.gc?.()
  const idleMegabytes = megabytes()
  let peakMegabytes = idleMegabytes
  const watch = setInterval(() => {
    peakMegabytes = Math.max(peakMegabytes, megabytes())
  }, 5)
  const before = process.cpuUsage()
  const started = performance.now()
  const collected = await adapter.collect({
    ...{ credential, grants, identity: true, presence },
    ...{ from: toPlainDate('2026-08-23'), asOf: toPlainDate('2026-11-20') },
    signal: new AbortController().signal,
  })
  const wallMs = performance.now() - started
  const used = process.cpuUsage(before)
  clearInterval(watch)
  peakMegabytes = Math.max(peakMegabytes, megabytes())
  await banks.close()
  return {
    lines: collected.accounts.reduce((sum, each) => sum + (each.transactions?.length ?? 0), 0),
    complete: collected.accounts.every((each) => each.pull?.complete === true),
    ...{ wallMs, processorMs: (used.user + used.system) / 1000, idleMegabytes, peakMegabytes },
  }
}

process.once('message', async (order: PullOrder) => {
  process.send?.(await pull(order))
  process.disconnect()
})
