// The admin port of the sandbox: plans faults of each bank and tells how often they struck. Off unless asked for, and on
// the loopback address alone: nobody but who runs the sandbox reaches it.
import { Hono } from 'hono'
import { type Hosts, hostFaults } from './front.ts'

export type FaultAdmin = {
  readonly left: () => readonly object[]
  /** @returns what is wrong with it, or null */
  readonly read: (json: unknown) => string | null
  readonly fired: () => Readonly<Record<string, number>>
}

/** One bank of the sandbox: the faults of its answers, and of its host. */
export type Administered = { readonly faults: FaultAdmin; readonly host: Hosts | null }

/** `banks` by kind: what stands first in a path. */
export function adminApp(banks: ReadonlyMap<string, Administered>): Hono {
  const app = new Hono()
  // a page of another site may lead a name of its own to this address: it is not for browsers
  app.use(async (context, next) => {
    const { hostname } = new URL(context.req.url)
    if (!['127.0.0.1', 'localhost'].includes(hostname)) return context.text('', 403)
    return await next()
  })
  app.get('/:bank/faults', (context) => {
    const bank = banks.get(context.req.param('bank'))
    return bank ? Response.json(shown(bank)) : context.notFound()
  })
  app.put('/:bank/faults', async (context) => {
    const bank = banks.get(context.req.param('bank'))
    if (!bank) return context.notFound()
    const wrong = bank.faults.read(await context.req.json().catch(() => null))
    return wrong === null ? Response.json(shown(bank)) : context.json({ error: wrong }, 400)
  })
  app.put('/:bank/host', async (context) => {
    const host = banks.get(context.req.param('bank'))?.host
    if (!host) return context.notFound()
    const asked: unknown = await context.req.json().catch(() => null)
    const fault = hostFaults.find((known) => known === asked)
    if (fault === undefined && asked !== null) {
      return context.json({ error: `null, or one of ${hostFaults.join(', ')}` }, 400)
    }
    await host.misbehave(fault ?? null)
    return Response.json({ host: fault ?? null, fired: host.fired() })
  })
  return app
}

function shown({ faults, host }: Administered) {
  return { left: faults.left(), fired: { ...faults.fired(), ...(host?.fired() ?? {}) } }
}
