// Reads of a NextGenPSD2 bank that nobody attends: counted by customer and list, whatever consent they are made under.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  collectFrom,
  connect,
  type OpenedScript,
  openScript,
  startScript,
} from './berlin-group-script.ts'
import type { ScriptedBank } from './scripted-bank.ts'

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

describe('a pull without the customer', () => {
  it('is made four times a day of one customer, and the fifth asks for nothing', async () => {
    const credential = await connect(opened.bank)
    for (let pull = 1; pull <= 4; pull++) {
      const { accounts } = await collectFrom(opened.bank, credential, { presence: null })
      expect(accounts.length).toBeGreaterThan(0)
    }
    const before = server.requests.length
    await expect(collectFrom(opened.bank, credential, { presence: null })).rejects.toMatchObject({
      kind: 'too_many_requests',
      status: null,
    })
    expect(server.requests).toHaveLength(before)
    // in front of the screen nothing is counted
    await collectFrom(opened.bank, credential)
    expect(server.requests.length).toBeGreaterThan(before)
  })
})
