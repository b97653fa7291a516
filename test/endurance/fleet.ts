// Processes of the service on one database: started, killed, paused, moved in time; and the way to reach them.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../src/wiring/free-port.ts'
import type { FromProcess, ProcessSettings, ToProcess } from './service-process.ts'

export type Member = {
  readonly child: ChildProcess
  readonly port: number
  /** Not paused, not dead: requests go there. */
  answering: boolean
}

export type FleetOptions = {
  readonly settings: Omit<ProcessSettings, 'aheadSeconds'>
  /** A process stands at a point: kill it, or let it go on by `go`. */
  readonly onPoint: (member: Member, point: string, go: () => void) => void
  readonly onLog: (text: string) => void
}

export type Fleet = ReturnType<typeof createFleet>

const program = join(import.meta.dirname, 'service-process.ts')
let nextPort = 42_000 + Math.floor(Math.random() * 15_000)

export function createFleet(options: FleetOptions) {
  const members = new Set<Member>()
  let spare = load()
  let aheadSeconds = 0

  async function start(): Promise<Member> {
    const loaded = spare
    spare = load()
    const child = await loaded
    const port = await freePort(nextPort, 'localhost')
    nextPort = port + 1
    const member: Member = { child, port, answering: false }
    child.on('message', (message: FromProcess) => {
      if (message.type !== 'at') return
      const { question, point } = message
      options.onPoint(member, point, () => tell(child, { type: 'go', question }))
    })
    child.once('exit', () => {
      member.answering = false
      members.delete(member)
    })
    const { config, ...rest } = options.settings
    tell(child, {
      type: 'start',
      settings: { ...rest, aheadSeconds, config: { ...config, port } },
    })
    const known = aheadSeconds
    await started(child)
    // time that passed while it started
    tell(child, { type: 'pass', seconds: aheadSeconds - known })
    member.answering = true
    members.add(member)
    return member
  }

  /** Any that answers, or the one chosen; waits for one while all are dead. */
  async function reach(path: string, init: RequestInit, chosen?: Member): Promise<Response> {
    const living = [...members].filter(({ answering }) => answering)
    const member = chosen ?? living[Math.floor(Math.random() * living.length)]
    if (!member) throw new TypeError('no process answers')
    return await fetch(`http://localhost:${member.port}${path}`, { ...init, redirect: 'manual' })
  }

  return {
    members,
    start,
    reach,
    ahead: () => aheadSeconds,
    pass: (seconds: number) => {
      aheadSeconds += seconds
      for (const { child } of members) tell(child, { type: 'pass', seconds })
    },
    kill: async (member: Member) => {
      member.answering = false
      const gone = once(member.child, 'exit')
      member.child.kill('SIGKILL')
      await gone
    },
    pause: async (member: Member, milliseconds: number) => {
      member.answering = false
      member.child.kill('SIGSTOP')
      await sleep(milliseconds)
      member.child.kill('SIGCONT')
      member.answering = members.has(member)
    },
    stop: async () => {
      const children = [...members].map(({ child }) => child).concat(await spare)
      const gone = children.map((child) => once(child, 'exit'))
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(gone)
    },
  }

  async function load(): Promise<ChildProcess> {
    const child = fork(program, {
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(tmpdir(), `nonante-compiled-${process.version}`),
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    child.stderr?.setEncoding('utf8').on('data', options.onLog)
    await once(child, 'message')
    return child
  }
}

/** A message to a process killed a moment ago is lost like the process; to a living one it never is. */
function tell(child: ChildProcess, message: ToProcess): void {
  if (!child.connected) return
  child.send(message, (error) => {
    if (error !== null && child.exitCode === null && child.signalCode === null && !child.killed) {
      throw error
    }
  })
}

async function started(child: ChildProcess): Promise<void> {
  const answer = Promise.withResolvers<void>()
  const hear = (message: FromProcess) => {
    if (message.type === 'started') answer.resolve()
  }
  const fail = () => answer.reject(new Error('a process of the service ended at its start'))
  child.on('message', hear)
  child.once('exit', fail)
  try {
    await answer.promise
  } finally {
    child.off('message', hear)
    child.off('exit', fail)
  }
}
