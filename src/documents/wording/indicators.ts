// The names of indicators for readers; one without a name here shows its identifier as words.
import { codeAsWords, type Language } from '../typography.ts'
import { furtherNames } from './further-indicators.ts'

const names: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  ...furtherNames,
  active_credit_contracts: ['Contrats de crédit en cours', 'Active credit contracts'],
  balance_now: ['Solde du jour', 'Balance today'],
  balance_p10: ['Solde, 10e centile', 'Balance, 10th percentile'],
  balance_p90: ['Solde, 90e centile', 'Balance, 90th percentile'],
  lowest_balance: ['Solde le plus bas', 'Lowest balance'],
  mean_balance: ['Solde moyen', 'Mean balance'],
  median_balance: ['Solde médian', 'Median balance'],
  balance_after_pending: ['Solde après opérations en attente', 'Balance after pending'],
  borrowed_inflow_share: ['Part des entrées empruntée', 'Share of inflow that is borrowed'],
  person_inflow_share: ['Part des entrées de particuliers', 'Share of inflow from persons'],
  debt_collections_90: ['Recouvrements', 'Debt collections'],
  loan_arrears_90: ['Échéances en retard', 'Loan arrears'],
  serious_incidents_90: [
    'Saisies, recouvrements, plans et retards',
    'Seizures, collections, plans and arrears',
  ],
  seizures_90: ['Saisies', 'Seizures'],
  debt_plans_90: ['Échéances de plan de surendettement', 'Debt-plan instalments'],
  balance_drift: ['Dérive du solde', 'Balance drift'],
  balance_volatility: ['Volatilité du solde', 'Balance volatility'],
  cash_inflow_share: ['Part des dépôts d’espèces', 'Share of cash inflow'],
  cash_withdrawal_share: ['Part des retraits d’espèces', 'Share of cash withdrawals'],
  commitment_ratio: ['Taux d’engagement', 'Commitment ratio'],
  days_since_last_income: ['Jours depuis le dernier revenu', 'Days since last income'],
  days_since_last_negative: ['Jours depuis le dernier découvert', 'Days since last overdrawn'],
  days_since_last_rejection: ['Jours depuis le dernier rejet', 'Days since last rejection'],
  days_to_spend_half_pay: [
    'Jours pour dépenser la moitié de la paie',
    'Days to spend half the pay',
  ],
  debt_service_ratio: ['Taux d’effort', 'Debt-service ratio'],
  deepest_overdraft: ['Découvert le plus profond', 'Deepest overdraft'],
  deficit_months: ['Mois en déficit', 'Months in deficit'],
  distinct_counterparties: ['Tiers différents', 'Distinct counterparties'],
  distinct_lenders: ['Prêteurs différents', 'Distinct lenders'],
  employer_changes_90: ['Changements d’employeur', 'Employer changes'],
  fixed_charges_share: ['Part des charges fixes', 'Share of fixed charges'],
  gambling_to_income: ['Jeux d’argent rapportés au revenu', 'Gambling to income'],
  incident_fee_count_90: ['Nombre de frais d’incident', 'Number of incident fees'],
  incident_fees_monthly: ['Frais d’incident par mois', 'Incident fees a month'],
  incident_fees_to_income: ['Frais d’incident rapportés au revenu', 'Incident fees to income'],
  income_variation: ['Variation du revenu', 'Income variation'],
  lines_a_month: ['Opérations par mois', 'Lines a month'],
  liquidity_days: ['Jours de liquidité', 'Days of liquidity'],
  longest_overdraft_days: ['Plus long découvert', 'Longest overdraft'],
  lowest_balance_before_payday: ['Plus bas avant la paie', 'Lowest before payday'],
  main_income_share: ['Part du revenu principal', 'Share of the main income'],
  missed_pays_90: ['Paies manquées', 'Missed pays'],
  month_end_balance_slope: ['Pente des soldes de fin de mois', 'Slope of month-end balances'],
  monthly_income_observed: ['Revenu mensuel observé', 'Monthly income observed'],
  monthly_income_retained: ['Revenu mensuel retenu', 'Monthly income retained'],
  months_savings_drawn_in_deficit: [
    'Mois où l’épargne couvre un déficit',
    'Months savings covered a deficit',
  ],
  months_with_income: ['Mois avec revenu', 'Months with income'],
  net_saving_rate: ['Taux d’épargne net', 'Net saving rate'],
  open_split_payments: ['Paiements fractionnés en cours', 'Open split payments'],
  outflow_to_inflow: ['Sorties rapportées aux entrées', 'Outflow to inflow'],
  overdraft_episodes_90: ['Épisodes de découvert', 'Overdraft episodes'],
  overdraft_interest_90: ['Agios', 'Overdraft interest'],
  payday_shift: ['Décalage du jour de paie', 'Payday shift'],
  payouts_used_to_repay_90: ['Crédits servant à en rembourser', 'Payouts used to repay'],
  rejected_rent_or_loan_90: ['Loyers ou échéances rejetés', 'Rejected rent or loan instalments'],
  rejections_90: ['Rejets pour défaut de provision', 'Rejections for lack of funds'],
  residual_income: ['Reste à vivre', 'Residual income'],
  residual_income_per_unit: ['Reste à vivre par unité', 'Residual income per unit'],
  revolving_draws_90: ['Tirages de crédit renouvelable', 'Revolving draws'],
  savings_deposit_rate: ['Part versée à l’épargne', 'Share put into savings'],
  savings_held: ['Épargne partagée', 'Savings held'],
  share_spent_in_week_after_pay: [
    'Part dépensée dans la semaine de paie',
    'Share spent in the week after pay',
  ],
  short_term_loans_90: ['Mini-crédits', 'Short-term loans'],
  split_payment_providers: ['Organismes de paiement fractionné', 'Split-payment providers'],
}

const windows: readonly (readonly [prefix: string, fr: string, en: string])[] = [
  ['days_negative_', 'Jours à découvert', 'Days overdrawn'],
  ['new_credit_', 'Nouveaux crédits', 'New credits'],
  ['rejections_', 'Rejets pour défaut de provision', 'Rejections for lack of funds'],
  ['income_received_', 'Revenus reçus', 'Income received'],
  ['inflow_', 'Entrées', 'Inflow'],
  ['outflow_', 'Sorties', 'Outflow'],
  ['net_flow_', 'Flux net', 'Net flow'],
  ['mean_balance_', 'Solde moyen', 'Mean balance'],
  ['lowest_balance_', 'Solde le plus bas', 'Lowest balance'],
  ['balance_deviation_', 'Écart type du solde', 'Standard deviation of the balance'],
  ['lines_', 'Opérations', 'Lines'],
]

export function indicatorName(id: string, language: Language): string {
  const at = language === 'fr' ? 0 : 1
  const name = names[id]
  if (name) return name[at]
  for (const [prefix, ...texts] of windows) {
    if (!id.startsWith(prefix)) continue
    const days = id.slice(prefix.length)
    return language === 'fr' ? `${texts[0]} sur ${days} jours` : `${texts[1]} in ${days} days`
  }
  return codeAsWords(id)
}
