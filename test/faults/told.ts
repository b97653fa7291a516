// How the outcome table is written: for each answer what a connection comes to, and why. Outcomes are the words of
// `judge.ts`: `whole`, `part: code`, `failed: code`, with whatever is not as the bank has it behind.
import type { BankErrorKind } from '../../src/banks/bank.ts'
import type { BadAnswer } from '../../src/sandbox/faults/kinds.ts'

/** `once`: the first call is struck and no other. */
export type Variant = BadAnswer | `${BadAnswer} once`
export type Told = readonly [outcome: string, why: string]
export type Row = { readonly [V in Variant]?: Told }

export const whole = (why: string): Told => ['whole', why]

const AGAIN = whole('asked again, and answered')

/** A read is asked again when its failure may pass. */
export const askedAgain: Row = {
  ...{ 'cut once': AGAIN, 'nothing once': AGAIN, '429_soon once': AGAIN },
  ...{ '500 once': AGAIN, '502 once': AGAIN, '503 once': AGAIN, '504 once': AGAIN },
}

/** A token that is refused in the middle is renewed once. */
export const renewed: Row = {
  '401 once': whole('the token is renewed'),
  'token_dies once': whole('the token is renewed'),
}

/** The clock of the bank is wrong, and nothing it is asked depends on time. */
export const timeless: Row = {
  clock_10_minutes_fast: whole('nothing of it is signed or dated'),
  clock_10_minutes_slow: whole('nothing of it is signed or dated'),
  clock_a_day_fast: whole('nothing of it is signed or dated'),
  clock_a_day_slow: whole('nothing of it is signed or dated'),
}

/** All that can go wrong with an answer that is needed. `end` says what a failure of this endpoint comes to. */
export function needed(end: (kind: BankErrorKind) => string): Row {
  const told = (kind: BankErrorKind, why: string): Told => [end(kind), why]
  const quota = told('too_many_requests', 'a quota: further calls only add to it')
  const broken = told('bank_error', 'not answered in any of its tries')
  const read = whole('the same JSON in another dress')
  return {
    cut: told('unreachable', 'half a body is no answer'),
    nothing: told('unreachable', 'no answer'),
    silence: told('timeout', 'longer than a call may take'),
    drip: told('timeout', 'longer than a call may take'),
    ...{ '429': quota, '429_garbled': quota },
    '429_soon': told('too_many_requests', 'asked again as late as it wants, until the tries end'),
    '429_in_a_year': told('too_many_requests', 'longer than anybody waits'),
    ...{ '500': broken, '502': broken, '503': broken, '504': broken },
    html: told('bad_answer', 'a page is not JSON, whatever its status'),
    truncated: told('bad_answer', 'half of a JSON is none'),
    empty: told('bad_answer', 'what it must say is missing'),
    no_content: told('bad_answer', 'what it must say is missing'),
    ...{ text_plain: read, latin1: read, byte_order_mark: read },
    latin1_untold: whole('bytes that are no UTF-8 are read as the old code they are in'),
    huge: told('answer_too_large', 'not read beyond the cap'),
    gzip_bomb: told('bad_answer', 'compression was not asked for, and is not undone'),
    nested: told('bad_answer', 'no interface nests so deep'),
  }
}

/** The same for an answer that nobody needs. */
export function spare(outcome: string, why: string, row: Row): Row {
  const changed = Object.entries(row).map(([variant, told]) => {
    const [before] = told ?? ['whole']
    return [variant, before === 'whole' ? told : [outcome, why]]
  })
  return Object.fromEntries(changed)
}

export function only(row: Row, variants: readonly Variant[]): Row {
  return Object.fromEntries(variants.map((variant) => [variant, row[variant]]))
}
