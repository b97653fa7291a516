// Why an account was not read in full, in words: the kinds of trouble a bank can give, and what adapters add.
import type { BankErrorKind } from '../../banks/bank.ts'

type Pair = readonly [fr: string, en: string]

const kinds = {
  denied: ['accès refusé', 'access denied'],
  authorization_invalid: ['autorisation non acceptée', 'authorisation not accepted'],
  forbidden: ['accès refusé', 'access denied'],
  no_eligible_account: ['aucun compte à partager', 'no account to share'],
  consent_refused: ['accord refusé par la banque', 'consent refused by the bank'],
  not_found: ['introuvable à la banque', 'not found at the bank'],
  too_many_requests: ['limite de lectures atteinte', 'limit of readings reached'],
  bad_request: ['demande refusée par la banque', 'request refused by the bank'],
  bank_error: ['erreur de la banque', 'error at the bank'],
  bad_answer: ['réponse illisible', 'unreadable answer'],
  unreachable: ['banque injoignable', 'bank not reachable'],
  timeout: ['la banque n’a pas répondu à temps', 'the bank did not answer in time'],
  answer_too_large: ['réponse trop longue', 'answer too long'],
  page_loop: ['pages en boucle', 'pages that come back on themselves'],
} as const satisfies Record<BankErrorKind, Pair>

const others = {
  account_vanished: ['compte disparu pendant la lecture', 'account gone during the reading'],
  not_synchronised: [
    'compte non mis à jour par l’agrégateur',
    'account not brought up to date by the aggregator',
  ],
  unreadable_lines: ['des opérations illisibles', 'unreadable transactions'],
  lines_capped: [
    'autant d’opérations que la banque en donne au plus : il peut en manquer',
    'as many transactions as the bank gives at most: there may be more',
  ],
  not_stated: ['l’état de la lecture n’est pas connu', 'how the reading went is not known'],
  not_offered: ['opérations non proposées par la banque', 'transactions not offered by the bank'],
  balances_not_offered: ['solde non proposé par la banque', 'balance not offered by the bank'],
  pages_moved: [
    'des opérations ont bougé pendant la lecture',
    'transactions moved while they were read',
  ],
  pages_not_confirmed: ['lecture non confirmée par la banque', 'reading not confirmed by the bank'],
  balances_break: [
    'les soldes après opération ne se suivent pas',
    'balances after each transaction do not follow',
  ],
  short_history: ['la banque donne moins de jours', 'the bank gives fewer days'],
  bank_missing: ['une banque n’a pas pu être lue', 'a bank could not be read'],
  collection_interrupted: ['lecture interrompue', 'reading interrupted'],
  collection_not_started: ['lecture non commencée', 'reading not started'],
  exchange_interrupted: ['connexion interrompue', 'sign-in interrupted'],
  internal_error: ['erreur de notre côté', 'an error on our side'],
  unknown_bank: ['banque inconnue', 'bank not known'],
  no_bank_joined: ['aucune banque jointe', 'no bank joined'],
  hides_income: ['revenus', 'income'],
  hides_savings: ['épargne', 'savings'],
  hides_charges: ['dépenses régulières', 'charges'],
  hides_credit: ['crédits', 'credit'],
  hides_incidents: ['incidents', 'incidents'],
  hides_overdrafts: ['découverts', 'overdrafts'],
  pull_incomplete: ['compte lu en partie seulement', 'account read only in part'],
} as const satisfies Record<string, Pair>

/** By code; `balances_<kind>` is said of the balance, a kind alone of the transactions. */
export const pullPhrases: Readonly<Record<string, Pair>> = {
  ...Object.fromEntries(
    Object.entries(kinds).flatMap(([kind, [fr, en]]): [string, Pair][] => [
      [kind, [`opérations non lues en entier (${fr})`, `transactions not read in full (${en})`]],
      [`balances_${kind}`, [`solde non lu (${fr})`, `balance not read (${en})`]],
    ]),
  ),
  ...others,
}
