// Content that is wrong in one way: in the last item of a page, so that all the others can be shown to be as they were.
import { type BadAnswer, isOfKind } from './kinds.ts'
import type { Fields, Words } from './words.ts'

type Rewriting = {
  readonly body: Buffer
  readonly words: Words
  /** Where links lead that lead elsewhere. */
  readonly href: string | undefined
  /** Of the call. */
  readonly url: string
}

export const ELSEWHERE = 'https://elsewhere.invalid/'

export function rewritten(answer: BadAnswer, { body, words, href, url }: Rewriting): Buffer {
  if (answer === 'truncated') return halved(body)
  const json: unknown = JSON.parse(body.toString('utf8'))
  const items = words.list(json) ?? []
  const last = items.at(-1)
  if (isOfKind(16, answer) && last) redate(answer, answer === 'dst_days' ? items : [last], words)
  else if (isOfKind(17, answer) && last) return revalued(answer, json, last, words)
  else if (isOfKind(18, answer) && last) repeat(answer, items, last, words)
  else if (isOfKind(19, answer)) relink(answer, json, { items, words, href, url: new URL(url) })
  else if (answer === 'no_lines') for (const all of [items, words.beside?.(json)]) all?.splice(0)
  else if (isOfKind(22, answer) && last) reshape(answer, items, last, words)
  else if (answer === 'another_customer') words.disown(json)
  return Buffer.from(JSON.stringify(json))
}

/** The length is right: only the JSON breaks off. */
function halved(body: Buffer): Buffer {
  return body.length < 4 ? Buffer.from('{"accounts":[{"name":"') : body.subarray(0, body.length / 2)
}

function redate(answer: BadAnswer, items: readonly Fields[], words: Words): void {
  items.forEach((item, at) => {
    const named = words.dates.filter((name) => item[name] !== undefined && item[name] !== null)
    named.forEach((name, place) => {
      if (answer === 'no_dates') delete item[name]
      else item[name] = redated(answer, item[name], { words, place, at })
    })
  })
}

const FIXED: Partial<Record<BadAnswer, string>> = {
  february_30: '2026-02-30',
  future_dates: '2031-01-02',
  dates_before_1970: '1969-07-20',
}

function redated(
  answer: BadAnswer,
  sent: unknown,
  { words, place, at }: { words: Words; place: number; at: number },
): unknown {
  const fixed = FIXED[answer]
  if (fixed !== undefined) {
    const instant = Date.parse(`${fixed}T11:00:00Z`) / 1000
    // a day that does not exist has no instant: then it is written as no number
    return words.instants && !(answer === 'february_30') ? instant : fixed
  }
  const day = words.instants
    ? new Date(Number(sent) * 1000).toISOString().slice(0, 10)
    : String(sent).slice(0, 10)
  // half past midnight and an hour before it: the same day at the bank, another in UTC at one of them
  const time = at % 2 === 0 ? '00:30:00' : '23:30:00'
  const instant = new Date(Date.parse(`${day}T${time}Z`) - offsetMs(day, time))
  if (words.instants) return instant.getTime() / 1000
  if (answer === 'dst_days') return `${instant.toISOString().slice(0, 19)}Z`
  return place % 2 === 0 ? `${day}T23:30:00+0200` : `${instant.toISOString().slice(0, 19)}Z`
}

const paris = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  ...({ dateStyle: 'short', timeStyle: 'medium' } as const),
})

/** How far Paris is ahead of UTC when its clocks show this. */
function offsetMs(day: string, time: string): number {
  const shown = (instant: number) => Date.parse(`${paris.format(instant).replace(' ', 'T')}Z`)
  const wanted = Date.parse(`${day}T${time}Z`)
  const guess = wanted - (shown(wanted) - wanted)
  return shown(guess) - guess
}

function revalued(answer: BadAnswer, json: unknown, item: Fields, words: Words): Buffer {
  const money = words.money(item)
  if (answer === 'amount_unsigned') words.unsign(item)
  else if (money !== null) {
    const { of, amount } = money
    const sent = of[amount]
    if (answer === 'other_currency') of.currency = 'USD'
    else of[amount] = revaluedAs(answer, sent)
  }
  // no JSON value of ours is written so: a number beyond what a double holds
  return Buffer.from(JSON.stringify(json).replace(`"${BEYOND}"`, BEYOND))
}

const BEYOND = '9007199254740993'

function revaluedAs(answer: BadAnswer, sent: unknown): unknown {
  switch (answer) {
    case 'amount_retyped':
      return typeof sent === 'number' ? String(sent) : Number(sent)
    case 'amount_comma':
      return Number(sent).toFixed(2).replace('.', ',')
    case 'amount_exponent':
      return `${String(sent)}e1`
    case 'amount_nan':
      return 'NaN'
    default:
      return BEYOND
  }
}

function repeat(answer: BadAnswer, items: Fields[], last: Fields, words: Words): void {
  if (answer === 'no_ids') {
    for (const item of items) for (const name of words.ids) delete item[name]
    return
  }
  const again = structuredClone(last)
  const money = words.money(again)
  if (answer === 'sent_twice_changed' && money !== null) {
    const sent = money.of[money.amount]
    const more = Number(sent) + (Number(sent) < 0 ? -1 : 1)
    money.of[money.amount] = typeof sent === 'number' ? more : more.toFixed(2)
  }
  items.push(again)
}

type Linked = {
  readonly items: Fields[]
  readonly words: Words
  readonly href: string | undefined
  readonly url: URL
}

function relink(answer: BadAnswer, json: unknown, { items, words, href, url }: Linked): void {
  const page = pageOf(url)
  const to = (number: number) => {
    const target = new URL(url.pathname + url.search, url)
    if (number === 1) target.searchParams.delete('page')
    else target.searchParams.set('page', String(number))
    return target.pathname + target.search
  }
  switch (answer) {
    case 'next_is_itself':
      words.lead(json, to(page))
      break
    case 'pages_in_a_circle':
      words.lead(json, to(page === 1 ? 2 : 1))
      break
    case 'pages_without_end':
      // each page another: not one that was sent before
      for (const item of items) for (const id of words.ids) item[id] = `${String(item[id])}-${page}`
      words.lead(json, to(page + 1))
      break
    default:
      words.lead(json, href ?? ELSEWHERE)
  }
}

export function pageOf(url: URL): number {
  return Number(url.searchParams.get('page') ?? '1')
}

function reshape(answer: BadAnswer, items: Fields[], last: Fields, words: Words): void {
  switch (answer) {
    case 'account_gone':
      items.pop()
      break
    case 'account_joint':
      words.joint(last)
      break
    default:
      words.foreign(last)
  }
}
