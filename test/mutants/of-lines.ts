// Faults where lines are read: values, matching, statement, protection, categorisation.
import type { Mutant } from './mutant.ts'

export const ofLines: readonly Mutant[] = [
  {
    file: 'values/money.ts',
    from: 'place === 3 && digit >= 5',
    to: 'place === 3 && digit > 5',
    what: 'half a cent of an amount that a bank sends is dropped',
  },
  {
    file: 'values/date-range.ts',
    from: 'addDays(asOf, 1 - days)',
    to: 'addDays(asOf, -days)',
    what: 'the window is one day too long',
  },
  {
    file: 'values/statistics.ts',
    from: 'return Math.sign(value) * Math.round(Math.abs(value))',
    to: 'return Math.round(value)',
    what: 'a half below zero is rounded towards zero',
  },
  {
    file: 'matching/phrase.ts',
    from: "openStart ? '' : ' '",
    to: "''",
    what: 'a word is found at the end of a longer one: TOTAL in SOUSTOTAL',
  },
  {
    file: 'matching/uses.ts',
    from: '(use & AT_HEAD) !== 0 && heads[start] !== 1',
    to: 'false',
    what: 'the head of a label is found in the middle of it',
  },
  {
    file: 'matching/uses.ts',
    from: '  if (start >= (opened.ends[half] ?? 0) - 1)\n',
    to: '',
    what: 'the two words around a gap may be one and the same',
  },
  {
    file: 'statement/twins.ts',
    from: '    used.add(twin)\n',
    to: '',
    what: 'one booked line makes several pending lines vanish',
  },
  {
    file: 'statement/accounts.ts',
    from: "if (ownership === 'not_owner') return 'not_owner'",
    to: '',
    what: 'the money of somebody under guardianship counts as the guardian’s',
  },
  {
    file: 'statement/lines.ts',
    from: "=== 'DBIT' ? negate(size) : size",
    to: "=== 'DBIT' ? negate(size) : (parseAmount(transaction.transactionAmount.amount) ?? size)",
    what: 'a credit that a bank signs with a minus becomes a debit',
  },
  {
    file: 'protection/protect.ts',
    from: ' || own.has(plainIban(iban))',
    to: '',
    what: 'the applicant’s own IBANs are hidden, and own transfers with them',
  },
  {
    file: 'protection/protect.ts',
    from: ', parties?.ultimateCreditor?.name',
    to: '',
    what: 'a union whose dues are collected by somebody else is kept in clear',
  },
  {
    file: 'protection/pseudonym.ts',
    from: "Buffer.from(salt, 'hex')",
    to: 'Buffer.alloc(32)',
    what: 'one person has one pseudonym everywhere, and can be followed',
  },
  {
    file: 'protection/names-in-text.ts',
    from: 'if (first === last) continue',
    to: 'continue',
    what: 'whoever is named behind what is paid for is kept in clear',
  },
  {
    file: 'categorisation/own.ts',
    from: ' && first !== undefined && !missing.includes(first)',
    to: '',
    what: 'a brother called as the applicant is second called becomes the applicant',
  },
  {
    file: 'categorisation/decide.ts',
    from: '  if (isRefused(ruleset, on.match, index)) return false\n',
    to: '',
    what: 'the words that a rule must not see are not looked for',
  },
  {
    file: 'categorisation/second-look/own-pairs.ts',
    from: 'OWN.has(out.category) ? [true, false] : [true]',
    to: '[true, false]',
    what: 'two strangers’ equal amounts become a transfer to oneself',
  },
  {
    file: 'categorisation/second-look/rejections.ts',
    from: '            days <= FEE_WITHIN_DAYS &&\n',
    to: '',
    what: 'a fee is laid to a rejection of months ago',
  },
]
