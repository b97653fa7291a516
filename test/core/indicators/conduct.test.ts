import { describe, expect, it } from 'vitest'
import { dipped, fees, flat, of } from '../../support/indicator-cases.ts'
import {
  aBalances,
  anIncident,
  anIncome,
  aRejection,
  type InputParts,
  noIncidents,
  unknownBalances,
} from '../../support/indicator-input.ts'

describe('indicators of conduct', () => {
  it.each<[string, InputParts, string, number | string]>([
    ['never below zero', {}, 'days_negative_90', 0],
    ['three days below zero', { balances: dipped }, 'days_negative_90', 3],
    ['one of them in thirty days', { balances: dipped }, 'days_negative_30', 1],
    ['no balance', { balances: unknownBalances() }, 'days_negative_90', 'not_observable'],
    ['nine days ago', { balances: dipped }, 'days_since_last_negative', 9],
    ['never', {}, 'days_since_last_negative', 'none_found'],
    ['two runs', { balances: dipped }, 'overdraft_episodes_90', 2],
    ['two days in a row', { balances: dipped }, 'longest_overdraft_days', 2],
    ['seven euros', { balances: dipped }, 'deepest_overdraft', 700],
    ['none', {}, 'overdraft_episodes_90', 'none_found'],
    [
      'the slope of month ends',
      { balances: aBalances(flat(0).map((_, day) => day * 100)) },
      'month_end_balance_slope',
      3050,
    ],
    ['before paydays', { balances: dipped }, 'lowest_balance_before_payday', 1000],
    ['no rejection', {}, 'rejections_90', 'none_found'],
    [
      'two rejections',
      { incidents: noIncidents({ rejections: [aRejection('a', 9), aRejection('b', 5)] }) },
      'rejections_90',
      2,
    ],
    [
      'a refusal is no rejection',
      { incidents: noIncidents({ rejections: [{ ...aRejection('a', 9), isIncident: false }] }) },
      'rejections_90',
      'none_found',
    ],
    [
      'five days ago',
      { incidents: noIncidents({ rejections: [aRejection('a', 9), aRejection('b', 5)] }) },
      'days_since_last_rejection',
      5,
    ],
    [
      'a rejected rent',
      { incidents: noIncidents({ rejections: [aRejection('a', 9, 'rent'), aRejection('b', 5)] }) },
      'rejected_rent_or_loan_90',
      1,
    ],
    [
      'fees of forty euros',
      { incidents: noIncidents({ feesTotal: fees }) },
      'incident_fees_to_income',
      0.0068,
    ],
    ['no fees', {}, 'incident_fees_to_income', 'none_found'],
    [
      'fees and no income',
      { income: anIncome([]), incidents: noIncidents({ feesTotal: fees }) },
      'incident_fees_to_income',
      'not_observable',
    ],
    [
      'a seizure and a plan',
      { incidents: noIncidents({ seizures: [anIncident('s', 3)], plans: [anIncident('p', 4)] }) },
      'serious_incidents_90',
      2,
    ],
  ])('%s: %o', (_, parts, id, expected) => {
    expect(of(parts, id)).toBe(expected)
  })
})
