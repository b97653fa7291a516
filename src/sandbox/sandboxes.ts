// All that the sandbox process hosts: one bank of each kind, each on a pair of ports of its own, and the admin port when
// asked for. A further kind is one field of `SandboxesOptions` and one line of `startBanks`.
import { type BerlinGroupSandboxOptions, startBerlinGroupSandbox } from './berlin-group/sandbox.ts'
import { type Administered, adminApp } from './faults/admin.ts'
import { type LinxoSandboxOptions, startLinxoSandbox } from './linxo/sandbox.ts'
import { openListener } from './listeners.ts'
import { type SandboxOptions, startSandbox } from './sandbox.ts'

export type SandboxesOptions = {
  readonly stet: SandboxOptions
  readonly linxo?: LinxoSandboxOptions | undefined
  readonly berlin_group?: BerlinGroupSandboxOptions | undefined
  /** On the loopback address: where faults are planned. Absent: nowhere. 0: any free port. */
  readonly adminPort?: number | undefined
}

export type SandboxAddresses = { readonly pagesUrl: string; readonly apiUrl: string }
type Kind = Exclude<keyof SandboxesOptions, 'adminPort'>

export type Sandboxes = {
  /** Of the kinds that were asked for. */
  readonly addresses: { readonly [K in Kind]?: SandboxAddresses } & {
    readonly stet: SandboxAddresses
    readonly adminUrl?: string
  }
  stop(): Promise<void>
}

type Started = SandboxAddresses & Administered & { stop(): Promise<void> }

/** @throws AppError as each kind's start does; what had started before is stopped. */
export async function startSandboxes(options: SandboxesOptions): Promise<Sandboxes> {
  const running: { stop(): Promise<void> }[] = []
  const banks = new Map<string, Administered>()
  const stop = async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()))
  }
  const front = options.adminPort !== undefined
  async function start<O extends object>(
    kind: Kind,
    begin: (options: O & { front: boolean }) => Promise<Started>,
    wanted: O,
  ): Promise<SandboxAddresses> {
    const sandbox = await begin({ ...wanted, front })
    running.push(sandbox)
    banks.set(kind, sandbox)
    return { pagesUrl: sandbox.pagesUrl, apiUrl: sandbox.apiUrl }
  }
  try {
    const { stet, linxo, berlin_group, adminPort } = options
    const addresses = {
      stet: await start('stet', startSandbox, stet),
      ...(linxo && { linxo: await start('linxo', startLinxoSandbox, linxo) }),
      ...(berlin_group && {
        berlin_group: await start('berlin_group', startBerlinGroupSandbox, berlin_group),
      }),
    }
    if (adminPort === undefined) return { addresses, stop }
    const admin = await openListener({ port: adminPort, handler: adminApp(banks).fetch })
    running.push(admin)
    return { addresses: { ...addresses, adminUrl: admin.url }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
