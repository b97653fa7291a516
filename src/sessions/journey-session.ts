// A session as the applicant's pages see it: what is asked and why, where things stand, what can be done.
import type { AccountChoice, BankListing } from '../banks/bank.ts'
import type { ReportBody } from '../core/report/report.ts'
import type { ConnectionStatus, Provider, purposes, SessionStatus } from './session.ts'

export type JourneyConnection = {
  readonly id: string
  readonly bank: BankListing
  readonly status: ConnectionStatus
  readonly failureCode: string | null
  /** Only while `selecting`. */
  readonly choices: readonly AccountChoice[] | null
}

export type JourneySession = {
  readonly id: string
  readonly mode: 'test' | 'live'
  readonly lenderName: string
  /** How the lender looks; absent: as the service does. */
  readonly brand?: {
    readonly shortId: string
    /** `#rrggbb` */
    readonly colour: string | null
    readonly logoHash: string | null
  }
  readonly provider: Provider
  readonly purposes: readonly (typeof purposes)[number][]
  readonly windowDays: number
  readonly retentionDays: number
  /** How long the lender may read the report here. */
  readonly reportMonths: number
  readonly language: 'fr' | 'en'
  readonly status: SessionStatus
  readonly failureCode: string | null
  /** Withdrawn after the report was sent: the lender keeps that. */
  readonly keptReport?: boolean
  readonly returnUrl: string | null
  readonly expiresAt: string
  /** Those the lender allows and the key's mode may see, in the directory's order. */
  readonly banks: readonly BankListing[]
  readonly preselectedBank: string | null
  /** The lender lets an aggregator ask for the bank's own sign-in data: the pages must say so. */
  readonly embeddedChannel?: boolean
  /** Oldest first; attempts the applicant dropped for another bank are not among them. */
  readonly connections: readonly JourneyConnection[]
  readonly maxConnections: number
  /** Another bank may be chosen now. */
  readonly canJoinMore: boolean
  /** At least one bank was collected, nothing waits for the applicant, and joining is not over. */
  readonly canFinish: boolean
  /** The explanation of the result may be read once it is sent. */
  readonly explained?: boolean
  /** Takes the agreement back after the report was sent; when completed. */
  readonly withdrawalToken?: string
  /** The applicant's preview: when confirming or completed. */
  readonly preview: ReportBody | null
}
