// `nonante keys rewrap` and `keys rotate-signing`: the keys of the vault, while the service runs.
import { readConfig } from '../config.ts'
import { rewrapAll } from '../vault/rotate.ts'
import { runOnce } from '../wiring/program.ts'

const acting = { role: 'nonante_operator', applicationName: 'nonante keys' } as const

export async function rewrap(): Promise<void> {
  const { dataKeys, signingKeys } = await runOnce(acting, readConfig(), (parts) =>
    rewrapAll(parts, (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} data keys`)
    }),
  )
  const text = `rewrapped ${dataKeys} data keys and ${signingKeys} signing keys under the newest key`
  process.stdout.write(`${text}\n`)
}

export async function rotateSigning(): Promise<void> {
  const id = await runOnce(acting, readConfig(), ({ db, signing }) =>
    db.transaction().execute((tx) => signing.rotate(tx)),
  )
  process.stdout.write(`${id} signs from now on\n`)
}
