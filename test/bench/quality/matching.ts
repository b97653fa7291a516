// Found streams against true ones. A pair is right when two thirds of the members of each are members of
// the other; lines a fair reader may count or not are left out of both. One found stream matches one true.
import type { TrueStream } from '../../support/households.ts'

export type FoundStream = {
  /** For a reader: what it is and how it comes. */
  readonly about: string
  readonly ids: readonly string[]
}

export type StreamMatch = {
  readonly right: readonly { readonly truth: TrueStream; readonly found: FoundStream }[]
  readonly missed: readonly TrueStream[]
  readonly spurious: readonly FoundStream[]
}

const AGREED = 2 / 3

/** One payment alone claims no rhythm: such a find counts neither way. */
const claims = ({ ids }: FoundStream) => ids.length >= 2

export function matchStreams(
  truths: readonly TrueStream[],
  found: readonly FoundStream[],
): StreamMatch {
  const provable = truths.filter((truth) => truth.provable)
  const claimed = found.filter(claims)
  const right: { truth: TrueStream; found: FoundStream }[] = []
  const free = new Set(claimed)
  for (const truth of provable) {
    const match = claimed.find((candidate) => free.has(candidate) && agree(truth, candidate))
    if (!match) continue
    free.delete(match)
    right.push({ truth, found: match })
  }
  const matched = new Set(right.map(({ truth }) => truth))
  const neutral = neutralLines(truths)
  return {
    right,
    missed: provable.filter((truth) => !matched.has(truth)),
    spurious: [...free].filter(
      ({ ids }) => ids.filter((id) => neutral.has(id)).length <= ids.length / 2,
    ),
  }
}

function agree(truth: TrueStream, { ids }: FoundStream): boolean {
  const members = new Set(truth.members)
  const counted = ids.filter((id) => !truth.optional.includes(id))
  const both = counted.filter((id) => members.has(id)).length
  return both >= AGREED * members.size && both >= AGREED * counted.length && both > 0
}

/** Regular by nature, but not claimed either way: a find that rests on them is neither right nor wrong. */
const neutralLines = (truths: readonly TrueStream[]) =>
  new Set(
    truths.flatMap(({ provable, members, optional }) =>
      provable ? optional : [...members, ...optional],
    ),
  )
