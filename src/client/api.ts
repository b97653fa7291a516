// Every operation of the API and every shape it speaks of, made from openapi.yaml by `npm run client`: do not edit by
// hand. Imports nothing of the service: copy the folder into your own code, or import it from here.
import { type CallOptions, type ClientOptions, createCaller } from './caller.ts'

export interface Lender {
  id: string
  name: string
  provider: Provider
  returnUrls: string[]
  colour: string | null
  logo: {
    type: 'image/png' | 'image/jpeg'
    data: string
  } | null
  reviewContact: string | null
  /** Whether the score is an aid to who decides, or the decision draws strongly on it */
  decisionUse: 'aid' | 'decisive' | null
  /** Whether the applicant’s last page gives the explanation of the result at once */
  explainAtEnd: boolean
  retention: {
    /**
     * @min 1
     * @max 13
     */
    reportMonths: number
    /**
     * @min 0
     * @max 396
     */
    snapshotDays: number
    /**
     * @min 1
     * @max 13
     */
    sessionMonths: number
    /**
     * @min 0
     * @max 30
     */
    refusedSnapshotDays: number
    /**
     * @min 1
     * @max 13
     */
    refusedReportMonths: number
    /**
     * @min 0
     * @max 30
     */
    abandonedDays: number
    /**
     * @min 0
     * @max 30
     */
    withdrawnDays: number
    /**
     * @min 1
     * @max 36
     */
    validationMonths: number
    /**
     * @min 6
     * @max 60
     */
    auditMonths: number
    /**
     * @min 1
     * @max 168
     */
    linkHours: number
  }
  limits: {
    requestsPerMinute: number
  }
  embeddedChannel: boolean
}

export interface Provider {
  /**
   * @minLength 1
   * @maxLength 140
   */
  name: string
  /**
   * @minLength 1
   * @maxLength 70
   */
  registration: string
  capacity: 'own' | 'agent' | 'third_party'
}

/** @example {"type":"/problems/invalid_request","title":"The request is not valid","status":400,"detail":"The body is not valid.","instance":"req_3nD7kPw5VxS9aGh2MrE8cJ","errors":[{"pointer":"/applicant/reference","detail":"Too small: expected string to have >=1 characters"}]} */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
  /** Id of the request: quote it when asking */
  instance: string
  errors?: {
    /** JSON pointer (RFC 6901) of the field */
    pointer: string
    detail: string
  }[]
}

export interface Bank {
  id: string
  name: string
  group: string
  country: string
  kind: 'stet' | 'linxo' | 'berlin_group'
  sandbox: boolean
  /** Names of customers’ banks that are reached through this one */
  brands?: string[]
  /** An aggregator reads it: the applicant accepts its terms before going there */
  intermediary?: {
    name: string
    termsUrl: string
    termsVersion: string
  }
}

export interface KnownBank {
  id: string
  name: string
  group: string
  country: string
  kind: 'stet'
  /** Names of customers’ banks that are reached through this one */
  brands: string[]
  /** Why it cannot be connected yet; null when the operator’s registration is all it takes */
  obstacle: string | null
}

export interface CreatedSession {
  id: string
  status:
    | 'created'
    | 'open'
    | 'confirming'
    | 'completed'
    | 'declined'
    | 'cancelled'
    | 'expired'
    | 'failed'
    | 'withdrawn'
  failureCode: string | null
  mode: 'test' | 'live'
  applicantReference: string
  /** Asked of the applicant */
  purposes: ('creditworthiness' | 'rescoring' | 'model_validation')[]
  /** Those they agreed to; null before they answered */
  grantedPurposes: ('creditworthiness' | 'rescoring' | 'model_validation')[] | null
  /** While it stands nothing goes */
  legalHold: boolean
  /** What became of the application, once the lender told it */
  application: {
    fate: 'granted' | 'refused' | 'abandoned' | 'withdrawn'
    toldAt: string
  } | null
  /** When each kind of data is over, all clocks reckoned */
  keeping: Keeping
  connections: Connection[]
  reportId: string | null
  product: string | null
  metadata: Record<string, string> | null
  createdAt: string
  expiresAt: string
  endedAt: string | null
  /**
   * Single use: send the applicant there
   * @format uri
   */
  consentUrl: string
}

/** When each kind of data is over, all clocks reckoned */
export interface Keeping {
  /** What was read; null: nothing is kept */
  snapshotUntil: string | null
  /** The newest report; null: none is kept */
  reportUntil: string | null
  /** The session and its consent; null before it has ended */
  sessionUntil: string | null
}

export interface Connection {
  id: string
  bank: string
  status:
    | 'authorizing'
    | 'exchanging'
    | 'selecting'
    | 'collecting'
    | 'collected'
    | 'denied'
    | 'failed'
    | 'reauthorization_required'
  failureCode: string | null
}

export interface SessionRequest {
  applicant: {
    /**
     * The lender's own reference
     * @minLength 1
     * @maxLength 70
     */
    reference: string
    /**
     * @minLength 1
     * @maxLength 140
     */
    name: string
  }
  application?: Application
  /**
   * Code of what is applied for, in the clear: a re-scoring may be of one product
   * @pattern ^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$
   */
  product?: string
  /** Default: the lender's own */
  provider?: {
    /**
     * @minLength 1
     * @maxLength 140
     */
    name: string
    /**
     * @minLength 1
     * @maxLength 70
     */
    registration: string
    capacity: 'own' | 'agent' | 'third_party'
  }
  /**
   * @minItems 1
   * @default ["creditworthiness"]
   */
  purposes?: ('creditworthiness' | 'rescoring' | 'model_validation')[]
  /**
   * @maxItems 50
   * @minItems 1
   */
  banks?: string[]
  preselectedBank?: string
  /**
   * @min 1
   * @max 5
   * @default 1
   */
  maxConnections?: number
  /** @format uri */
  returnUrl?: string
  /** @default "fr" */
  language?: 'fr' | 'en'
  /**
   * @min 1
   * @max 90
   * @default 90
   */
  windowDays?: number
  /**
   * @min 0
   * @max 396
   * @default 30
   */
  retentionDays?: number
  metadata?: Record<string, string>
}

export interface Application {
  loan?: {
    /** @min 0 */
    amount: number
    /**
     * @exclusiveMin 0
     * @max 600
     */
    months: number
    /**
     * @min 0
     * @max 100
     */
    rate?: number
    /** @min 0 */
    instalment?: number
    refinances?: string[]
  }
  household?: {
    /**
     * @min 1
     * @max 10
     */
    adults: number
    /**
     * @min 0
     * @max 20
     */
    children: number
    housing?: 'tenant' | 'owner' | 'owner_with_mortgage' | 'hosted' | 'other'
    /** @min 0 */
    rent?: number
  }
  /** @maxItems 4 */
  applicants?: {
    role: 'applicant' | 'co_applicant'
    /**
     * @minLength 1
     * @maxLength 140
     */
    name: string
    /** @min 0 */
    declaredMonthlyIncome?: number
    /** @maxLength 140 */
    employment?: string
  }[]
  /** @min 0 */
  overdraftLimit?: number
  /** @maxItems 50 */
  declaredCredits?: {
    /** @maxLength 140 */
    lender: string
    /** @min 0 */
    instalment: number
  }[]
}

export interface Session {
  id: string
  status:
    | 'created'
    | 'open'
    | 'confirming'
    | 'completed'
    | 'declined'
    | 'cancelled'
    | 'expired'
    | 'failed'
    | 'withdrawn'
  failureCode: string | null
  mode: 'test' | 'live'
  applicantReference: string
  /** Asked of the applicant */
  purposes: ('creditworthiness' | 'rescoring' | 'model_validation')[]
  /** Those they agreed to; null before they answered */
  grantedPurposes: ('creditworthiness' | 'rescoring' | 'model_validation')[] | null
  /** While it stands nothing goes */
  legalHold: boolean
  /** What became of the application, once the lender told it */
  application: {
    fate: 'granted' | 'refused' | 'abandoned' | 'withdrawn'
    toldAt: string
  } | null
  /** When each kind of data is over, all clocks reckoned */
  keeping: Keeping
  connections: Connection[]
  reportId: string | null
  product: string | null
  metadata: Record<string, string> | null
  createdAt: string
  expiresAt: string
  endedAt: string | null
}

export interface Report {
  envelope: ReportEnvelope
  schemaVersion: '1'
  provenance: {
    /** SHA-256 of the canonical snapshot */
    snapshotHash: string
    rulebook: {
      version: string
      hash: string
    }
    engineVersion: string
    /** @format date */
    asOf: string
    /** Days, both ends included */
    window: DateRange
    correctionsHash: string | null
  }
  application: Application | null
  coverage: Coverage
  identity: Identity
  accounts: ReportAccount[]
  unsharedAccounts: UnsharedAccount[]
  income: Income
  charges: Charges
  credit: Credit
  affordability: Affordability
  assets: Assets
  business: Business
  balances: Balances
  /** Minor units, private accounts; transfers between own accounts, savings among them, left out */
  cashFlow: CashFlow
  incidents: Incidents
  indicators: Indicator[]
  score: Score
  flags: Flag[]
  integrity: Flag[]
  withheld: {
    /**
     * Lines of which only amount, day and sign were kept
     * @min 0
     */
    specialCategory: number
    /**
     * Lines that keep their category and lost their text
     * @min 0
     */
    labels: number
    /**
     * IBANs of others replaced by a pseudonym, each counted once
     * @min 0
     */
    thirdParties: number
    /**
     * Names of private persons replaced by a pseudonym, each counted once
     * @min 0
     */
    names: number
  }
  warnings: {
    code: string
    accountId?: string
    transactionIds?: string[]
  }[]
}

export interface ReportEnvelope {
  id: string
  /** @format date-time */
  createdAt: string
  origin: 'session' | 'statement' | 'co_applicants' | 'rescoring' | 'correction'
  sessionId: string | null
  /** Of `co_applicants`: the sessions of those who apply together, the applicant’s first */
  sessionIds?: string[]
  previousReportId: string | null
  bodyHash: string
}

