// The guard of the pull against banks over real HTTP: what a report may hold of a list that moved.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StatementAccount } from '../../src/core/statement/statement.ts'
import * as berlinGroup from './berlin-group-script.ts'
import { line, type ScriptedBank, startScriptedBank } from './scripted-bank.ts'
import { asOf, collectFrom, connect, from, openScripted } from './scripted-client.ts'

const LINES = '/accounts/A2/transactions'
const ids = (account: StatementAccount | undefined) =>
  account?.transactions?.map(({ resourceId }) => resourceId)

describe('a STET bank whose list moves under the pull', () => {
  let server: ScriptedBank
  let list: string[]
  let moves: number
  beforeEach(async () => {
    list = ['e', 'd', 'c', 'b', 'a']
    moves = 1
    server = await startScriptedBank()
    let calls = 0
    server.script = ({ path, query }) => {
      if (path !== LINES) return null
      if (calls++ > 0 && moves-- > 0) list.unshift(`new-${calls}`)
      const page = Number(query.get('page') ?? 1)
      const next = page * 2 < list.length ? { href: `${LINES}?page=${page + 1}` } : undefined
      const lines = list.slice(page * 2 - 2, page * 2)
      return { body: { transactions: lines.map((id) => line(id)), _links: { next } } }
    }
  })
  afterEach(() => server.close())

  const pulled = async () => {
    const opened = openScripted(server.origin)
    const { accounts } = await collectFrom(opened.bank, await connect(opened.bank))
    await opened.close()
    return accounts.find(({ resourceId }) => resourceId === 'A2')
  }

  it('is read a second time in the same pull: each line once, none missing, and whole', async () => {
    const account = await pulled()
    expect(ids(account)).toEqual(['new-2', 'e', 'd', 'c', 'b', 'a'])
    expect(account?.pull).toEqual({ from, to: asOf, complete: true })
    const balances = server.requests.filter(({ path }) => path === '/accounts/A2/balances')
    expect(balances).toHaveLength(2)
  })

  it('and never rests is not called whole', async () => {
    moves = 100
    const account = await pulled()
    expect(new Set(ids(account)).size).toBe(ids(account)?.length)
    for (const id of ['a', 'b', 'c', 'd', 'e']) expect(ids(account)).toContain(id)
    const unread = { from, to: asOf }
    expect(account?.pull).toMatchObject({ complete: false, missing: 'pages_moved', unread })
  })
})

describe('a NextGenPSD2 bank that gives the balance after each line', () => {
  const days = ['18', '17', '16', '15', '14', '13', '12', '11']
  const pulled = async (without: number | null) => {
    const server = await berlinGroup.startScript()
    const booked = days.flatMap((day, at) => {
      if (at === without) return []
      const after = { amount: String(1000 - at * 12.3), currency: 'EUR' }
      const sent = berlinGroup.line(`t${day}`, '12.30')
      const balanceAfterTransaction = { balanceType: 'interimBooked', balanceAmount: after }
      return [{ ...sent, bookingDate: `2026-11-${day}`, balanceAfterTransaction }]
    })
    server.script = ({ path }) => (path === LINES ? { body: { transactions: { booked } } } : null)
    const opened = berlinGroup.openScript(server.origin)
    const credential = await berlinGroup.connect(opened.bank)
    const { accounts } = await berlinGroup.collectFrom(opened.bank, credential)
    await opened.close()
    await server.close()
    return accounts.find(({ resourceId }) => resourceId === 'A2')
  }

  it('is believed where they follow from one another', async () => {
    expect((await pulled(null))?.pull).toMatchObject({ complete: true })
  })

  it('shows by them that a line is missing, and between which days', async () => {
    expect((await pulled(3))?.pull).toMatchObject({
      complete: false,
      missing: 'balances_break',
      unread: { from: '2026-11-14', to: '2026-11-16' },
    })
  })
})
