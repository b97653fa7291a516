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

/** Settings that are whole numbers, each an option of its own. */
const numbers = [
  'reportMonths',
  'snapshotDays',
  'sessionMonths',
  'refusedSnapshotDays',
  'refusedReportMonths',
  'abandonedDays',
  'withdrawnDays',
  'validationMonths',
  'auditMonths',
  'linkHours',
  'requestsPerMinute',
] as const

type SetOptions = {
  readonly name?: string
  readonly returnUrl?: string[]
  readonly colour?: string
  readonly logo?: string
  readonly reviewContact?: string
  readonly decisionUse?: string
  readonly explainAtEnd?: boolean
  readonly embeddedChannel?: boolean
  /** A file: a list of issuers, as JSON. */
  readonly issuers?: string
} & { readonly [Setting in (typeof numbers)[number]]?: string }

/** Prints the lender as it is now. */
export async function set(lenderId: string, options: SetOptions): Promise<void> {
  const { returnUrl: returnUrls, logo, issuers, ...given } = options
  const change = {
    ...given,
    returnUrls,
    logo: logo === undefined ? undefined : readFileSync(logo).toString('base64'),
    issuers: issuers === undefined ? undefined : readJson(issuers),
    ...Object.fromEntries(numbers.map((setting) => [setting, wholeNumber(options[setting])])),
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