/** Days, both ends included */
export interface DateRange {
  /** @format date */
  from: string
  /** @format date */
  to: string
}

export interface Coverage {
  overall: {
    firstDate: string | null
    lastDate: string | null
    daysCovered: number
    /** Runs of 15 days or more without a line */
    gaps: DateRange[]
    booked: number
    pending: number
    /** Lines left aside, by reason */
    excluded: Record<string, number>
    uncategorisedByCount:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    uncategorisedByAmount:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  accounts: {
    firstDate: string | null
    lastDate: string | null
    daysCovered: number
    /** Runs of 15 days or more without a line */
    gaps: DateRange[]
    booked: number
    pending: number
    /** Lines left aside, by reason */
    excluded: Record<string, number>
    uncategorisedByCount:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    uncategorisedByAmount:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    accountId: string
    complete: boolean
    /** Stable codes of what was not seen */
    missing: string[]
    reconciliation: 'agrees' | 'differs' | 'one_balance' | 'not_observable'
    /** What the bank did not show, between which days, and what that may hide */
    holes: CoverageHole[]
  }[]
  /** Banks the applicant wanted to share and that could not be read */
  missingBanks?: {
    connection: string
    bank: string
    /** Stable code of what stopped the reading */
    why: string
    /** Income when lines point to an account that feeds these, or none is seen; savings likewise */
    mayHide: ('income' | 'charges' | 'credit' | 'incidents' | 'overdrafts' | 'savings')[]
    /** Own transfers to and from accounts that are not in the report */
    transactionIds: string[]
  }[]
}

export interface CoverageHole {
  /** Stable code of why */
  code: string
  /** First day of which something may be missing */
  from: string
  to: string
  mayHide: ('income' | 'charges' | 'credit' | 'incidents' | 'overdrafts')[]
}

export interface Identity {
  declaredName: string | null
  holders: {
    connection: string
    name: string | null
  }[]
  match: 'match' | 'partial' | 'mismatch' | 'not_observable'
  why: string | null
  /** When several apply together: each against the accounts that are theirs */
  applicants?: {
    name: string
    role: 'applicant' | 'co_applicant'
    connections: string[]
    match: 'match' | 'partial' | 'mismatch' | 'not_observable'
    why: string | null
  }[]
}

export interface ReportAccount {
  accountId: string
  connection: string | null
  bank: string | null
  kind: 'current' | 'card' | 'savings' | 'loan'
  usage: 'private' | 'business' | 'unknown'
  ownership: 'sole' | 'joint' | 'not_owner' | 'unknown'
  name: string | null
  product: string | null
  /** FR76 **** 5158 */
  ibanMasked: string | null
  currency: string
  linkedAccountId: string | null
  leftOut: string | null
  /** Likely main account: where income arrives */
  main: boolean
  balance:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
}

export interface Money {
  /** Minor units (cents); negative: out */
  amount: number
  /** @pattern ^[A-Z]{3}$ */
  currency: string
}

export interface UnsharedAccount {
  hint: string
  ibanMasked: string | null
  transactionIds: string[]
  inflow: Money
  outflow: Money
}

export interface Income {
  monthlyNet: {
    /** What came in a month, after withholding tax */
    observed:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    /** Σ stream × weight of its category */
    retained:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    low:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    high:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  streams: Stream[]
  /** Regular help from a person, apart */
  support: Stream[]
  monthsWithIncome:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  coefficientOfVariation:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** When several apply together: what each brings to `monthlyNet` */
  byApplicant?: {
    /** null: of joint accounts, whose lines name none of the applicants */
    name: string | null
    observed:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    retained:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    streamIds: string[]
  }[]
}

export interface Stream {
  /** Stable for the same snapshot: s1, s2 … */
  id: string
  direction: 'in' | 'out'
  category: string
  /** Payer or payee */
  counterparty: string | null
  accountId: string
  /** On a joint account as names in its lines tell; a lone applicant does not retain what is the co-holder’s */
  owner: 'applicant' | 'co_holder' | 'nobody'
  cadence: 'weekly' | 'biweekly' | 'semimonthly' | 'monthly' | 'quarterly' | 'yearly' | 'unknown'
  /** 1–31; for weekly cadences 0 (Sunday) – 6 */
  nominalDay: number | null
  /** Where a closed day of the TARGET calendar moves it */
  shift: 'previous' | 'next' | 'none'
  occurrences: {
    transactionId: string
    /** @format date */
    date: string
    /** Minor units, signed */
    amount: number
    mark: 'regular' | 'bonus' | 'advance' | 'outlier'
  }[]
  missedSlots: string[]
  amount: {
    currency: string
    /** Minor units, unsigned as all figures of a stream; an advance and its balance are one */
    median: number
    min: number
    max: number
    last: number
    trend: 'up' | 'down' | 'flat' | 'unknown'
  }
  /** Unsigned; `direction` says which way */
  monthlyEquivalent: {
    /** Minor units (cents); negative: out */
    amount: number
    /** @pattern ^[A-Z]{3}$ */
    currency: string
  }
  status: 'mature' | 'early' | 'ended'
  nextExpected: DateRange | null
  /** 0–1: coverage × regularity × amount × source */
  confidence: number
  evidence: Evidence
}

export interface Evidence {
  transactionIds: string[]
  excluded: {
    transactionId: string
    reason: string
  }[]
}

export interface Charges {
  /** Fixed charges and debt service a month */
  monthly:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  housingCost:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  housingSource: 'rent' | 'mortgage' | 'rent_and_mortgage' | 'possible_rent' | 'not_seen'
  essentialMonthly:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  streams: Stream[]
}

export interface Credit {
  /** All, split payments and those not yet repaid included; largest first */
  contracts: Contract[]
  /** Contracts that run, a month; the borrower’s insurance stands in the charges */
  monthlyRepayment:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** Of loans that run, home loans and split payments apart */
  distinctLenders:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** Short-term and micro loans and wage advances, ended ones among them */
  shortTermLoans:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  socialMicrocredits:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  earlyRepayments: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    lender: string | null
  }[]
  /** Instalments paid late, penalties and interest for late payment */
  arrears: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    lender: string | null
  }[]
  payouts: {
    transactionId: string
    date: string
    amount: Money
    lender: string | null
    /** A draw is on a revolving credit that is open already, or says so */
    kind: 'loan' | 'revolving_draw'
  }[]
  /** Those of `contracts` that are split payments */
  splitPayments: Contract[]
}

export interface Contract {
  id: string
  kind:
    | 'mortgage'
    | 'consumer'
    | 'revolving'
    | 'split_payment'
    | 'leasing'
    | 'short_term'
    | 'social_microcredit'
    | 'unspecified'
  /** A loan of the bank that keeps the account has that bank; null when nothing tells */
  lender: string | null
  /** Unsigned; 0 only when `status` is repayment_not_started: none was seen yet */
  instalment: {
    /** Minor units (cents); negative: out */
    amount: number
    /** @pattern ^[A-Z]{3}$ */
    currency: string
  }
  monthlyEquivalent: Money
  termsSeen: number
  termsLeft: number | null
  /** What is still owed, where the statement has the loan’s own account; else null */
  outstanding: {
    /** Minor units (cents); negative: out */
    amount: number
    /** @pattern ^[A-Z]{3}$ */
    currency: string
  } | null
  /** Last term; known likewise */
  endsOn: string | null
  status: 'mature' | 'early' | 'ended' | 'repayment_not_started'
  nextExpected: DateRange | null
  accountId: string
  evidence: Evidence
}

