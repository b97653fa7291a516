// Pages of a list and the links between them, filters repeated.
import { refuse } from './stet-error.ts'

export type Page<T> = {
  readonly items: readonly T[]
  readonly links: Readonly<Record<string, { readonly href: string }>>
}

/** Page 1 carries no `page` parameter; `page=last` is the last. @throws StetRefusal IPGN */
export function pageOf<T>(input: {
  readonly all: readonly T[]
  readonly size: number
  readonly page: string | undefined
  readonly url: string
  readonly filters: readonly (readonly [string, string])[]
}): Page<T> {
  const count = Math.max(1, Math.ceil(input.all.length / input.size))
  const page = pageNumber(input.page, count)
  const link = (at: number | 'last') => {
    const query = new URLSearchParams(at === 1 ? [] : [['page', String(at)]])
    for (const [name, value] of input.filters) query.append(name, value)
    const text = query.toString()
    return { href: text === '' ? input.url : `${input.url}?${text}` }
  }
  return {
    items: input.all.slice((page - 1) * input.size, page * input.size),
    links: {
      self: link(input.page === 'last' ? 'last' : page),
      first: link(1),
      ...(page > 1 ? { prev: link(page - 1) } : {}),
      ...(page < count ? { next: link(page + 1) } : {}),
      last: link('last'),
    },
  }
}

function pageNumber(text: string | undefined, count: number): number {
  if (text === undefined) return 1
  if (text === 'last') return count
  if (!/^[1-9]\d{0,5}$/.test(text) || Number(text) > count) refuse('IPGN')
  return Number(text)
}
