// Every call to a bank told in the log and the traces, once for all adapters: who, what, how it went, how long.
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import { count, measure } from '../telemetry/metrics.ts'
import { span } from '../telemetry/span.ts'
import { type Bank, type BankAdapter, BankError } from './bank.ts'
import type { BankDirectory } from './directory.ts'

export function watchDirectory(directory: BankDirectory, log: EventLogger): BankDirectory {
  const watched = (bank: Bank) => ({
    ...bank,
    adapter: watchAdapter(bank.listing.id, bank.adapter, log),
  })
  return {
    ...directory,
    find: (id) => {
      const bank = directory.find(id)
      return bank === null ? null : watched(bank)
    },
  }
}

function watchAdapter(bank: string, adapter: BankAdapter, log: EventLogger): BankAdapter {
  async function told<T>(operation: keyof BankAdapter, call: () => Promise<T>): Promise<T> {
    const started = performance.now()
    const tell = (outcome: string, more: object = {}) => {
      const elapsedMs = performance.now() - started
      const durationMs = Math.round(elapsedMs)
      log.write({ event: 'bank_call', bank, operation, outcome, durationMs, ...more })
      measure('nonante.bank.duration', { bank, operation, outcome }, elapsedMs)
    }
    try {
      const answer = await span(`bank ${operation}`, { bank }, call)
      tell('done')
      return answer
    } catch (error) {
      if (error instanceof BankError) {
        tell(error.kind, error.status === null ? {} : { status: error.status })
      } else {
        tell('failed', faultOf(error))
      }
      throw error
    }
  }
  return {
    begin: (input) => told('begin', () => adapter.begin(input)),
    complete: (input) => told('complete', () => adapter.complete(input)),
    listAccounts: (input) => told('listAccounts', () => adapter.listAccounts(input)),
    collect: (input) =>
      told('collect', async () => {
        const collected = await adapter.collect(input)
        for (const { pull } of collected.accounts) {
          const outcome = pull?.complete === true ? 'complete' : (pull?.missing ?? 'not_stated')
          count('nonante.bank.accounts', { bank, outcome })
        }
        return collected
      }),
    release: (input) => told('release', () => adapter.release(input)),
  }
}
