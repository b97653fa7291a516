// Who acts at the command line, as the audit names them.
import { userInfo } from 'node:os'
import { AppError } from '../errors.ts'

/** `as`: a name given; the user of this machine without. */
export type Acting = { readonly as?: string }

const person = /^[a-z0-9][a-z0-9._@-]{0,63}$/

/**
 * One name, one person: small letters, so that two spellings are no two people.
 * @throws AppError `invalid_request`
 */
export function actorOf({ as: given }: Acting): string {
  const name = (given ?? userInfo().username).trim().toLowerCase()
  if (!person.test(name)) {
    throw new AppError('invalid_request', '--as: letters, digits and . _ @ - only, 64 at most')
  }
  return `operator:${name}`
}
