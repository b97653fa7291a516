// What each operation is called in the OpenAPI document and by the clients made from it, from its method and address:
// POST /v1/sessions → createSession, GET /v1/sessions/{id}/report → getSessionReport.

/** `method` in small letters. */
export function operationName(method: string, path: string): string {
  const parts = path
    .replace(/^\/v1\//, '')
    .split('/')
    .map((part) => ({ word: pascal(part), parameter: part.startsWith('{') }))
  const words = parts.filter(({ parameter }) => !parameter).map(({ word }) => word)
  const last = words.pop() ?? ''
  const of = words.map(singular).join('')
  const one = parts.at(-1)?.parameter === true || singular(last) === last
  if (method === 'post' && one) return isThing(last) ? `create${of}${last}` : uncapital(last) + of
  return `${verbOf(method, one)}${of}${method === 'get' && !one ? last : singular(last)}`
}

function verbOf(method: string, one: boolean): string {
  switch (method) {
    case 'get':
      return one ? 'get' : 'list'
    case 'post':
      return 'create'
    case 'patch':
      return 'change'
    default:
      return method
  }
}

/** The last word of a POST is what is made, or else what is done (`cancel`). */
function isThing(word: string): boolean {
  return ['Link', 'Outcome', 'LegalHold'].includes(word)
}

function singular(word: string): string {
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function pascal(part: string): string {
  return part
    .split(/[^a-zA-Z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

function uncapital(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1)
}
