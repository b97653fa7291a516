// What each failure of the bank at each step ends with: written before the service was asked.
import type { Fault } from '../../src/sandbox/api/faults.ts'

/** `answer` at the sandbox bank; the four-letter codes are those it gives that status. */
export const faults = {
  '401': '401',
  '403': 'IPSU',
  '404': 'RENF',
  '429': 'TMRQ',
  '500': 'INTE',
  HTML: 'html',
  'truncated JSON': 'truncated',
  'a broken connection': 'nothing',
  silence: 'silence',
} as const satisfies Record<string, Fault['answer']>
export type FaultName = keyof typeof faults

export type Step =
  | 'token'
  | 'accounts'
  | 'consents'
  | 'second accounts'
  | 'balances'
  | 'transactions'
  | 'end-user-identity'

/** The code a failed session ends with; `whole`: completed, with nothing missing; `no_name`: but the name. */
export type Outcome =
  | 'authorization_invalid'
  | 'forbidden'
  | 'not_found'
  | 'too_many_requests'
  | 'bank_error'
  | 'bad_answer'
  | 'unreachable'
  | 'timeout'
  | 'whole'
  | 'no_name'

const refused: Record<FaultName, Outcome> = {
  '401': 'authorization_invalid',
  '403': 'forbidden',
  '404': 'not_found',
  '429': 'too_many_requests',
  '500': 'bank_error',
  HTML: 'bad_answer',
  'truncated JSON': 'bad_answer',
  'a broken connection': 'unreachable',
  silence: 'timeout',
}

const always = (outcome: Outcome): Record<FaultName, Outcome> => ({
  ...{ '401': outcome, '403': outcome, '404': outcome, '429': outcome, '500': outcome },
  ...{ HTML: outcome, 'truncated JSON': outcome, 'a broken connection': outcome, silence: outcome },
})

export const outcomes: Record<Step, Record<FaultName, Outcome>> = {
  // whatever a token endpoint forbids, the code was not taken
  token: { ...refused, '403': 'authorization_invalid' },
  accounts: refused,
  consents: refused,
  'second accounts': refused,
  // this bank's list of accounts carries the balances: failing to read them again takes nothing away
  balances: always('whole'),
  transactions: refused,
  // the name is a help, not the purpose
  'end-user-identity': always('no_name'),
}

type Failure = Exclude<Outcome, 'whole' | 'no_name'>

/** The head of the applicant's page. */
export const said: Record<Failure, { fr: string; en: string }> = {
  authorization_invalid: {
    fr: 'L’autorisation de votre banque n’a pas abouti',
    en: 'Your bank’s authorisation did not go through',
  },
  forbidden: {
    fr: 'L’autorisation de votre banque n’a pas abouti',
    en: 'Your bank’s authorisation did not go through',
  },
  not_found: {
    fr: 'La réponse de votre banque n’a pas pu être lue',
    en: 'Your bank’s answer could not be read',
  },
  too_many_requests: {
    fr: 'Votre banque limite le nombre de lectures',
    en: 'Your bank limits how often accounts are read',
  },
  bank_error: {
    fr: 'Votre banque ne répond pas en ce moment',
    en: 'Your bank is not answering at the moment',
  },
  bad_answer: {
    fr: 'La réponse de votre banque n’a pas pu être lue',
    en: 'Your bank’s answer could not be read',
  },
  unreachable: {
    fr: 'Votre banque ne répond pas en ce moment',
    en: 'Your bank is not answering at the moment',
  },
  timeout: {
    fr: 'Votre banque ne répond pas en ce moment',
    en: 'Your bank is not answering at the moment',
  },
}

/** The fault as the sandbox plans it. */
export function planned(step: Step, fault: FaultName): Fault {
  const answer = faults[fault]
  switch (step) {
    case 'second accounts':
      return { operation: 'accounts', answer, after: 1 }
    case 'consents':
      // only the giving fails: taking back is another call. A refused token is renewed and tried again.
      return { operation: 'consents', answer, times: fault === '401' ? 2 : 1 }
    default:
      return { operation: step, answer }
  }
}

/** No code of ours, of the bank or of the network; no word only an engineer would use. */
export const JARGON =
  /[a-z]+_[a-z]+|\b[345]\d\d\b|\b(?:https?|html|json|api|oauth|stet|psu|aisp|tls|ip|url|token|jeton|timeout|callback|undefined|null|object|code|erreur|error|exception)\b/i
