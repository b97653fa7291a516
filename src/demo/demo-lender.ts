// The lender of the demo: made at every start with a key of its own, so that nothing need be remembered.
import type { Pool } from '../db/database.ts'
import { addKey } from '../lenders/add-key.ts'
import { addLender } from '../lenders/add-lender.ts'
import type { Clock } from '../runtime/clock.ts'

export async function demoLender(deps: { db: Pool; clock: Clock }): Promise<{ key: string }> {
  const lender = await addLender(deps, {
    name: 'Crédit Démo',
    returnUrls: [],
    provider: { name: 'Crédit Démo', registration: 'REGAFI 99999', capacity: 'own' },
  })
  return await addKey(deps, { lenderId: lender.id, mode: 'test' })
}
