// What becomes of a connection under each fault of a STET bank: written before the adapter was asked.
import type { EndpointOf } from './endpoints.ts'
import {
  askedAgain,
  needed,
  only,
  type Row,
  renewed,
  spare,
  type Told,
  timeless,
  whole,
} from './told.ts'

const failed = needed((kind) => `failed: ${kind}`)
const part = needed((kind) => `part: ${kind}`)

/** The seal is dated: a bank whose clock is elsewhere refuses it, and no other token would help. */
function dated(outcome: string): Row {
  const told: Told = [outcome, 'our seal is refused: ours to mend, not the customer’s']
  return {
    ...{ clock_10_minutes_fast: told, clock_10_minutes_slow: told },
    ...{ clock_a_day_fast: told, clock_a_day_slow: told },
  }
}

function refused(end: (kind: string) => string): Row {
  const worthless: Told = [end('authorization_invalid'), 'a renewed token is refused too']
  return {
    ...{ '401': worthless, token_dies: worthless, ...renewed },
    '403': [end('consent_refused'), 'NGAC: the consent was withdrawn'],
    ...dated(end('forbidden')),
  }
}

const listed: Row = {
  ...{ ...failed, ...askedAgain, ...refused((kind) => `failed: ${kind}`) },
  empty: ['failed: no_eligible_account', 'several banks say "none" so'],
  no_content: ['failed: no_eligible_account', 'several banks say "none" so'],
  sent_twice: whole('an account is one, however often it is listed'),
  next_is_itself: ['failed: page_loop', 'which accounts there are is not known'],
  pages_without_end: ['failed: page_loop', 'which accounts there are is not known'],
  next_elsewhere: ['failed: page_loop', 'no token goes to another host'],
}

const endless: Told = [
  'part: page_loop, +INVENTED',
  'stopped at the most pages a list may have; said',
]
const unreadable: Told = [
  'part: unreadable_lines',
  'a line that says no day or amount is counted as lost',
]
const page: Row = {
  ...{ ...part, ...askedAgain, ...refused((kind) => `part: ${kind}`) },
  token_dies: [
    'part: authorization_invalid, no name',
    'a second death: no further token is asked for',
  ],
}

/** Lines that are wrong: the last of each of three pages. */
const lines: Row = {
  ...{ no_dates: unreadable, february_30: unreadable },
  future_dates: [
    'whole, -3 lines, +3 lines, future_lines',
    'the bank says so; out of every figure',
  ],
  dates_before_1970: ['whole, -3 lines, +3 lines, lines_before_window', 'as above'],
  mixed_zones: whole('the day written, and in UTC the bank’s day'),
  dst_days: whole('the bank’s day on both sides of the change of the hour'),
  amount_retyped: whole('a number is its shortest text'),
  amount_comma: whole('a decimal comma is one'),
  ...{ amount_exponent: unreadable, amount_nan: unreadable, amount_beyond_2_53: unreadable },
  amount_unsigned: unreadable,
  other_currency: ['whole, -3 lines, +3 lines, other_currency_lines', 'never summed with euros'],
  sent_twice: ['whole, duplicate_lines', 'one line, sent twice'],
  sent_twice_changed: [
    'whole, +3 lines, ids_on_different_lines',
    'both are kept: ids lie more often than lines',
  ],
  no_ids: whole('told apart by content'),
  next_is_itself: ['part: page_loop', 'what was read is kept'],
  pages_in_a_circle: ['part: page_loop', 'what was read is kept'],
  pages_without_end: endless,
  next_elsewhere: ['part: page_loop', 'no token goes to another host'],
  no_lines: whole('no line is what the bank has'),
  another_account: ['part: bad_answer', 'the answer names the account it is of'],
  another_customer: ['part: bad_answer', 'the answer names the account it is of'],
}

const notBack = (kind: string) => `whole, not given back: ${kind}`
const kept = (kind: string) => `${notBack(kind)}, still held at the bank`
const emptied = needed(kept)
/** The bank did as asked; only its answer was lost. */
const lost = needed(notBack)

const inList: Told = whole('the list of accounts carries the balances too')
const balancesAt = spare('whole', 'the list of accounts carries the balances too', {
  ...page,
  ...{ empty: inList, no_content: inList },
})
const noName = 'whole, no name'
const identity = spare(noName, 'the name is a help, not the purpose', {
  ...{ ...failed, ...askedAgain, ...refused((kind) => `failed: ${kind}`) },
})

export const stetOutcomes: Record<EndpointOf<'stet'>, Row> = {
  token: {
    ...{ ...failed, ...timeless },
    '401': ['failed: authorization_invalid', 'the code was not taken'],
    '403': ['failed: consent_refused', 'the bank says why'],
  },
  accounts: {
    ...listed,
    no_ids: whole('an account is known by its IBAN'),
    another_customer: ['failed: not_found', 'the consent names IBANs this customer does not have'],
  },
  consents: {
    ...{ ...failed, ...refused((kind) => `failed: ${kind}`) },
    empty: whole('a consent is answered by its status'),
    no_content: whole('a consent is answered by its status'),
  },
  'accounts again': {
    ...listed,
    no_ids: ['failed: bad_answer', 'nothing can be read of an account without an id'],
    account_gone: ['part: account_vanished', 'granted, and not listed any more'],
    account_joint: whole('joint money is told apart by the report'),
    account_foreign: ['whole, other_currency', 'left out of every figure, and said'],
    another_customer: ['failed: no_eligible_account', 'none of what was granted is listed'],
  },
  balances: {
    ...balancesAt,
    token_dies: [
      'part: pages_not_confirmed, no name',
      'a second death: no further token is asked for',
    ],
    ...{ no_dates: inList, february_30: inList, future_dates: inList, dates_before_1970: inList },
    ...{
      amount_retyped: inList,
      amount_comma: inList,
      amount_exponent: inList,
      amount_nan: inList,
    },
    ...{ amount_beyond_2_53: inList },
    another_account: whole('the answer names its account; the list carries the balances too'),
    another_customer: whole('the answer names its account; the list carries the balances too'),
  },
  transactions: {
    ...{ ...page, ...lines },
    // documented of several banks; an account that is silent and has a balance is the analysis's to doubt
    empty: ['whole, -LINES', 'several banks say "none" so'],
    no_content: ['whole, -LINES', 'several banks say "none" so'],
  },
  'transactions, page 2': {
    ...page,
    token_dies: [
      'part: authorization_invalid pages_not_confirmed, no name',
      'a second death: no further token is asked for',
    ],
    line_comes: whole('read a second time, when nothing moves any more'),
    line_goes: ['part: pages_moved, +1 lines', 'a booked line that was seen may not be gone: said'],
    pending_is_booked: whole('one line, not its announcement and itself'),
  },
  'end-user-identity': {
    ...identity,
    another_customer: ['whole, another name', 'held against the name declared, by the report'],
  },
  'consents, emptied': {
    ...emptied,
    ...only(lost, ['cut', 'drip', 'truncated', 'huge', 'gzip_bomb', 'nested']),
    empty: whole('a consent is answered by its status'),
    no_content: whole('a consent is answered by its status'),
    ...refused(kept),
  },
}
