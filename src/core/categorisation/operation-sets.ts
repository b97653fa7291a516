// The operations a rule names, as a set and as the bits of one number: a line's operation is held
// against hundreds of rules.
import { oneCopy } from '../values/one-copy.ts'
import { type Operation, operations } from './categorised.ts'
import { operationGroups, type Rule } from './rule.ts'

/** Names of groups spelt out; null when the rule names none. */
export function operationsOf(named: Rule['operation']): ReadonlySet<Operation> | null {
  if (named === undefined) return null
  return new Set(
    named.flatMap((term): readonly Operation[] => {
      switch (term) {
        case 'payment':
        case 'transfer':
        case 'credit':
          return operationGroups[term]
        default:
          return [oneCopy(term)]
      }
    }),
  )
}

const BITS: ReadonlyMap<Operation, number> = new Map(
  operations.map((operation, index) => [operation, 1 << index]),
)

export function bitOf(operation: Operation): number {
  return BITS.get(operation) ?? 0
}

/** All bits when no operation is named. */
export function bitsOf(named: ReadonlySet<Operation> | null): number {
  return named === null ? -1 : [...named].reduce((bits, operation) => bits | bitOf(operation), 0)
}
