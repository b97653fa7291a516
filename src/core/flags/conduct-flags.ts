// Flags of account conduct: seizures, collections, plans, arrears, rejections, fees, long overdrafts.
import type { Incidents } from '../incidents/incidents.ts'
import { type FlagRule, some } from './flag-input.ts'

/** Days below zero in a row past which an overdraft is flagged (credit.md). */
const LONG_OVERDRAFT_DAYS = 30

function ids(found: Incidents['seizures']): readonly string[] | null {
  return some(found.flatMap((one) => [one.transactionId, ...one.feeIds]))
}

function rejected(incidents: Incidents, concerns?: 'rent' | 'loan') {
  return ids(
    incidents.rejections.filter(
      (one) => one.isIncident && (concerns === undefined || one.concerns === concerns),
    ),
  )
}

export const conductFlags: readonly FlagRule[] = [
  { code: 'seizure', severity: 'high', find: ({ incidents }) => ids(incidents.seizures) },
  {
    code: 'debt_collection',
    severity: 'high',
    find: ({ incidents }) => ids(incidents.collections),
  },
  { code: 'debt_plan_check_ficp', severity: 'high', find: ({ incidents }) => ids(incidents.plans) },
  { code: 'loan_arrears', severity: 'high', find: ({ incidents }) => ids(incidents.arrears) },
  {
    code: 'rejected_loan_instalment',
    severity: 'high',
    find: ({ incidents }) => rejected(incidents, 'loan'),
  },
  { code: 'rejected_rent', severity: 'high', find: ({ incidents }) => rejected(incidents, 'rent') },
  { code: 'rejected_payments', severity: 'medium', find: ({ incidents }) => rejected(incidents) },
  {
    code: 'incident_fees_without_rejection',
    severity: 'medium',
    find: ({ incidents }) => ids(incidents.feesAlone),
  },
  {
    code: 'overdraft_over_30_days',
    severity: 'high',
    find: ({ incidents }) =>
      incidents.overdrafts.some((episode) => episode.days > LONG_OVERDRAFT_DAYS) ? [] : null,
  },
  {
    code: 'beyond_overdraft_limit',
    severity: 'high',
    // An inferred limit is drawn from the same fees: it proves nothing more than they do
    find: ({ incidents: { overdraftLimit } }) =>
      overdraftLimit.source === 'declared' && overdraftLimit.daysBeyond.state === 'measured'
        ? []
        : null,
  },
]
