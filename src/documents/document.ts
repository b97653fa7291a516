// What a document is made from, and the reader's eye every section borrows: words, figures, links to lines.
import type { ReportTransaction } from '../core/categorisation/categorised.ts'
import type { ReportBody, ReportEnvelope } from '../core/report/report.ts'
import { canonicalHash } from '../core/values/canonical.ts'
import type { Observed } from '../core/values/observed.ts'
import { unreachable } from '../core/values/unreachable.ts'
import { shortBody, shortLine, shortNames } from './short-names.ts'
import { formatMoney, formatPercent, type Language, typeset } from './typography.ts'
import { codeName } from './wording/codes.ts'
import { en } from './wording/en.ts'
import { fr, type Words } from './wording/fr.ts'

export type DocumentInput = {
  readonly envelope: ReportEnvelope | null
  readonly body: ReportBody
  readonly transactions: readonly ReportTransaction[]
  readonly language: Language
}

/** An amount as the report carries it once parsed. */
export type Amount = { readonly amount: number; readonly currency: string }

export type Reader = DocumentInput & {
  /** Of the report as it is kept: `body` here has its names shortened. */
  readonly bodyHash: string
  readonly words: Words
  readonly currency: string
  readonly money: (amount: Amount) => string
  /** Minor units in the report's currency. */
  readonly minor: (amount: number) => string
  readonly observed: <T>(value: Observed<T>, show: (measured: T) => string) => string
  readonly observedMoney: (value: Observed<Amount>) => string
  readonly observedRatio: (value: Observed<number>) => string
  readonly code: (code: string) => string
  /** A colon as the language spaces it. */
  readonly colon: string
  /** A text of the rulebook, with the marks of the language. */
  readonly text: (text: { readonly fr: string; readonly en: string }) => string
  /** An account as a reader knows it: its masked IBAN, else its kind and product. */
  readonly account: (accountId: string) => string
  /** The fragment id of a line; null when the line is not among `transactions`. */
  readonly anchor: (transactionId: string) => string | null
}

/** A report whose pseudonyms of persons are short, for pages that read it themselves. */
export function withShortNames(body: ReportBody, language: Language): ReportBody {
  return shortBody(body, shortNames((language === 'fr' ? fr : en).person))
}

export function readerOf(input: DocumentInput): Reader {
  const { language } = input
  const words = language === 'fr' ? fr : en
  const short = shortNames(words.person)
  const body = shortBody(input.body, short)
  const currency = body.cashFlow.currency
  const anchors = new Map<string, string>()
  for (const [index, line] of input.transactions.entries()) {
    if (!anchors.has(line.transactionId)) anchors.set(line.transactionId, `l${index + 1}`)
  }
  const code = (text: string) => codeName(text, language)
  const observed: Reader['observed'] = (value, show) => {
    switch (value.state) {
      case 'measured':
        return show(value.value)
      case 'none_found':
        return words.noneFound
      case 'not_observable':
        return words.notObservable(code(value.why))
      case 'withheld':
        return words.withheld(code(value.why))
      default:
        return unreachable(value)
    }
  }
  const accounts = new Map(body.accounts.map((one) => [one.accountId, one]))
  const account = (accountId: string) => {
    const one = accounts.get(accountId)
    if (one === undefined) return accountId
    return one.ibanMasked ?? [code(one.kind), one.product ?? one.name ?? accountId].join(' ')
  }
  const money = (amount: Amount) => formatMoney(amount, language)
  return {
    ...input,
    body,
    bodyHash: input.envelope?.bodyHash ?? canonicalHash(input.body),
    transactions: input.transactions.map((line) => shortLine(line, short)),
    words,
    currency,
    money,
    minor: (amount) => money({ amount, currency }),
    observed,
    observedMoney: (value) => observed(value, money),
    observedRatio: (value) => observed(value, (ratio) => formatPercent(ratio, language)),
    code,
    colon: language === 'fr' ? '\u00a0:' : ':',
    text: (text) => typeset(text[language], language),
    account,
    anchor: (transactionId) => anchors.get(transactionId) ?? null,
  }
}
