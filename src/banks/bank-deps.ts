// What a bank is opened with, beside its configuration.
import type { Clock } from '../runtime/clock.ts'
import type { UnattendedCalls } from './unattended-calls.ts'

export type BankDeps = {
  readonly clock: Clock
  /** Of a bank, by its id; without it each process counts for itself. */
  readonly unattended?: (bankId: string) => UnattendedCalls
}

/** What a client of the bank counts with. */
export function countedBy(
  { unattended }: BankDeps,
  bankId: string,
): { readonly unattended?: UnattendedCalls } {
  return unattended === undefined ? {} : { unattended: unattended(bankId) }
}
