// What the system says of the embedded server's processes: it is believed before the pid file.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Place } from './embedded-place.ts'

export type LiveServer = { readonly pid: number; readonly port: number; readonly ready: boolean }

/** The server named by the pid file, if that process lives and is this server. */
export function liveServer(place: Place): LiveServer | null {
  const lines = readOrNull(pidFile(place))?.split('\n') ?? []
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0 || !belongsTo(place, pid)) return null
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Whether a process of this number lives and is the server or one of its children. */
export function belongsTo(place: Place, pid: number): boolean {
  const words = commandLine(pid)
  if (words[0]?.startsWith(`postgres: ${place.cluster}: `)) return true
  return words[0]?.endsWith('/postgres') === true && words.includes(`cluster_name=${place.cluster}`)
}

/**
 * Before a start: what a starter or a server killed at once left behind. An `initdb` has nobody to
 * hand its work to; the server's children end by themselves within moments, and are made to after
 * five seconds. Then a pid file means nothing any more, even when another program has been given its
 * number since.
 */
export async function killLeftovers(place: Place): Promise<void> {
  const deadline = performance.now() + 5_000
  for (;;) {
    const running = pids()
    const orphans = running.filter((pid) => isInitdb(place, pid))
    for (const pid of orphans) kill(pid)
    const left = running.filter((pid) => belongsTo(place, pid))
    if (left.length + orphans.length === 0) break
    if (performance.now() > deadline) for (const pid of left) kill(pid)
    await delay(10)
  }
  rmSync(pidFile(place), { force: true })
}

function pidFile(place: Place): string {
  return join(place.data, 'postmaster.pid')
}

function pids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function isInitdb(place: Place, pid: number): boolean {
  const words = commandLine(pid)
  const ours = words.some((word) => word.startsWith(`${place.data}.partial`))
  return ours && words[0]?.endsWith('/initdb') === true
}

/** Unlike a working folder, every account may read it. The server's children put a title there. */
function commandLine(pid: number): string[] {
  return readOrNull(`/proc/${pid}/cmdline`)?.split('\0') ?? []
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return null
    throw error
  }
}
