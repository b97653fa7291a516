// What becomes of a connection under each fault of Linxo Connect: written before the adapter was asked.
import type { EndpointOf } from './endpoints.ts'
import { askedAgain, needed, only, type Row, renewed, type Told, timeless, whole } from './told.ts'

const failed = { ...needed((kind) => `failed: ${kind}`), ...timeless }
const part = { ...needed((kind) => `part: ${kind}`), ...timeless }

/** Of a user without a token nothing can be deleted; it holds nothing yet, not even a name. */
const left = { ...needed((kind) => `failed: ${kind}, still held at the bank`), ...timeless }

function refused(end: (kind: string) => string): Row {
  const worthless: Told = [end('authorization_invalid'), 'a new token is refused too']
  return {
    ...{ '401': worthless, token_dies: worthless, ...renewed },
    '403': [end('forbidden'), 'whoever may not, may not'],
  }
}

const unknown: Told = ['failed: forbidden', 'it is our own registration that is refused']
const unreadable: Told = [
  'part: unreadable_lines',
  'a line that says no day or amount is counted as lost',
]
const noBalance: Told = ['part: balances_bad_answer', 'what is not an amount is no balance']
const stranger: Told = ['failed: bad_answer', 'somebody else’s: nobody’s business']
const undated = whole('a balance without a day is one')

const listed: Row = {
  ...{ ...failed, ...askedAgain, ...refused((kind) => `failed: ${kind}`) },
  sent_twice: whole('an account is one, however often it is listed'),
  sent_twice_changed: whole('an account is one, however often it is listed'),
  no_ids: ['failed: bad_answer', 'nothing can be read of an account without an id'],
  another_customer: stranger,
}

const kept = (kind: string) => `whole, not given back: ${kind}, still held at the bank`
const deleted = needed(kept)
const lost = needed((kind) => `whole, not given back: ${kind}`)
const gone = whole('tried again: a user that is gone is deleted')

export const linxoOutcomes: Record<EndpointOf<'linxo'>, Row> = {
  'token of the client': { ...failed, '401': unknown, '403': unknown },
  users: {
    ...failed,
    '401': ['failed: authorization_invalid', 'the client’s token is refused'],
    '403': ['failed: forbidden', 'the registration may not make users'],
  },
  'token of the user': {
    ...left,
    '401': [
      'failed: forbidden, still held at the bank',
      'it is our own registration that is refused',
    ],
    '403': [
      'failed: forbidden, still held at the bank',
      'it is our own registration that is refused',
    ],
  },
  widget_session: {
    ...failed,
    '401': ['failed: authorization_invalid', 'the user’s token is refused'],
    '403': ['failed: forbidden', 'the registration may not open the widget'],
    next_elsewhere: ['failed: bad_answer', 'no customer is sent to another host'],
  },
  connections: {
    ...{ ...failed, ...askedAgain, ...renewed },
    '401': ['failed: authorization_invalid', 'a new token is refused too'],
    token_dies: ['failed: authorization_invalid', 'a new token is refused too'],
    '403': ['failed: authorization_invalid', 'the connection is not of this user'],
    another_customer: stranger,
  },
  accounts: listed,
  'accounts again': {
    ...listed,
    ...{ no_dates: undated, february_30: undated, future_dates: undated },
    dates_before_1970: undated,
    amount_retyped: whole('a number is its shortest text'),
    amount_comma: whole('a decimal comma is one'),
    ...{ amount_exponent: noBalance, amount_nan: noBalance, amount_beyond_2_53: noBalance },
    other_currency: ['whole, other balances, other_currency', 'left out of every figure, and said'],
    account_gone: ['part: account_vanished', 'granted, and not listed any more'],
    account_joint: whole('joint money is told apart by the report'),
    account_foreign: [
      'whole, other balances, other_currency',
      'left out of every figure, and said',
    ],
  },
  transactions: {
    ...{ ...part, ...askedAgain, ...refused((kind) => `part: ${kind}`) },
    ...{ no_dates: unreadable, february_30: unreadable, dates_before_1970: unreadable },
    future_dates: ['whole, -1 lines, +1 lines, future_lines', 'said so; out of every figure'],
    mixed_zones: whole('an instant is the bank’s day'),
    dst_days: whole('the bank’s day on both sides of the change of the hour'),
    amount_retyped: whole('a number is its shortest text'),
    amount_comma: whole('a decimal comma is one'),
    ...{ amount_exponent: unreadable, amount_nan: unreadable, amount_beyond_2_53: unreadable },
    amount_unsigned: [
      'whole, -1 lines, +1 lines',
      'the sign is all that tells: nothing contradicts it',
    ],
    other_currency: ['whole, -1 lines, +1 lines, other_currency_lines', 'never summed with euros'],
    sent_twice: ['whole, duplicate_lines', 'one line, sent twice'],
    sent_twice_changed: [
      'whole, +1 lines, ids_on_different_lines',
      'both are kept: ids lie more often than lines',
    ],
    no_ids: whole('told apart by content'),
    next_is_itself: ['part: page_loop', 'a page that brings nothing new is the end of trust'],
    pages_in_a_circle: ['part: page_loop', 'a page that brings nothing new is the end of trust'],
    pages_without_end: [
      'part: page_loop, +INVENTED',
      'stopped at the most pages a list may have; said',
    ],
    line_comes: whole('read a second time, when nothing moves any more'),
    line_goes: ['part: pages_moved, +1 lines', 'a booked line that was seen may not be gone: said'],
    pending_is_booked: whole('one line, not its announcement and itself'),
    no_lines: whole('no line is what the bank has'),
    another_account: ['part: unreadable_lines', 'each line names its account'],
    another_customer: ['part: unreadable_lines', 'each line names its account'],
  },
  'user, deleted': {
    ...{ ...deleted, ...timeless, ...askedAgain, ...renewed },
    ...{ cut: gone, drip: gone },
    ...only(lost, ['truncated', 'huge', 'gzip_bomb', 'nested']),
    empty: whole('a deletion is answered by its status'),
    no_content: whole('a deletion is answered by its status'),
    '401': [kept('authorization_invalid'), 'a new token is refused too'],
    token_dies: [kept('authorization_invalid'), 'a new token is refused too'],
    '403': [kept('forbidden'), 'whoever may not, may not'],
  },
}
