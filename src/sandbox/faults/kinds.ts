// The ways of answering badly that every sandbox bank knows, by the kind of fault they show: the numbers are those
// of the list of bank faults. Kinds 1 to 5 are of the host, not of an answer: `front.ts`.

export const faultKinds = {
  /** Reset in the middle of a body, and before any of it. */
  6: ['cut', 'nothing'],
  /** Headers that never come. */
  7: ['silence'],
  /** A byte now and then. */
  8: ['drip'],
  /** A quota: without Retry-After, with one second, with a year, with something that is no time. */
  9: ['429', '429_soon', '429_in_a_year', '429_garbled'],
  10: ['500', '502', '503', '504'],
  11: ['html'],
  12: ['truncated'],
  13: ['empty', 'no_content'],
  14: ['text_plain', 'latin1', 'latin1_untold', 'byte_order_mark'],
  /** Fifty megabytes, the same compressed, and a hundred thousand brackets within one another. */
  15: ['huge', 'gzip_bomb', 'nested'],
  16: [
    ...(['no_dates', 'february_30', 'future_dates', 'dates_before_1970'] as const),
    ...(['mixed_zones', 'dst_days'] as const),
  ],
  17: [
    ...(['amount_retyped', 'amount_comma', 'amount_exponent', 'amount_nan'] as const),
    ...(['amount_unsigned', 'other_currency', 'amount_beyond_2_53'] as const),
  ],
  18: ['sent_twice', 'sent_twice_changed', 'no_ids'],
  19: ['next_is_itself', 'pages_in_a_circle', 'pages_without_end', 'next_elsewhere'],
  20: ['line_comes', 'line_goes', 'pending_is_booked'],
  /** In the middle of a pull: refused, withdrawn, and a token that is worth nothing any more. */
  21: ['401', '403', 'token_dies'],
  22: ['account_gone', 'account_joint', 'account_foreign', 'no_lines'],
  23: ['another_account', 'another_customer'],
  24: [
    ...(['clock_10_minutes_fast', 'clock_10_minutes_slow'] as const),
    ...(['clock_a_day_fast', 'clock_a_day_slow'] as const),
  ],
} as const

export type FaultKind = keyof typeof faultKinds
type AnswerOf<K extends FaultKind> = (typeof faultKinds)[K][number]

/** Beside those of the list, the two plain refusals of a request. */
export type BadAnswer = AnswerOf<FaultKind> | '400' | '404'

export const badAnswers: readonly BadAnswer[] = ['400', '404', ...Object.values(faultKinds).flat()]

export function isBadAnswer(text: string): text is BadAnswer {
  return badAnswers.some((known) => known === text)
}

export function isOfKind<K extends FaultKind>(kind: K, answer: string): answer is AnswerOf<K> {
  return faultKinds[kind].some((known) => known === answer)
}