export interface Affordability {
  withoutLoan: {
    debtServiceRatio:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    commitmentRatio:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    residualIncome:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    /** Per OECD consumption unit */
    residualIncomePerUnit:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  withLoan: {
    debtServiceRatio:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    commitmentRatio:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    residualIncome:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    /** Per OECD consumption unit */
    residualIncomePerUnit:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  /** Every charge and instalment +10 %, income −10 % (settings), with the loan if one is asked */
  stressed: {
    debtServiceRatio:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    commitmentRatio:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    residualIncome:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    /** Per OECD consumption unit */
    residualIncomePerUnit:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  /** Without the loan: stressed; charges of joint accounts by half; only income that names tell to be the applicant’s; rent and credits declared and not seen added */
  variants: {
    code: 'stressed_without_loan' | 'joint_half_share' | 'attributed_income' | 'with_declared'
    position: {
      debtServiceRatio:
        | {
            state: 'measured'
            value: number
          }
        | {
            state: 'none_found'
          }
        | {
            state: 'not_observable'
            why: string
          }
        | {
            state: 'withheld'
            why: string
          }
      commitmentRatio:
        | {
            state: 'measured'
            value: number
          }
        | {
            state: 'none_found'
          }
        | {
            state: 'not_observable'
            why: string
          }
        | {
            state: 'withheld'
            why: string
          }
      residualIncome:
        | {
            state: 'measured'
            value: Money
          }
        | {
            state: 'none_found'
          }
        | {
            state: 'not_observable'
            why: string
          }
        | {
            state: 'withheld'
            why: string
          }
      /** Per OECD consumption unit */
      residualIncomePerUnit:
        | {
            state: 'measured'
            value: Money
          }
        | {
            state: 'none_found'
          }
        | {
            state: 'not_observable'
            why: string
          }
        | {
            state: 'withheld'
            why: string
          }
    }
  }[]
  /** Of the requested loan: as given, else the constant annuity of amount, months, rate */
  instalment:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** Under the lender's own limits (settings): debt service and residual income */
  highestFurtherInstalment:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** OECD-modified: 1 + 0.5 a further adult + 0.3 a child (ages are not declared) */
  consumptionUnits:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** What the lender’s own table asks to remain for the household, and residual income less it */
  residualFloor: {
    amount:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    marginWithoutLoan:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    marginWithLoan:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    marginStressed:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  /** Income, rent, credits and employer: declared against detected */
  declared: DeclaredCheck[]
  notes: (
    | 'housing_cost_not_seen'
    | 'possible_rent_counted'
    | 'residual_floor_not_applied'
    | 'refinanced_contract_not_found'
    | 'declared_credit_not_seen'
    | 'joint_income_not_attributed'
  )[]
}

export interface DeclaredCheck {
  what: 'income' | 'rent' | 'credit' | 'employer'
  /** Of the lender or employer, as declared or seen */
  name: string | null
  /** A month; null for what was not declared */
  declared: {
    /** Minor units (cents); negative: out */
    amount: number
    /** @pattern ^[A-Z]{3}$ */
    currency: string
  } | null
  detected:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** Amounts agree within 15 %, credits by their lender */
  verdict:
    | 'agrees'
    | 'declared_more'
    | 'declared_less'
    | 'not_seen'
    | 'not_declared'
    | 'not_observable'
  transactionIds: string[]
}

export interface Assets {
  savings:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  savingsDeposits:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  savingsWithdrawals:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  accounts: {
    accountId: string
    balance:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }[]
  /** Loan accounts in the statement: PSD2 gives none */
  loans: {
    accountId: string
    /** Still owed, unsigned */
    outstanding:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    /** A month, unsigned */
    instalment:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    /** Last term */
    end:
      | {
          state: 'measured'
          value: string
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }[]
  loansOutstanding:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
}

export interface Business {
  state: 'measured' | 'none_found'
  /** Net of what was given back to clients */
  monthlyTurnover:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  largestClientShare:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  socialContributions:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  vat:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  drawings:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  accounts: string[]
  evidence: Evidence
}

export interface Balances {
  accounts: BalanceSeries[]
  together: BalanceSeries
}

export interface BalanceSeries {
  /** null: private current accounts together */
  accountId: string | null
  state: 'measured' | 'not_observable'
  why?: string
  currency: string
  from: string | null
  daily: number[]
  closing:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** The balance it was rebuilt from */
  closingType: string | null
  availableAfterPending:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  min:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  mean:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  median:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  p10:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  p90:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  trend: 'up' | 'down' | 'flat' | 'unknown'
  /** Days that ended below zero; of the accounts together, days on which any of them did */
  daysNegative:
    | {
        state: 'measured'
        value: {
          d30: number
          d60: number
          d90: number
        }
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** Days of the window that ended below the low level of the settings */
  daysLow:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  /** Days of the window that ended at the high level of the settings or above */
  daysHigh:
    | {
        state: 'measured'
        value: number
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
  reconciliation: 'agrees' | 'differs' | 'one_balance' | 'not_observable'
}

/** Minor units, private accounts; transfers between own accounts, savings among them, left out */
export interface CashFlow {
  months: {
    month: string
    complete: boolean
    inflow: number
    outflow: number
    net: number
    byRole: Record<string, number>
    byCategory: Record<string, number>
  }[]
  currency: string
}

export interface Incidents {
  rejections: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    counterparty: string | null
    feeIds: string[]
    cause: 'insufficient_funds' | 'customer_refusal' | 'creditor_refund' | 'technical' | 'unknown'
    isIncident: boolean
    concerns: 'rent' | 'loan' | 'other'
    originalId: string | null
  }[]
  seizures: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    counterparty: string | null
    feeIds: string[]
  }[]
  collections: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    counterparty: string | null
    feeIds: string[]
  }[]
  plans: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    counterparty: string | null
    feeIds: string[]
  }[]
  arrears: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    counterparty: string | null
    feeIds: string[]
  }[]
  /** Incident fees with no rejection seen */
  feesAlone: {
    transactionId: string
    date: string
    /** Unsigned */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    }
    counterparty: string | null
    feeIds: string[]
  }[]
  overdrafts: OverdraftEpisode[]
  /** The authorised overdraft: as declared, else the deepest that met no fee and no rejection; PSD2 does not give it */
  overdraftLimit: {
    source: 'declared' | 'inferred' | 'not_observable'
    /** Unsigned; inferred: at least this */
    amount: {
      /** Minor units (cents); negative: out */
      amount: number
      /** @pattern ^[A-Z]{3}$ */
      currency: string
    } | null
    why: string | null
    /** Days on which an account ended below the limit */
    daysBeyond:
      | {
          state: 'measured'
          value: number
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  /** Not observable: no private account shows lines, and every list here is empty for that */
  feesTotal:
    | {
        state: 'measured'
        value: Money
      }
    | {
        state: 'none_found'
      }
    | {
        state: 'not_observable'
        why: string
      }
    | {
        state: 'withheld'
        why: string
      }
}

export interface OverdraftEpisode {
  /** null: all accounts together */
  accountId: string | null
  from: string
  to: string
  days: number
  deepest: Money
  ongoing: boolean
}

export interface Indicator {
  id: string
  unit: 'money' | 'ratio' | 'count' | 'days' | 'score'
  state: 'measured' | 'none_found' | 'not_observable' | 'withheld'
  value?: number
  why?: string
  evidence: string[]
}

export interface Score {
  state: 'measured' | 'not_enough_data' | 'not_observable'
  /** Codes of what is missing, when not measured */
  missing: string[]
  value: number | null
  grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
  scorecard: {
    id: string
    kind: 'expert' | 'calibrated'
  }
  pillars: {
    id: 'resources' | 'commitments' | 'account_conduct' | 'reserves_and_trend'
    points: number
    max: number
  }[]
  contributions: {
    characteristic: string
    pillar: 'resources' | 'commitments' | 'account_conduct' | 'reserves_and_trend'
    indicator: string
    value: number | null
    bin: string
    points: number
    max: number
    evidence: string[]
  }[]
  reasons: {
    code: string
    direction: 'for' | 'against'
    /** Against: points lost to the best bin; for: points earned */
    points: number
    characteristic: string
    text: {
      fr: string
      en: string
    }
    evidence: string[]
  }[]
  counterfactuals: {
    characteristic: string
    indicator: string
    from: number | null
    to: number
    /** Further changes needed with it; empty when it is enough alone */
    with: {
      characteristic: string
      indicator: string
      from: number | null
      to: number
    }[]
    score: number
    grade: 'A' | 'B' | 'C' | 'D' | 'E'
    text: {
      fr: string
      en: string
    }
  }[]
}

export interface Flag {
  /** Stable snake_case */
  code: string
  severity: 'high' | 'medium' | 'low'
  text: {
    fr: string
    en: string
  }
  transactionIds: string[]
}

export interface ReportWithTransactions {
  envelope: ReportEnvelope
  schemaVersion: '1'
  provenance: {
    /** SHA-256 of the canonical snapshot */
    snapshotHash: string
    rulebook: {
      version: string
      hash: string
    }
    engineVersion: string
    /** @format date */
    asOf: string
    /** Days, both ends included */
    window: DateRange
    correctionsHash: string | null
  }
  application: Application | null
  coverage: Coverage
  identity: Identity
  accounts: ReportAccount[]
  unsharedAccounts: UnsharedAccount[]
  income: Income
  charges: Charges
  credit: Credit
  affordability: Affordability
  assets: Assets
  business: Business
  balances: Balances
  /** Minor units, private accounts; transfers between own accounts, savings among them, left out */
  cashFlow: CashFlow
  incidents: Incidents
  indicators: Indicator[]
  score: Score
  flags: Flag[]
  integrity: Flag[]
  withheld: {
    /**
     * Lines of which only amount, day and sign were kept
     * @min 0
     */
    specialCategory: number
    /**
     * Lines that keep their category and lost their text
     * @min 0
     */
    labels: number
    /**
     * IBANs of others replaced by a pseudonym, each counted once
     * @min 0
     */
    thirdParties: number
    /**
     * Names of private persons replaced by a pseudonym, each counted once
     * @min 0
     */
    names: number
  }
  warnings: {
    code: string
    accountId?: string
    transactionIds?: string[]
  }[]
  transactions: ReportTransaction[]
}

export interface ReportTransaction {
  transactionId: string
  accountId: string
  /** @format date */
  date: string
  bookingDate: string | null
  amount: {
    amount: number
    currency: string
  }
  status: 'booked' | 'pending'
  label: string[]
  operation:
    | 'card'
    | 'card_refund'
    | 'card_total'
    | 'cash_withdrawal'
    | 'cash_deposit'
    | 'cheque'
    | 'cheque_deposit'
    | 'direct_debit'
    | 'direct_debit_return'
    | 'transfer_in'
    | 'transfer_out'
    | 'transfer_return'
    | 'instant_in'
    | 'instant_out'
    | 'standing_order'
    | 'loan_instalment'
    | 'loan_payout'
    | 'fee'
    | 'interest_debit'
    | 'interest_credit'
    | 'securities'
    | 'seizure'
    | 'other'
  counterparty: string | null
  category: string
  role:
    | 'income'
    | 'irregular_income'
    | 'one_off'
    | 'debt_inflow'
    | 'gambling'
    | 'internal'
    | 'person_to_person'
    | 'card_settlement'
    | 'saving'
    | 'speculative'
    | 'fixed_charge'
    | 'debt_service'
    | 'incident'
    | 'living'
    | 'cash'
    | 'cheque'
    | 'sensitive'
    | 'bank_fee'
    | 'returned'
    | 'unknown'
  rule: string | null
  matched: string | null
  confidence: number
  losers: {
    rule: string
    category: string
    matched: string
  }[]
  linked: {
    transactionId: string
    as: string
  }[]
  excluded: string | null
}

export interface StatementReportRequest {
  /**
   * STET 1.4.2 account, balance and transaction resources by account; unknown keys are dropped. Several who apply together stand in `applicants` ({name, connections[]}, the applicant first) in the place of `applicant`
   * @example {"asOf":"2026-11-20","applicant":{"name":"MALLOW MARC"},"connections":[{"id":"c1","bank":"bpce-13807","holder":"MALLOW MARC"}],"accounts":[{"connection":"c1","resourceId":"a1","usage":"PRIV","cashAccountType":"CACC","psuStatus":"Account Holder","balances":[{"balanceType":"CLBD","balanceAmount":{"amount":"812.34","currency":"EUR"},"referenceDate":"2026-11-20"}],"transactions":[{"resourceId":"t1","transactionAmount":{"amount":"2245.33","currency":"EUR"},"creditDebitIndicator":"CRDT","status":"BOOK","bookingDate":"2026-10-28","remittanceInformation":{"unstructured":["VIR SALAIRE ACME"]}}]}]}
   */
  statement: Record<string, unknown>
  /**
   * Keep the report so that it can be read again
   * @default false
   */
  keep?: boolean
}

export interface CoApplicantsReportRequest {
  /**
   * Completed sessions of those who apply together, the applicant’s first
   * @maxItems 4
   * @minItems 2
   */
  sessions: string[]
  /** Of all together; default: what was declared of each session, as one */
  application?: {
    loan?: {
      /** @min 0 */
      amount: number
      /**
       * @exclusiveMin 0
       * @max 600
       */
      months: number
      /**
       * @min 0
       * @max 100
       */
      rate?: number
      /** @min 0 */
      instalment?: number
      refinances?: string[]
    }
    household?: {
      /**
       * @min 1
       * @max 10
       */
      adults: number
      /**
       * @min 0
       * @max 20
       */
      children: number
      housing?: 'tenant' | 'owner' | 'owner_with_mortgage' | 'hosted' | 'other'
      /** @min 0 */
      rent?: number
    }
    /** @maxItems 4 */
    applicants?: {
      role: 'applicant' | 'co_applicant'
      /**
       * @minLength 1
       * @maxLength 140
       */
      name: string
      /** @min 0 */
      declaredMonthlyIncome?: number
      /** @maxLength 140 */
      employment?: string
    }[]
    /** @min 0 */
    overdraftLimit?: number
    /** @maxItems 50 */
    declaredCredits?: {
      /** @maxLength 140 */
      lender: string
      /** @min 0 */
      instalment: number
    }[]
  }
  /**
   * Keep the report so that it can be read again
   * @default false
   */
  keep?: boolean
}

export interface RevealedNames {
  transactionId: string
  names: {
    /** As the line bears it, in lower case */
    pseudonym: string
    /** Upper case, without accents or titles */
    name: string
  }[]
}

export interface ReportReading {
  id: string
  readAt: string
  /** As in the audit: a key, a token’s subject, a person */
  actor: string
  /** null: through the API */
  link: string | null
  /** Who the link was made for; null: through the API, or the link is gone */
  namedFor: string | null
  /** How long the page was in sight, as the browser told it, never longer than by our clock; null: not known */
  seconds: number | null
  /** When the browser told it last */
  toldAt: string | null
}

export interface ConsentReceipt {
  schemaVersion: 1
  sessionId: string
  mode: 'test' | 'live'
  /** @format date-time */
  issuedAt: string
  lender: {
    id: string
    name: string
  }
  provider: Provider
  applicant: {
    /** The lender's own: a pseudonym to all others */
    reference: string
  }
  /** @format date-time */
  givenAt: string
  /** Which of the session’s links it was given through */
  link: number
  shown: {
    version: string
    language: 'fr' | 'en'
    /** Of the UTF-8 of `text` */
    sha256: string
    /** Every sentence of the page, a line each */
    text: string
  }
  purposes: {
    purpose: 'creditworthiness' | 'rescoring' | 'model_validation'
    legalBasis: 'legal_obligation' | 'consent'
    granted: boolean
  }[]
  windowDays: number
  /** How long what was read is kept, at most */
  keptDays: number
  banks: {
    connectionId: string
    bank: string
    /** @format date-time */
    grantedAt: string
    /** Of the bank's own id of the consent, where it has one */
    bankConsentSha256: string | null
    chosenAt: string | null
    accounts: {
      account: string
      balances: boolean
      transactions: boolean
    }[]
    identity: boolean
    status:
      | 'authorizing'
      | 'exchanging'
      | 'selecting'
      | 'collecting'
      | 'collected'
      | 'denied'
      | 'failed'
      | 'reauthorization_required'
    /** How the bank answered when the access was given back */
    givenBack: 'emptied' | 'failed' | null
    givenBackAt: string | null
  }[]
  status:
    | 'created'
    | 'open'
    | 'confirming'
    | 'completed'
    | 'declined'
    | 'cancelled'
    | 'expired'
    | 'failed'
    | 'withdrawn'
  withdrawnAt: string | null
}

export interface ApplicantData {
  applicantReference: string
  /** @format date-time */
  exportedAt: string
  sessions: {
    session: Session
    /** What the lender said of the applicant */
    declared?: unknown
    consentReceipt: ConsentReceipt | null
    snapshots: {
      id: string
      /** @format date-time */
      createdAt: string
      /** @format date-time */
      expiresAt: string
      /** What was read, as it is kept */
      body?: unknown
    }[]
    /** By pseudonym, the names of others withheld from the snapshots */
    names: Record<string, string>
    reports: {
      report: Report
      transactions: ReportTransaction[]
      reviews: Review[]
      links: {
        namedFor: string | null
        /** @format date-time */
        createdAt: string
        /** @format date-time */
        expiresAt: string
        opened: number
      }[]
    }[]
    /** Over several who applied together: they hold the others’ data too */
    sharedReports: string[]
    /** Scores under other rulebooks, before and after */
    rescorings: {
      rescoringId: string
      /** @format date-time */
      at: string
      before: Scored
      after: Scored
    }[]
    /** Figures and outcomes kept for the validation of scorecards */
    validation: ExportedVector[]
    audit: {
      /** @format date-time */
      at: string
      actor: string
      action: string
      subjectId: string
      detail: Record<string, unknown>
    }[]
  }[]
}

export interface Review {
  id: string
  reportId: string
  status: 'open' | 'closed'
  requestedBy: 'consumer' | 'lender'
  reason: string
  consumerStatement: string | null
  documents: string[]
  /** @format date-time */
  createdAt: string
  outcome: {
    outcome: 'upheld' | 'changed' | 'data_corrected'
    reason: string
    by: string
    reportId: string | null
    /** @format date-time */
    closedAt: string
  } | null
}

export type Scored = {
  rulebook: {
    version: string
    hash: string
  }
  value: number | null
  grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
  /** By characteristic: its bin and the points of it */
  points: Record<string, [string, number]>
  /** Lines each rule decided; "none": abstained. null: the lines are gone */
  rules: Record<string, number> | null
  groups: {
    /** Category of the greatest income; "none" */
    income: string
    /** Kinds of the accounts seen, as "current+savings" */
    accounts: string
    /** Of the likely main account; "unknown" */
    bank: string
  }
} | null

export interface ExportedVector {
  reportId: string
  /** @format date-time */
  expiresAt: string
  figures: {
    /** @format date */
    asOf: string
    rulebook: {
      version: string
      hash: string
    }
    indicators: {
      id: string
      state: 'measured' | 'none_found' | 'not_observable' | 'withheld'
      value?: number
    }[]
    score: {
      state: string
      value: number | null
      grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
      scorecard: string
    }
    coverage: {
      daysCovered: number
      uncategorisedByAmount: number | null
    }
  }
  outcomes: {
    product: string
    badDefinition: string
    version: number
    observationEnd: string
    outcome: 'good' | 'bad' | 'indeterminate' | 'refused' | 'withdrawn'
  }[]
}

export interface Explanation {
  language: 'fr' | 'en'
  lender: string
  title: string
  /** What was looked at, from when to when */
  summary: string
  automatedProcessing: true
  decisionUse: {
    declared: 'aid' | 'decisive' | null
    text: string
  }
  result: {
    state: 'measured' | 'not_enough_data' | 'not_observable'
    value: number | null
    grade: string | null
    text: string
  }
  /** The three that weighed most */
  reasons: {
    direction: 'for' | 'against'
    text: string
  }[]
  /** What would lead to another grade: each was tried on the scorer */
  changes: string[]
  /** What is done with which data, and what is not */
  method: {
    title: string
    text: string
  }[]
  /** A person’s look, a point of view, a correction, a complaint; in a refusal, the notice of directive (EU) 2023/2225, article 18 */
  rights: {
    title: string
    text: string
  }[]
}

export interface DialogueSheet {
  /** @format date */
  asOf: string
  window: {
    from: string
    to: string
  }
  /** Recurring income by category, a month */
  resources: {
    category: string
    monthly: Money
  }[]
  /** Recurring charges by category, a month, without credit */
  charges: {
    category: string
    monthly: Money
  }[]
  credits: {
    kind: string
    lender: string | null
    monthly: Money
    outstanding: Money | null
    endsOn: string | null
  }[]
  totals: {
    resources:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    charges:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
    credits:
      | {
          state: 'measured'
          value: Money
        }
      | {
          state: 'none_found'
        }
      | {
          state: 'not_observable'
          why: string
        }
      | {
          state: 'withheld'
          why: string
        }
  }
  /** To be printed above the borrower’s signature */
  notice: string
}

export interface CorrectedReport {
  report: {
    envelope: ReportEnvelope
    schemaVersion: '1'
    provenance: {
      /** SHA-256 of the canonical snapshot */
      snapshotHash: string
      rulebook: {
        version: string
        hash: string
      }
      engineVersion: string
      /** @format date */
      asOf: string
      /** Days, both ends included */
      window: DateRange
      correctionsHash: string | null
    }
    application: Application | null
    coverage: Coverage
    identity: Identity
    accounts: ReportAccount[]
    unsharedAccounts: UnsharedAccount[]
    income: Income
    charges: Charges
    credit: Credit
    affordability: Affordability
    assets: Assets
    business: Business
    balances: Balances
    /** Minor units, private accounts; transfers between own accounts, savings among them, left out */
    cashFlow: CashFlow
    incidents: Incidents
    indicators: Indicator[]
    score: Score
    flags: Flag[]
    integrity: Flag[]
    withheld: {
      /**
       * Lines of which only amount, day and sign were kept
       * @min 0
       */
      specialCategory: number
      /**
       * Lines that keep their category and lost their text
       * @min 0
       */
      labels: number
      /**
       * IBANs of others replaced by a pseudonym, each counted once
       * @min 0
       */
      thirdParties: number
      /**
       * Names of private persons replaced by a pseudonym, each counted once
       * @min 0
       */
      names: number
    }
    warnings: {
      code: string
      accountId?: string
      transactionIds?: string[]
    }[]
    transactions: ReportTransaction[]
  }
  /** From the version before to this one */
  difference: {
    score: {
      before: {
        value: number | null
        grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
      }
      after: {
        value: number | null
        grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
      }
      /** After minus before; null when one of them is not measured */
      points: number | null
    }
    /** Those whose points moved, the greatest move first */
    characteristics: {
      characteristic: string
      indicator: string
      /** After minus before */
      points: number
      before: {
        bin: string
        points: number
      } | null
      after: {
        bin: string
        points: number
      } | null
    }[]
    indicators: {
      id: string
      before: {
        state: string
        value?: unknown
      } | null
      after: {
        state: string
        value?: unknown
      } | null
    }[]
    /** Only lines of both assessments */
    lines: {
      moved: number
      /** Lines that changed category or rule, the most lines first */
      byRule: {
        before: {
          category: string
          rule: string | null
        }
        after: {
          category: string
          rule: string | null
        }
        lines: number
        /** Sum of sizes, minor units; one currency a group */
        amount: {
          amount: number
          currency: string
        }
        transactionIds: string[]
      }[]
    }
  }
}

export interface Correction {
  /**
   * @minLength 1
   * @maxLength 200
   */
  transactionId: string
  /**
   * Of the taxonomy, or the name one is shown as; of the direction of the line
   * @maxLength 60
   */
  category?: string
  /** Not part of a recurring income or charge */
  recurring?: false
  /** Not the applicant's: it counts in no figure */
  mine?: false
}

export interface CorrectionRecord {
  reportId: string
  previousReportId: string
  corrections: Correction[]
  reason: string
  by: string
  /** @format date-time */
  at: string
  difference: Comparison
}

export type Comparison = {
  score: {
    before: {
      value: number | null
      grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
    }
    after: {
      value: number | null
      grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
    }
    /** After minus before; null when one of them is not measured */
    points: number | null
  }
  /** Those whose points moved, the greatest move first */
  characteristics: {
    characteristic: string
    indicator: string
    /** After minus before */
    points: number
    before: {
      bin: string
      points: number
    } | null
    after: {
      bin: string
      points: number
    } | null
  }[]
  indicators: {
    id: string
    before: {
      state: string
      value?: unknown
    } | null
    after: {
      state: string
      value?: unknown
    } | null
  }[]
  /** Only lines of both assessments */
  lines: {
    moved: number
    /** Lines that changed category or rule, the most lines first */
    byRule: {
      before: {
        category: string
        rule: string | null
      }
      after: {
        category: string
        rule: string | null
      }
      lines: number
      /** Sum of sizes, minor units; one currency a group */
      amount: {
        amount: number
        currency: string
      }
      transactionIds: string[]
    }[]
  }
} | null

export interface RecordedOutcome {
  reportId: string
  product: string
  badDefinition: string
  /** 1, and one more for each correction */
  version: number
  status: 'recorded' | 'corrected' | 'unchanged'
}

export interface Outcome {
  /**
   * @minLength 1
   * @maxLength 100
   */
  reportId: string
  /**
   * The lender's own code of what was lent
   * @pattern ^[a-z0-9][a-z0-9_.-]{0,99}$
   */
  product: string
  /**
   * The lender's own code of what counts as bad, as arrears_90_days_in_12_months
   * @pattern ^[a-z0-9][a-z0-9_.-]{0,99}$
   */
  badDefinition: string
  /**
   * The last day that was looked at
   * @format date
   */
  observationEnd: string
  /** refused and withdrawn: no loan was made, so that nothing is known; they are counted and teach nothing */
  outcome: 'good' | 'bad' | 'indeterminate' | 'refused' | 'withdrawn'
}

export interface Rulebook {
  version: string
  hash: string
  files: {
    path: string
    text: string
  }[]
  /** Formulas of the engine that is running */
  indicators: {
    id: string
    group: string
    unit: string
    window:
      | 'last_30_days'
      | 'last_60_days'
      | 'last_90_days'
      | 'complete_months'
      | 'pay_cycles'
      | 'today'
    /** Parts of the report it is computed from */
    inputs: (
      | 'transactions'
      | 'income'
      | 'charges'
      | 'credit'
      | 'balances'
      | 'incidents'
      | 'coverage'
      | 'affordability'
      | 'cashFlow'
      | 'assets'
    )[]
    formula: string
    higherIs: 'safer' | 'riskier' | null
    scorable: boolean
  }[]
}

export interface RescoringDryRun {
  dryRun: true
  rulebook: {
    version: string
    hash: string
  }
  baseline: {
    version: string
    hash: string
  } | null
  selection: {
    since: string | null
    until: string | null
    product: string | null
    grades: ('A' | 'B' | 'C' | 'D' | 'E')[] | null
    sample: number | null
  }
  /** Snapshots, by all of the selection but `notCounted` */
  selected: number
  /** What of the selection the count does not look at. `grades`: a grade is known once its report is opened, so that those of another are in `selected` too */
  notCounted: 'grades'[]
  leftOut: LeftOut
}

export interface LeftOut {
  /** The consent was taken back */
  withdrawn: number
  /** The applicant did not agree to `rescoring` */
  purpose: number
  /** Kept for a dispute and for nothing else */
  legalHold: number
  /** What was read is no longer kept */
  retention: number
}

export interface Rescoring {
  id: string
  /** `planning`: still being divided; what is divided is worked on already */
  status: 'planning' | 'running' | 'completed' | 'cancelled'
  mode: 'test' | 'live'
  rulebook: {
    version: string
    hash: string
  }
  baseline: {
    version: string
    hash: string
  } | null
  selection: {
    since: string | null
    until: string | null
    product: string | null
    grades: ('A' | 'B' | 'C' | 'D' | 'E')[] | null
    sample: number | null
  }
  /** null until counted */
  selected: number | null
  leftOut: LeftOut | null
  progress: RescoringProgress
  /** @format date-time */
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

export interface RescoringProgress {
  scored: number
  /** Each with its code among the results */
  failed: number
  /** Opened, and of a grade that was not asked for */
  otherGrade: number
  /** Withdrawn, held or past their keeping since the planning */
  gone: number
  left: number
  /** All workers together, over the last minute; null while nothing is known */
  perSecond: number | null
  secondsLeft: number | null
}

export interface RescoringRequest {
  /**
   * Version or hash of one that is kept here; the active one by default
   * @pattern ^[a-z0-9][a-z0-9._-]{0,99}$
   */
  rulebook?: string
  /**
   * Held against this rulebook in the place of the reports as they stand
   * @pattern ^[a-z0-9][a-z0-9._-]{0,99}$
   */
  baseline?: string
  /**
   * Read on this day or later (UTC)
   * @format date
   */
  since?: string
  /**
   * Read on this day or earlier (UTC)
   * @format date
   */
  until?: string
  /** @pattern ^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$ */
  product?: string
  /**
   * Of the report as it stands, or under `baseline`
   * @maxItems 5
   * @minItems 1
   */
  grades?: ('A' | 'B' | 'C' | 'D' | 'E')[]
  /**
   * At most so many, drawn evenly by a seed of the re-scoring
   * @min 1
   * @max 10000000
   */
  sample?: number
  /**
   * Only count: nothing is opened
   * @default false
   */
  dryRun?: boolean
}

export type RescoringResult =
  | {
      snapshotId: string
      sessionId: string
      outcome: 'scored'
      /** The report as it stood, or the assessment under the baseline; null when the report is no longer kept */
      before: {
        rulebook: {
          version: string
          hash: string
        }
        value: number | null
        grade: 'A' | 'B' | 'C' | 'D' | 'E' | null
        /** By characteristic: its bin and the points of it */
        points: Record<string, [string, number]>
        /** Lines each rule decided; "none": abstained. null: the lines are gone */
        rules: Record<string, number> | null
        groups: {
          /** Category of the greatest income; "none" */
          income: string
          /** Kinds of the accounts seen, as "current+savings" */
          accounts: string
          /** Of the likely main account; "unknown" */
          bank: string
        }
      } | null
      after: Scored
    }
  | {
      snapshotId: string
      sessionId: string
      outcome: 'failed'
      code: string
    }

export interface ComparisonReport {
  source: {
    kind: 'rescoring' | 'shadow' | 'files'
    /** Of the re-scoring */
    id: string | null
  }
  before: {
    version: string
    hash: string
  }
  after: {
    version: string
    hash: string
  }
  /** Between the two as written; null: one of them was not at hand */
  changes: {
    rules: {
      added: string[]
      removed: string[]
      changed: string[]
    }
    files: string[]
  } | null
  /** Not among the people compared */
  leftOut: {
    /** Could not be scored */
    failed: number
    /** Had nothing to be held against any more */
    withoutReport: number
  }
  comparison: PopulationComparison
}

export interface PopulationComparison {
  people: number
  rulebooks: {
    before: {
      version: string
      hash: string
      people: number
    }[]
    after: {
      version: string
      hash: string
      people: number
    }[]
  }
  score: {
    before: {
      /** People; null: one to 9, not told apart */
      scored: number | null
      /** People; null: one to 9, not told apart */
      notScored: number | null
      mean: number | null
      p5: number | null
      median: number | null
      p95: number | null
    }
    after: {
      /** People; null: one to 9, not told apart */
      scored: number | null
      /** People; null: one to 9, not told apart */
      notScored: number | null
      mean: number | null
      p5: number | null
      median: number | null
      p95: number | null
    }
    histogram: {
      /** Included */
      from: number
      /** Excluded; 1001: the last bin holds 1000 */
      to: number
      /** People; null: one to 9, not told apart */
      before: number | null
      /** People; null: one to 9, not told apart */
      after: number | null
    }[]
    psi: {
      /** null: a side has nobody */
      value: number | null
      reading: 'stable' | 'some_shift' | 'large_shift' | null
      /** Tenths of the scores before; no score is a bin of its own */
      bins: {
        /** Included */
        from: number
        /** Excluded; 1001: the last bin holds 1000 */
        to: number
        /** People; null: one to 9, not told apart */
        before: number | null
        /** People; null: one to 9, not told apart */
        after: number | null
      }[]
    }
    moves: {
      /** People; null: one to 9, not told apart */
      up: number | null
      /** People; null: one to 9, not told apart */
      same: number | null
      /** People; null: one to 9, not told apart */
      down: number | null
      mean: number | null
      p5: number | null
      median: number | null
      p95: number | null
    }
  }
  grades: {
    before: {
      grade: 'A' | 'B' | 'C' | 'D' | 'E' | 'none'
      /** People; null: one to 9, not told apart */
      people: number | null
    }[]
    after: {
      grade: 'A' | 'B' | 'C' | 'D' | 'E' | 'none'
      /** People; null: one to 9, not told apart */
      people: number | null
    }[]
    /** Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift. */
    psi: StabilityIndex
    /** To a better grade */
    up: number | null
    /** To a worse grade */
    down: number | null
    /** Rows: before, columns: after; A to E, then no score */
    moves: (number | null)[][]
  }
  /** Who would cross a line of approval drawn there, both ways */
  swaps: {
    /** A grade or a score */
    atLeast: 'A' | 'B' | 'C' | 'D' | 'E' | number
    /** Under it before, not after */
    in: number | null
    /** Not under it before, under it after */
    out: number | null
    /** People; null: one to 9, not told apart */
    stay: number | null
  }[]
  /** Between grades, most people first */
  crossings: {
    from: 'A' | 'B' | 'C' | 'D' | 'E' | 'none'
    to: 'A' | 'B' | 'C' | 'D' | 'E' | 'none'
    /** People; null: one to 9, not told apart */
    people: number | null
    /** Of whom the score is the same: the limits of the grades moved */
    sameScore: number | null
    /** Of the score; null: one side has none */
    meanMove: number | null
    characteristics: {
      characteristic: string
      /** Whose points of it moved */
      people: number
      /** Mean move over those */
      points: number
    }[]
    /** null: the lines of one side were not there to compare */
    rules:
      | {
          /** "none": lines no rule decides */
          rule: string
          /** Of whose lines it decides more or fewer */
          people: number
          /** Lines */
          gained: number
          /** Lines */
          lost: number
        }[]
      | null
  }[]
  characteristics: {
    characteristic: string
    /** Whose points of it moved */
    people: number
    /** Mean move over those */
    points: number
    /** Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift. */
    psi: StabilityIndex
  }[]
  rules:
    | {
        /** "none": lines no rule decides */
        rule: string
        /** Of whose lines it decides more or fewer */
        people: number
        /** Lines */
        gained: number
        /** Lines */
        lost: number
      }[]
    | null
  groups: {
    income: {
      shown: {
        /** null: all the small ones together */
        group: string | null
        people: number
        meanBefore: number | null
        meanAfter: number | null
        /** Of those scored on both sides */
        meanMove: number | null
        /** To a better grade */
        up: number | null
        /** To a worse grade */
        down: number | null
        /** Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift. */
        grades: StabilityIndex
      }[]
      /** Groups too small to be shown each by itself */
      hidden: number
    }
    accounts: {
      shown: {
        /** null: all the small ones together */
        group: string | null
        people: number
        meanBefore: number | null
        meanAfter: number | null
        /** Of those scored on both sides */
        meanMove: number | null
        /** To a better grade */
        up: number | null
        /** To a worse grade */
        down: number | null
        /** Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift. */
        grades: StabilityIndex
      }[]
      /** Groups too small to be shown each by itself */
      hidden: number
    }
    bank: {
      shown: {
        /** null: all the small ones together */
        group: string | null
        people: number
        meanBefore: number | null
        meanAfter: number | null
        /** Of those scored on both sides */
        meanMove: number | null
        /** To a better grade */
        up: number | null
        /** To a worse grade */
        down: number | null
        /** Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift. */
        grades: StabilityIndex
      }[]
      /** Groups too small to be shown each by itself */
      hidden: number
    }
  }
}

/** Population stability index: Σ (after − before) · ln(after / before) over the shares of the bins (Jeffreys 1946; Siddiqi 2006); a bin empty on one side counts there as half a person. Under 0.10 stable, under 0.25 some shift. */
export interface StabilityIndex {
  /** null: a side has nobody */
  value: number | null
  reading: 'stable' | 'some_shift' | 'large_shift' | null
}

export interface Webhook {
  id: string
  /** @format uri */
  url: string
  eventTypes:
    | (
        | 'session.completed'
        | 'session.declined'
        | 'session.cancelled'
        | 'session.expired'
        | 'session.failed'
        | 'session.withdrawn'
        | 'report.created'
        | 'report.corrected'
        | 'review.opened'
        | 'review.closed'
        | 'rescoring.completed'
        | 'rescoring.cancelled'
        | 'webhook.test'
      )[]
    | null
  /** Until then the secret before the current one signs too */
  previousSecretUntil: string | null
  disabledAt: string | null
  /** `gone`: the address answered 410 */
  disabledWhy: 'lender' | 'gone' | null
  /** @format date-time */
  createdAt: string
}

export interface WebhookDelivery {
  /** The `webhook-id` it is sent under */
  eventId: string
  type: string
  status: 'pending' | 'delivered' | 'failed'
  attempts: number
  /** `http_<status>`, `timeout`, `connection_failed`, `refused_address`, `disabled` */
  lastOutcome: string | null
  lastAttemptAt: string | null
  nextAttemptAt: string | null
  /** @format date-time */
  createdAt: string
}

/** Every operation of the API; what the service refuses is thrown as `NonanteProblem`. */
export function createClient(options: ClientOptions) {
  const caller = createCaller(options)
  return {
    /** The lender this credential belongs to (GET /v1/lender) */
    getLender: (options?: CallOptions) =>
      caller.json<Lender>({ method: 'GET', path: `/v1/lender`, options }),
    /** Change what the lender says of itself (PATCH /v1/lender) */
    changeLender: (
      body: {
        /**
         * @minLength 1
         * @maxLength 140
         */
        name?: string
        /** @maxItems 20 */
        returnUrls?: string[]
        /** Of the applicant’s pages; where text in it would be hard to read, a darker shade is */
        colour?: string | null
        /** PNG or JPEG, 64 kB at most, in base64 */
        logo?: string | null
        reviewContact?: string | null
        /** Whether the score is an aid to who decides, or the decision draws strongly on it */
        decisionUse?: 'aid' | 'decisive' | null
        /** Whether the applicant’s last page gives the explanation of the result at once */
        explainAtEnd?: boolean
        /** Never longer than the applicant was shown; `refused…`, `abandoned…` and `withdrawn…` run from when the fate of the application is told */
        retention?: {
          /**
           * @min 1
           * @max 13
           */
          reportMonths?: number
          /**
           * @min 0
           * @max 396
           */
          snapshotDays?: number
          /**
           * @min 1
           * @max 13
           */
          sessionMonths?: number
          /**
           * @min 0
           * @max 30
           */
          refusedSnapshotDays?: number
          /**
           * @min 1
           * @max 13
           */
          refusedReportMonths?: number
          /**
           * @min 0
           * @max 30
           */
          abandonedDays?: number
          /**
           * @min 0
           * @max 30
           */
          withdrawnDays?: number
          /**
           * @min 1
           * @max 36
           */
          validationMonths?: number
          /**
           * @min 6
           * @max 60
           */
          auditMonths?: number
          /**
           * @min 1
           * @max 168
           */
          linkHours?: number
        }
      },
      options?: CallOptions,
    ) =>
      caller.json<Lender>({
        method: 'PATCH',
        path: `/v1/lender`,
        body,
        options,
      }),
    /** List the banks an applicant may choose (GET /v1/banks) */
    listBanks: (
      query: {
        /**
         * A name or half a name, a group or a country; accents and capitals do not count
         * @maxLength 80
         * @example "popu"
         */
        q?: string
        /**
         * @pattern ^[A-Z]{2}$
         * @example "FR"
         */
        country?: string
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<{
        items: Bank[]
        known: KnownBank[]
      }>({ method: 'GET', path: `/v1/banks`, query, options }),
    /** Open a one-shot consent session (POST /v1/sessions) */
    createSession: (body: SessionRequest, options?: CallOptions) =>
      caller.json<CreatedSession>({
        method: 'POST',
        path: `/v1/sessions`,
        body,
        options,
      }),
    /** List sessions, newest first (GET /v1/sessions) */
    listSessions: (
      query: {
        /** @maxLength 500 */
        cursor?: string
        /**
         * @min 1
         * @max 100
         * @default 20
         * @example 20
         */
        limit?: number
        /** @example "completed" */
        status?:
          | 'created'
          | 'open'
          | 'confirming'
          | 'completed'
          | 'declined'
          | 'cancelled'
          | 'expired'
          | 'failed'
          | 'withdrawn'
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<{
        items: Session[]
        nextCursor: string | null
      }>({ method: 'GET', path: `/v1/sessions`, query, options }),
    /** Read a session, or wait for its end (GET /v1/sessions/{id}) */
    getSession: (
      id: string,
      query: {
        /**
         * Seconds to wait for the session to reach an end
         * @example 30
         */
        wait?: number | null
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<Session>({
        method: 'GET',
        path: `/v1/sessions/${encodeURIComponent(id)}`,
        query,
        options,
      }),
    /** Make a new consent link; the earlier one stops working (POST /v1/sessions/{id}/link) */
    createSessionLink: (id: string, options?: CallOptions) =>
      caller.json<{
        /** @format uri */
        consentUrl: string
        /** @format date-time */
        expiresAt: string
      }>({
        method: 'POST',
        path: `/v1/sessions/${encodeURIComponent(id)}/link`,
        options,
      }),
    /** Call a session off (POST /v1/sessions/{id}/cancel) */
    cancelSession: (id: string, options?: CallOptions) =>
      caller.json<Session>({
        method: 'POST',
        path: `/v1/sessions/${encodeURIComponent(id)}/cancel`,
        options,
      }),
    /** Tell what became of the application (POST /v1/sessions/{id}/application) */
    applicationSession: (
      id: string,
      body: {
        /** `withdrawn`: the applicant took the application back. null: told by mistake */
        fate: 'granted' | 'refused' | 'abandoned' | 'withdrawn' | null
      },
      options?: CallOptions,
    ) =>
      caller.json<Session>({
        method: 'POST',
        path: `/v1/sessions/${encodeURIComponent(id)}/application`,
        body,
        options,
      }),
    /** The report a session ended with (GET /v1/sessions/{id}/report) */
    getSessionReport: (id: string, options?: CallOptions) =>
      caller.json<Report>({
        method: 'GET',
        path: `/v1/sessions/${encodeURIComponent(id)}/report`,
        options,
      }),
    /** A report on a statement you already have, or on the sessions of co-applicants (POST /v1/reports) */
    createReport: (
      body: StatementReportRequest | CoApplicantsReportRequest,
      options?: CallOptions,
    ) =>
      caller.json<ReportWithTransactions>({
        method: 'POST',
        path: `/v1/reports`,
        body,
        options,
      }),
    /** Read a report (GET /v1/reports/{id}) */
    getReport: (id: string, options?: CallOptions) =>
      caller.json<Report>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}`,
        options,
      }),
    /** Every line with its category, rule and matched fragment (GET /v1/reports/{id}/transactions) */
    listReportTransactions: (
      id: string,
      query: {
        /**
         * Wins over Accept
         * @example "json"
         */
        format?: 'json' | 'csv'
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<{
        items: ReportTransaction[]
      }>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/transactions`,
        query,
        options,
      }),
    /** The report as a page for an underwriter (GET /v1/reports/{id}/document.html) */
    getReportDocumentHtml: (
      id: string,
      query: {
        /**
         * @default "fr"
         * @example "en"
         */
        lang?: 'fr' | 'en'
      } = {},
      options?: CallOptions,
    ) =>
      caller.text({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/document.html`,
        query,
        options,
      }),
    /** The report on paper (GET /v1/reports/{id}/document.pdf) */
    getReportDocumentPdf: (
      id: string,
      query: {
        /**
         * @default "fr"
         * @example "en"
         */
        lang?: 'fr' | 'en'
      } = {},
      options?: CallOptions,
    ) =>
      caller.bytes({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/document.pdf`,
        query,
        options,
      }),
    /** An expiring link to the report for a named underwriter (POST /v1/reports/{id}/links) */
    createReportLink: (
      id: string,
      body: {
        /**
         * The underwriter the link is for
         * @minLength 1
         * @maxLength 140
         */
        namedFor: string
        /**
         * @min 1
         * @max 90
         * @default 7
         */
        days?: number
        /**
         * `act`: its holder may also correct lines, ask for a review and note its decision; needs the scope `reviews:write`
         * @default "read"
         */
        permission?: 'read' | 'act'
      },
      options?: CallOptions,
    ) =>
      caller.json<{
        /** @format uri */
        url: string
        /** @format date-time */
        expiresAt: string
      }>({
        method: 'POST',
        path: `/v1/reports/${encodeURIComponent(id)}/links`,
        body,
        options,
      }),
    /** Whom the pseudonyms on one line stand for (POST /v1/reports/{id}/names) */
    createReportName: (
      id: string,
      body: {
        /**
         * A line of the report
         * @minLength 1
         * @maxLength 200
         */
        transactionId: string
        /** Kept in the audit */
        reason: 'income_check' | 'charge_check' | 'fraud_check' | 'dispute' | 'legal_request'
      },
      options?: CallOptions,
    ) =>
      caller.json<RevealedNames>({
        method: 'POST',
        path: `/v1/reports/${encodeURIComponent(id)}/names`,
        body,
        options,
      }),
    /** Who read a report, through what, when and for how long, newest first (GET /v1/reports/{id}/readings) */
    listReportReadings: (
      id: string,
      query: {
        /** @maxLength 500 */
        cursor?: string
        /**
         * @min 1
         * @max 100
         * @default 20
         * @example 20
         */
        limit?: number
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<{
        items: ReportReading[]
        nextCursor: string | null
      }>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/readings`,
        query,
        options,
      }),
    /** What the applicant agreed to, signed (GET /v1/sessions/{id}/consent-receipt) */
    getSessionConsentReceipt: (id: string, options?: CallOptions) =>
      caller.json<{
        receipt: ConsentReceipt
        jws: string
      }>({
        method: 'GET',
        path: `/v1/sessions/${encodeURIComponent(id)}/consent-receipt`,
        options,
      }),
    /** The applicant takes the consent back (POST /v1/sessions/{id}/withdraw) */
    withdrawSession: (id: string, options?: CallOptions) =>
      caller.json<Session>({
        method: 'POST',
        path: `/v1/sessions/${encodeURIComponent(id)}/withdraw`,
        options,
      }),
    /** Keep a delivered session from being deleted, or let it go (POST /v1/sessions/{id}/legal-hold) */
    createSessionLegalHold: (
      id: string,
      body: {
        /** null lifts the hold */
        reason: 'litigation' | 'complaint' | 'authority_request' | 'fraud' | null
      },
      options?: CallOptions,
    ) =>
      caller.json<Session>({
        method: 'POST',
        path: `/v1/sessions/${encodeURIComponent(id)}/legal-hold`,
        body,
        options,
      }),
    /** Everything held of an applicant (GDPR article 15) (GET /v1/applicants/{reference}/export) */
    getApplicantExport: (reference: string, options?: CallOptions) =>
      caller.json<ApplicantData>({
        method: 'GET',
        path: `/v1/applicants/${encodeURIComponent(reference)}/export`,
        options,
      }),
    /** Erase everything held of an applicant (GDPR article 17) (DELETE /v1/applicants/{reference}) */
    deleteApplicant: (reference: string, options?: CallOptions) =>
      caller.json<{
        sessions: number
        /** Deleted, by table */
        rows: Record<string, number>
        dataKeys: number
        /** Tried again afterwards: none opened */
        samplesTried: number
      }>({
        method: 'DELETE',
        path: `/v1/applicants/${encodeURIComponent(reference)}`,
        options,
      }),
    /** The report in plain language, for the consumer (GET /v1/reports/{id}/explanation) */
    getReportExplanation: (
      id: string,
      query: {
        /**
         * @default "fr"
         * @example "en"
         */
        lang?: 'fr' | 'en'
        /**
         * Wins over Accept
         * @example "json"
         */
        format?: 'json' | 'html' | 'pdf'
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<Explanation>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/explanation`,
        query,
        options,
      }),
    /** The block for the dialogue sheet that the borrower certifies (GET /v1/reports/{id}/dialogue-sheet) */
    getReportDialogueSheet: (
      id: string,
      query: {
        /**
         * @default "fr"
         * @example "en"
         */
        lang?: 'fr' | 'en'
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<DialogueSheet>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/dialogue-sheet`,
        query,
        options,
      }),
    /** Correct lines of a report: a new version stands beside it (POST /v1/reports/{id}/corrections) */
    createReportCorrection: (
      id: string,
      body: {
        /**
         * @maxItems 500
         * @minItems 1
         */
        corrections: Correction[]
        /**
         * Why, for the file
         * @minLength 1
         * @maxLength 1000
         */
        reason: string
        /**
         * Who corrects: a named person
         * @minLength 1
         * @maxLength 140
         */
        by: string
      },
      options?: CallOptions,
    ) =>
      caller.json<CorrectedReport>({
        method: 'POST',
        path: `/v1/reports/${encodeURIComponent(id)}/corrections`,
        body,
        options,
      }),
    /** What was corrected, by whom and why, and what it moved; newest version first (GET /v1/reports/{id}/corrections) */
    listReportCorrections: (id: string, options?: CallOptions) =>
      caller.json<{
        items: CorrectionRecord[]
      }>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/corrections`,
        options,
      }),
    /** Ask that a person look at a report (POST /v1/reports/{id}/reviews) */
    createReportReview: (
      id: string,
      body: {
        requestedBy: 'consumer' | 'lender'
        /**
         * @minLength 1
         * @maxLength 2000
         */
        reason: string
        /**
         * The consumer's point of view, in his own words (GDPR article 22(3))
         * @minLength 1
         * @maxLength 10000
         */
        consumerStatement?: string
        /**
         * References of documents in the lender's own files
         * @maxItems 50
         * @default []
         */
        documents?: string[]
      },
      options?: CallOptions,
    ) =>
      caller.json<Review>({
        method: 'POST',
        path: `/v1/reports/${encodeURIComponent(id)}/reviews`,
        body,
        options,
      }),
    /** The reviews of a report (GET /v1/reports/{id}/reviews) */
    listReportReviews: (id: string, options?: CallOptions) =>
      caller.json<{
        items: Review[]
      }>({
        method: 'GET',
        path: `/v1/reports/${encodeURIComponent(id)}/reviews`,
        options,
      }),
    /** Say what came of a review (POST /v1/reviews/{id}/outcome) */
    createReviewOutcome: (
      id: string,
      body: {
        /** `data_corrected`: a corrected version stands beside the report; name it */
        outcome: 'upheld' | 'changed' | 'data_corrected'
        /**
         * @minLength 1
         * @maxLength 5000
         */
        reason: string
        /**
         * Who reviewed: a named person
         * @minLength 1
         * @maxLength 140
         */
        by: string
        /**
         * The version the review led to
         * @pattern ^rep_[\w-]{1,60}$
         */
        reportId?: string
      },
      options?: CallOptions,
    ) =>
      caller.json<Review>({
        method: 'POST',
        path: `/v1/reviews/${encodeURIComponent(id)}/outcome`,
        body,
        options,
      }),
    /** Tell what became of reports: one, or up to 500 (POST /v1/outcomes) */
    createOutcome: (
      body: {
        /**
         * @maxItems 500
         * @minItems 1
         */
        outcomes: Outcome[]
      },
      options?: CallOptions,
    ) =>
      caller.json<{
        items: RecordedOutcome[]
      }>({ method: 'POST', path: `/v1/outcomes`, body, options }),
    /** List the rulebooks that were ever used here (GET /v1/rulebooks) */
    listRulebooks: (options?: CallOptions) =>
      caller.json<{
        items: {
          version: string
          hash: string
          /** In force for new reports */
          active: boolean
          /** Scores beside, and no report says so */
          shadow: boolean
          /** null: never released, the rulebook of a folder */
          releasedAt: string | null
        }[]
      }>({ method: 'GET', path: `/v1/rulebooks`, options }),
    /** The full text of a rulebook and all formulas (GET /v1/rulebooks/{version}) */
    getRulebook: (version: string, options?: CallOptions) =>
      caller.json<Rulebook>({
        method: 'GET',
        path: `/v1/rulebooks/${encodeURIComponent(version)}`,
        options,
      }),
    /** Score again what is kept, under another rulebook (POST /v1/rescorings) */
    createRescoring: (body: RescoringRequest, options?: CallOptions) =>
      caller.json<RescoringDryRun>({
        method: 'POST',
        path: `/v1/rescorings`,
        body,
        options,
      }),
    /** List re-scorings, newest first (GET /v1/rescorings) */
    listRescorings: (
      query: {
        /** @maxLength 500 */
        cursor?: string
        /**
         * @min 1
         * @max 100
         * @default 20
         * @example 20
         */
        limit?: number
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<{
        items: Rescoring[]
        nextCursor: string | null
      }>({ method: 'GET', path: `/v1/rescorings`, query, options }),
    /** How far a re-scoring is (GET /v1/rescorings/{id}) */
    getRescoring: (id: string, options?: CallOptions) =>
      caller.json<Rescoring>({
        method: 'GET',
        path: `/v1/rescorings/${encodeURIComponent(id)}`,
        options,
      }),
    /** Call a re-scoring off; what is scored stays (POST /v1/rescorings/{id}/cancel) */
    cancelRescoring: (id: string, options?: CallOptions) =>
      caller.json<Rescoring>({
        method: 'POST',
        path: `/v1/rescorings/${encodeURIComponent(id)}/cancel`,
        options,
      }),
    /** What came of each snapshot, one line of JSON each (GET /v1/rescorings/{id}/results) */
    listRescoringResults: (id: string, options?: CallOptions) =>
      caller.text({
        method: 'GET',
        path: `/v1/rescorings/${encodeURIComponent(id)}/results`,
        options,
      }),
    /** Who moves under the rulebook of a re-scoring, and why (GET /v1/rescorings/{id}/comparison) */
    getRescoringComparison: (
      id: string,
      query: {
        /**
         * A score under which you would not approve: who would cross it
         * @min 0
         * @max 1000
         * @example 600
         */
        cutoff?: number
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<ComparisonReport>({
        method: 'GET',
        path: `/v1/rescorings/${encodeURIComponent(id)}/comparison`,
        query,
        options,
      }),
    /** The same comparison as a page (GET /v1/rescorings/{id}/comparison.html) */
    getRescoringComparisonHtml: (
      id: string,
      query: {
        /**
         * A score under which you would not approve: who would cross it
         * @min 0
         * @max 1000
         * @example 600
         */
        cutoff?: number
        /**
         * @default "fr"
         * @example "en"
         */
        lang?: 'fr' | 'en'
      } = {},
      options?: CallOptions,
    ) =>
      caller.text({
        method: 'GET',
        path: `/v1/rescorings/${encodeURIComponent(id)}/comparison.html`,
        query,
        options,
      }),
    /** Be told of events at an address (POST /v1/webhooks) */
    createWebhook: (
      body: {
        /**
         * https, port 443, a public host by name; no user, no fragment
         * @maxLength 2048
         */
        url: string
        /** Types to be told of; null: every type, those of later versions too */
        eventTypes?:
          | (
              | 'session.completed'
              | 'session.declined'
              | 'session.cancelled'
              | 'session.expired'
              | 'session.failed'
              | 'session.withdrawn'
              | 'report.created'
              | 'report.corrected'
              | 'review.opened'
              | 'review.closed'
              | 'rescoring.completed'
              | 'rescoring.cancelled'
            )[]
          | null
      },
      options?: CallOptions,
    ) =>
      caller.json<{
        id: string
        /** @format uri */
        url: string
        eventTypes:
          | (
              | 'session.completed'
              | 'session.declined'
              | 'session.cancelled'
              | 'session.expired'
              | 'session.failed'
              | 'session.withdrawn'
              | 'report.created'
              | 'report.corrected'
              | 'review.opened'
              | 'review.closed'
              | 'rescoring.completed'
              | 'rescoring.cancelled'
              | 'webhook.test'
            )[]
          | null
        /** Until then the secret before the current one signs too */
        previousSecretUntil: string | null
        disabledAt: string | null
        /** `gone`: the address answered 410 */
        disabledWhy: 'lender' | 'gone' | null
        /** @format date-time */
        createdAt: string
        /** `whsec_…` (Standard Webhooks): shown this once */
        secret: string
      }>({ method: 'POST', path: `/v1/webhooks`, body, options }),
    /** The lender's webhooks (GET /v1/webhooks) */
    listWebhooks: (options?: CallOptions) =>
      caller.json<{
        items: Webhook[]
      }>({ method: 'GET', path: `/v1/webhooks`, options }),
    /** Change where events go, which, or whether any (PATCH /v1/webhooks/{id}) */
    changeWebhook: (
      id: string,
      body: {
        /**
         * https, port 443, a public host by name; no user, no fragment
         * @maxLength 2048
         */
        url?: string
        /** Types to be told of; null: every type, those of later versions too */
        eventTypes?:
          | (
              | 'session.completed'
              | 'session.declined'
              | 'session.cancelled'
              | 'session.expired'
              | 'session.failed'
              | 'session.withdrawn'
              | 'report.created'
              | 'report.corrected'
              | 'review.opened'
              | 'review.closed'
              | 'rescoring.completed'
              | 'rescoring.cancelled'
            )[]
          | null
        enabled?: boolean
      },
      options?: CallOptions,
    ) =>
      caller.json<Webhook>({
        method: 'PATCH',
        path: `/v1/webhooks/${encodeURIComponent(id)}`,
        body,
        options,
      }),
    /** Delete a webhook, its secrets and the record of its deliveries (DELETE /v1/webhooks/{id}) */
    deleteWebhook: (id: string, options?: CallOptions) =>
      caller.nothing({
        method: 'DELETE',
        path: `/v1/webhooks/${encodeURIComponent(id)}`,
        options,
      }),
    /** A new secret; the one before it signs too for a day (POST /v1/webhooks/{id}/rotate) */
    rotateWebhook: (id: string, options?: CallOptions) =>
      caller.json<{
        id: string
        /** @format uri */
        url: string
        eventTypes:
          | (
              | 'session.completed'
              | 'session.declined'
              | 'session.cancelled'
              | 'session.expired'
              | 'session.failed'
              | 'session.withdrawn'
              | 'report.created'
              | 'report.corrected'
              | 'review.opened'
              | 'review.closed'
              | 'rescoring.completed'
              | 'rescoring.cancelled'
              | 'webhook.test'
            )[]
          | null
        /** Until then the secret before the current one signs too */
        previousSecretUntil: string | null
        disabledAt: string | null
        /** `gone`: the address answered 410 */
        disabledWhy: 'lender' | 'gone' | null
        /** @format date-time */
        createdAt: string
        /** `whsec_…` (Standard Webhooks): shown this once */
        secret: string
      }>({
        method: 'POST',
        path: `/v1/webhooks/${encodeURIComponent(id)}/rotate`,
        options,
      }),
    /** Send a `webhook.test` event to this webhook alone (POST /v1/webhooks/{id}/test) */
    testWebhook: (id: string, options?: CallOptions) =>
      caller.json<{
        eventId: string
      }>({
        method: 'POST',
        path: `/v1/webhooks/${encodeURIComponent(id)}/test`,
        options,
      }),
    /** What was sent, newest first (GET /v1/webhooks/{id}/deliveries) */
    listWebhookDeliveries: (
      id: string,
      query: {
        /** @maxLength 500 */
        cursor?: string
        /**
         * @min 1
         * @max 100
         * @default 20
         * @example 20
         */
        limit?: number
      } = {},
      options?: CallOptions,
    ) =>
      caller.json<{
        items: WebhookDelivery[]
        nextCursor: string | null
      }>({
        method: 'GET',
        path: `/v1/webhooks/${encodeURIComponent(id)}/deliveries`,
        query,
        options,
      }),
    /** Send an event again, from the first attempt on (POST /v1/webhooks/{id}/deliveries/{eventId}/replay) */
    replayWebhookDelivery: (id: string, eventId: string, options?: CallOptions) =>
      caller.nothing({
        method: 'POST',
        path: `/v1/webhooks/${encodeURIComponent(id)}/deliveries/${encodeURIComponent(eventId)}/replay`,
        options,
      }),
  }
}

export type Client = ReturnType<typeof createClient>
