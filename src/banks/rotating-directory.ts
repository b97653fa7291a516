// A directory that is opened anew when its files change: the next call to a bank uses the new configuration and
// keys, a call under way ends on those it began with.
import { statSync } from 'node:fs'
import { type Bank, type BankAdapter, BankError } from './bank.ts'
import type { BankDirectory } from './directory.ts'

export type RotationOptions = {
  /** Reads the files. What it throws the first time is thrown on; later the directory stays as it was. */
  readonly open: () => { readonly directory: BankDirectory; readonly files: readonly string[] }
  readonly everyMs: number
  readonly onRotated: () => void
  readonly onFault: (error: unknown) => void
}

type Generation = {
  readonly directory: BankDirectory
  files: readonly string[]
  atWork: number
  /** Its connections end when nothing is under way. */
  retired: (() => void) | null
}

export function rotatingDirectory(options: RotationOptions): BankDirectory {
  let current: Generation = { ...options.open(), atWork: 0, retired: null }
  let tried = stampOf(current.files)
  const ending = new Set<Promise<void>>()

  function look(): void {
    const stamp = stampOf(current.files)
    if (stamp === tried) return
    // what cannot be read is not tried again until it changes
    tried = stamp
    try {
      const opened = options.open()
      const before = current
      current = { ...opened, atWork: 0, retired: null }
      tried = stampOf(current.files)
      const ended = retire(before).finally(() => ending.delete(ended))
      ending.add(ended)
      options.onRotated()
    } catch (error) {
      options.onFault(error)
    }
  }

  async function retire(generation: Generation): Promise<void> {
    if (generation.atWork > 0) {
      await new Promise<void>((resolve) => {
        generation.retired = resolve
      })
    }
    await generation.directory.close().catch(options.onFault)
  }

  async function use<T>(id: string, call: (adapter: BankAdapter) => Promise<T>): Promise<T> {
    const generation = current
    const bank = generation.directory.find(id)
    if (bank === null) throw new BankError('not_found', `${id}: no longer configured`)
    generation.atWork += 1
    try {
      return await call(bank.adapter)
    } finally {
      generation.atWork -= 1
      if (generation.atWork === 0) generation.retired?.()
    }
  }

  const timer = setInterval(look, options.everyMs)
  timer.unref()
  return {
    list: () => current.directory.list(),
    find: (id) => {
      const bank = current.directory.find(id)
      return bank === null ? null : { ...bank, adapter: adapterBy((call) => use(id, call)) }
    },
    close: async () => {
      clearInterval(timer)
      await Promise.all([...ending, current.directory.close()])
    },
  }
}

/** Each call finds its bank when it is made, not when the bank was found. */
function adapterBy(
  use: <T>(call: (adapter: BankAdapter) => Promise<T>) => Promise<T>,
): Bank['adapter'] {
  return {
    begin: (input) => use((adapter) => adapter.begin(input)),
    complete: (input) => use((adapter) => adapter.complete(input)),
    listAccounts: (input) => use((adapter) => adapter.listAccounts(input)),
    collect: (input) => use((adapter) => adapter.collect(input)),
    release: (input) => use((adapter) => adapter.release(input)),
  }
}

/** Changes with any file: mounted secrets are replaced by links, others are written in place. */
function stampOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false })
      return found === undefined ? '-' : `${found.ino}:${found.size}:${found.mtimeMs}`
    })
    .join(' ')
}
