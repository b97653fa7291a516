// What becomes of a connection under each fault of a NextGenPSD2 bank: written before the adapter was asked.
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

/** The seal is dated. */
function dated(outcome: string): Row {
  const told: Told = [outcome, 'TIMESTAMP_INVALID: ours to mend']
  return {
    ...{ clock_10_minutes_fast: told, clock_10_minutes_slow: told },
    ...{ clock_a_day_fast: told, clock_a_day_slow: told },
  }
}

/** Calls without a token of the customer. */
function refused(end: (kind: string) => string): Row {
  return {
    '401': [end('authorization_invalid'), 'TOKEN_EXPIRED, and there is none to renew'],
    '403': [end('consent_refused'), 'CONSENT_INVALID: the consent was withdrawn'],
    ...dated(end('bad_request')),
  }
}

function reading(end: (kind: string) => string): Row {
  const worthless: Told = [end('authorization_invalid'), 'a renewed token is refused too']
  return { ...refused(end), ...renewed, '401': worthless, token_dies: worthless }
}

const unreadable: Told = [
  'part: unreadable_lines',
  'a line that says no day or amount is counted as lost',
]
const noBalance: Told = ['part: balances_bad_answer', 'what is not an amount is no balance']
const endless: Told = [
  'part: page_loop, +INVENTED',
  'stopped at the most pages a list may have; said',
]
const undated = whole('a balance without a day is one')
const none: Told = ['failed: no_eligible_account', 'an empty answer lists none']
/** A consent for one read counts the half answer as one, and its pages once for all. */
const once: Told = ['part: too_many_requests', 'the half answer was the one read consented to']
const page: Row = {
  ...{ ...part, ...askedAgain, ...reading((kind) => `part: ${kind}`) },
  token_dies: [
    'part: authorization_invalid, no name',
    'a second death: no further token is asked for',
  ],
}

const balances = needed((kind) => `part: balances_${kind}`)
const kept = (kind: string) => `whole, not given back: ${kind}, still held at the bank`
const removed = needed(kept)
const lost = needed((kind) => `whole, not given back: ${kind}`)
const noName = 'whole, no name'

export const berlinGroupOutcomes: Record<EndpointOf<'berlin_group'>, Row> = {
  consents: {
    ...{ ...failed, ...refused((kind) => `failed: ${kind}`) },
    next_elsewhere: whole('where to begin is known without the link'),
    another_customer: ['failed: consent_refused', 'a consent of somebody else opens nothing'],
  },
  authorisations: {
    ...{ ...failed, ...refused((kind) => `failed: ${kind}`) },
    next_elsewhere: ['failed: bad_answer', 'no customer is sent to another host'],
  },
  metadata: {
    ...{ ...failed, ...askedAgain, ...timeless },
    '401': ['failed: authorization_invalid', 'there is none to renew'],
    '403': ['failed: consent_refused', 'CONSENT_INVALID'],
    next_elsewhere: ['failed: bad_answer', 'no code goes to another host'],
  },
  token: {
    ...{ ...failed, ...timeless },
    '401': ['failed: authorization_invalid', 'the code was not taken'],
    '403': ['failed: consent_refused', 'the bank says why'],
  },
  status: { ...failed, ...askedAgain, ...refused((kind) => `failed: ${kind}`) },
  accounts: {
    ...{ ...failed, ...askedAgain, ...reading((kind) => `failed: ${kind}`) },
    ...{ empty: none, no_content: none },
    cut: ['failed: too_many_requests', 'the half answer was the one read consented to'],
    'cut once': ['failed: too_many_requests', 'the half answer was the one read consented to'],
    sent_twice: whole('an account is one, however often it is listed'),
    no_ids: ['failed: no_eligible_account', 'nothing can be read of an account without an id'],
    next_is_itself: ['failed: page_loop', 'which accounts there are is not known'],
    pages_without_end: ['failed: page_loop', 'which accounts there are is not known'],
    next_elsewhere: ['failed: page_loop', 'no token goes to another host'],
    account_joint: whole('joint money is told apart by the report'),
    account_foreign: ['whole, other_currency', 'left out of every figure, and said'],
    another_customer: ['failed: not_found', 'the consent opens none of them'],
  },
  balances: {
    ...{ ...balances, ...askedAgain, ...reading((kind) => `part: balances_${kind}`) },
    cut: ['part: balances_too_many_requests', 'the half answer was the one read consented to'],
    'cut once': [
      'part: balances_too_many_requests',
      'the half answer was the one read consented to',
    ],
    token_dies: [
      'part: balances_authorization_invalid, no name',
      'a second death: no further token is asked for',
    ],
    empty: ['part: balances_not_offered', 'an empty answer holds none'],
    no_content: ['part: balances_not_offered', 'an empty answer holds none'],
    ...{ no_dates: undated, february_30: undated, future_dates: undated },
    dates_before_1970: undated,
    amount_retyped: whole('a number is its shortest text'),
    amount_comma: whole('a decimal comma is one'),
    ...{ amount_exponent: noBalance, amount_nan: noBalance, amount_beyond_2_53: noBalance },
    another_account: ['part: balances_bad_answer', 'the answer names the account it is of'],
    another_customer: ['part: balances_bad_answer', 'the answer names the account it is of'],
  },
  transactions: {
    ...{ ...page, cut: once, 'cut once': once },
    // the guidelines leave the report out where there is none
    empty: ['whole, -LINES', 'an empty answer holds none'],
    no_content: ['whole, -LINES', 'an empty answer holds none'],
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
    amount_unsigned: [
      'whole, -3 lines, +3 lines',
      'the sign is all that tells: nothing contradicts it',
    ],
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
  },
  'transactions, page 2': {
    ...page,
    token_dies: [
      'part: authorization_invalid balances_authorization_invalid, no name',
      'a second death: no further token is asked for',
    ],
    line_comes: ['part: pages_moved', 'pushed from one page to the next: counted once, and said'],
    line_goes: [
      'whole, -1 lines, +1 lines',
      'no page is given twice, no balance follows a line: not to be seen',
    ],
    pending_is_booked: ['whole, -1 lines, +1 lines', 'pending when it was read: true then'],
  },
  details: {
    ...spare(noName, 'the name is a help, not the purpose', {
      ...{ ...failed, ...askedAgain, ...reading((kind) => `failed: ${kind}`) },
    }),
    'cut once': [noName, 'the half answer was the one read consented to'],
    another_account: [noName, 'the answer names the account it is of'],
    another_customer: [noName, 'the answer names the account it is of'],
  },
  'consent, deleted': {
    ...{ ...removed, ...dated(kept('bad_request')) },
    ...only(lost, ['cut', 'drip', 'truncated', 'huge', 'gzip_bomb', 'nested']),
    empty: whole('a deletion is answered by its status'),
    no_content: whole('a deletion is answered by its status'),
    '401': [kept('authorization_invalid'), 'a renewed token is refused too'],
    '401 once': whole('the token is renewed'),
    '403': ['whole, still held at the bank', 'the bank says that there is no such consent'],
  },
}
