// Stable codes of the report in words: why a figure is unknown, what a note assumes, what a thing is called.
import { codeAsWords, type Language } from '../typography.ts'
import { furtherPhrases } from './further-codes.ts'
import { pullPhrases } from './pull-codes.ts'

const phrases: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  ...pullPhrases,
  ...furtherPhrases,
  // why a figure is not observable
  application_absent: ['le prêteur n’a pas joint la demande', 'the lender gave no application'],
  balance_not_observable: ['solde non reconstitué', 'balance could not be rebuilt'],
  balance_not_shared: ['solde non partagé', 'balance not shared'],
  business_account_not_shared: ['compte professionnel non partagé', 'business account not shared'],
  clients_not_named: ['clients non nommés', 'clients not named'],
  fewer_than_two_month_ends: ['moins de deux fins de mois vues', 'fewer than two month ends seen'],
  household_not_declared: ['foyer non déclaré', 'household not declared'],
  loan_not_requested: ['aucun crédit demandé', 'no loan requested'],
  loan_rate_unknown: ['taux du crédit inconnu', 'loan rate unknown'],
  no_booked_lines: ['aucune opération comptabilisée', 'no booked lines'],
  no_income_found: ['aucun revenu trouvé', 'no income found'],
  no_payday_seen: ['aucun jour de paie vu', 'no payday seen'],
  nothing_to_share: ['rien à répartir', 'nothing to share'],
  savings_account_not_shared: ['livret non partagé', 'savings account not shared'],
  // what a score is missing
  balance: ['le solde d’un compte courant', 'the balance of a current account'],
  booked_lines: ['assez d’opérations comptabilisées', 'enough booked lines'],
  business_account_only: [
    'seul un compte professionnel est partagé',
    'only a business account is shared',
  ],
  income_from_own_business: [
    'les revenus viennent de l’entreprise du demandeur',
    'income comes from the applicant’s own business',
  ],
  days_covered: ['assez de jours couverts', 'enough days covered'],
  last_line_age: ['une opération récente', 'a recent line'],
  private_current_account: ['un compte courant privé', 'a private current account'],
  uncategorised_share: ['assez d’opérations reconnues', 'enough recognised lines'],
  // further reasons why, warnings and variants
  duplicate_account_id: ['deux comptes ont le même identifiant', 'two accounts have the same id'],
  fewer_than_two_pays: ['moins de deux paies vues', 'fewer than two pays seen'],
  joint_half_share: ['charges jointes par moitié', 'half of joint charges'],
  no_accounts: ['aucun compte', 'no accounts'],
  no_complete_month: ['aucun mois complet', 'no complete month'],
  no_credit_seen: ['aucun crédit vu au compte', 'no money in seen'],
  no_debit_seen: ['aucune dépense vue', 'no money out seen'],
  no_monthly_income: ['aucun revenu mensuel', 'no monthly income'],
  no_private_account_lines: ['aucune opération d’un compte privé', 'no lines of a private account'],
  no_usual_spending_seen: ['aucune dépense habituelle vue', 'no usual spending seen'],
  no_whole_pay_cycle: ['aucun cycle de paie complet', 'no whole pay cycle'],
  same_account: ['même compte', 'same account'],
  transactions_not_shared: ['opérations non partagées', 'transactions not shared'],
  with_declared: ['avec le déclaré', 'with what was declared'],
  no_private_current_account: [
    'aucun compte courant privé partagé',
    'no private current account shared',
  ],
  no_balance: ['la banque n’a pas donné de solde', 'the bank gave no balance'],
  balance_before_window: [
    'le solde date d’avant la période',
    'the balance is older than the window',
  ],
  debt_without_transactions: [
    'compte débiteur sans opérations',
    'an account in debit without transactions',
  ],
  some_accounts_not_observable: [
    'un compte au moins n’a pu être reconstitué',
    'at least one account could not be rebuilt',
  ],
  applicant_not_declared: ['demandeur non déclaré', 'applicant not declared'],
  holder_not_given_by_bank: [
    'la banque n’a pas donné le nom du titulaire',
    'the bank gave no holder’s name',
  ],
  holder_is_not_applicant: ['un autre nom que le demandeur', 'another name than the applicant’s'],
  one_holder_differs: ['un des titulaires diffère', 'one of the holders differs'],
  name_agrees_in_part: ['une partie du nom seulement', 'only part of the name'],
  correction_not_applied: ['correction non appliquée', 'correction not applied'],
  unknown_account_type: ['type de compte inconnu', 'unknown type of account'],
  // accounts seen only through their transfers
  payment_account: ['compte de paiement', 'payment account'],
  savings_account: ['compte d’épargne', 'savings account'],
  // bins of a characteristic
  none_found: ['aucun trouvé', 'none found'],
  missing: ['non observable', 'not observable'],
  // notes of the affordability
  housing_cost_not_seen: ['coût du logement non vu', 'housing cost not seen'],
  possible_rent_counted: ['loyer probable compté', 'possible rent counted'],
  residual_floor_not_applied: [
    'minimum de reste à vivre du prêteur non appliqué',
    'the lender’s residual floor not applied',
  ],
  refinanced_contract_not_found: [
    'crédit à racheter non trouvé sur les comptes',
    'contract to refinance not found on the accounts',
  ],
  declared_credit_not_seen: ['crédit déclaré non vu', 'declared credit not seen'],
  // pillars
  resources: ['Ressources', 'Resources'],
  commitments: ['Engagements', 'Commitments'],
  account_conduct: ['Tenue de compte', 'Account conduct'],
  reserves_and_trend: ['Réserves et tendance', 'Reserves and trend'],
  // holder match, ownership, usage, kinds
  match: ['concorde', 'matches'],
  partial: ['concorde en partie', 'matches in part'],
  mismatch: ['ne concorde pas', 'does not match'],
  not_observable: ['non observable', 'not observable'],
  sole: ['seul titulaire', 'sole holder'],
  joint: ['compte joint', 'joint account'],
  not_owner: ['non titulaire', 'not the owner'],
  unknown: ['inconnu', 'unknown'],
  current: ['compte courant', 'current account'],
  card: ['carte', 'card'],
  savings: ['épargne', 'savings'],
  loan: ['prêt', 'loan'],
  private: ['privé', 'private'],
  business: ['professionnel', 'business'],
  rent: ['loyer', 'rent'],
  other: ['autre', 'other'],
  mortgage: ['prêt immobilier', 'mortgage'],
  rent_and_mortgage: ['loyer et prêt immobilier', 'rent and mortgage'],
  possible_rent: ['loyer probable', 'possible rent'],
  not_seen: ['non vu', 'not seen'],
  consumer: ['crédit à la consommation', 'consumer loan'],
  revolving: ['crédit renouvelable', 'revolving credit'],
  split_payment: ['paiement fractionné', 'split payment'],
  leasing: ['location', 'leasing'],
  short_term: ['mini-crédit', 'short-term loan'],
  social_microcredit: ['microcrédit social', 'social microcredit'],
  unspecified: ['nature inconnue', 'kind unknown'],
  revolving_draw: ['tirage de crédit renouvelable', 'revolving draw'],
  tenant: ['locataire', 'tenant'],
  owner: ['propriétaire', 'owner'],
  owner_with_mortgage: ['propriétaire avec prêt', 'owner with mortgage'],
  hosted: ['hébergé', 'hosted'],
  // streams
  weekly: ['chaque semaine', 'weekly'],
  biweekly: ['toutes les deux semaines', 'every two weeks'],
  semimonthly: ['deux fois par mois', 'twice a month'],
  monthly: ['chaque mois', 'monthly'],
  quarterly: ['chaque trimestre', 'quarterly'],
  yearly: ['chaque année', 'yearly'],
  mature: ['établi', 'established'],
  early: ['récent', 'recent'],
  ended: ['terminé', 'ended'],
  repayment_not_started: ['remboursement pas commencé', 'repayment not started'],
  up: ['en hausse', 'rising'],
  down: ['en baisse', 'falling'],
  flat: ['stable', 'steady'],
  // incidents
  insufficient_funds: ['provision insuffisante', 'insufficient funds'],
  customer_refusal: ['refus du client', 'refused by the customer'],
  creditor_refund: ['remboursement du créancier', 'refund by the creditor'],
  technical: ['motif technique', 'technical reason'],
  // reconciliation
  agrees: ['soldes et opérations concordent', 'balances and lines agree'],
  differs: ['soldes et opérations divergent', 'balances and lines differ'],
  one_balance: ['un seul solde connu', 'one balance known'],
  // exclusions
  duplicate: ['doublon', 'duplicate'],
  pending_twin: ['double d’une opération comptabilisée', 'twin of a booked line'],
  pending: ['en attente', 'pending'],
  outside_window: ['hors période', 'outside the window'],
  other_currency: ['autre devise', 'other currency'],
  account_left_out: ['compte écarté', 'account left out'],
  cancelled: ['annulée', 'cancelled'],
  disputed: ['dite étrangère au demandeur', 'said not to be the applicant’s'],
  // severity
  high: ['grave', 'high'],
  medium: ['moyen', 'medium'],
  low: ['léger', 'low'],
  // score
  measured: ['mesuré', 'measured'],
  not_enough_data: ['pas assez de données', 'not enough data'],
  expert: ['grille d’expert, non calibrée', 'expert scorecard, not calibrated'],
  calibrated: ['grille calibrée', 'calibrated scorecard'],
}

export function codeName(code: string, language: Language): string {
  const pair = phrases[code]
  return pair === undefined ? codeAsWords(code) : pair[language === 'fr' ? 0 : 1]
}

/** A code at the head of a sentence or a cell. */
export function codeTitle(code: string, language: Language): string {
  const name = codeName(code, language)
  return name.charAt(0).toUpperCase() + name.slice(1)
}
