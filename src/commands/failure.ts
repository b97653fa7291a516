// A failure as one line on stderr: what is wrong and the way out; never a customer's words.
import { RuleFileError } from '../core/values/rule-file.ts'
import { AppError } from '../errors.ts'

export function describeFailure(error: unknown): string {
  if (error instanceof AppError) {
    const [first, ...rest] = error.issues
    if (!first) return error.detail
    const more = rest.length > 0 ? ` (and ${rest.length} more)` : ''
    return `${error.detail} ${first.pointer}: ${first.detail}${more}`
  }
  if (error instanceof RuleFileError) return error.message
  if (error instanceof Error) return `${error.name}: ${error.message}`
  return 'failed for a reason that cannot be shown'
}
