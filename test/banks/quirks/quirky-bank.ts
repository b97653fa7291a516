// A bank that answers from a fixture where a test strikes it, and as usual elsewhere.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { BankError } from '../../../src/banks/bank.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { statementSchema } from '../../../src/core/statement/statement.ts'
import { type Answer, type ScriptedBank, startScriptedBank } from '../scripted-bank.ts'
import { asOf, collectFrom, connect, type OpenedBank, openScripted } from '../scripted-client.ts'

export function fixture(name: string): Answer {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', `${name}.json`), 'utf8')
  return JSON.parse(text) as Answer
}

export type QuirkyBank = {
  server: ScriptedBank
  opened: OpenedBank
  /** Milliseconds waited between tries: nobody really waits. */
  pauses: number[]
}

/** A new one for each test of the file. */
export function useQuirkyBank(): QuirkyBank {
  const bank = { pauses: [] as number[] } as QuirkyBank
  beforeEach(async () => {
    bank.pauses = []
    bank.server = await startScriptedBank()
    const pause = async (ms: number) => {
      bank.pauses.push(ms)
    }
    bank.opened = openScripted(bank.server.origin, { guard: { pause, random: () => 0 } })
  })
  afterEach(async () => {
    await bank.opened.close()
    await bank.server.close()
  })
  return bank
}

export function strike({ server }: QuirkyBank, path: string, ...answers: readonly Answer[]): void {
  let call = 0
  server.script = (request) => {
    if (request.path !== path) return null
    call += 1
    return answers[Math.min(call, answers.length) - 1] ?? null
  }
}

/** What is pulled of the account struck, A2. */
export async function pullStruck({ opened }: QuirkyBank) {
  const { accounts } = await collectFrom(opened.bank, await connect(opened.bank))
  const struck = accounts.find(({ resourceId }) => resourceId === 'A2')
  if (!struck) throw new Error('the account struck is missing')
  return struck
}

/** As the analysis reads it. */
export async function analysedStruck(bank: QuirkyBank) {
  const account = await pullStruck(bank)
  return prepare(statementSchema.parse({ asOf, windowDays: 90, accounts: [account] }))
}

export const pathsAsked = ({ server }: QuirkyBank) =>
  server.requests.map(({ method, path }) => `${method} ${path}`)

export async function failure(promise: Promise<unknown>): Promise<BankError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof BankError)) throw new Error('no bank error was thrown')
  if (/CANARY|FR76|H6B|Limite/.test(`${error.message} ${error.stack} ${String(error.cause)}`)) {
    throw new Error('the error quotes what the bank wrote')
  }
  return error
}
