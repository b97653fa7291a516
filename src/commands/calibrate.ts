// `nonante calibrate`: outcomes → a scorecard for review, in a rulebook of its own, and its validation sheet.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ENGINE_VERSION } from '../core/assess.ts'
import { calibrate as calibrateSample } from '../core/calibration/calibrate.ts'
import { cardPath, withCard } from '../core/calibration/card-file.ts'
import type { Sample } from '../core/calibration/sample.ts'
import type { Scaling } from '../core/calibration/scale.ts'
import { defaultSettings } from '../core/calibration/settings.ts'
import type { ValidationSheet } from '../core/calibration/sheet.ts'
import { compileRulebook } from '../core/rulebook.ts'
import { parsePlainDate } from '../core/values/plain-date.ts'
import { sheetHtml, sheetMarkdown } from '../documents/validation/sheet-text.ts'
import { refusalText } from '../documents/validation/words.ts'
import { indicatorName } from '../documents/wording/indicators.ts'
import { AppError } from '../errors.ts'
import { type CalibrationSource, readSource } from './calibration-source.ts'
import { rulebookFiles } from './read-rulebook.ts'

export type CalibrateOptions = {
  readonly reports?: string
  readonly outcomes?: string
  readonly lender?: string
  readonly product?: string
  readonly badDefinition?: string
  readonly leastDays: string
  readonly outOfTimeFrom?: string
  readonly pointsToDouble?: string
  readonly base?: string
  readonly id: string
  readonly rulebook: string
  readonly seed?: string
  readonly out: string
  readonly json?: boolean
}

/** Writes nothing when there is no card, and says why. */
export async function calibrate(
  file: string | undefined,
  options: CalibrateOptions,
): Promise<void> {
  const scaling = readScaling(options)
  const settings = {
    ...defaultSettings,
    seed: readWhole('--seed', options.seed ?? String(defaultSettings.seed)),
  }
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(options.id)) {
    throw new AppError(
      'invalid_request',
      `--id ${options.id}: small letters, digits, ".", "_", "-"`,
    )
  }
  const files = await rulebookFiles(options.rulebook)
  if (files.has(cardPath(options.id))) {
    throw new AppError(
      'invalid_request',
      `--id ${options.id}: the rulebook has such a card; give another`,
    )
  }
  const rulebook = compileRulebook(files)
  const source = await readSource(file, options)
  const { sample, inputs } = source
  const { scorecard, texts, version, hash } = rulebook
  const made = calibrateSample({
    cardId: options.id,
    sample,
    choice: {
      product: onlyOne('--product', sample.product, options.product),
      badDefinition: onlyOne('--bad-definition', sample.badDefinition, options.badDefinition),
      leastDays: readWhole('--least-days', options.leastDays),
      outOfTimeFrom: readDay(options.outOfTimeFrom),
    },
    ...{ scaling, settings },
    joined: { scorecard, texts, nameOf },
    provenance: { inputs, rulebook: { version, hash }, engineVersion: ENGINE_VERSION },
  })
  if (made.state === 'refused') throw new AppError('invalid_request', refusalText(made.refusal))
  const changed = withCard(files, made.card)
  // what is written passes `rules check`, or is not written
  compileRulebook(changed)
  for (const [path, text] of changed) write(join(options.out, 'rules', path), text)
  write(join(options.out, 'validation.json'), `${JSON.stringify(made.sheet, null, 2)}\n`)
  write(join(options.out, 'validation.md'), sheetMarkdown(made.sheet))
  write(join(options.out, 'validation.html'), sheetHtml(made.sheet))
  tell(made.sheet, source, options)
}

const nameOf = (id: string) => ({ fr: indicatorName(id, 'fr'), en: indicatorName(id, 'en') })

function tell(
  sheet: ValidationSheet,
  source: CalibrationSource,
  { out, id, json }: CalibrateOptions,
): void {
  const card = join(out, 'rules', cardPath(id))
  if (json) {
    process.stdout.write(`${JSON.stringify({ card, sheet })}\n`)
    return
  }
  const { development, outOfTime, characteristics, limits } = sheet
  const area = ({ value, low, high }: { value: number; low: number; high: number }) =>
    `${value.toFixed(4)} (${low.toFixed(4)}–${high.toFixed(4)})`
  const rows = [
    ['people', `${development.performance.people}, ${outOfTime.performance.people} out of time`],
    ['bads', `${development.performance.bads}, ${outOfTime.performance.bads} out of time`],
    ['unmatched', source.unmatched],
    ['characteristics', `${characteristics.length}, ${sheet.dropped.length} not used`],
    ['AUC', `${area(development.performance.auc)}, out of time ${area(outOfTime.performance.auc)}`],
    ['limits', limits.join(', ')],
    ['card', card],
    ['sheet', `${join(out, 'validation.html')}, .md, .json`],
    ['next', `nonante rules check --rulebook ${join(out, 'rules')}`],
  ]
  const told = rows.filter(([, text]) => text !== '')
  process.stdout.write(told.map(([name = '', text]) => `${name.padEnd(16)}${text}\n`).join(''))
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What was asked for, or the only one there is. */
function onlyOne(option: string, values: Sample['product'], asked: string | undefined): string {
  if (asked !== undefined) return asked
  const different = [...new Set(values)].sort()
  const [first, ...others] = different
  if (first !== undefined && others.length === 0) return first
  const detail = first === undefined ? 'there is no outcome' : `name one of ${different.join(', ')}`
  throw new AppError('invalid_request', `${option}: ${detail}`)
}

function readScaling({ pointsToDouble, base }: CalibrateOptions): Scaling | null {
  if (pointsToDouble === undefined && base === undefined) return null
  const [score, odds] = (base ?? '').split(':').map(Number)
  const points = Number(pointsToDouble)
  const isSound = points > 0 && score !== undefined && odds !== undefined && score >= 0 && odds > 0
  if (isSound) return { pointsToDoubleOdds: points, base: { score, odds } }
  throw new AppError(
    'invalid_request',
    '--points-to-double and --base go together, as 40 and 600:30 (30 goods for one bad at 600)',
  )
}

function readWhole(option: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value >= 0) return value
  throw new AppError('invalid_request', `${option} ${text}: must be a whole number`)
}

function readDay(text: string | undefined): string | null {
  if (text === undefined) return null
  const day = parsePlainDate(text)
  if (day !== null) return day
  throw new AppError('invalid_request', `--out-of-time-from ${text}: must be a day, as 2026-11-20`)
}
