// From rules/scorecards/*.yaml to a scorecard that can be trusted; anything unsound is refused.
import { type ReasonTexts, requireTexts } from '../flags/reason-texts.ts'
import { indicators } from '../indicators/index.ts'
import {
  parseRuleFile,
  type RulebookFiles,
  RuleFileError,
  ruleFileText,
} from '../values/rule-file.ts'
import { pillars } from './score.ts'
import { faultOf, gradesDescend, type Scorecard, scorecardSchema } from './scorecard.ts'

export const EXPERT_SCORECARD = 'scorecards/expert.yaml'

const BEST_SCORE = 1000

/**
 * Refuses gaps, overlaps, points against the declared direction, indicators unknown or barred,
 * pillars that do not make 1000 at best (a calibrated card's scale may end below), grades that do not descend,
 * codes without words, a calibrated card that does not say from what.
 * @throws RuleFileError naming file and line.
 */
export function loadScorecard(
  files: RulebookFiles,
  texts: ReasonTexts,
  path: string = EXPERT_SCORECARD,
): Scorecard {
  const text = ruleFileText(files, path)
  const card = parseRuleFile(path, text, scorecardSchema)
  const known = new Map(indicators.map((indicator) => [indicator.id, indicator]))
  const seen = new Set<string>()
  const characteristics = card.characteristics.map((characteristic) => {
    const { id } = characteristic
    const fail = (detail: string) => new RuleFileError(path, lineOfId(text, id), `${id}: ${detail}`)
    const indicator = known.get(characteristic.indicator)
    const fault = faultOf(characteristic, indicator)
    if (fault !== null || indicator === undefined) throw fail(fault ?? 'indicator is unknown')
    if (seen.has(id)) throw fail('is there twice')
    if (seen.has(indicator.id)) throw fail(`indicator ${indicator.id} is used twice`)
    seen.add(id).add(indicator.id)
    const best = Math.max(...characteristic.bins.map((bin) => bin.points))
    return { ...characteristic, unit: indicator.unit, best }
  })
  const scorecard = { ...card, characteristics }
  refuseUnbalanced(path, scorecard)
  requireTexts(texts.reasons, 'reasons', reasonCodes(scorecard))
  requireTexts(
    texts.characteristics,
    'characteristics',
    characteristics.map(({ id }) => id),
  )
  return scorecard
}

export function reasonCodes(scorecard: Scorecard): string[] {
  return scorecard.characteristics.flatMap(({ bins, special, missing }) => [
    ...bins.map((bin) => bin.reason),
    special.none_found.reason,
    missing.reason,
  ])
}

function refuseUnbalanced(path: string, scorecard: Scorecard): void {
  const fail = (detail: string) => new RuleFileError(path, null, detail)
  let total = 0
  for (const pillar of pillars) {
    const best = scorecard.characteristics
      .filter((characteristic) => characteristic.pillar === pillar)
      .reduce((sum, characteristic) => sum + characteristic.best, 0)
    if (best !== scorecard.pillars[pillar]) {
      throw fail(`pillar ${pillar} makes ${best} at best, not ${scorecard.pillars[pillar]}`)
    }
    total += best
  }
  const expert = scorecard.kind === 'expert'
  if (expert ? total !== BEST_SCORE : total > BEST_SCORE) {
    throw fail(`pillars make ${total} at best, not ${BEST_SCORE}${expert ? '' : ' or less'}`)
  }
  if (expert !== (scorecard.calibration === undefined)) {
    throw fail(expert ? 'calibration: an expert card has none' : 'calibration: is missing')
  }
  if (!gradesDescend(scorecard.grades)) throw fail('grades do not descend from A to E')
}

function lineOfId(text: string, id: string): number | null {
  const at = text
    .split('\n')
    .findIndex((line) => line.replace(/^\s*-?\s*/, '').trim() === `id: ${id}`)
  return at < 0 ? null : at + 1
}
