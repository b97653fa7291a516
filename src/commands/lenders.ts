// `nonante lenders add` and `keys add`: who may open sessions.
import { readConfig } from '../config.ts'
import { addKey } from '../lenders/add-key.ts'
import { addLender } from '../lenders/add-lender.ts'
import { systemClock } from '../runtime/clock.ts'
import { createEventLogger } from '../telemetry/log.ts'
import { openDatabase } from '../wiring/database.ts'

type NewLenderOptions = {
  readonly provider: string
  readonly registration: string
  readonly capacity: 'own' | 'agent' | 'third_party'
  readonly returnUrl?: string[]
  readonly embeddedChannel?: boolean
}

export async function add(name: string, options: NewLenderOptions): Promise<void> {
  const { provider, registration, capacity, returnUrl = [], embeddedChannel = false } = options
  const lender = await withDatabase((deps) =>
    addLender(deps, {
      name,
      returnUrls: returnUrl,
      provider: { name: provider, registration, capacity },
      settings: { embeddedChannel },
    }),
  )
  process.stdout.write(`${lender.id}\n`)
}

/** The key is printed once; only its hash is kept. */
export async function addKeyTo(
  lenderId: string,
  options: { readonly mode: 'test' | 'live' },
): Promise<void> {
  const { key } = await withDatabase((deps) => addKey(deps, { lenderId, mode: options.mode }))
  process.stdout.write(`${key}\n`)
}

async function withDatabase<T>(
  work: (
    deps: Pick<Awaited<ReturnType<typeof openDatabase>>, 'db'> & { clock: typeof systemClock },
  ) => Promise<T>,
): Promise<T> {
  const log = createEventLogger({
    clock: systemClock,
    output: (line) => process.stderr.write(line),
  })
  const database = await openDatabase(readConfig(), log, 'nonante command')
  try {
    return await work({ db: database.db, clock: systemClock })
  } finally {
    await database.close()
  }
}
