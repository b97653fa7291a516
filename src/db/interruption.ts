// What a restart of the database looks like from here, and how a write that must not be lost gets through one.
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../errors.ts'

/** Of PostgreSQL: the server went away, is going or is coming. The transaction is over, committed or not. */
const serverCodes = /^(08...|57P0[123]|25P03|53300)$/
/** Of the system and of the driver. */
const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])
const driverSays = /^(Connection terminated|Client has encountered a connection error|timeout exc)/

/** Whether the connection was lost or none could be had: trying again may help, and nothing else is wrong. */
export function isInterruption(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AppError) return error.code === 'unavailable'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return serverCodes.test(code) || socketCodes.has(code) || driverSays.test(error.message)
}

/** A restart takes seconds; who has come to an end with a bank waits this long for it. */
const PATIENCE_MS = 20_000
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 1_000

/**
 * Runs `work` again while the database is interrupted. Whether a transaction cut at its commit took place is
 * not known: `work` must do nothing the second time, as every move under a fence does.
 */
export async function throughInterruptions<T>(
  work: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work()
    } catch (error) {
      if (!isInterruption(error) || performance.now() + pause > deadline) throw error
      await sleep(pause)
    }
  }
}
