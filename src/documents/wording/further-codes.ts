// Codes of loan accounts, overdraft limits, declared figures and settings, in words.
export const furtherPhrases: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  attributed_income: ['revenu attribué seulement', 'attributed income only'],
  declared: ['déclaré', 'as declared'],
  employer_not_named: ['employeur non nommé', 'the employer is not named'],
  end_not_given: ['fin du prêt non donnée', 'the end of the loan was not given'],
  inferred: ['déduit', 'inferred from conduct'],
  instalment_not_given: ['échéance non donnée', 'the instalment was not given'],
  joint_income_not_attributed: ['revenu joint non attribué', 'joint income names neither holder'],
  loan_account_not_shared: ['aucun compte de prêt partagé', 'no loan account is shared'],
  never_overdrawn: ['jamais à découvert', 'the accounts were never overdrawn'],
  next_pay_not_expected: ['aucune paie attendue', 'no pay is expected'],
  no_credit_repaid: ['aucun crédit remboursé', 'no credit is repaid'],
  no_earlier_income: ['aucun revenu plus ancien', 'no earlier income'],
  no_payout_seen: ['aucun crédit reçu', 'no payout was seen'],
  no_usual_pay_seen: ['aucune paie habituelle vue', 'no usual pay seen yet'],
  overdraft_always_charged: [
    'chaque découvert a été facturé ou suivi d’un rejet',
    'every overdraft met a fee or a rejection',
  ],
  overdraft_limit_unknown: ['découvert autorisé inconnu', 'the authorised overdraft is not known'],
  settings_in_another_currency: [
    'les seuils du prêteur sont en euros',
    'the lender’s settings are in euros',
  ],
  undated_lines: ['opérations sans date', 'lines without a day'],
  stressed_without_loan: ['sous tension, sans le crédit', 'stressed, without the loan'],
}
