// What the invariants look at: the database, the bank's own book, the log and the traces, and what was asked for.
import type { EnduranceHouse } from './house.ts'

export type Violation = {
  readonly invariant: string
  readonly what: string
  readonly subject: string
}

/** A session the run asked for. */
export type Asked = {
  readonly id: string
  readonly reference: string
  readonly customer: number
  readonly consentUrl: string
  /** Which of the house's lenders. */
  readonly lender: 0 | 1
}

export type Scene = {
  readonly house: EnduranceHouse
  readonly asked: readonly Asked[]
  /** `false` while sessions are still under way: what only holds at the end is then not asked. */
  readonly over: boolean
  /** What a customer's accounts hold at the bank, read without any fault. */
  readonly control: ReadonlyMap<number, Counted>
  /** Rows of ended sessions as they were first seen: they never change again. */
  readonly seenEnded: Map<string, string>
  /** Reports read through the API by this run, by id. */
  readonly reads: Map<string, number>
  /** Browser tokens and such that the run itself was given. */
  readonly secrets: Set<string>
}

export type Invariant = (scene: Scene) => Promise<Violation[]>

/** As much of a scene as what is asked of the database alone needs. */
export type StateScene = Pick<Scene, 'over' | 'seenEnded' | 'reads'> & {
  readonly house: Pick<EnduranceHouse, 'db' | 'clock' | 'keys'> & {
    readonly lenders: readonly { readonly lender: { readonly id: string } }[]
  }
}
export type StateInvariant = (scene: StateScene) => Promise<Violation[]>

/** Reads as the lender would, and remembers that it did. */
export async function readReport(scene: Scene, asked: Asked): Promise<ReadReport | null> {
  const { house, reads } = scene
  const headers = { authorization: `Bearer ${house.lenders[asked.lender].key}` }
  const get = async (path: string) => {
    for (let tries = 0; ; tries += 1) {
      const reply = await house.fleet.reach(path, { headers }).catch(() => null)
      if (reply !== null && reply.status < 500) return reply
      if (tries === 5) throw new Error('the report cannot be read')
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  const reply = await get(`/v1/sessions/${asked.id}/report`)
  if (reply.status !== 200) return null
  const session = await get(`/v1/sessions/${asked.id}`)
  const { reportId } = (await session.json()) as { reportId: string }
  const lines = await get(`/v1/reports/${reportId}/transactions`)
  reads.set(reportId, (reads.get(reportId) ?? 0) + 2)
  const body = await reply.text()
  const text = await lines.text()
  return { id: reportId, body, lines: text, counted: countedOf(body, text) }
}

export type ReadReport = {
  readonly id: string
  readonly body: string
  readonly lines: string
  readonly counted: Counted
}

/** What takes part in the figures. An account seen through two connections does once. */
export type Counted = {
  readonly accounts: number
  /** The days that are looked at: they move on while a long run lasts. */
  readonly from: string
  readonly to: string
  readonly lines: readonly CountedLine[]
}

export type CountedLine = { readonly date: string; readonly text: string }

type Line = { date: string; amount: { amount: number }; excluded: string | null }
type Body = {
  accounts: { leftOut: string | null }[]
  coverage: { accounts: { complete: boolean }[] }
  provenance: { window: { from: string; to: string } }
}

function countedOf(body: string, lines: string): Counted {
  const { items } = JSON.parse(lines) as { items: Line[] }
  const { accounts, provenance } = JSON.parse(body) as Body
  return {
    accounts: accounts.filter(({ leftOut }) => leftOut === null).length,
    from: provenance.window.from,
    to: provenance.window.to,
    lines: items
      .filter(({ excluded }) => excluded === null)
      .map(({ date, amount }) => ({ date, text: `${date} ${amount.amount}` })),
  }
}

/** Whether the report says that all of it was seen. */
export function saysComplete({ body }: ReadReport): boolean {
  const { coverage } = JSON.parse(body) as Body
  return coverage.accounts.length > 0 && coverage.accounts.every(({ complete }) => complete)
}
