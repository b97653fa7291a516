// The same ways of answering badly at every other endpoint of a NextGenPSD2 bank: the consent, its status, its end, one
// account's name and its balances. Over real HTTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BankError, type BankErrorKind } from '../../src/banks/bank.ts'
import { answerRows, codeRows, type Row, shapeRows } from './berlin-group-failure-table.ts'
import {
  begin,
  CONSENT,
  collectFrom,
  connect,
  type OpenedScript,
  openScript,
  presence,
  redirectUri,
  startScript,
} from './berlin-group-script.ts'
import type { ScriptedBank } from './scripted-bank.ts'

const rows = [...codeRows, ...shapeRows, ...answerRows]

let server: ScriptedBank
let opened: OpenedScript
beforeEach(async () => {
  server = await startScript()
  opened = openScript(server.origin)
})
afterEach(async () => {
  await opened.close()
  await server.close()
})
const strike = (path: string, { answer }: Row) => {
  server.script = (request) =>
    request.path === path ? answer(`${server.origin}${request.target}`) : null
}

/** JSON that is well formed, and about something else. */
function isAboutElse({ pull, fault }: Row): boolean {
  if (pull === 'page_loop' || pull === 'complete' || pull === 'unreadable_lines') return true
  return /^(a report as a file|an announced page|next is a number|200 of another)/.test(fault)
}

/** Where one thing is answered, and not a list. */
function kindOf(row: Row): BankErrorKind {
  return isAboutElse(row) ? 'bad_answer' : row.listing
}

async function outcome(promise: Promise<unknown>): Promise<BankErrorKind | 'done'> {
  try {
    await promise
    return 'done'
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    expect(`${error.message} ${error.stack} ${String(error.cause)}`).not.toMatch(/CANARY/)
    return error.kind
  }
}

describe('struck at the consent', () => {
  it.each(rows)('nobody is sent to the bank: $fault', async (row) => {
    strike('/consents', row)
    expect(await outcome(begin(opened.bank))).toBe(kindOf(row))
    expect(server.requests).toHaveLength(1)
  })
})

describe('struck at its status', () => {
  it.each(rows)('nothing is opened: $fault', async (row) => {
    const { credential } = await begin(opened.bank)
    strike(`/consents/${CONSENT}/status`, row)
    const input = { code: 'returned', redirectUri, credential, presence }
    expect(await outcome(opened.bank.adapter.complete(input))).toBe(kindOf(row))
  })
})

describe('struck at its end', () => {
  // of a 2xx nothing is read but that it is JSON
  const isGone = (row: Row) =>
    isAboutElse(row) || /^(consent_refused|not_found)$/.test(row.listing) || /list$/.test(row.fault)
  it.each(rows)('it is gone, or said to stand: $fault', async (row) => {
    const { credential } = await begin(opened.bank)
    strike(`/consents/${CONSENT}`, row)
    const release = opened.bank.adapter.release({ credential, presence: null })
    expect(await outcome(release)).toBe(isGone(row) ? 'done' : row.listing)
  })
})

describe('struck at the name', () => {
  it.each(rows)('the pull is whole without it: $fault', async (row) => {
    const credential = await connect(opened.bank)
    strike('/accounts/A1', row)
    const { holder, accounts } = await collectFrom(opened.bank, credential)
    expect(holder).toBeNull()
    expect(accounts.map(({ pull }) => pull?.complete)).toEqual([true, true, true])
  })
})

describe('struck at the balances of one account', () => {
  it.each(rows)('that one lacks them, and says why: $fault', async (row) => {
    const credential = await connect(opened.bank)
    strike('/accounts/A2/balances', row)
    const { accounts } = await collectFrom(opened.bank, credential)
    const isBadLink = row.fault === 'next is a number'
    const why = isBadLink ? 'bad_answer' : isAboutElse(row) ? 'not_offered' : row.pull
    expect(accounts.map(({ pull }) => pull?.missing)).toEqual([
      ...[undefined, undefined, `balances_${why}`],
    ])
    expect(accounts[2]).toMatchObject({ balances: null })
    expect(accounts[2]?.transactions).toHaveLength(1)
  })
})
