// How the card was made and from what: what somebody needs to make it again.
import type { ValidationSheet } from '../../core/calibration/sheet.ts'
import type { SheetPart } from './sheet-part.ts'

export function method({ choices }: ValidationSheet): SheetPart {
  const { settings, leastDays, scaling } = choices
  const { minimumBads, ...rest } = settings
  const rows = Object.entries(rest).map(([name, value]) => [name, String(value)])
  return {
    title: 'Method and settings',
    sentences: [
      'Bins: equal-frequency classes, neighbours against the declared direction pooled, then neighbours that do not differ; none found and not observed stand apart, and never above the best bin.',
      'Selection: information, correlation, inflation, events per coefficient, then backward from a logistic regression on weights of evidence, the wrong sign first.',
      scaling === null ? 'Scale: the worst of all is 0, the best 1000.' : 'Scale: as asked for.',
    ],
    tables: [
      {
        head: ['setting', 'value'],
        rows: [
          ['fewest bads and goods, development', String(minimumBads.development)],
          ['fewest bads and goods, out of time', String(minimumBads.outOfTime)],
          ['fewest days of observation', String(leastDays)],
          ...rows,
        ],
      },
    ],
  }
}

export function provenance(sheet: ValidationSheet): SheetPart {
  const { inputs, rulebook, engineVersion } = sheet.provenance
  return {
    title: 'Provenance',
    sentences: [
      `Rulebook ${rulebook.version} (${rulebook.hash}), engine ${engineVersion}, seed ${sheet.choices.settings.seed}.`,
      `Calibration ${sheet.calibrationHash}: the same inputs, rulebook, engine and choices give the same card to the byte.`,
    ],
    tables: [
      {
        head: ['input', 'rows', 'SHA-256'],
        rows: inputs.map(({ name, rows, sha256 }) => [name, String(rows), sha256]),
      },
    ],
  }
}
