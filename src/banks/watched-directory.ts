// Every call to a bank told in the log and the traces, once for all adapters: who, what, how it went, how long.
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import { span } from '../telemetry/tracing.ts'
import { type Bank, type BankAdapter, BankError } from './bank.ts'
import type { BankDirectory } from './directory.ts'

export function watchDirectory(directory: BankDirectory, log: EventLogger): BankDirectory {
  const watched = new Map<string, Bank>()
  for (const { id } of directory.list()) {
    const bank = directory.find(id)
    if (bank) watched.set(id, { ...bank, adapter: watchAdapter(id, bank.adapter, log) })
  }
  return { ...directory, find: (id) => watched.get(id) ?? null }
}

function watchAdapter(bank: string, adapter: BankAdapter, log: EventLogger): BankAdapter {
  async function told<T>(operation: keyof BankAdapter, call: () => Promise<T>): Promise<T> {
    const started = performance.now()
    const tell = (outcome: string, more: object = {}) =>
      log.write({
        event: 'bank_call',
        bank,
        operation,
        outcome,
        durationMs: Math.round(performance.now() - started),
        ...more,
      })
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
    collect: (input) => told('collect', () => adapter.collect(input)),
    release: (input) => told('release', () => adapter.release(input)),
  }
}
