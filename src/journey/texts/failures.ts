// A sentence for everything that can go wrong, in both languages.
import { bankFailures } from './bank-failures.ts'
import type { FailureText, Sentence } from './failure.ts'
import { pageFailureTexts } from './page-failures.ts'

const failures: ReadonlyMap<string, FailureText> = new Map<string, FailureText>([
  ...Object.entries(bankFailures),
  ...Object.entries(pageFailureTexts),
])

/** A code without a sentence of its own gets that of an unexpected failure. */
export function failureText(code: string, language: 'fr' | 'en'): Sentence {
  return (failures.get(code) ?? pageFailureTexts.unexpected)[language]
}
