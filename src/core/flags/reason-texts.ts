// The words of flags, reasons and counterfactuals: rules/reasons/{fr,en}.yaml, the same keys in both.
import { z } from 'zod'
import {
  parseRuleFile,
  type RulebookFiles,
  RuleFileError,
  ruleFileText,
} from '../values/rule-file.ts'

const entries = z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.string().min(1))

const textFileSchema = z.strictObject({
  /** Flags and integrity signals, by code. */
  flags: entries,
  /** Reasons of the score, by code. */
  reasons: entries,
  /** Characteristics of the scorecard, as a noun phrase, by id. */
  characteristics: entries,
  counterfactual: z.strictObject({
    /** The whole sentence: {changes} {score} {grade}. */
    change: z.string().min(1),
    /** One change: {what} {from} {to}. */
    part: z.string().min(1),
    /** Joins several changes that only together move the grade. */
    also: z.string().min(1),
    unknown: z.string().min(1),
    days: z.string().min(1),
  }),
})

export type Bilingual = { readonly fr: string; readonly en: string }
export type ReasonTexts = {
  readonly flags: ReadonlyMap<string, Bilingual>
  readonly reasons: ReadonlyMap<string, Bilingual>
  readonly characteristics: ReadonlyMap<string, Bilingual>
  readonly counterfactual: ReadonlyMap<string, Bilingual>
}

const sections = ['flags', 'reasons', 'characteristics', 'counterfactual'] as const

/** @throws RuleFileError when a file is missing, malformed, or lacks a key of the other language. */
export function parseReasonTexts(files: RulebookFiles): ReasonTexts {
  const fr = parseRuleFile(
    'reasons/fr.yaml',
    ruleFileText(files, 'reasons/fr.yaml'),
    textFileSchema,
  )
  const en = parseRuleFile(
    'reasons/en.yaml',
    ruleFileText(files, 'reasons/en.yaml'),
    textFileSchema,
  )
  for (const section of sections) {
    refuseMissing('reasons/en.yaml', section, fr[section], en[section])
    refuseMissing('reasons/fr.yaml', section, en[section], fr[section])
  }
  return {
    flags: pair(fr.flags, en.flags),
    reasons: pair(fr.reasons, en.reasons),
    characteristics: pair(fr.characteristics, en.characteristics),
    counterfactual: pair(fr.counterfactual, en.counterfactual),
  }
}

/** @throws RangeError on a code without words: loading has checked every code. */
export function textOf(texts: ReadonlyMap<string, Bilingual>, code: string): Bilingual {
  const text = texts.get(code)
  if (text === undefined) throw new RangeError(`no text for code ${code}`)
  return text
}

/** @throws RuleFileError naming the first code that has no words. */
export function requireTexts(
  texts: ReadonlyMap<string, Bilingual>,
  section: string,
  codes: readonly string[],
): void {
  const missing = codes.find((code) => !texts.has(code))
  if (missing === undefined) return
  throw new RuleFileError('reasons/fr.yaml', null, `${section}.${missing} is missing`)
}

function refuseMissing(
  file: string,
  section: string,
  has: Readonly<Record<string, string>>,
  lacks: Readonly<Record<string, string>>,
): void {
  const missing = Object.keys(has).find((key) => !(key in lacks))
  if (missing !== undefined) throw new RuleFileError(file, null, `${section}.${missing} is missing`)
}

function pair(
  fr: Readonly<Record<string, string>>,
  en: Readonly<Record<string, string>>,
): ReadonlyMap<string, Bilingual> {
  return new Map(Object.keys(fr).map((key) => [key, { fr: fr[key] ?? '', en: en[key] ?? '' }]))
}
