// Faults where figures are judged and told: flags, indicators, scoring, report, comparison.
import type { Mutant } from './mutant.ts'

export const ofVerdicts: readonly Mutant[] = [
  {
    file: 'flags/payouts.ts',
    from: 'const REPAY_DAYS = 5',
    to: 'const REPAY_DAYS = 6',
    what: 'a repayment six days after a payout is laid to it',
  },
  {
    file: 'flags/integrity-signals.ts',
    from: 'days >= 0 && days <= BACK_AND_FORTH_DAYS',
    to: 'days <= BACK_AND_FORTH_DAYS',
    what: 'money that went out before it came in counts as passing through',
  },
  {
    file: 'flags/conduct-flags.ts',
    from: 'episode.days > LONG_OVERDRAFT_DAYS',
    to: 'episode.days >= LONG_OVERDRAFT_DAYS',
    what: 'thirty days below zero are flagged, where only more are',
  },
  {
    file: 'indicators/reading.ts',
    from: 'addDays(input.prepared.asOf, 1 - days)',
    to: 'addDays(input.prepared.asOf, -days)',
    what: 'the last thirty days are thirty-one',
  },
  {
    file: 'indicators/reading.ts',
    from: "if (stream.status === 'ended') continue",
    to: '',
    what: 'a job that has ended is still the main income',
  },
  {
    file: 'indicators/reserves/fixed-charges.ts',
    from: '!stream.category.startsWith(FAMILY) &&',
    to: '',
    what: 'childcare and maintenance enter the score',
  },
  {
    file: 'scoring/points.ts',
    from: 'bin.from <= value) && (bin.to === undefined || value < bin.to)',
    to: 'bin.from < value) && (bin.to === undefined || value <= bin.to)',
    what: 'a value on the edge of two bins falls in the one it closes',
  },
  {
    file: 'scoring/points.ts',
    from: "result?.state === 'none_found'",
    to: "result?.state !== 'measured'",
    what: 'what could not be observed earns the points of what is not there',
  },
  {
    file: 'scoring/counterfactuals.ts',
    from: 'if (!characteristic.actionable || value === null)',
    to: 'if (value === null)',
    what: 'an applicant is told to change what nobody can change',
  },
  {
    file: 'report/transactions.ts',
    from: 'matched: hidden ? null : line.matched',
    to: 'matched: line.matched',
    what: 'the matched words tell what the shown category hides',
  },
  {
    file: 'report/corrections.ts',
    from: ' || line.restricted',
    to: '',
    what: 'a line protected by law can be given a category',
  },
  {
    file: 'report/build-report.ts',
    from: '(sums.get(shown) ?? 0) + amount',
    to: 'amount',
    what: 'of categories shown by one name only the last is summed',
  },
  {
    file: 'comparison/compare.ts',
    from: 'after.value - before.value',
    to: 'before.value - after.value',
    what: 'a score that fell is told as one that rose',
  },
  {
    file: 'comparison/compare.ts',
    from: 'was.category === line.category && was.rule === line.rule',
    to: 'was.category === line.category',
    what: 'a line decided by another rule is not told when its category stayed',
  },
  {
    file: 'comparison/compare.ts',
    from: 'Math.abs(b.points) - Math.abs(a.points)',
    to: 'b.points - a.points',
    what: 'the greatest loss of points comes last',
  },
]
