// All that the sandbox process hosts: one bank of each kind, each on a pair of ports of its own.
// A further kind is one field of `SandboxesOptions` and one line of `start`.
import { type BerlinGroupSandboxOptions, startBerlinGroupSandbox } from './berlin-group/sandbox.ts'
import { type LinxoSandboxOptions, startLinxoSandbox } from './linxo/sandbox.ts'
import { type SandboxOptions, startSandbox } from './sandbox.ts'

export type SandboxesOptions = {
  readonly stet: SandboxOptions
  readonly linxo?: LinxoSandboxOptions | undefined
  readonly berlin_group?: BerlinGroupSandboxOptions | undefined
}

export type SandboxAddresses = { readonly pagesUrl: string; readonly apiUrl: string }

export type Sandboxes = {
  /** Of the kinds that were asked for. */
  readonly addresses: { readonly [Kind in keyof SandboxesOptions]: SandboxAddresses }
  stop(): Promise<void>
}

/** @throws AppError as each kind's start does; what had started before is stopped. */
export async function startSandboxes(options: SandboxesOptions): Promise<Sandboxes> {
  const started: { stop(): Promise<void> }[] = []
  const stop = async () => {
    await Promise.all(started.splice(0).map((sandbox) => sandbox.stop()))
  }
  async function start<O>(
    begin: (options: O) => Promise<SandboxAddresses & { stop(): Promise<void> }>,
    wanted: O,
  ): Promise<SandboxAddresses> {
    const sandbox = await begin(wanted)
    started.push(sandbox)
    return { pagesUrl: sandbox.pagesUrl, apiUrl: sandbox.apiUrl }
  }
  try {
    const { stet, linxo, berlin_group } = options
    const addresses = {
      stet: await start(startSandbox, stet),
      ...(linxo && { linxo: await start(startLinxoSandbox, linxo) }),
      ...(berlin_group && { berlin_group: await start(startBerlinGroupSandbox, berlin_group) }),
    }
    return { addresses, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
