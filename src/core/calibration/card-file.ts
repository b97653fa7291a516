// A card written as YAML beside the expert's, and put into a rulebook: what `rules check` then reads.
import type { Bilingual } from '../flags/reason-texts.ts'
import { pillars } from '../scoring/score.ts'
import { type RulebookFiles, ruleFileText } from '../values/rule-file.ts'
import type { Card, CardCell, CardCharacteristic } from './card.ts'

export function cardPath(id: string): string {
  return `scorecards/${id}.yaml`
}

export function cardYaml(card: Card): string {
  const { scaling } = card.scaled
  const { minimum, grades } = card
  return [
    '# A calibrated scorecard, written by `nonante calibrate` for review: its validation sheet says from what, and how',
    '# well it does. Points may be changed by hand; the sheet then no longer speaks of it.',
    `id: ${card.id}`,
    'kind: calibrated',
    '',
    '# Odds are goods for one bad; they double every so many points.',
    'calibration:',
    `  product: ${card.product}`,
    `  badDefinition: ${card.badDefinition}`,
    `  pointsToDoubleOdds: ${plain(scaling.pointsToDoubleOdds)}`,
    `  base: { score: ${plain(scaling.base.score)}, odds: ${plain(scaling.base.odds)} }`,
    `  hash: ${card.calibrationHash}`,
    '',
    `minimum: ${flow(minimum)}`,
    '',
    '# Lowest score of each grade.',
    `grades: ${flow(grades)}`,
    '',
    '# Best points of each pillar.',
    `pillars: ${flow(bestOf(card.characteristics))}`,
    '',
    'characteristics:',
    ...card.characteristics.flatMap(characteristicYaml),
    '',
  ].join('\n')
}

function characteristicYaml(one: CardCharacteristic): string[] {
  return [
    `  - id: ${one.id}`,
    `    pillar: ${one.pillar}`,
    `    indicator: ${one.indicator}`,
    `    monotone: ${one.monotone}`,
    `    actionable: ${one.actionable}`,
    '    bins:',
    ...one.bins.map((bin) => `      - ${cellYaml(bin)}`),
    `    special: { none_found: ${cellYaml(one.noneFound)} }`,
    `    missing: ${cellYaml(one.missing)}`,
  ]
}

function cellYaml({ from, to, points, reason, woe }: CardCell): string {
  const edges = { ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) }
  return flow({ ...edges, points, reason, woe: plain(woe) })
}

function flow(values: Readonly<Record<string, number | string>>): string {
  return `{ ${Object.entries(values)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`
}

/** Six significant digits, without an exponent in the usual range. */
function plain(value: number): number {
  return Number(value.toPrecision(6))
}

function bestOf(characteristics: readonly CardCharacteristic[]): Record<string, number> {
  return Object.fromEntries(
    pillars.map((pillar) => [
      pillar,
      characteristics
        .filter((one) => one.pillar === pillar)
        .reduce((sum, { bins }) => sum + Math.max(...bins.map(({ points }) => points)), 0),
    ]),
  )
}

/** The rulebook with the card in it and in force, under a version of its own; nothing else moves. */
export function withCard(files: RulebookFiles, card: Card): RulebookFiles {
  const head = ruleFileText(files, 'rulebook.yaml')
    .replace(/^scorecard:.*\n?/m, '')
    .replace(/^(version:\s*)(\S+)/m, `$1$2-${card.id}`)
  const changed = new Map(files)
  changed.set('rulebook.yaml', `${head.trimEnd()}\nscorecard: ${cardPath(card.id)}\n`)
  changed.set(cardPath(card.id), cardYaml(card))
  for (const language of ['fr', 'en'] as const) {
    const path = `reasons/${language}.yaml`
    const { reasons, characteristics } = card.words
    const text = addWords(ruleFileText(files, path), 'reasons', reasons, language)
    changed.set(path, addWords(text, 'characteristics', characteristics, language))
  }
  return new Map([...changed].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** At the head of the section, so that the comments of the file stay where they are. */
function addWords(
  text: string,
  section: 'reasons' | 'characteristics',
  words: ReadonlyMap<string, Bilingual>,
  language: keyof Bilingual,
): string {
  const lines = [...words].map(([code, of]) => `  ${code}: ${JSON.stringify(of[language])}\n`)
  return text.replace(new RegExp(`^${section}:[^\\n]*\\n`, 'm'), (head) => head + lines.join(''))
}
