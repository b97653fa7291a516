// Whose money and how much of it was seen: holder, banks, coverage, and what was declared beside what was found.
import { lengthInDays } from '../core/values/date-range.ts'
import type { Observed } from '../core/values/observed.ts'
import { toPlainDate } from '../core/values/plain-date.ts'
import type { Amount, Reader } from './document.ts'
import { type Row, row } from './row.ts'
import { formatDay } from './typography.ts'
import { bankName } from './wording/banks.ts'

/** Holder match, accounts, banks, coverage. */
export function whoRows(reader: Reader): Row[] {
  const { words, body, language } = reader
  const { overall } = body.coverage
  const banks = [...new Set(body.accounts.flatMap((account) => account.bank ?? []))].sort()
  const { from, to } = body.provenance.window
  const window = lengthInDays({ from: toPlainDate(from), to: toPlainDate(to) })
  const share = (value: typeof overall.uncategorisedByCount) => reader.observedRatio(value)
  const told = (one: { match: string; why: string | null }) =>
    one.why === null
      ? reader.code(one.match)
      : `${reader.code(one.match)} (${reader.code(one.why)})`
  return [
    row(words.holderMatch, told(body.identity)),
    ...(body.identity.applicants ?? []).map((one) => row(`${INDENT}${one.name}`, told(one))),
    row(words.banksJoined, banks.length > 0 ? banks.map(bankName).join(', ') : words.notSeen),
    ...missingBankRows(reader),
    row(
      words.unshared,
      body.unsharedAccounts.length === 0 ? words.none : String(body.unsharedAccounts.length),
      body.unsharedAccounts.flatMap((account) => account.transactionIds),
    ),
    row(words.daysCovered, words.daysOf(overall.daysCovered, window)),
    row(words.lastLine, overall.lastDate ? formatDay(overall.lastDate, language) : words.notSeen),
    row(words.allLines, words.bookedPending(overall.booked, overall.pending)),
    row(
      words.uncategorised,
      `${share(overall.uncategorisedByCount)} / ${share(overall.uncategorisedByAmount)}`,
    ),
  ]
}

/** Under the figure it is a part of. */
export const INDENT = '\u2003'

function missingBankRows({ words, body, code }: Reader): Row[] {
  return (body.coverage.missingBanks ?? []).map(({ bank, why, mayHide, transactionIds }) => {
    const hidden = words.mayHide(mayHide.map((what) => code(`hides_${what}`)).join(', '))
    return row(words.bankMissing, `${bankName(bank)} (${code(why)}). ${hidden}`, transactionIds)
  })
}

export type Comparison = {
  readonly label: string
  readonly declared: string
  readonly detected: string
}

/** What the lender declared beside what the accounts show. */
export function comparisons(reader: Reader): Comparison[] {
  const { words, body, minor, observedMoney } = reader
  const { application } = body
  const holders = body.identity.holders.flatMap((holder) => holder.name ?? [])
  const { declaredName, applicants } = body.identity
  const declaredNames =
    applicants?.map(({ name }) => name) ?? (declaredName === null ? [] : [declaredName])
  const incomes = (application?.applicants ?? []).flatMap((one) => one.declaredMonthlyIncome ?? [])
  const credits = application?.declaredCredits?.map((credit) => credit.instalment)
  const rent = application?.household?.rent
  const employers = (application?.applicants ?? []).flatMap((one) => one.employment ?? [])
  const payers = body.income.streams
    .filter((stream) => stream.category === 'income.salary')
    .flatMap((stream) => stream.counterparty ?? [])
  const total = (amounts: readonly number[] | undefined) =>
    amounts === undefined || amounts.length === 0
      ? words.notDeclared
      : minor(amounts.reduce((sum, amount) => sum + amount, 0))
  // why not is said once, beside the figure itself
  const found = (value: Observed<Amount>) =>
    value.state === 'not_observable' ? reader.code('not_observable') : observedMoney(value)
  const list = (names: readonly string[], otherwise: string) =>
    names.length > 0 ? [...new Set(names)].join(', ') : otherwise
  return [
    {
      label: words.name,
      declared: list(declaredNames, words.notDeclared),
      detected: list(holders, words.notSeen),
    },
    {
      label: words.monthlyIncome,
      declared: total(incomes),
      detected: found(body.income.monthlyNet.observed),
    },
    {
      label: words.rent,
      declared: rent === undefined ? words.notDeclared : minor(rent),
      detected: found(body.charges.housingCost),
    },
    {
      label: words.credits,
      declared: total(credits),
      detected: found(body.credit.monthlyRepayment),
    },
    {
      label: words.employer,
      declared: list(employers, words.notDeclared),
      detected: list(payers, words.notSeen),
    },
  ]
}
