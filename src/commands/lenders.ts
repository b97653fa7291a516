// `nonante lenders add|set|list`: who may open sessions, under which name and within which limits.
import { readFileSync } from 'node:fs'
import { listLenderIds } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { addLender } from '../lenders/add-lender.ts'
import { viewLender } from '../lenders/change-lender.ts'
import { setLender } from '../lenders/set-lender.ts'
import { withOperator } from './operator.ts'

type NewLenderOptions = {
  readonly provider: string
  readonly registration: string
  readonly capacity: 'own' | 'agent' | 'third_party'
  readonly returnUrl?: string[]
  readonly embeddedChannel?: boolean
}

export async function add(name: string, options: NewLenderOptions): Promise<void> {
  const { provider, registration, capacity, returnUrl = [], embeddedChannel = false } = options
  const lender = await withOperator((deps) =>
    addLender(deps, {
      name,
      returnUrls: returnUrl,
      provider: { name: provider, registration, capacity },
      settings: { embeddedChannel },
    }),
  )
  process.stdout.write(`${lender.id}\n`)
}

type SetOptions = {
  readonly name?: string
  readonly returnUrl?: string[]
  readonly colour?: string
  readonly logo?: string
  readonly reviewContact?: string
  readonly reportMonths?: string
  readonly snapshotDays?: string
  readonly sessionMonths?: string
  readonly refusedSnapshotDays?: string
  readonly refusedReportMonths?: string
  readonly abandonedDays?: string
  readonly withdrawnDays?: string
  readonly auditMonths?: string
  readonly linkHours?: string
  readonly requestsPerMinute?: string
  readonly embeddedChannel?: boolean
  /** A file: a list of issuers, as JSON. */
  readonly issuers?: string
}

/** Prints the lender as it is now. */
export async function set(lenderId: string, options: SetOptions): Promise<void> {
  const { name, returnUrl: returnUrls, colour, reviewContact, embeddedChannel } = options
  const change = {
    ...{ name, returnUrls, colour, reviewContact, embeddedChannel },
    logo: options.logo === undefined ? undefined : readFileSync(options.logo).toString('base64'),
    reportMonths: wholeNumber(options.reportMonths),
    snapshotDays: wholeNumber(options.snapshotDays),
    sessionMonths: wholeNumber(options.sessionMonths),
    refusedSnapshotDays: wholeNumber(options.refusedSnapshotDays),
    refusedReportMonths: wholeNumber(options.refusedReportMonths),
    abandonedDays: wholeNumber(options.abandonedDays),
    withdrawnDays: wholeNumber(options.withdrawnDays),
    auditMonths: wholeNumber(options.auditMonths),
    linkHours: wholeNumber(options.linkHours),
    requestsPerMinute: wholeNumber(options.requestsPerMinute),
    issuers: options.issuers === undefined ? undefined : readJson(options.issuers),
  }
  const view = await withOperator((deps) => setLender(deps, lenderId, change))
  process.stdout.write(`${JSON.stringify(view, null, 2)}\n`)
}

export async function list(): Promise<void> {
  const lenders = await withOperator(async ({ db }) => {
    const ids = await listLenderIds(db)
    return await Promise.all(ids.map((id) => viewLender({ db }, id)))
  })
  for (const { id, name } of lenders) process.stdout.write(`${id}  ${name}\n`)
}

function wholeNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function readJson(file: string): unknown {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return parsed
  } catch (cause) {
    throw new AppError('invalid_request', `${file} is not JSON.`, { cause })
  }
}
