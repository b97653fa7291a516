// A rulebook: all rules, settings, scorecard and words of one version, compiled once and hashed.
import { z } from 'zod'
import { type AffordabilitySettings, readAffordabilitySettings } from './affordability/settings.ts'
import { type BalanceSettings, readBalanceSettings } from './balances/balance-settings.ts'
import { compileRuleset, type Ruleset } from './categorisation/ruleset.ts'
import { flagCodes } from './flags/find-flags.ts'
import { parseReasonTexts, type ReasonTexts, requireTexts } from './flags/reason-texts.ts'
import { compileSensitive, type SensitiveFilter } from './protection/sensitive.ts'
import { EXPERT_SCORECARD, loadScorecard } from './scoring/load-scorecard.ts'
import type { Scorecard } from './scoring/scorecard.ts'
import { readStreamSettings, type StreamSettings } from './streams/stream-settings.ts'
import { canonicalHash } from './values/canonical.ts'
import {
  parseRuleFile,
  type RulebookFiles,
  RuleFileError,
  ruleFileText,
} from './values/rule-file.ts'

export type Rulebook = {
  readonly version: string
  readonly market: string
  /** SHA-256 of the canonical map of path to text: the same folder, the same hash, in any order. */
  readonly hash: string
  readonly ruleset: Ruleset
  readonly sensitive: SensitiveFilter
  readonly settings: {
    readonly streams: StreamSettings
    readonly balances: BalanceSettings
    readonly affordability: AffordabilitySettings
  }
  readonly scorecard: Scorecard
  readonly texts: ReasonTexts
}

const headSchema = z.strictObject({
  version: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  market: z.string().regex(/^[a-z]{2}$/),
  /** The card in force; the others of its folder only have to be sound. */
  scorecard: z
    .string()
    .regex(/^scorecards\/[a-z0-9][a-z0-9._-]*\.yaml$/)
    .default(EXPERT_SCORECARD),
})

const settingsSections = ['streams', 'balances', 'affordability'] as const

/** Fails closed. @throws RuleFileError naming file and line. */
export function compileRulebook(files: RulebookFiles): Rulebook {
  const head = parseRuleFile('rulebook.yaml', ruleFileText(files, 'rulebook.yaml'), headSchema)
  const settings = readSettings(files)
  const texts = parseReasonTexts(files)
  requireTexts(texts.flags, 'flags', flagCodes())
  const ruleset = compileRuleset(files)
  refuseUnknownCategories(settings.affordability, ruleset)
  return {
    version: head.version,
    market: head.market,
    hash: canonicalHash(Object.fromEntries(files)),
    ruleset,
    sensitive: compileSensitive(files),
    settings,
    scorecard: loadScorecards(files, texts, head.scorecard),
    texts,
  }
}

function loadScorecards(files: RulebookFiles, texts: ReasonTexts, inForce: string): Scorecard {
  const cards = [...files.keys()].filter((path) => path.startsWith('scorecards/'))
  for (const path of cards) if (path !== inForce) loadScorecard(files, texts, path)
  return loadScorecard(files, texts, inForce)
}

function readSettings(files: RulebookFiles): Rulebook['settings'] {
  refuseUnknownSettings(files)
  return {
    streams: readStreamSettings(files),
    balances: readBalanceSettings(files),
    affordability: readAffordabilitySettings(files),
  }
}

/** Each folder checks its own section: a section nobody reads is a setting somebody thinks he made. */
function refuseUnknownSettings(files: RulebookFiles): void {
  const schema = z.strictObject(
    Object.fromEntries(settingsSections.map((section) => [section, z.unknown()])),
  )
  parseRuleFile('settings.yaml', ruleFileText(files, 'settings.yaml'), schema)
}

function refuseUnknownCategories(settings: AffordabilitySettings, ruleset: Ruleset): void {
  const unknown = Object.values(settings.categories)
    .flat()
    .find((category) => !ruleset.taxonomy.has(category))
  if (unknown === undefined) return
  throw new RuleFileError('settings.yaml', null, `affordability: ${unknown} is not a category`)
}
