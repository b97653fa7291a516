import { describe, expect, it } from 'vitest'
import { indicatorCatalogue } from '../../../src/core/indicators/index.ts'

const byId = new Map(indicatorCatalogue.map((one) => [one.id, one]))

/** credit.md, "Indicators with a record of predicting", with the sign they are expected to have. */
const predicting: Readonly<Record<string, 'safer' | 'riskier'>> = {
  days_negative_30: 'riskier',
  days_negative_60: 'riskier',
  days_negative_90: 'riskier',
  days_since_last_negative: 'safer',
  lowest_balance_before_payday: 'safer',
  month_end_balance_slope: 'safer',
  rejections_90: 'riskier',
  days_since_last_rejection: 'safer',
  intervention_fees_monthly: 'riskier',
  incident_fees_to_income: 'riskier',
  rejected_rent_or_loan_90: 'riskier',
  distinct_lenders: 'riskier',
  new_credit_30: 'riskier',
  new_credit_60: 'riskier',
  new_credit_90: 'riskier',
  payouts_used_to_repay_90: 'riskier',
  revolving_draws_90: 'riskier',
  short_term_loans_90: 'riskier',
  open_split_payments: 'riskier',
  split_payment_providers: 'riskier',
  debt_service_ratio: 'riskier',
  months_with_income: 'safer',
  income_variation: 'riskier',
  payday_shift: 'riskier',
  days_since_last_income: 'riskier',
  employer_changes_90: 'riskier',
  days_to_spend_half_pay: 'safer',
  share_spent_in_week_after_pay: 'riskier',
  person_inflow_share: 'riskier',
  cash_inflow_share: 'riskier',
  net_saving_rate: 'safer',
  months_savings_drawn_in_deficit: 'riskier',
  deficit_months: 'riskier',
  liquidity_days: 'safer',
  balance_volatility: 'riskier',
  fixed_charges_share: 'riskier',
  gambling_to_income: 'riskier',
}

/** What the peers return and one bank connection can support, by theme. */
const union: Readonly<Record<string, readonly string[]>> = {
  income: [
    ...['income_pays_90', 'income_pay_mean', 'income_pay_median', 'income_pay_min'],
    ...['income_pay_max', 'income_pay_last', 'income_pay_trend', 'main_income_age_days'],
    ...['main_income_late_days', 'income_received_30', 'income_received_60', 'income_received_90'],
    ...['irregular_income_90', 'income_shock', 'benefit_share', 'income_interval_width'],
    ...['income_high_confidence_monthly', 'income_medium_confidence_monthly'],
    ...['income_low_confidence_monthly', 'main_income_share', 'income_sources', 'missed_pays_90'],
  ],
  charges: [
    ...['fixed_charges_monthly', 'essential_charges_monthly', 'fixed_outflow_monthly'],
    ...['flexible_outflow_monthly', 'essential_outflow_share', 'direct_debits_90'],
    ...['standing_orders_90', 'subscriptions_monthly', 'largest_debit_90', 'missed_charges_90'],
    ...['share_of_income_housing', 'share_of_income_energy', 'share_of_income_telecom'],
    ...['share_of_income_insurance', 'share_of_income_taxes', 'share_of_income_family'],
    ...['disposable_income_monthly', 'residual_income', 'net_saving_rate'],
  ],
  debt: [
    ...['repayment_mortgage_monthly', 'repayment_consumer_monthly', 'repayment_leasing_monthly'],
    ...['repayment_revolving_monthly', 'repayment_split_payment_monthly'],
    ...['repayment_short_term_monthly', 'credit_repaid_90', 'credit_drawn_90'],
    ...['repayment_to_drawdown', 'distinct_lenders', 'largest_lender_share', 'new_credit_30'],
  ],
  risk: [
    ...['overdraft_episodes_90', 'mean_overdraft', 'median_overdraft', 'deepest_overdraft'],
    ...['overdraft_limit', 'days_beyond_overdraft_limit', 'overdraft_interest_90'],
    ...['rejections_30', 'rejections_60', 'rejected_amount_90', 'bank_fee_refunds_90'],
    ...['intervention_fees_90', 'seizures_90', 'seizures_amount_90', 'debt_collections_90'],
    ...['collections_amount_90', 'collection_offices_90', 'gambling_staked_90'],
    ...['gambling_won_90', 'gambling_net_90', 'gambling_days_90', 'gambling_operators_90'],
    ...['gambling_share_of_outflow', 'days_since_last_gambling', 'cash_withdrawn_90'],
    ...['cash_withdrawal_share', 'cash_withdrawals_90', 'high_risk_outflow_share'],
    ...['refused_debits_90', 'unpaid_deposits_90', 'low_balance_days_90', 'high_balance_days_90'],
  ],
  balances: [
    ...['lowest_balance', 'mean_balance', 'median_balance', 'balance_p10', 'balance_p90'],
    ...['balance_deviation_30', 'balance_deviation_60', 'balance_deviation_90', 'first_balance'],
    ...['balance_now', 'mean_balance_30', 'lowest_balance_30', 'balance_change_90'],
  ],
  flows: [
    ...['inflow_30', 'inflow_60', 'inflow_90', 'outflow_30', 'outflow_60', 'outflow_90'],
    ...['net_flow_30', 'net_flow_60', 'net_flow_90', 'inflow_a_day', 'outflow_a_week'],
    ...['net_flow_a_month', 'inflow_90_with_transfers', 'outflow_90_with_transfers'],
    ...['inflow_90_without_large', 'outflow_to_inflow', 'largest_credit_90', 'lines_30'],
    ...['lines_90', 'active_days_90', 'longest_silence_days', 'activity_trend'],
    ...['distinct_counterparties', 'distinct_payers', 'distinct_payees'],
  ],
}

describe('the catalogue of indicators', () => {
  it.each(Object.entries(predicting))('%s is there, and higher is %s', (id, sign) => {
    expect(byId.get(id)).toMatchObject({ higherIs: sign })
  })

  it.each(Object.entries(union))('holds what peers return of %s', (_, ids) => {
    expect(ids.filter((id) => !byId.has(id))).toEqual([])
  })

  it('says of each what it looks at and where it comes from', () => {
    for (const { window, inputs } of indicatorCatalogue) {
      expect(window).toMatch(/^(last_(30|60|90)_days|complete_months|pay_cycles|today)$/)
      expect(inputs.length).toBeGreaterThan(0)
      expect(new Set(inputs).size).toBe(inputs.length)
    }
  })

  it('lets no figure of the family, of benefits or of payees into a score', () => {
    const banned = indicatorCatalogue.filter(({ id }) =>
      /benefit|family|maintenance|support|payee|payer|counterpart|per_unit|commitment/.test(id),
    )
    expect(banned.length).toBeGreaterThan(8)
    expect(banned.filter(({ scorable }) => scorable)).toEqual([])
  })

  it('names no category that must not be printed', () => {
    const text = JSON.stringify(indicatorCatalogue)
    expect(text).not.toMatch(/health|disabilit|donation|church|union|fine\b|sickness/i)
  })
})
