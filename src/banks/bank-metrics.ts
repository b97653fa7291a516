// What is told of banks in metrics: failed calls, and what can be looked at at any time.
import { count, observe } from '../telemetry/metrics.ts'
import { BankError } from './bank.ts'
import { banksOf, daysLeft } from './certificates.ts'
import type { CircuitState } from './circuit-breaker.ts'
import type { BankDirectory } from './directory.ts'
import type { UnattendedStore } from './unattended-calls.ts'

/** A call of an adapter's client: what it fails with is counted, and thrown on. */
export async function counted<T>(bank: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof BankError) count('nonante.bank.errors', { bank, kind: error.kind })
    throw error
  }
}

const circuitValues = { closed: 0, half_open: 1, open: 2 } as const satisfies Record<
  CircuitState['state'],
  number
>

/** @returns how to stop. */
export function observeBanks(
  banks: BankDirectory,
  unattended: UnattendedStore,
  now: () => Date,
): () => void {
  const stops = [
    observe('nonante.bank.circuit', () =>
      banksOf(banks).flatMap(({ listing: { id: bank }, circuit }) =>
        circuit === undefined ? [] : [{ value: circuitValues[circuit()], labels: { bank } }],
      ),
    ),
    observe('nonante.bank.certificate.days', () =>
      banksOf(banks).flatMap(({ listing: { id: bank }, certificates = [] }) =>
        certificates.map((certificate) => ({
          value: daysLeft(certificate, now()),
          labels: { bank, use: certificate.use },
        })),
      ),
    ),
    observe('nonante.bank.unattended.left', async () =>
      (await unattended.left()).map(({ bank, left }) => ({ value: left, labels: { bank } })),
    ),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
