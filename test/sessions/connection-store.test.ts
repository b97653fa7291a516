// The conditional move of a connection: who comes from elsewhere, or under an older hold, writes nothing.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listConnections, moveConnection } from '../../src/sessions/connection-store.ts'
import { collecting, opened } from '../support/journey-steps.ts'
import { type House, openHouse } from '../support/use-cases.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.drop())

test('a move needs the status it comes from and the hold it was given', async () => {
  const { id, browserToken } = await opened(house)
  await collecting(house, browserToken)
  const read = async () => {
    const [row] = await listConnections(house.db, house.access.test.lender.id, [id])
    if (!row) throw new Error('no connection')
    return row
  }
  const connection = await read()
  const { fence } = connection
  const change = { sealed_credential: null }
  const move = (from: 'collecting' | 'selecting', under: number) =>
    moveConnection(house.db, connection, { from, fence: under, to: from, change })
  expect(await move('selecting', fence)).toBe(false)
  expect(await move('collecting', fence - 1)).toBe(false)
  expect(await move('collecting', fence + 1)).toBe(false)
  expect(await read()).toEqual(connection)
  expect(await move('collecting', fence)).toBe(true)
})

test('a move that the states do not know is a fault, not a write', async () => {
  const { id, browserToken } = await opened(house)
  await collecting(house, browserToken)
  const [connection] = await listConnections(house.db, house.access.test.lender.id, [id])
  if (!connection) throw new Error('no connection')
  const back = { from: 'collecting', fence: connection.fence, to: 'selecting', change: {} } as const
  await expect(moveConnection(house.db, connection, back)).rejects.toThrow('does not go from')
})
