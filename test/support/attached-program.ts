// A process of its own attached to an embedded database. Told `leave`, or by a signal, it leaves and ends.
import { attachEmbedded } from '../../src/db/embedded.ts'
import { createLifecycle, stopOnSignals } from '../../src/runtime/lifecycle.ts'

const [, , folder = '', port] = process.argv
const lifecycle = createLifecycle({ tell: () => {} })
stopOnSignals(lifecycle)
process.on('message', () => lifecycle.stop())
try {
  await lifecycle.start({
    name: 'database',
    start: async () => {
      const attached = await attachEmbedded({
        folder,
        ...(port ? { port: Number(port) } : {}),
        settings: { fsync: 'off' },
      })
      process.send?.({ port: attached.port, connectionString: attached.connectionString })
      return attached.leave
    },
  })
} catch (error) {
  process.send?.({ failed: String(error) })
}
await lifecycle.stopped
process.disconnect()
