// `nonante keys rewrap` and `keys rotate-signing`: the keys of the vault, while the service runs.
import { rewrapAll } from '../vault/rotate.ts'
import { withVault } from '../wiring/vault-only.ts'

const NAME = 'nonante keys'

export async function rewrap(): Promise<void> {
  const { dataKeys, signingKeys } = await withVault(NAME, (parts) =>
    rewrapAll(parts, (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} data keys`)
    }),
  )
  const text = `rewrapped ${dataKeys} data keys and ${signingKeys} signing keys under the newest key`
  process.stdout.write(`${text}\n`)
}

export async function rotateSigning(): Promise<void> {
  const id = await withVault(NAME, ({ db, signing }) =>
    db.transaction().execute((tx) => signing.rotate(tx)),
  )
  process.stdout.write(`${id} signs from now on\n`)
}
