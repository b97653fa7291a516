// What is said when a bank could not be read, or a session ended without a report.
import type { BankErrorKind } from '../../banks/bank.ts'
import type { FailureText } from './failure.ts'

/** Codes a connection or a session ends with, beside those of bank adapters. */
export const endingCodes = [
  'denied_at_bank',
  'no_account_chosen',
  'unknown_bank',
  'internal_error',
  'collection_interrupted',
  'collection_not_started',
  'exchange_interrupted',
  'left_at_bank',
  'selection_expired',
  'report_failed',
  'too_many_attempts',
  'declined_by_applicant',
] as const
export type EndingCode = (typeof endingCodes)[number]

const unavailable: FailureText = {
  fr: [
    'Votre banque ne répond pas en ce moment',
    'Rien n’a été partagé. Réessayez dans quelques minutes, ou choisissez une autre banque.',
  ],
  en: [
    'Your bank is not answering at the moment',
    'Nothing was shared. Try again in a few minutes, or choose another bank.',
  ],
}
const unreadable: FailureText = {
  fr: [
    'La réponse de votre banque n’a pas pu être lue',
    'Rien d’incomplet n’est gardé. Vous pouvez réessayer, ou choisir une autre banque.',
  ],
  en: [
    'Your bank’s answer could not be read',
    'Nothing incomplete is kept. You can try again, or choose another bank.',
  ],
}
const signInAgain: FailureText = {
  fr: [
    'L’autorisation de votre banque n’a pas abouti',
    'Rien n’a été partagé. Vous pouvez vous identifier de nouveau auprès de votre banque.',
  ],
  en: [
    'Your bank’s authorisation did not go through',
    'Nothing was shared. You can sign in at your bank again.',
  ],
}
const interrupted: FailureText = {
  fr: [
    'La lecture a été interrompue',
    'Nous ne lisons jamais deux fois sans vous le demander : rien d’incomplet n’est gardé. Vous pouvez recommencer avec votre banque.',
  ],
  en: [
    'The reading was interrupted',
    'We never read twice without asking you: nothing incomplete is kept. You can start again with your bank.',
  ],
}
const refused: FailureText = {
  fr: [
    'L’accès n’a pas été donné',
    'Rien n’a été partagé. Vous pouvez réessayer, choisir une autre banque, ou envoyer des documents à la place.',
  ],
  en: [
    'Access was not given',
    'Nothing was shared. You can try again, choose another bank, or send documents instead.',
  ],
}
const ours: FailureText = {
  fr: [
    'Quelque chose n’a pas fonctionné de notre côté',
    'Rien n’a été envoyé. Vous pouvez réessayer dans un moment.',
  ],
  en: ['Something went wrong on our side', 'Nothing was sent. You can try again in a moment.'],
}

export const bankFailures = {
  denied: refused,
  denied_at_bank: refused,
  authorization_invalid: signInAgain,
  forbidden: signInAgain,
  no_eligible_account: {
    fr: [
      'Votre banque n’a pas de compte à partager',
      'Elle ne propose aucun compte de paiement pour cet accès. Vous pouvez choisir une autre banque.',
    ],
    en: [
      'Your bank has no account to share',
      'It offers no payment account for this access. You can choose another bank.',
    ],
  },
  consent_refused: refused,
  not_found: unreadable,
  too_many_requests: {
    fr: [
      'Votre banque limite le nombre de lectures',
      'La limite du jour est atteinte. Réessayez demain, ou choisissez une autre banque.',
    ],
    en: [
      'Your bank limits how often accounts are read',
      'Today’s limit has been reached. Try again tomorrow, or choose another bank.',
    ],
  },
  bad_request: unreadable,
  bank_error: unavailable,
  bad_answer: unreadable,
  unreachable: unavailable,
  timeout: unavailable,
  answer_too_large: unreadable,
  page_loop: unreadable,
  no_account_chosen: {
    fr: [
      'Vous n’avez partagé aucun compte de cette banque',
      'L’accès lui a été rendu. Vous pouvez choisir une autre banque, ou envoyer des documents.',
    ],
    en: [
      'You shared no account from this bank',
      'The access was given back. You can choose another bank, or send documents.',
    ],
  },
  unknown_bank: {
    fr: ['Cette banque n’est plus proposée', 'Vous pouvez en choisir une autre.'],
    en: ['This bank is no longer offered', 'You can choose another one.'],
  },
  internal_error: ours,
  collection_interrupted: interrupted,
  collection_not_started: interrupted,
  exchange_interrupted: signInAgain,
  left_at_bank: signInAgain,
  selection_expired: {
    fr: [
      'Le temps pour choisir les comptes est passé',
      'Rien n’a été partagé. Vous pouvez vous identifier de nouveau auprès de votre banque.',
    ],
    en: [
      'The time to choose accounts is over',
      'Nothing was shared. You can sign in at your bank again.',
    ],
  },
  report_failed: ours,
  too_many_attempts: {
    fr: [
      'Aucune banque n’a pu être jointe',
      'Vous pouvez envoyer des documents au prêteur à la place. Cela ne compte pas contre vous.',
    ],
    en: [
      'No bank could be joined',
      'You can send documents to the lender instead. It does not count against you.',
    ],
  },
  declined_by_applicant: {
    fr: ['Vous avez choisi de ne rien envoyer', 'Rien n’est gardé.'],
    en: ['You chose to send nothing', 'Nothing is kept.'],
  },
} as const satisfies Record<BankErrorKind | EndingCode, FailureText>
