// Faults where lines become figures: streams, ledger, balances, incidents, coverage, affordability.
import type { Mutant } from './mutant.ts'

export const ofFigures: readonly Mutant[] = [
  {
    file: 'streams/income.ts',
    from: "living.filter(({ stream }) => stream.owner !== 'co_holder')",
    to: 'living',
    what: 'the other holder’s pay is retained for a lone applicant',
  },
  {
    file: 'streams/contracts.ts',
    from: 'left: all - term',
    to: 'left: all - term + 1',
    what: 'a split payment has one term too many left',
  },
  {
    file: 'streams/bank-calendar.ts',
    from: '      easter + 1,\n',
    to: '',
    what: 'banks work on Easter Monday',
  },
  {
    file: 'ledger/ledger.ts',
    from: " || line.role === 'saving'",
    to: '',
    what: 'what is put aside counts as spent',
  },
  {
    file: 'ledger/ledger.ts',
    from: 'line.amount + (slips.get(line.id) ?? 0)',
    to: 'line.amount',
    what: 'the total of a card counts again beside its slips',
  },
  {
    file: 'ledger/private-accounts.ts',
    from: " && usage !== 'business'",
    to: '',
    what: 'the account of a business is the applicant’s own',
  },
  {
    file: 'balances/rebuild-balances.ts',
    from: 'balance -= moves[day] ?? 0',
    to: 'balance += moves[day] ?? 0',
    what: 'going back in time, a debit lowers the balance before it',
  },
  {
    file: 'balances/rebuild-balances.ts',
    from: 'seen.some(({ daily }) => (daily.amounts[day] ?? 0) < 0)',
    to: 'seen.every(({ daily }) => (daily.amounts[day] ?? 0) < 0)',
    what: 'an overdrawn account is hidden by another that is not',
  },
  {
    file: 'balances/closing.ts',
    from: 'day = said === null || said > asOf ? asOf : said',
    to: 'day = asOf',
    what: 'an old balance is taken for that of today',
  },
  {
    file: 'incidents/find-incidents.ts',
    from: "(cause === 'unknown' && base.feeIds.length > 0)",
    to: "cause === 'unknown'",
    what: 'a debit sent back for no known reason, and no fee, is an incident',
  },
  {
    file: 'incidents/fee-pairing.ts',
    from: 'days > withinDays',
    to: 'days >= withinDays',
    what: 'a fee on the last day of its delay loses its incident',
  },
  {
    file: 'incidents/overdraft-limit.ts',
    from: '< -limit',
    to: '<= -limit',
    what: 'an account at its limit is beyond it',
  },
  {
    file: 'coverage/measure-coverage.ts',
    from: 'daysBetween(first, prepared.asOf) + 1',
    to: 'daysBetween(first, prepared.asOf)',
    what: 'one day less is covered than was seen',
  },
  {
    file: 'coverage/measure-coverage.ts',
    from: '>= GAP_DAYS',
    to: '> GAP_DAYS',
    what: 'a silence of just fifteen days is no gap',
  },
  {
    file: 'coverage/identity.ts',
    from: 'shared === smaller && shared >= 2',
    to: 'shared === smaller',
    what: 'a surname alone proves who holds the account',
  },
  {
    file: 'affordability/position.ts',
    from: 'f.income - f.debt - f.charges',
    to: 'f.income - f.charges',
    what: 'residual income forgets the debts',
  },
  {
    file: 'affordability/position.ts',
    from: '100 - incomeDown',
    to: '100 + incomeDown',
    what: 'under stress the income rises',
  },
  {
    file: 'affordability/charge-totals.ts',
    from: 'Number(line.date.slice(5, 7)) >= 9',
    to: 'Number(line.date.slice(5, 7)) > 9',
    what: 'the balance of income tax paid in September is a charge of every month',
  },
  {
    file: 'calibration/discrimination.ts',
    from: 'one.goods * (below + one.bads / 2)',
    to: 'one.goods * (below + one.bads)',
    what: 'a good and a bad of one score count as told apart',
  },
  {
    file: 'calibration/weight-of-evidence.ts',
    from: 'Math.log(goods / bads)',
    to: 'Math.log(bads / goods)',
    what: 'the riskiest cell weighs as the safest',
  },
  {
    file: 'calibration/scale.ts',
    from: 'worstOdds - Math.log(scaling.base.odds)',
    to: 'worstOdds + Math.log(scaling.base.odds)',
    what: 'a score on the wanted scale stands for other odds',
  },
]
